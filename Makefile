# The two commands to know: `make demo` shows Matrikel, `make test` checks it. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
# What reads the code from outside has libraries of its own, which must not meet ours.
AUDIT := .venv/audit/bin
# Tests and checks have a home of their own; the demo's data are never touched.
TEST_ENV := MATRIKEL_HOME="$(CURDIR)/var/test" DJANGO_SETTINGS_MODULE=config.settings.test
PO := $(wildcard src/matrikel/locale/*/LC_MESSAGES/django.po)

.PHONY: help
help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z_]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- to use -------------------------------------------------------------------------------------

.PHONY: demo
demo: .venv/.runtime .venv/.messages ## Show Matrikel with a fictitious federation on http://localhost:8000.
	@exec $(BIN)/matrikel demo $(ARGS)

# --- to check -----------------------------------------------------------------------------------

.PHONY: test
test: check ## Check, then run every test, the browser stories included.
	@chromium=$$(scripts/chromium) || exit 1; soffice=$$(scripts/soffice) || true; \
	CHROMIUM=$$chromium SOFFICE=$$soffice $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

# The one that takes longest first: two go on at a time.
CHECKS := check_types check_code check_security check_templates check_layers check_models check_messages
.PHONY: check $(CHECKS)
check: .venv/.dev .venv/.messages ## Format, lint, security, templates, layers, types, models and migrations, messages.
	@$(MAKE) --no-print-directory --jobs 2 $(CHECKS)
$(CHECKS): .venv/.dev .venv/.messages

check_code:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet --output-format concise .
check_security:
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
check_templates:
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/*.html')
check_layers:
	$(BIN)/lint-imports --no-logo
check_types:
	$(BIN)/mypy
check_models: # No server is asked: only models, migrations and the personal-data map are compared.
	$(TEST_ENV) $(BIN)/python -W ignore::RuntimeWarning manage.py check
	$(TEST_ENV) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
check_messages:
	$(BIN)/python -m matrikel.console.messages check

.PHONY: audit
audit: .venv/.audit ## Read the code by rules of our own, and ask whether a pinned library has a known hole.
	@$(AUDIT)/semgrep scan --test --quiet --metrics off --disable-version-check --config scripts/audit scripts/audit
	@$(AUDIT)/semgrep scan --quiet --error --metrics off --disable-version-check \
	    --config scripts/audit/rules.yml src
	@$(AUDIT)/python -m scripts.audit_requirements

.PHONY: bench
bench: .venv/.dev .venv/.messages ## Measure against raw SQL and a bare parser; prints JSON.
	@$(BIN)/python -m bench $(ARGS)

.PHONY: screens
screens: .venv/.dev .venv/.messages ## Photograph every page, wide and narrow, light and dark, into var/screens.
	@chromium=$$(scripts/chromium) || exit 1; \
	CHROMIUM=$$chromium $(BIN)/python -m scripts.screens $(ARGS)

.PHONY: biggest
biggest: ## Print the ten largest source files.
	@git ls-files 'src/*.py' 'tests/*.py' | xargs wc -l | grep -v ' total$$' | sort -rn | head -n 10

# --- to maintain --------------------------------------------------------------------------------

.PHONY: format
format: .venv/.dev ## Bring code and templates into shape.
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/*.html')

.PHONY: access_matrix
access_matrix: .venv/.dev ## Write docs/access-matrix.md from what pages and roles declare.
	@$(TEST_ENV) $(BIN)/python -m scripts.access_matrix

.PHONY: messages
messages: .venv/.dev ## Gather the words of all pages into the catalogues of the languages.
	$(BIN)/python -m matrikel.console.messages update

.PHONY: requirements
requirements: .venv/.dev ## Pin the newest allowed versions with their hashes.
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate -o requirements/runtime.txt requirements/runtime.in
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate -c requirements/runtime.txt -o requirements/dev.txt requirements/dev.in
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate -o requirements/audit.txt requirements/audit.in
	@! grep -n '://' requirements/*.txt

.PHONY: clean
clean: ## Stop the servers, then remove the environment and all local data.
	@for home in var var/*; do \
	    if [ -e $$home/postgres ]; then MATRIKEL_HOME="$(CURDIR)/$$home" $(BIN)/matrikel stop --remove; fi; \
	done
	rm -rf .venv var

# --- the environment, made when first needed ----------------------------------------------------

.venv/.runtime: requirements/runtime.txt pyproject.toml scripts/environment
	@scripts/environment runtime

.venv/.dev: requirements/dev.txt pyproject.toml scripts/environment
	@scripts/environment dev
	@touch .venv/.runtime

.venv/.audit: requirements/audit.txt | .venv/.runtime
	@.venv/bin/python -m venv .venv/audit
	@$(AUDIT)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

.venv/.messages: $(PO) | .venv/.runtime
	@$(BIN)/python -m matrikel.console.messages compile
	@touch $@
