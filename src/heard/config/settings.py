"""Django's settings: one file, and everything that differs between places comes from the environment."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from heard.common.embedded import APP, PORT, socket_folder
from heard.config import env as environment

ENV = environment.read()
PACKAGE = Path(__file__).resolve().parents[1]

PRODUCTION = ENV.production
DEBUG = False
HEARD_HOME = ENV.home
HEARD_TODAY = ENV.today
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["localhost", "127.0.0.1", "[::1]", "testserver"]


def _secret_key() -> str:
    """Outside production the key is made once and kept in the state folder."""
    if ENV.secret_key:
        return ENV.secret_key
    kept = ENV.home / "secret-key"
    if not kept.exists():
        ENV.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "heard.accounts",
    "heard.audit",
    "heard.children",
    "heard.caseloads",
    "heard.planning",
    "heard.reviews",
    "heard.oversight",
    "heard.quality",
    "heard.deadlines",
    "heard.correspondence",
    "heard.imports",
    "heard.reporting",
    "heard.pages",
    "heard.web",
    "heard.jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]
if not PRODUCTION:
    INSTALLED_APPS.append("heard.nonprod")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "heard.web.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "heard.web.middleware.SignedInMiddleware",
    "heard.web.middleware.LanguageMiddleware",
    "heard.web.frame.FrameMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "heard.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "heard.config.urls"
WSGI_APPLICATION = "heard.config.wsgi.application"


def _database() -> dict[str, Any]:
    shared = {
        "ENGINE": "heard.config.postgresql",
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
    }
    pool = {"min_size": 1, "max_size": 8, "timeout": 20}
    if ENV.database_url is None:
        return shared | {
            "NAME": "heard",
            "USER": APP,
            "PASSWORD": "",
            "HOST": str(socket_folder(ENV.home)),
            "PORT": PORT,
            "OPTIONS": {"pool": pool},
        }
    url = urlsplit(ENV.database_url)
    if url.scheme not in ("postgres", "postgresql") or len(url.path) < 2:
        raise environment.WrongSetting("DATABASE_URL must look like postgresql://user:password@host:5432/database.")
    options: dict[str, Any] = dict(parse_qsl(url.query))
    return shared | {
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", None) or unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options | {"pool": pool, "assume_role": APP},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "pages" / "templates", *sorted((PACKAGE / "web").glob("*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "heard.pages.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "heard.pages.forms.Renderer"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
STATICFILES_DIRS = [PACKAGE / "pages" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cy", _("Cymraeg"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Signing in ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["heard.web.sign_in.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "heard.web.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_COOKIE_SECURE = ENV.secure_cookies
SESSION_COOKIE_NAME = "heard_session"
CSRF_COOKIE_SECURE = ENV.secure_cookies
CSRF_COOKIE_NAME = "heard_csrf"
CSRF_FAILURE_VIEW = "heard.web.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "heard_language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What browsers may do ------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "heard.web.imports.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# E-mail: without configuration it is kept in the state folder and nothing leaves --------------------------------------
if ENV.email_url:
    _mail = urlsplit(ENV.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ENV.home / "mail"

# History -------------------------------------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = False
PGHISTORY_LEVEL = "STATEMENT"
PGHISTORY_MIDDLEWARE_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Background work ----------------------------------------------------------------------------------------------------
PROCRASTINATE_IMPORT_PATHS = [
    f"heard.jobs.{name}" for name in ("tasks", "imports", "correspondence", "caseloads", "reviews")
]

LOGGING_CONFIG = "heard.common.logs.configure"
LOGGING = {"production": PRODUCTION}
SILENCED_SYSTEM_CHECKS = ["account.W001"]
