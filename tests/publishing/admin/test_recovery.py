"""What was typed and not saved: kept per editor and form, offered on return, given back whole, gone after a save."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client

from publishing import clock, recovery
from publishing.models import Edition, Person, RecoveryCopy
from tests.factories import edit, make_person, make_user

pytestmark = pytest.mark.django_db

SLOT = "/admin/recovery/"
ADD = "/admin/publishing/person/add/"


def form_of(person: Person | None = None, **typed: Any) -> dict[str, Any]:
    """The person's form as a browser would send it."""
    seen = {"version_seen": person.version} if person else {}
    return {"name": "Ravi Rao", "disclosure": "None.", **seen, **typed}


def url(person: Person) -> str:
    return f"/admin/publishing/person/{person.pk}/change/"


def kept() -> list[tuple[str, str]]:
    return [(copy.editor.username, copy.path) for copy in RecoveryCopy.objects.select_related("editor").order_by("id")]


def test_a_form_that_is_kept_is_offered_and_comes_back_as_typed(admin_client: Client) -> None:
    ravi = make_person(name="Ravi Rao")
    admin_client.post(SLOT, {"_form": url(ravi), **form_of(ravi, biography="Half a sen")})

    offered = admin_client.get(url(ravi))
    brought = admin_client.get(url(ravi), {"recover": "1"})

    assert "You typed here on" in offered.content.decode()
    assert brought.context["adminform"].form["biography"].value() == "Half a sen"
    assert "Nothing of it is saved yet" in brought.content.decode()
    assert Person.objects.get().biography == ""


def test_a_kept_form_is_no_edition_and_no_draft(admin_client: Client) -> None:
    admin_client.post(SLOT, {"_form": ADD, **form_of(name="Half")})

    assert (Person.objects.count(), Edition.objects.count()) == (0, 0)
    assert admin_client.get(ADD, {"recover": "1"}).context["adminform"].form["name"].value() == "Half"


def test_a_slot_holds_one_copy_the_latest(admin_client: Client) -> None:
    for biography in ("First.", "Second."):
        admin_client.post(SLOT, {"_form": ADD, **form_of(biography=biography)})

    (copy,) = RecoveryCopy.objects.all()
    assert recovery.as_typed(copy)["biography"] == "Second."


def test_each_editor_has_a_slot_of_their_own(admin_client: Client) -> None:
    mo = make_user(name="mo")
    recovery.keep(QueryDict("biography=Of+Mo"), path=ADD, editor=mo)
    admin_client.post(SLOT, {"_form": ADD, **form_of()})

    assert kept() == [("mo", ADD), ("admin", ADD)]
    assert "Of Mo" not in admin_client.get(ADD, {"recover": "1"}).content.decode()


def test_a_save_empties_the_slot_and_tells_the_browser(admin_client: Client) -> None:
    ravi = make_person(name="Ravi Rao")
    admin_client.post(SLOT, {"_form": url(ravi), **form_of(ravi, biography="Half")})

    saved = admin_client.post(url(ravi), form_of(ravi, biography="Whole.", slug="ravi-rao"))

    assert saved.status_code == 302, saved.context["errors"]
    assert kept() == []
    assert saved.cookies["saved_form"].value == quote(url(ravi), safe="")


def test_a_refused_save_keeps_the_slot(admin_client: Client) -> None:
    ravi = make_person(name="Ravi Rao")
    admin_client.post(SLOT, {"_form": url(ravi), **form_of(ravi, biography="Half")})

    refused = admin_client.post(url(ravi), form_of(ravi, name=""))

    assert refused.status_code == 200
    assert kept() == [("admin", url(ravi))]


def test_what_comes_back_to_a_changed_draft_shows_both(admin_client: Client) -> None:
    ravi = make_person(name="Ravi Rao")
    admin_client.post(SLOT, {"_form": url(ravi), **form_of(ravi, biography="Mine.")})
    edit(ravi, biography="Theirs.", changed_by=make_user(name="mo"))

    brought = admin_client.get(url(ravi), {"recover": "1"})

    clashes = {
        clash.label: "".join(run.kind[0] + run.text for run in clash.runs) for clash in brought.context["clashes"]
    }
    assert clashes["Biography"] == "rTheirsaMines."
    assert Person.objects.get().biography == "Theirs."


def test_a_copy_can_be_thrown_away(admin_client: Client) -> None:
    admin_client.post(SLOT, {"_form": ADD, **form_of()})
    admin_client.post(SLOT, {"_form": ADD, "_forget": "1"})

    assert kept() == []


def test_nothing_to_bring_back_is_an_ordinary_form(admin_client: Client) -> None:
    assert admin_client.get(ADD, {"recover": "1"}).context["errors"] == []


def test_a_token_or_a_button_is_no_typed_text(admin_client: Client) -> None:
    admin_client.post(SLOT, {"_form": ADD, "name": "A", "csrfmiddlewaretoken": "t", "_save": "Save"})

    assert RecoveryCopy.objects.get().data == "name=A"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/nutrients/iron/",
        "/admin/",
        "/admin/publishing/person/",
        "/admin/recovery/",
        "/admin/publishing/user/add/",
        "/admin/publishing/user/1/password/",
        "https://x.example/",
    ],
)
def test_only_forms_of_the_admin_have_a_slot(admin_client: Client, path: str) -> None:
    assert admin_client.post(SLOT, {"_form": path, "name": "A"}).status_code == 400
    assert kept() == []


def test_a_stranger_has_no_slot(client: Client) -> None:
    assert client.post(SLOT, {"_form": ADD, "name": "A"}).status_code == 302
    assert client.get(SLOT).status_code == 302
    assert kept() == []


def test_a_copy_that_nobody_came_back_to_goes_when_the_next_new_one_is_kept(admin_client: Client) -> None:
    old, new = make_person(name="Old"), make_person(name="New")
    long_ago = clock.now() - recovery.KEPT_FOR
    for person, moment in ((old, long_ago), (new, long_ago + timedelta(days=1))):
        with clock.at(moment):
            admin_client.post(SLOT, {"_form": url(person), **form_of(person)})

    admin_client.post(SLOT, {"_form": ADD, **form_of()})

    assert [path for _, path in kept()] == [url(new), ADD]


def test_whoever_wishes_it_has_nothing_kept_and_what_was_kept_goes(admin_client: Client) -> None:
    ravi = make_person(name="Ravi Rao")
    typed = {"_form": url(ravi), **form_of(ravi, biography="Half a sen")}
    admin_client.post(SLOT, typed)

    admin_client.post("/admin/publishing/message/mail/", {"keeps": "no"})
    answer = admin_client.post(SLOT, typed)

    assert (answer.status_code, kept()) == (204, [])
    assert " data-off " in admin_client.get(url(ravi)).content.decode()
    admin_client.post("/admin/publishing/message/mail/", {"keeps": "yes"})
    admin_client.post(SLOT, typed)
    assert kept() == [("admin", url(ravi))]
