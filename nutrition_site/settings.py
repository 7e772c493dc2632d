"""Settings of the nutrition guide, read from the environment and .env; refuses to start on a missing or malformed value."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from nutrition_site.environment import LOCAL_HOSTS, Environment, host_of, read_dotenv
from publishing import browser_policy

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# A variable set by the operating system wins over the file.
env = Environment({**read_dotenv(BASE_DIR / ".env"), **os.environ})

# --- The site -----------------------------------------------------------------------------------------------------
SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = env.flag("DEBUG", default=False)
PORT = env.number("PORT", default=8000, lowest=1, highest=65535)
WORKERS = env.number("WORKERS", default=2, lowest=1, highest=64)
SITE_URL = env.site_url("SITE_URL", default=f"http://localhost:{PORT}")
SITE_IS_HTTPS = SITE_URL.startswith("https://")
SITE_IS_LOCAL = not SITE_IS_HTTPS and host_of(SITE_URL) in LOCAL_HOSTS
ALLOWED_HOSTS = list(dict.fromkeys([*env.hosts("ALLOWED_HOSTS"), *LOCAL_HOSTS, host_of(SITE_URL)]))
PUBLISHER_NAME = env.text("PUBLISHER_NAME")
CONTACT_EMAIL = env.email_address("CONTACT_EMAIL")
# On this computer there is one person, who could publish nothing; the desk says that the policy is off.
FOUR_EYES = env.flag("FOUR_EYES", default=not SITE_IS_LOCAL)
MEDICAL_REVIEW_OF = env.names("MEDICAL_REVIEW_OF")
# Days; 0 is never. Long by default: editors are told a month before, and readers from the first day on.
UNLIST_OVERDUE_AFTER = env.number("UNLIST_OVERDUE_AFTER", default=180, lowest=0, highest=3650)
if DEBUG and SITE_IS_HTTPS:
    raise ImproperlyConfigured(
        f"DEBUG is on while SITE_URL is {SITE_URL}: a public site must not show its insides. Set DEBUG=off."
    )

# --- Parts --------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    # Ours come before the admin so that our templates override its own.
    "nutrition_site",
    "articles",
    "nutrients",
    "references",
    "publishing",
    "content_editor",
    "ckeditor",
    "js_asset",
    "csp",
    "publishing.admin_site.GuideAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # The first two wrap everything below, so that an error page and a static file carry the headers too.
    "csp.middleware.CSPMiddleware",
    "nutrition_site.security.headers",
    "nutrition_site.security.refuse_unknown_methods",
    "nutrition_site.security.refuse_unreadable_addresses",
    "nutrition_site.security.forget_forwarded_headers_of_strangers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "nutrition_site.urls"
WSGI_APPLICATION = "nutrition_site.wsgi.application"
AUTH_USER_MODEL = "publishing.User"
# Where a log-in ends that was to lead off the site.
LOGIN_REDIRECT_URL = "admin:index"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "nutrition_site.chrome.chrome",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------------
database: dict[str, Any] = env.database("DATABASE_URL", default=BASE_DIR / "db.sqlite3")
if database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE with WAL is the one combination that never failed with "database is locked" under mixed load. It makes
    # every atomic() a writer: no ATOMIC_REQUESTS, and no atomic() in a public view.
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY"
        ),
    }
else:
    # A pool of its own for each worker, one connection for each of its four threads. CONN_MAX_AGE stays 0 with a pool.
    # The health check asks once per request: without it every connection fails once after the server restarted.
    database["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 4, "timeout": 3}, "connect_timeout": 2}
    database |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": database}

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = False
# How the admin writes dates; readers' pages name their own way.
FORMAT_MODULE_PATH = "nutrition_site.formats"
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC")

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Its default lets every other site load our files, which Cross-Origin-Resource-Policy forbids anyway.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_URL = "/media/"
MEDIA_ROOT = env.media_folder("MEDIA_STORAGE_URL", default=VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Forms --------------------------------------------------------------------------------------------------------
# The text of a long book. A larger form, as with a picture pasted into a text, gets a page that says so.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The longest form of the starter guide, a nutrient with all intakes and statements, has 641; 1,000 is soon reached.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Mail and cache -----------------------------------------------------------------------------------------------
mail = env.email_settings("EMAIL_URL")
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST = mail["EMAIL_HOST"]
EMAIL_PORT = mail["EMAIL_PORT"]
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONTACT_EMAIL or "webmaster@localhost"
CACHES = {"default": env.cache("REDIS_URL")}

# --- Look-ups -----------------------------------------------------------------------------------------------------
# Off: the server then asks no other site, and forms work by hand.
LOOKUPS = env.flag("LOOKUPS", default=False)
CROSSREF_URL = env.site_url("CROSSREF_URL", default="https://api.crossref.org")
DOI_URL = env.site_url("DOI_URL", default="https://doi.org")
EUTILS_URL = env.site_url("EUTILS_URL", default="https://eutils.ncbi.nlm.nih.gov")
OPEN_LIBRARY_URL = env.site_url("OPEN_LIBRARY_URL", default="https://openlibrary.org")
# Origins that may be asked although they are not on the public internet. No variable sets it: only tests do.
LOOKUP_TRUSTED_ORIGINS: list[str] = []

# --- Browser security ---------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": browser_policy.PUBLIC}
TRUSTED_PROXIES = env.networks("TRUSTED_PROXY")
if TRUSTED_PROXIES:
    # Safe only because forget_forwarded_headers_of_strangers drops the header when anyone else sends it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
# A load balancer asks for health over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz/(live|ready)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if SITE_IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SITE_IS_HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "nutrition_site.error_pages.forbidden_form"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # frame-ancestors, which stands in every policy of ours, does the work of X-Frame-Options
    "security.W021",  # HSTS preload binds a whole domain for years: its owner decides that, not the software
]

# --- People -------------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Logs ---------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "nutrition_site.logs.OneLineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one_line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own default would also mail errors to ADMINS and print twice.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
