"""Serves the site with the settings of the environment; refuses to start without its collected static files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError

from nutrition_site.serving import become_server, port_is_free


class Command(BaseCommand):
    help = "Serve the site with granian on PORT with WORKERS processes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="0.0.0.0", help="address to listen on (default: every one)")

    def handle(self, *args: Any, host: str, **options: Any) -> None:
        if not static_files_are_collected():
            raise CommandError(
                "The static files are not collected. Run: .venv/bin/python manage.py collectstatic --noinput"
            )
        if not port_is_free(host, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} of {host} is in use. Stop that program or set PORT to another number."
            )
        become_server(host=host, port=settings.PORT, workers=settings.WORKERS)


def static_files_are_collected() -> bool:
    """Whether a page could name its stylesheet; without the manifest every page would fail."""
    try:
        staticfiles_storage.url("css/site.css")
    except ValueError:
        return False
    return True
