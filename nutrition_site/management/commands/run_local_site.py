"""Prepares the site on this computer and serves it; refuses to touch a site that is not local."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from nutrition_site import local_site
from nutrition_site.health import unapplied_migrations
from nutrition_site.serving import become_server, port_is_free

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare the database, static files, starter guide and first administrator of a local site, then serve it."
    # The checks run with the migrations, and again in the server: a start that changes nothing stays quick.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_IS_LOCAL:
            raise CommandError(
                f"SITE_URL is {settings.SITE_URL}, which is not this computer. Remove it from .env for a local site, "
                "or use `make serve`."
            )
        if not port_is_free(HOST, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} is in use by another program. Stop that program or choose another port: "
                "make run PORT=9000"
            )
        self.prepare()
        self.stdout.write(
            f"The site is at {settings.SITE_URL}/ and its admin at {settings.SITE_URL}/admin/ (stop: Ctrl-C)"
        )
        become_server(host=HOST, port=settings.PORT, workers=settings.WORKERS)

    def prepare(self) -> None:
        if unapplied_migrations():
            self.stdout.write("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)
        if local_site.collect_static_files_if_changed(stamp=Path(settings.STATIC_ROOT).with_suffix(".stamp")):
            self.stdout.write("Collected the static files.")
        if "load_guide" in get_commands():
            call_command("load_guide", stdout=self.stdout, stderr=self.stderr)
        password = local_site.create_first_administrator()
        if password:
            self.stdout.write(f"First administrator, shown only now: user admin, password {password}")
