"""`check_content`: every problem of every draft and live edition, by item."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from publishing import clock
from publishing.checking import check_guide
from publishing.workflow import withdraw
from tests.factories import edit, make_nutrient, make_reference, make_user

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("check_content", *arguments, stdout=out)
    return out.getvalue()


def test_a_guide_in_order_ends_well() -> None:
    make_nutrient(name="Iron", live=True)

    assert told() == (
        "1 live editions: 0 problems that refuse, 0 to look at\n0 changed drafts: 0 problems that refuse, 0 to look at\n"
    )


def test_a_draft_with_problems_is_named_and_harms_nobody_yet() -> None:
    iron = make_nutrient(name="Iron", live=True)
    edit(iron, summary="Iron cures fatigue. A lack of iron causes fatigue.")

    found = json.loads(told("--json"))

    assert found["checked"] == {"live": 1, "drafts": 1}
    [item] = found["items"]
    assert (item["kind"], item["key"], item["state"], item["title"]) == ("nutrient", "iron", "draft", "Iron")
    assert [(problem["severity"], problem["code"], problem["place"]) for problem in item["problems"]] == [
        ("refuses", "uncited-treatment", "Summary"),
        ("advises", "uncited-cause", "Summary"),
    ]


def test_a_live_edition_whose_source_went_away_fails_the_check() -> None:
    source = make_reference()
    make_nutrient(name="Iron", summary="Iron cures fatigue [[ref:rao-2020]].", live=True)
    withdraw(source.item, by=make_user(name="ravi"), reason="A test.")

    with pytest.raises(SystemExit) as end:
        told()

    assert end.value.code == 1
    found = {(one.key, one.is_live): [problem.code for problem in one.problems] for one in check_guide(at=clock.now())}
    assert found["iron", True] == ["uncited-treatment", "not-live"]
