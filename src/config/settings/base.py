"""What every way of running Matrikel shares; what an association chooses lives in tables, not here."""

from pathlib import Path

from config import env
from matrikel.ui.shell import HelpContact

environment = env.read()
SOURCE = Path(__file__).resolve().parents[2]

SECRET_KEY = environment.secret_key
DEBUG = False
ALLOWED_HOSTS = list(environment.allowed_hosts)
KEYRING_DIRECTORY = str(environment.keyring)
IS_DEMO = environment.is_demo
HOST_NAME = environment.host_name
MAIL_SERVER = environment.mail_server
MAILBOX_OF_RETURNED = environment.mailbox_of_returned
BOUNCE_SECRET = environment.bounce_secret
EID_BROKERS = environment.eid_brokers
HOST_TIME_ZONE = environment.time_zone
MATRIKEL_HELP_CONTACT = (
    HelpContact(name=environment.host_name or environment.help_contact, email=environment.help_contact)
    if environment.help_contact
    else None
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "allauth.account",
    "allauth.mfa",
    "matrikel.kernel",
    "matrikel.keys",
    "matrikel.audit",
    "matrikel.organisations",
    "matrikel.people",
    "matrikel.mail",
    "matrikel.access",
    "matrikel.authentication",
    "matrikel.privacy",
    "matrikel.ledger",
    "matrikel.relations",
    "matrikel.groups",
    "matrikel.checks",
    "matrikel.fields",
    "matrikel.memberships",
    "matrikel.billing",
    "matrikel.selections",
    "matrikel.imports",
    "matrikel.bulkedits",
    "matrikel.exports",
    "matrikel.sandbox",
    "matrikel.ui",
    "matrikel.front",
    "matrikel.host",
    "matrikel.office",
    "matrikel.portal",
]

MIDDLEWARE = [
    "matrikel.ui.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "matrikel.front.sign_in.middleware.WhoAsksMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "matrikel.ui.middleware.HtmxRedirectMiddleware",
    "matrikel.front.lasting.LastingAnswersMiddleware",
    "matrikel.ui.middleware.RoomErrorsMiddleware",
    # Only because allauth does not start without it; its pages are not used.
    "allauth.account.middleware.AccountMiddleware",
    "matrikel.front.sign_in.middleware.ProofMiddleware",
    "matrikel.front.middleware.AssociationMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials", "matrikel.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "matrikel.ui.context.appearance",
            ],
        },
    },
]

_runtime = environment.database.as_django()
_owner = (environment.owner_database or environment.database).as_django()
DATABASES = {
    # The runtime role: owns nothing, bypasses nothing.
    "default": {
        **_runtime,
        "ENGINE": "matrikel.kernel.postgres",
        "ATOMIC_REQUESTS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {**_runtime["OPTIONS"], "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    },
    # The owner: migrates and creates; no request ever uses it.
    "owner": {**_owner, "ENGINE": "matrikel.kernel.postgres"},
}
DATABASE_ROUTERS = ["config.database_router.OwnerMigrates"]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
MFA_ADAPTER = "matrikel.authentication.adapter.SealedFactors"
PROXIES = environment.proxies
# Bound to this very name and to encryption, where there is any (RFC 6265bis, 4.1.3.2).
COOKIE_PREFIX = "__Host-" if environment.behind_https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_HTTPONLY = True
# For whoever sees only themselves; doors that show others close much earlier (authentication.rules.proofs).
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_ENGINE = "matrikel.authentication.session_store"
BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}browser"
SESSION_COOKIE_SECURE = environment.behind_https
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = environment.behind_https
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.behind_https else None
CSRF_FAILURE_VIEW = "matrikel.ui.errors.csrf_failure"

MESSAGE_STORAGE = "matrikel.ui.notices.NoticesInACookie"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sv", "Svenska"),
    ("nb", "Norsk bokmål"),
    ("fi", "Suomi"),
    ("da", "Dansk"),
    ("nl", "Nederlands"),
]
LOCALE_PATHS = [str(SOURCE / "matrikel" / "locale")]
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
THEME_COOKIE_NAME = f"{COOKIE_PREFIX}theme"

STATIC_URL = "/static/"
STATIC_ROOT = str(environment.home / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Otherwise any site may read them, and tell by that whether somebody uses this installation.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = str(environment.home / "files")

# A member file of 50 MB is refused by the import with a sentence; this is the net behind it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_DATABASE_ALIAS = "default"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "matrikel.front.logs.LeaveOutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"no_secrets": {"()": "matrikel.front.logs.LeaveOutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secrets"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
