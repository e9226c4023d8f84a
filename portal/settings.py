"""All settings, read from the environment; the table of variables stands in docs/deployment.md."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.lib.addresses import broker_url, smtp_server, storage_backend
from portal.lib.clamav import scanner
from portal.lib.crypto import Keyring

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", default=False)


def required(name: str, development: str) -> str:
    """A variable that production must set; with DEBUG on it has a harmless value."""
    value: str = env.str(name, default=development if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set (see docs/deployment.md)")
    return value


SECRET_KEY = required("SECRET_KEY", "development-only-" + "x" * 40)
DATA_KEYS = Keyring.from_text(required("DATA_KEYS", "development:" + "A" * 43 + "="))
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = required("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
# How many proxies in front of the portal may be believed about addresses, https and the time of receipt.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "phonenumber_field",
    "portal.lib",
    "portal.outbox",
    "portal.journal",
    "accounts",
    "programs",
    "applications",
    "notifications",
]

MIDDLEWARE = [
    "portal.lib.middleware.received_at",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.lib.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.lib.context.page",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(required("DATABASE_URL", "postgres:///otinim"))}
DATABASES["default"] |= {"CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "portal.lib.cache.ForgivingRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "otinim"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5, "visibility_timeout": 3600}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Asia/Almaty"
CELERY_BEAT_SCHEDULE = {
    "route events": {"task": "notifications.route", "schedule": 30},
    "deliver messages": {"task": "outbox.deliver", "schedule": 30},
    "close what is due": {"task": "applications.close_due", "schedule": 120},
    "render documents": {"task": "applications.render_documents", "schedule": 30},
    "check files": {"task": "applications.vet_files", "schedule": 30},
    "sweep files": {"task": "applications.sweep_files", "schedule": crontab(hour=3, minute=30)},
}

STORAGE_URL = env.str("STORAGE_URL", default="")
STORAGES = {
    "default": storage_backend(STORAGE_URL),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Files of applicants are never served by URL: only through a view that checks who asks.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / ".otinim" / "files") if DEBUG else "")
if not (STORAGE_URL or MEDIA_ROOT):
    raise ImproperlyConfigured("neither STORAGE_URL nor MEDIA_ROOT is set (see docs/deployment.md)")
# All files of one form together; the limits of a file and of a question stand in definitions.
FILES_PER_FILING = env.int("FILES_PER_FILING_MB", default=300) * 1024**2
SCANNER = scanner(env.str("CLAMAV_URL", default=""))
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / ".otinim" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = ["portal.formats"]
MODELTRANSLATION_LANGUAGES = ("kk", "ru")
MODELTRANSLATION_DEFAULT_LANGUAGE = "kk"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Almaty"
PHONENUMBER_DEFAULT_REGION = "KZ"
PHONENUMBER_DB_FORMAT = "E164"

# --- Accounts -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "accounts.passwords.MixedCharactersValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Strict for one address, roomy for one IP: a whole school may stand behind it.
ACCOUNT_RATE_LIMITS = {
    "login": "200/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "signup": "100/m/ip",
    "confirm_email": "1/m/key",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
}
# The letters name these times.
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Letters ------------------------------------------------------------------------------------------------------

EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
OUTBOX_SMTP = smtp_server(required("EMAIL_URL", "smtp://127.0.0.1:1025"))
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "Otinim <no-reply@otinim.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SUPPORT_EMAIL = required("SUPPORT_EMAIL", "help@otinim.example")
MAIL_CATCHER_DIR = env.str("MAIL_CATCHER_DIR", default="")

# --- Security -----------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
# Other sites of the same domain may not be on https yet.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "portal.lib.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# The largest form that can be published bounds these, not Django's defaults.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # far more than fit anywhere, so that the refusal can be a sentence beside the field
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        **{name: {"level": "ERROR"} for name in ("fontTools", "weasyprint", "pikepdf")},
        "django.utils.autoreload": {"level": "WARNING"},
    },
}
