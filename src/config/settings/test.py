"""How the tests run: against a real PostgreSQL, whose address the test plugin sets."""

import os

# Type checking and linting read the settings too, where no server runs.
os.environ.setdefault("DATABASE_URL", "postgresql://matrikel_runtime@localhost/matrikel")
os.environ.setdefault("DATABASE_OWNER_URL", "postgresql://matrikel_owner@localhost/matrikel")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("MATRIKEL_DEMO", "1")

from config.settings.base import *

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
for _options in (DATABASES["default"]["OPTIONS"],):
    _options.pop("pool", None)
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
# Extensions and default grants as on every server that create_roles has prepared.
DATABASES["owner"]["TEST"] = {"TEMPLATE": "matrikel_template"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = str(SOURCE / "matrikel" / "ui" / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
