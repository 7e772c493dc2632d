"""The site's settings under an environment of their own, so that no .env and no shell variable changes what the tests see."""

from __future__ import annotations

import os
import tempfile

os.environ.update(
    {
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
        "MEDIA_STORAGE_URL": tempfile.mkdtemp(prefix="guide-test-media-"),
        "TRUSTED_PROXY": "",
    }
)

from nutrition_site.settings import *  # noqa: F403
