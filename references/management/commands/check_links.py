"""Tries the links of sources, for a nightly run: `manage.py check_links`; it unpublishes nothing and changes no source."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from references.links import SECONDS_BETWEEN, Tried, check_links
from references.vocabulary import LinkState


class Command(BaseCommand):
    help = "Try the web address or DOI of every source that was not tried in the last 20 hours, slowly."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that were tried a short while ago")
        parser.add_argument("--most", type=int, help="stop after so many; the next run goes on there")
        parser.add_argument(
            "--seconds-between", type=float, default=SECONDS_BETWEEN, help="rest between two questions to one host"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = check_links(
            everything=options["all"],
            most=options["most"],
            seconds_between=options["seconds_between"],
            progress=self._progress,
        )
        if outcome.is_offline:
            self.stdout.write(
                "No site answered, so this computer seems to have no way to the internet. Nothing was noted of those."
            )
        if outcome.fresh:
            self.stdout.write(f"{outcome.fresh} tried a short while ago, not again.")
        if outcome.left:
            self.stdout.write(f"{outcome.left} left for the next run.")
        self.stdout.write(", ".join(f"{state} {outcome.counts[state]}" for state in LinkState.values))

    def _progress(self, url: str, tried: Tried) -> None:
        if tried.state != LinkState.OK:
            self.stdout.write(f"{tried.state.label}: {url} {tried.said}".rstrip())
            self.stdout.flush()
