"""Every problem of every draft and edition, by item; exits 1 when something that readers see has one that refuses."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publishing import clock
from publishing.checking import Checked, check_guide
from publishing.problems import refusals


class Command(BaseCommand):
    help = "Lists every problem of every draft and live edition. Exits 1 if a live edition has problems that refuse."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Write one JSON document instead of lines to read.")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = list(check_guide(at=clock.now()))
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(checked), indent=1, ensure_ascii=False))
        else:
            self._tell(checked)
        if any(one.is_live and refusals(one.problems) for one in checked):
            sys.exit(1)

    def _tell(self, checked: list[Checked]) -> None:
        for one in checked:
            if one.problems:
                self.stdout.write(f"{one.kind}/{one.key} ({'live' if one.is_live else 'draft'}): {one.title}")
                for problem in one.problems:
                    self.stdout.write(f"  {problem.severity} [{problem.code}] {problem}")
        live = [one for one in checked if one.is_live]
        drafts = [one for one in checked if not one.is_live]
        for label, part in (("live editions", live), ("changed drafts", drafts)):
            refusing = sum(len(refusals(one.problems)) for one in part)
            every = sum(len(one.problems) for one in part)
            self.stdout.write(f"{len(part)} {label}: {refusing} problems that refuse, {every - refusing} to look at")


def _as_data(checked: list[Checked]) -> dict[str, Any]:
    return {
        "items": [
            {
                "id": str(one.item_id),
                "kind": one.kind,
                "key": one.key,
                "title": one.title,
                "state": "live" if one.is_live else "draft",
                "problems": [
                    {
                        "severity": str(problem.severity),
                        "code": problem.code,
                        "place": problem.place,
                        "message": problem.message,
                    }
                    for problem in one.problems
                ],
            }
            for one in checked
            if one.problems
        ],
        "checked": {"live": sum(one.is_live for one in checked), "drafts": sum(not one.is_live for one in checked)},
    }
