"""The site's settings under an environment of their own, so that no .env and no shell variable changes what tests see."""

from __future__ import annotations

import os
from pathlib import Path

# One folder for each run, so that two runs in one checkout don't meet. tests/conftest.py makes and removes it.
FOLDER = Path(__file__).resolve().parent.parent / "var" / f"tests-{os.getpid()}"

ENVIRONMENT = {
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "DEBUG": "off",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "testserver",
    "TIME_ZONE": "UTC",
    "PORT": "8000",
    "WORKERS": "2",
    "EMAIL_URL": "",
    "CONTACT_EMAIL": "",
    "PUBLISHER_NAME": "",
    "REDIS_URL": "",
    # Most tests are about something else than who may publish what; those that aren't switch the policy on.
    "FOUR_EYES": "off",
    "MEDICAL_REVIEW_OF": "",
    "UNLIST_OVERDUE_AFTER": "",
    "MEDIA_STORAGE_URL": f"{FOLDER}/media",
    "TRUSTED_PROXY": "",
    "LOOKUPS": "",
    "CROSSREF_URL": "",
    "DOI_URL": "",
    "EUTILS_URL": "",
    "OPEN_LIBRARY_URL": "",
}
os.environ.update(ENVIRONMENT)

from nutrition_site.settings import *  # noqa: E402, F403
from nutrition_site.settings import DATABASES, STORAGES  # noqa: E402

# The database that no test may touch.
SITES_OWN = DATABASES["default"]["NAME"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: a database in memory knows neither WAL nor a second connection.
    DATABASES["default"]["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
else:
    # Nobody else may empty tables whose rows are kept; Django does between tests that commit.
    DATABASES["default"]["OPTIONS"]["options"] = "-c guide.may_empty=yes"
STATIC_ROOT = FOLDER / "static"
# Templates name static files; collecting all of them with hashes would add ten seconds to every run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The real hasher is slow on purpose, and nearly every test logs somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
