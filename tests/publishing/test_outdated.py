"""What is published makes medical reviews out of date: each page that needs a new one gets a task."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nutrients.models import DeficiencyLink, Nutrient
from publishing import clock
from publishing.models import Draft, Person, Task
from publishing.reviews import record_review
from publishing.workflow import cancel
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_symptom,
    make_user,
    publish,
)
from tests.publishing.timeline import DAY, T

pytestmark = pytest.mark.django_db


def reviewed(*drafts: Draft) -> None:
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    for draft in drafts:
        record_review(draft.item, reviewer=ravi.item, scope="The whole page.", by=make_user())


def tasks() -> list[tuple[str, str]]:
    return [(task.item.key, task.reason) for task in Task.objects.order_by("item__key")]


def linked() -> tuple[Nutrient, Person]:
    """A nutrient with a statement of a symptom, and an article with an author; all of them reviewed."""
    make_reference()
    symptom = make_symptom(name="Numbness", live=True)
    iron = make_nutrient(name="Iron")
    DeficiencyLink.objects.create(
        nutrient=iron, symptom=symptom, direction="deficiency", population="adults", wording="May cause it.[[ref:rao-2020]]",
        certainty="limited", certainty_reason="Few studies."
    )  # fmt: skip
    publish([iron.item], by=make_user())
    author = make_person(name="Ada", live=True)
    make_policy(live=True)
    reviewed(iron, symptom, make_article(title="Legs", authors=[author], live=True))
    return Nutrient.objects.get(), author


def test_a_page_a_page_that_includes_it_and_one_that_it_speaks_of_each_get_a_task() -> None:
    with clock.at(T):
        iron, author = linked()
    begun = f"{T + DAY:%d %b %Y}"
    with clock.at(T + DAY):
        iron.deficiency_links.update(wording="Can cause it.[[ref:rao-2020]]")
        publish([edit(iron).item, edit(author, biography="New.").item], by=make_user(), note="Mended.")

    assert tasks() == [
        ("iron", f"It changed with edition 2 of {begun}: Mended."),
        ("legs", f"“Ada”, which stands on it, changed with edition 2 of {begun}: Mended."),
        ("numbness", f"“Iron”, which stands on it, changed with edition 2 of {begun}: Mended."),
    ]
    assert set(Task.objects.values_list("due_on", "kind")) == {((T + DAY + timedelta(days=30)).date(), "re-review")}


def test_a_minor_change_and_a_statement_that_stayed_the_same_ask_for_nothing() -> None:
    with clock.at(T):
        iron, author = linked()
    with clock.at(T + DAY):
        publish([edit(author, biography="New.").item], by=make_user(), change="minor")
        publish([edit(iron, summary="New.").item], by=make_user())

    assert [key for key, _ in tasks()] == ["iron"]


def test_a_schedule_that_is_cancelled_takes_its_tasks_back() -> None:
    with clock.at(T):
        iron, _ = linked()
        (edition,) = publish([edit(iron, summary="New.").item], by=make_user(), at=T + DAY)
        before = Task.objects.open().count()
        cancel(edition, by=make_user())

    assert (before, Task.objects.open().count()) == (1, 0)
    assert Task.objects.get().note == "The schedule that asked for it was cancelled."
