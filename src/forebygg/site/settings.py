"""One settings file. Everything that differs between installations comes from the environment (docs/operating.md)."""

from __future__ import annotations

from pathlib import Path

from forebygg.kit.clock import SHIFT_VARIABLE
from forebygg.kit.mode import is_demo, mode
from forebygg.site import environment

HOME = environment.home()
environment.refuse_in_live(SHIFT_VARIABLE, "It moves the clock, for tests and rehearsals.")
FOREBYGG_MODE = mode()

SECRET_KEY = environment.secret("FOREBYGG_SECRET_KEY", HOME / "secret.key", "At least 50 random characters.")
# While people who signed in under the one before are still at work.
SECRET_KEY_FALLBACKS = [old] if (old := environment.optional("FOREBYGG_SECRET_KEY_OLD")) else []
FOREBYGG_MASTER_KEY = environment.secret(
    "FOREBYGG_MASTER_KEY", HOME / "master.key", "64 hex characters; keep a copy elsewhere: without it no text opens."
)
FOREBYGG_METRICS_TOKEN = environment.optional_secret("FOREBYGG_METRICS_TOKEN")
DEBUG = False
ALLOWED_HOSTS = environment.words("FOREBYGG_HOSTS", "localhost,127.0.0.1,[::1]" if is_demo() else "")

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
SQLITE_KEYS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # A destroyed key must be gone from the file, not only from the table (docs/decisions: keys per board).
    "init_command": "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
}
DATABASES = {
    "default": environment.database("FOREBYGG_DATABASE_URL", HOME / "forebygg.sqlite3"),
    "keys": environment.database("FOREBYGG_KEYS_DATABASE_URL", HOME / "keys.sqlite3"),
}
FOREBYGG_OWNER = environment.owner("FOREBYGG_OWNER_DATABASE_URL")
for _alias, _options in (("default", SQLITE), ("keys", SQLITE_KEYS)):
    if DATABASES[_alias]["ENGINE"] == "forebygg.kit.sqlite":
        DATABASES[_alias] |= {"OPTIONS": _options, "CONN_MAX_AGE": None}
DATABASE_ROUTERS = ["forebygg.secrecy.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "forebygg.ui",
    "forebygg.audit",
    "forebygg.notices",
    "forebygg.people",
    "forebygg.facts",
    "forebygg.secrecy",
    "forebygg.records",
    "forebygg.routines",
    "forebygg.mailbox",
    "forebygg.situation",
    "forebygg.concerns",
    "forebygg.reporting",
    "forebygg.cases",
    "forebygg.calls",
    "forebygg.telling",
    "forebygg.oversight",
    "forebygg.requests",
    "forebygg.breaches",
    "forebygg.knowledge",
    "forebygg.plans",
    "forebygg.influence",
    "forebygg.public",
    "forebygg.demo",
    "forebygg.site",
]
# After ours: their templates are replaced by those of `people`.
INSTALLED_APPS += ["allauth", "allauth.account", "allauth.mfa"]
INSTALLED_APPS += ["allauth.socialaccount"]
FOREBYGG_PROVIDERS = environment.providers("FOREBYGG_IDENTITY")
# A protocol is loaded where somebody speaks it: each brings libraries that every process would hold in memory.
_KINDS = {provider["kind"] for provider in FOREBYGG_PROVIDERS.values()}
if "oidc" in _KINDS:
    INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"]
if "saml" in _KINDS:
    environment.needs("onelogin", "SAML", "pip install 'forebygg[saml]'")
    INSTALLED_APPS += ["allauth.socialaccount.providers.saml"]
MIDDLEWARE = [
    "forebygg.site.middleware.RequestId",
    "forebygg.site.middleware.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",  # with random padding; see docs/threats.md
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "forebygg.site.middleware.Town",
    "forebygg.site.middleware.Language",
    "forebygg.site.middleware.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "forebygg.people.middleware.PublicScope",
    "forebygg.site.middleware.Sitting",
    "allauth.account.middleware.AccountMiddleware",
    "forebygg.people.middleware.ActorMiddleware",
    "forebygg.site.middleware.Refusals",
    "forebygg.people.middleware.SignInRequired",
]
ROOT_URLCONF = "forebygg.site.urls"
WSGI_APPLICATION = "forebygg.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "forebygg.site.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "forebygg.ui.forms.FormRenderer"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "forebygg.people.passwords.WordsKnownHere"},
    {"NAME": "forebygg.people.passwords.KnownElsewhere"},
]
FOREBYGG_KNOWN_PASSWORDS = environment.file("FOREBYGG_KNOWN_PASSWORDS_FILE")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "people:choose_assignment"
# The second step, and passkeys. Addresses are confirmed by whoever adds a person, and nobody signs up by themselves.
ACCOUNT_ADAPTER = "forebygg.people.second_step.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 300
SOCIALACCOUNT_ADAPTER = "forebygg.people.single_sign_on.Adapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "forebygg.people.second_step.SecondStepAdapter"
FOREBYGG_SECOND_STEP_KEY = "forebygg.secrecy.keys.second_step_key"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Förebygg"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = is_demo()  # a demo is served without TLS, on this machine
# Only the tries of the second step and the codes already used are kept here; every worker must see the same.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
# A browser takes a cookie of such a name only over TLS, from this very host and for all of it.
_HOST_ONLY = "" if is_demo() else "__Host-"
SESSION_COOKIE_NAME = f"{_HOST_ONLY}arbete"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = not is_demo()
CSRF_COOKIE_NAME = f"{_HOST_ONLY}arbete-csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not is_demo()
CSRF_FAILURE_VIEW = "forebygg.site.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("FOREBYGG_BEHIND_PROXY") else None
FOREBYGG_BEHIND_PROXY = environment.flag("FOREBYGG_BEHIND_PROXY")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a plan of 400 measures to confirm; the size above bounds what it costs

USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]

STATIC_URL = "/statiskt/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
_relay = environment.relay()
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = _relay.host, _relay.port, _relay.starttls, _relay.tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _relay.user, _relay.password
FOREBYGG_MAIL_FROM = environment.words("FOREBYGG_MAIL_FROM", "forebygg@localhost")[0]
FOREBYGG_ANCHOR_MAIL = environment.words("FOREBYGG_ANCHOR_MAIL", "")
FOREBYGG_MAIL_IN_DEMO = environment.flag("FOREBYGG_MAIL_IN_DEMO")
FOREBYGG_LIMITS_FILE = HOME / "limits.sqlite3"

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "forebygg.site.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Request lines would hold paths and times of the public's visits.
        "django.request": {"level": "CRITICAL", "propagate": True},
        "django.server": {"level": "CRITICAL", "propagate": True},
    },
}
