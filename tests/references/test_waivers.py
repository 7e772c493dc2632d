"""Waivers of the claim gate: given with a reason, bound to the words, on record, taken back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from nutrients.models import Nutrient
from publishing.models import AuditEntry, User
from references.claims import fingerprint_of
from references.models import ClaimWaiver
from references.waiver_admin import IN_FORCE, TAKEN_BACK, VOID, state_of
from references.waivers import NotWaived, take_back, waive
from tests.factories import edit, make_nutrient, make_user, publish

pytestmark = pytest.mark.django_db

CLAIM = "Injections treat pernicious anaemia."
REASON = "The sentence before it cites the same review."


@pytest.fixture
def iron() -> Nutrient:
    return make_nutrient(name="Iron", summary=f"{CLAIM} Iron is a metal.")


def give(nutrient: Nutrient, *, by: User, reason: str = REASON) -> ClaimWaiver:
    return waive(nutrient.item, fingerprint_of(CLAIM), reason=reason, by=by)


def codes(nutrient: Nutrient) -> list[str]:
    return [problem.code for problem in nutrient.publish_problems()]


def test_a_waived_sentence_is_published_and_the_waiver_is_on_record(iron: Nutrient) -> None:
    ada = make_user()
    assert codes(iron) == ["uncited-treatment"]

    waiver = give(iron, by=ada)

    assert codes(iron) == []
    assert len(publish([iron.item], by=ada)) == 1
    assert state_of(waiver) == IN_FORCE
    entry = AuditEntry.objects.get(action="waive")
    assert (entry.actor, entry.item, entry.reason) == (ada, iron.item, REASON)
    assert entry.detail == {"place": "Summary", "sentence": CLAIM}


def test_a_waiver_survives_edits_elsewhere_and_ends_when_the_sentence_changes(iron: Nutrient) -> None:
    waiver = give(iron, by=make_user())

    moved = edit(iron, summary="A metal it is.", function=CLAIM)
    assert (codes(moved), state_of(waiver)) == ([], IN_FORCE)

    changed = edit(iron, function="Injections cure pernicious anaemia.")
    assert (codes(changed), state_of(waiver)) == (["uncited-treatment"], VOID)


def test_a_waiver_holds_for_its_own_item_only(iron: Nutrient) -> None:
    give(iron, by=make_user())

    assert codes(make_nutrient(name="Zinc", summary=CLAIM)) == ["uncited-treatment"]


@pytest.mark.parametrize("reason", ["", "   ", "it is fine", "\u200b" * 40])
def test_a_waiver_without_a_reason_is_refused(iron: Nutrient, reason: str) -> None:
    with pytest.raises(NotWaived, match="Say why"):
        give(iron, by=make_user(), reason=reason)

    assert ClaimWaiver.objects.count() == 0


def test_a_sentence_that_needs_none_can_not_be_waived(iron: Nutrient) -> None:
    with pytest.raises(NotWaived, match="no such sentence"):
        waive(iron.item, fingerprint_of("Iron is a metal."), reason=REASON, by=make_user())


def test_a_waiver_is_taken_back_once_and_the_sentence_needs_a_source_again(iron: Nutrient) -> None:
    ada = make_user()
    waiver = give(iron, by=ada)

    take_back(waiver, by=ada)

    waiver.refresh_from_db()
    assert (codes(iron), state_of(waiver)) == (["uncited-treatment"], TAKEN_BACK)
    assert AuditEntry.objects.filter(action="end-waiver").count() == 1
    with pytest.raises(NotWaived, match="taken back already"):
        take_back(waiver, by=ada)


def test_the_panel_leads_to_the_waiver_and_the_waiver_back(iron: Nutrient, admin_client: Client) -> None:
    panel = admin_client.get(f"/admin/publishing/item/{iron.item_id}/problems/").content.decode()
    address = f"/admin/references/claimwaiver/give/{iron.item_id}/{fingerprint_of(CLAIM)}/"
    assert f'href="{address}"' in panel and 'data-place="Summary"' in panel

    assert CLAIM in admin_client.get(address).content.decode()
    refused = admin_client.post(address, {"reason": "short"}).content.decode()
    assert "short" in refused and "at least 15 characters" in refused
    given = admin_client.post(address, {"reason": REASON}, follow=True).content.decode()
    assert "The waiver ends when its words change." in given

    waiver = ClaimWaiver.objects.get()
    listed = admin_client.get("/admin/references/claimwaiver/").content.decode()
    assert CLAIM in listed and IN_FORCE in listed
    ended = admin_client.post(f"/admin/references/claimwaiver/{waiver.pk}/take-back/", follow=True).content.decode()
    assert "needs a source again" in ended and TAKEN_BACK in ended


def test_nobody_is_led_to_a_waiver_who_may_give_none(iron: Nutrient, client: Client) -> None:
    reader = User.objects.create_user("mo", is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_nutrient", "change_nutrient"]))
    client.force_login(reader)

    text = client.get(f"/admin/publishing/item/{iron.item_id}/problems/").content.decode()

    assert "cites no source" in text
    assert "Let it pass" not in text


def test_who_may_not_waive_is_refused(iron: Nutrient, client: Client) -> None:
    mo = make_user(name="mo")
    mo.is_staff = True
    mo.save()
    mo.user_permissions.set(Permission.objects.filter(codename__in=["view_claimwaiver", "change_nutrient"]))
    client.force_login(mo)
    address = f"/admin/references/claimwaiver/give/{iron.item_id}/{fingerprint_of(CLAIM)}/"

    assert client.post(address, {"reason": REASON}).status_code == 403
    assert ClaimWaiver.objects.count() == 0
