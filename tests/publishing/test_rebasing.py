"""Something urgent comes between a live page and the update that is scheduled for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nutrients.models import Nutrient
from publishing import clock
from publishing.models import AuditEntry, Edition, User
from publishing.rebasing import Undecided, publish_and_carry
from publishing.submissions import decide, submit
from publishing.workflow import plan_end, withdraw
from tests.factories import edit, make_nutrient, make_reference, make_user, publish
from tests.publishing.timeline import DAY, SECOND, T, intervals

pytestmark = pytest.mark.django_db
PUBLISH = "/admin/publishing/item/publish/"
BEFORE = "<p>It carries oxygen.</p>\n<p>Adults need some.</p>"
LATER = "<p>It carries oxygen.</p>\n<p>Adults need some.</p>\n<p>Children need more.</p>"
URGENT = "<p>It carries oxygen in blood.</p>\n<p>Adults need some.</p>"
CITING = LATER.replace("more.", "more.[[ref:old]]")
BOTH = "<p>It carries oxygen in blood.</p>\n<p>Adults need some.</p>\n<p>Children need more.</p>"


def planned(*, urgent: str = URGENT, later: str = LATER) -> Nutrient:
    """Live, with a longer text scheduled for T + DAY, and an urgent change of the live text in the draft."""
    with clock.at(T):
        nutrient = make_nutrient(name="Iron", body=BEFORE, live=True)
    with clock.at(T + SECOND):
        publish([edit(nutrient, body=later, summary="Later.").item], by=make_user(), at=T + DAY, note="Children.")
    return edit(nutrient, body=urgent, summary="An example.")


def bodies(nutrient: Nutrient, *moments: Any) -> list[str]:
    texts = []
    for moment in moments:
        edition = Edition.objects.live(at=moment).get(item=nutrient.item)
        texts.append(edition.document)
    return texts


def told(client: Client, words: str) -> list[str]:
    page = client.get("/admin/")
    return [str(message) for message in page.context["messages"] if words in str(message)]


def ask(client: Client, nutrient: Nutrient, **fields: str) -> Any:
    sent = {"item": str(nutrient.item_id), "change": "correction", "note": "Mended.", "_publish": "1", **fields}
    with clock.at(T + 2 * SECOND):
        return client.post(PUBLISH, sent)


def test_the_publish_page_shows_what_would_be_undone_and_offers_both_ways(admin_client: Client) -> None:
    nutrient = planned()

    with clock.at(T + 2 * SECOND):
        page = admin_client.get(f"{PUBLISH}?item={nutrient.item_id}")
    refused = ask(admin_client, nutrient)

    (row,) = page.context["clashes"]
    assert (row.clash.can_carry, row.clash.choices, len(row.clash.undone), len(row.clash.gained)) == (True, [], 3, 1)
    assert "Carry it forward" in page.content.decode()
    assert "which would undo this one. Cancel that edition, or carry it forward" in refused.content.decode()
    assert intervals(nutrient) == [(1, T, T + DAY), (2, T + DAY, None)]


def test_carried_forward_the_urgent_change_is_live_now_and_in_what_follows(admin_client: Client) -> None:
    nutrient = planned()

    response = ask(admin_client, nutrient, plan="carry")

    now = T + 2 * SECOND
    assert response.status_code == 302
    assert intervals(nutrient) == [(1, T, now), (2, None, None), (3, now, T + DAY), (4, T + DAY, None)]
    urgent, later = bodies(nutrient, now, T + DAY)
    assert ("oxygen in blood" in urgent, "Children" in urgent) == (True, False)
    assert ("oxygen in blood" in later, "Children need more" in later, "Later." in later) == (True, True, True)
    draft = Nutrient.objects.get(pk=nutrient.pk)
    assert (draft.body, draft.summary, draft.has_unpublished_changes) == (BOTH, "Later.", False)
    assert list(Edition.objects.filter(number__gt=2).order_by("number").values_list("change", "note")) == [
        ("correction", "Mended."),
        ("major", "Children."),
    ]
    assert list(AuditEntry.objects.order_by("id").values_list("action", "edition_number"))[3:] == [
        ("cancel", 2),
        ("publish", 3),
        ("schedule", 4),
    ]


def test_a_carried_text_that_cites_a_source_withdrawn_meanwhile_waits_in_the_draft_with_the_reason(
    admin_client: Client,
) -> None:
    with clock.at(T - SECOND):
        source = make_reference(slug="old")
    nutrient = planned(later=CITING)
    with clock.at(T + SECOND):
        withdraw(source.item, by=make_user(), reason="Wrong.")

    ask(admin_client, nutrient, plan="carry")

    assert intervals(nutrient) == [(1, T, T + 2 * SECOND), (2, None, None), (3, T + 2 * SECOND, None)]
    nutrient.refresh_from_db()
    assert ("in blood" in nutrient.body, "Children need more." in nutrient.body) == (True, True)
    assert nutrient.has_unpublished_changes
    (waits,) = told(admin_client, "waits in the draft of “Iron”")
    assert "with this in it; it could not be scheduled again:" in waits and "old" in waits


def test_under_four_eyes_a_carried_text_that_nobody_approved_waits_in_the_draft(
    admin_client: Client, settings: Any
) -> None:
    nutrient = planned()
    settings.FOUR_EYES = True
    with clock.at(T + 1.5 * SECOND):
        (submission,) = submit([nutrient.item], by=make_user(name="ravi"), fact_check=False)
        boss = User.objects.create_superuser("petra")
        decide([submission], step="approval", verdict="passed", by=boss)

    ask(admin_client, nutrient, plan="carry")

    assert intervals(nutrient) == [(1, T, T + 2 * SECOND), (2, None, None), (3, T + 2 * SECOND, None)]
    nutrient.refresh_from_db()
    assert (nutrient.body, nutrient.summary) == (BOTH, "Later.")
    (waits,) = told(admin_client, "waits in the draft of “Iron”")
    assert waits.endswith(
        "it could not be scheduled again: Nutrient “Iron”: Nobody has reviewed what it says now. Submit it for review."
    )


def test_where_both_changed_the_same_words_somebody_has_to_choose(admin_client: Client) -> None:
    nutrient = planned(urgent=BEFORE.replace("Adults need some.", "Adults need less."))
    nutrient = edit(nutrient, summary="Urgent.")
    key = f"side-{nutrient.item_id}-summary"

    undecided = ask(admin_client, nutrient, plan="carry")
    before = intervals(nutrient)
    decided = ask(admin_client, nutrient, plan="carry", **{key: "theirs"})

    (row,) = undecided.context["clashes"]
    assert [(choice.name, choice.place) for choice in row.clash.choices] == [(key, ("Summary",))]
    assert "changes the same words in 1 place." in undecided.content.decode()
    assert "Mended." in undecided.content.decode()
    assert (len(before), decided.status_code) == (2, 302)
    urgent, later = bodies(nutrient, T + 2 * SECOND, T + DAY)
    assert ("Urgent." in urgent, "Later." in later, "Adults need less" in later) == (True, True, True)


def test_cancelled_instead_only_the_draft_goes_out(admin_client: Client) -> None:
    nutrient = planned()

    ask(admin_client, nutrient, plan="cancel")

    assert intervals(nutrient) == [(1, T, T + 2 * SECOND), (2, None, None), (3, T + 2 * SECOND, None)]


def test_what_is_scheduled_can_be_brought_forward_as_it_is(admin_client: Client) -> None:
    nutrient = edit(planned(), body=LATER, summary="Later.")

    with clock.at(T + 2 * SECOND):
        (row,) = admin_client.get(f"{PUBLISH}?item={nutrient.item_id}").context["clashes"]
    ask(admin_client, nutrient, plan="cancel")

    assert (row.clash.can_carry, row.clash.undone) == (False, [])
    assert intervals(nutrient)[-1] == (3, T + 2 * SECOND, None)


def test_carrying_forward_does_it_all_or_nothing() -> None:
    nutrient = edit(planned(), summary="Urgent.")

    with clock.at(T + 2 * SECOND), pytest.raises(Undecided):
        publish_and_carry([nutrient.item], by=make_user(), choices={}, note="Mended.")

    assert intervals(nutrient) == [(1, T, T + DAY), (2, T + DAY, None)]
    assert Nutrient.objects.get(pk=nutrient.pk).summary == "Urgent."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"at": "2099-01-01T10:00", "until": "2099-01-01T10:00"},
            "It would end before it begins (at 01 Jan 2099, 10:00)",
        ),
        ({"until": "2026-01-01T10:00"}, "It would end before it begins (now)"),
        ({"at": "2026-01-01T10:00"}, "is already past, so nothing can be scheduled for it"),
        ({"at": "2099-01-01T10:00", "plan": "carry"}, "The year 2099 is more than 20 years from now"),
        ({"at": "2036-01-01T10:00", "plan": "carry"}, "Only what is published now can be brought into a later edition"),
    ],
)
def test_times_that_make_no_sense_are_refused_in_words_and_the_note_stays(
    admin_client: Client, fields: dict[str, str], message: str
) -> None:
    nutrient = planned()
    fields = {name: value.replace("2099", "2036") if "plan" not in fields else value for name, value in fields.items()}

    page = ask(admin_client, nutrient, **fields)

    assert message.replace("2099,", "2036,") in page.content.decode()
    assert "Mended." in page.content.decode()
    assert intervals(nutrient) == [(1, T, T + DAY), (2, T + DAY, None)]


def test_a_page_can_be_published_until_a_moment_and_a_second_click_changes_nothing(admin_client: Client) -> None:
    with clock.at(T):
        nutrient = make_nutrient(name="Iron")
    until = (T + DAY).replace(microsecond=0)
    fields = {"until": f"{until:%Y-%m-%dT%H:%M}", "at": f"{T + 2 * SECOND + DAY / 2:%Y-%m-%dT%H:%M:%S}"}

    first = ask(admin_client, nutrient, **fields)
    second = ask(admin_client, nutrient, **fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert intervals(nutrient) == [(1, T + 2 * SECOND + DAY / 2, until)]


def test_the_end_of_a_page_can_be_planned_from_its_form(admin_client: Client) -> None:
    with clock.at(T):
        nutrient = make_nutrient(name="Iron", live=True)
    page, moment = f"/admin/publishing/item/{nutrient.item_id}/end/", T + DAY
    with clock.at(T + SECOND):
        form = admin_client.get(f"/admin/nutrients/nutrient/{nutrient.pk}/change/").content.decode()
        past = admin_client.post(page, {"at": f"{T - DAY:%Y-%m-%dT%H:%M}", "reason": "Season."})
        admin_client.post(page, {"at": f"{moment:%Y-%m-%dT%H:%M}", "reason": "Season."})

    assert page in form
    assert "is already past. Choose a later moment, or withdraw now." in past.content.decode()
    assert "Season." in past.content.decode()
    assert intervals(nutrient) == [(1, T, moment)]
    assert AuditEntry.objects.get(action="plan-end").reason == "Season."
    with clock.at(T + SECOND):
        plan_end(nutrient.item, at=moment + DAY, by=make_user())
