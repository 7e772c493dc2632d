"""A public note said better later: readers get the new one, the record keeps the old, and no date of the page moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nutrients.models import Nutrient
from publishing import clock
from publishing.amending import amend_note
from publishing.models import AuditEntry, Edition
from publishing.workflow import Refused, cancel
from tests.factories import edit, make_nutrient, make_policy, make_user, publish
from tests.publishing.timeline import DAY, T

pytestmark = pytest.mark.django_db

FIRST, BETTER = "The amont was wrong.", "The amount was ten times too high."


@pytest.fixture
def corrected() -> Edition:
    """The second edition of a nutrient, a correction that began at T."""
    make_policy(slug="corrections", title="Corrections", live=True)
    iron = make_nutrient(name="Iron", live=True)
    with clock.at(T):
        (edition,) = publish([edit(iron, summary="Other.").item], by=make_user(), change="correction", note=FIRST)
    return edition


def amend(edition: Edition, note: str = BETTER, seen: str = FIRST, **who: Any) -> None:
    with clock.at(T + DAY):
        amend_note(edition, note=note, seen=seen, by=make_user(**who))


def get(path: str, *, days: int) -> str:
    with clock.at(T + days * DAY):
        response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_history_step_corrections_and_feed_tell_the_amended_note_from_its_moment_on(corrected: Edition) -> None:
    amend(corrected)

    pages = ["/nutrients/iron/history/", "/nutrients/iron/history/2/", "/corrections/", "/feeds/corrections.atom"]
    for path in pages:
        before, after = get(path, days=0), get(path, days=2)
        assert [(FIRST in text, BETTER in text) for text in (before, after)] == [(True, False), (False, True)], path
    day = f"{T + DAY:%-d %B %Y}"
    assert "This note was amended on <time datetime" in get(pages[0], days=2)
    assert day in get(pages[0], days=2)
    assert f"<updated>{(T + DAY).isoformat()}" in get(pages[3], days=2)


def test_an_amendment_changes_neither_the_edition_nor_a_date_of_the_page(corrected: Edition) -> None:
    before = Edition.objects.values().get(pk=corrected.pk)
    page = get("/nutrients/iron/", days=2)

    amend(corrected)

    assert Edition.objects.values().get(pk=corrected.pk) == before
    assert get("/nutrients/iron/", days=2) == page


def test_who_amended_it_from_what_to_what_is_on_record(corrected: Edition) -> None:
    amend(corrected, name="pia")

    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.edition_number, entry.detail, entry.reason) == (
        "amend-note",
        make_user(name="pia"),
        2,
        {"before": FIRST},
        BETTER,
    )


@pytest.mark.parametrize(
    ("note", "seen", "said"),
    [
        ("\u200b ", FIRST, "A note tells readers what changed and why; it can be said better, but not be taken away."),
        (FIRST, FIRST, "This is what the note says already, so there is nothing to amend."),
        (BETTER, "Another.", f"Somebody amended it while you wrote. Readers are told now: “{FIRST}”"),
    ],
)
def test_an_amendment_that_says_nothing_or_comes_second_is_refused(
    corrected: Edition, note: str, seen: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        amend(corrected, note=note, seen=seen)

    assert str(refused.value) == said
    assert corrected.amendments.count() == 0


def test_a_note_that_no_history_shows_is_not_amended(corrected: Edition) -> None:
    first = Edition.objects.get(item=corrected.item, number=1)
    with clock.at(T + DAY):
        draft = edit(Nutrient.objects.get(), summary="Later.")
        (planned,) = publish([draft.item], by=make_user(), at=T + 3 * DAY)
        cancel(planned, by=make_user())
    planned.refresh_from_db()

    for edition, why in [(first, "it is the first one"), (planned, "was cancelled before readers saw it")]:
        with pytest.raises(Refused, match=why):
            amend(edition, seen="")


def test_a_publisher_amends_it_in_the_admin_and_reads_there_what_it_said_before(
    corrected: Edition, admin_client: Client
) -> None:
    page = f"/admin/publishing/edition/{corrected.pk}/change/"
    address = f"/admin/publishing/edition/{corrected.pk}/note/"
    offered = admin_client.get(page).content.decode()

    late = admin_client.post(address, {"note": BETTER, "seen": "Another."})
    answer = admin_client.post(address, {"note": f"<b>{BETTER}</b>", "seen": FIRST}, follow=True)

    assert f'href="{address}"' in offered
    assert BETTER in late.content.decode() and "Somebody amended it while you wrote" in late.content.decode()
    assert answer.redirect_chain == [(page, 302)]
    shown = " ".join(answer.content.decode().split())
    assert f"admin: “{FIRST}” became “&lt;b&gt;{BETTER}&lt;/b&gt;”" in shown
