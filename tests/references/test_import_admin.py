"""The screens of an import: look first, choose, import, take back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from publishing.models import User
from references.import_models import ReferenceImport
from references.models import Reference
from tests.factories import make_reference, make_user

pytestmark = pytest.mark.django_db
START = "/admin/references/reference/import/"
RIS = "TY  - JOUR\nTI  - A study of {0}\nAU  - {0}, Ravi\nPY  - 2020\nDO  - 10.5555/{0}\nER  - \n"


def editor() -> Client:
    user, _ = User.objects.get_or_create(username="boss", defaults={"is_staff": True, "is_superuser": True})
    client = Client()
    client.force_login(user)
    return client


def staged(text: str) -> ReferenceImport:
    response = editor().post(START, {"text": text, "format": ""})
    found = ReferenceImport.objects.get()
    assert response.headers["Location"] == reverse("admin:references_reference_import_look", args=[found.pk])
    return found


def test_pasted_records_are_shown_with_what_becomes_of_them_and_nothing_is_stored_yet() -> None:
    make_reference(title="A study of zinc", slug="zinc", doi="10.5555/zinc")
    found = staged(RIS.format("iron") + RIS.format("zinc") + "TY  - JOUR\nER  - \n")

    text = editor().get(f"{START}{found.pk}/").content.decode()

    assert list(found.rows.values_list("proposal", flat=True)) == ["create", "update", "bad"]
    for said in (
        "record 1, line 1",
        "“zinc” has the same DOI.",
        "This record holds nothing but its type.",
        "2 of 3 would be",
    ):
        assert said in text
    assert Reference.objects.count() == 1


def test_control_characters_in_a_pasted_text_cost_no_record() -> None:
    found = staged(RIS.format("iron\0\x07\u202e"))

    assert found.rows.get().read_source().title == "A study of iron"


def test_choices_are_kept_and_then_imported() -> None:
    found = staged(RIS.format("iron") + RIS.format("copper"))
    first, second = found.rows.all()
    url = f"{START}{found.pk}/"

    editor().post(url, {f"choice-{first.pk}": "skip", f"choice-{second.pk}": "nonsense", "keep": "1"})
    assert list(found.rows.values_list("choice", flat=True)) == ["skip", "create"]

    response = editor().post(url, {"apply": "Import"}, follow=True)
    assert "Imported: created 1, unchanged 1. What is new is public now." in response.content.decode()
    assert list(Reference.objects.values_list("slug", flat=True)) == ["copper-2020"]


def test_an_import_that_brought_nothing_says_so_and_shows_no_endless_title() -> None:
    found = staged(RIS.format("iron").replace("A study of iron", "iron " * 30_000))
    url = f"{START}{found.pk}/"

    look = editor().get(url).content.decode()
    done = editor().post(url, {"apply": "Import"}, follow=True).content.decode()

    assert look.count("iron iron") < 5_000
    assert "This can&#x27;t be stored. title: Ensure this value has at most 1000 characters" in look
    assert "No record was added or changed: failed 1." in done
    assert "public now" not in done


def test_more_records_than_somebody_can_wait_for_are_led_to_the_command() -> None:
    many = "".join(RIS.format(f"metal{number}") for number in range(5001))

    text = editor().post(START, {"text": many, "format": ""}).content.decode()

    assert "There are 5,001 records in it; 5,000 is the most that can be brought in while you wait." in text
    assert "`manage.py import_references FILE` takes 20,000." in text
    assert not ReferenceImport.objects.exists()


def test_what_records_tell_of_their_works_is_said_even_where_nothing_else_changes() -> None:
    text = "PMID- 31234567\nTI  - A study of iron\nRIN - Made Up J. 2020. PMID: 31234568\n"
    make_reference(title="A study of iron", slug="iron", pmid="31234567")
    found = staged(text)

    done = editor().post(f"{START}{found.pk}/", {"apply": "Import"}, follow=True).content.decode()

    assert "No record was added or changed: unchanged 1." in done
    assert "What they say has happened to their works since is on record." in done


def test_one_choice_for_all_of_a_list() -> None:
    found = staged(RIS.format("iron") + RIS.format("copper"))

    editor().post(f"{START}{found.pk}/?show=create", {"all": "1", "choice": "skip"})

    assert list(found.rows.values_list("choice", flat=True)) == ["skip", "skip"]


def test_a_file_is_read_in_its_encoding() -> None:
    file = SimpleUploadedFile("export.ris", RIS.format("Müller").encode("latin-1"))

    editor().post(START, {"file": file, "format": ""})

    found = ReferenceImport.objects.get()
    assert (found.name, found.rows.get().read_source().authors[0].family) == ("export.ris", "Müller")
    assert "read as Windows-1252" in found.notes[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a file, or paste records."),
        ({"text": "Just words."}, "This is none of the formats that can be read"),
        ({"text": "Just words.", "format": "ris"}, "No record of RIS was found in it."),
    ],
)
def test_what_can_not_be_read_is_refused_in_words_with_the_text_kept(typed: dict[str, str], said: str) -> None:
    text = editor().post(START, {"format": "", **typed}).content.decode()

    assert said in text
    assert typed.get("text", "") in text


def test_an_import_is_taken_back_after_a_question() -> None:
    found = staged(RIS.format("iron"))
    editor().post(f"{START}{found.pk}/", {"apply": "Import"})
    url = f"{START}{found.pk}/undo/"

    asked = editor().get(url).content.decode()
    assert "The 1 new record of this import would be withdrawn: its page answers that it is gone" in asked
    assert "would say again" not in asked
    text = editor().post(url, follow=True).content.decode()

    assert "1 taken back." in text
    assert Client().get("/references/iron-2020/").status_code == 410


def test_editors_take_back_what_they_brought_in_themselves_and_nothing_else() -> None:
    theirs = staged(RIS.format("iron"))
    editor().post(f"{START}{theirs.pk}/", {"apply": "Import"})
    ada = make_user(name="ada")
    ada.is_staff = True
    ada.save()
    ada.user_permissions.set(Permission.objects.filter(codename__in=["add_reference", "change_reference"]))
    client = Client()
    client.force_login(ada)
    client.post(START, {"text": RIS.format("zinc"), "format": ""})
    own = ReferenceImport.objects.get(started_by=ada)
    client.post(f"{START}{own.pk}/", {"apply": "Import"})

    assert "Take this import back" not in client.get(f"{START}{theirs.pk}/").content.decode()
    assert client.post(f"{START}{theirs.pk}/undo/").status_code == 403
    assert "Take this import back" in client.get(f"{START}{own.pk}/").content.decode()
    assert "1 taken back." in client.post(f"{START}{own.pk}/undo/", follow=True).content.decode()


def test_who_may_not_add_references_may_not_import() -> None:
    mo = make_user(name="mo")
    mo.is_staff = True
    mo.save()
    client = Client()
    client.force_login(mo)

    assert client.get(START).status_code == 403
