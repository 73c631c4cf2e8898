"""How the tests run: against a real PostgreSQL, whose address the test plugin sets."""

import os
import tempfile

# Type checking and linting read the settings too, where no server runs.
os.environ.setdefault("DATABASE_URL", "postgresql://matrikel_runtime@localhost/matrikel")
os.environ.setdefault("DATABASE_OWNER_URL", "postgresql://matrikel_owner@localhost/matrikel")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("MATRIKEL_DEMO", "1")

from config.settings.base import *

KEYRING_DIRECTORY = os.path.join(tempfile.gettempdir(), f"matrikel-test-keys-{os.getpid()}")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
for _options in (DATABASES["default"]["OPTIONS"],):
    _options.pop("pool", None)
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = str(SOURCE / "matrikel" / "ui" / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
