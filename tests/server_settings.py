"""Settings of a server process that a test starts: the environment given to it decides, only static files differ."""

from __future__ import annotations

from nutrition_site.settings import *  # noqa: F403
from nutrition_site.settings import MEDIA_ROOT, STORAGES

# A clean checkout has collected nothing yet, and collecting takes ten seconds.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = MEDIA_ROOT.parent / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
