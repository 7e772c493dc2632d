"""Notices and newer versions that the records of an import name: told, put on record, and taken by an editor or put aside."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from publishing import clock
from publishing.models import Task, User
from references.formats.text import Decoded
from references.health_models import Notice
from references.import_models import ReferenceImport
from references.models import Reference
from references.reference_import import apply, stage
from references.source_reports import report
from tests.factories import make_article, make_policy, make_reference, make_user

pytestmark = pytest.mark.django_db
RETRACTED = (
    "PMID- 31234567\nTI  - A made-up trial of cobalamin\nFAU - Rao, Ravi\nDP  - 2012\n"
    "RIN - Made Up J. 2014 Apr 4;7(4):5. PMID: 31234569\n"
)
UPDATED = (
    "PMID- 31234567\nTI  - A made-up review of cobalamin\nFAU - Rao, Ravi\nDP  - 2012\n"
    "UIN - Made Up J. 2018 Mar 14;3:1. doi: 10.5555/update.1. PMID: 31234568\n"
)


def bring_in(text: str) -> ReferenceImport:
    found = stage(Decoded(text), by=make_user(name="ada"))
    apply(found, by=make_user(name="ada"))
    return found


def page(path: str) -> str:
    return " ".join(Client().get(path).content.decode().split())


def desk(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or User.objects.create_superuser("boss"))
    return client


def test_an_imported_record_that_was_retracted_is_shown_so_from_its_first_second() -> None:
    found = bring_in(RETRACTED)

    assert found.rows.get().notes == [
        "PubMed says: it was retracted on 04 Apr 2014 (PMID 31234569). Readers are told, wherever it is cited."
    ]
    assert "This source was retracted" in page("/references/rao-2012/")


def test_a_retraction_is_taken_from_a_record_that_the_library_has_already_and_editors_are_asked() -> None:
    make_policy(live=True)
    make_reference(
        slug="rao-2012", title="A made-up trial of cobalamin", pmid="31234567", authors="Rao, Ravi", issued="2012"
    )
    make_article(text="<p>Legs grow weak without it [[ref:rao-2012]].</p>", live=True)

    first, again = bring_in(RETRACTED), bring_in(RETRACTED)

    assert [(row.proposal, row.outcome) for one in (first, again) for row in one.rows.all()] == [
        ("same", "unchanged"),
        ("same", "unchanged"),
    ]
    assert list(Notice.objects.values_list("nature", "registry", "pmid")) == [("retraction", "PubMed", "31234569")]
    assert Task.objects.filter(kind=Task.Kind.RETRACTION).count() == 1


def test_a_newer_version_is_proposed_and_readers_learn_of_it_when_an_editor_takes_it() -> None:
    bring_in(UPDATED)
    older = Reference.objects.get()
    url = reverse("admin:references_reference_change", args=[older.pk])
    client = desk()

    lacking = " ".join(client.get(url).content.decode().split())
    newer = make_reference(slug="rao-2018", title="A made-up review of cobalamin, updated", doi="10.5555/update.1")
    known = " ".join(client.get(url).content.decode().split())

    assert "PubMed names doi:10.5555/update.1, which the library lacks, as its newer version." in lacking
    assert "It is its newer version</button>" in known
    assert "superseded" not in page("/references/rao-2012/").lower()
    reported = report(at=clock.now())["perhaps_superseded"]
    assert [(row["key"], row["note"]) for row in reported] == [("rao-2012", "PubMed names doi:10.5555/update.1")]

    client.post(reverse("admin:references_reference_newer", args=[older.pk]), {"notice": Notice.objects.get().pk})

    older.refresh_from_db()
    assert older.superseded_by == newer
    assert "This source was superseded by a newer version" in page("/references/rao-2012/")
    assert "Perhaps superseded" not in client.get(url).content.decode()


def test_what_is_no_newer_version_is_put_aside_and_never_asked_again() -> None:
    bring_in(UPDATED)
    older, client = Reference.objects.get(), desk()

    client.post(
        reverse("admin:references_reference_newer", args=[older.pk]),
        {"notice": Notice.objects.get().pk, "put_aside": "1"},
    )
    bring_in(UPDATED)

    text = client.get(reverse("admin:references_reference_change", args=[older.pk])).content.decode()
    assert "Perhaps superseded" not in text
    assert report(at=clock.now())["perhaps_superseded"] == []


def test_who_may_not_change_the_library_can_not_answer() -> None:
    bring_in(UPDATED)
    older = Reference.objects.get()

    reader = User.objects.create_user("mo", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_reference"))

    response = desk(reader).post(
        reverse("admin:references_reference_newer", args=[older.pk]), {"notice": Notice.objects.get().pk}
    )

    assert response.status_code == 403
