"""Sources that a newer version took the place of: what readers, editors and the library are told. All records are made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from publishing import clock, workflow
from publishing.models import Edition, Message, Overlay, Task, User
from publishing.problems import Problem, publish_problems
from references.merging import merge
from references.models import Reference
from references.replacements import replacements_for
from references.source_reports import superseded
from tests.factories import edit, make_article, make_nutrient, make_policy, make_reference, make_user

pytestmark = pytest.mark.django_db


def two_editions(**fields: Any) -> tuple[Reference, Reference]:
    """A guideline and its next edition, which the library knows of."""
    newer = make_reference(slug="who-2024", title="A made-up guideline, second edition", issued="2024")
    older = make_reference(slug="who-2012", title="A made-up guideline", issued="2012", superseded_by=newer, **fields)
    return older, newer


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def save(record: Reference, **fields: Any) -> None:
    """As a librarian does: what is saved is public."""
    workflow.publish([edit(record, **fields).item], by=make_user(), change=Edition.Change.MINOR)


def advice(draft: Any) -> list[Problem]:
    return [problem for problem in publish_problems([draft.item]) if problem.code == "superseded-source"]


def test_readers_are_told_where_it_is_listed_and_on_both_records_pages(django_assert_max_num_queries: Any) -> None:
    two_editions()
    make_policy(live=True)
    make_article(text="<p>Legs grow weak without it [[ref:who-2012]].</p>", live=True)

    with django_assert_max_num_queries(6):
        listed = page("/articles/an-example-article/")
    with django_assert_max_num_queries(6):
        older = page("/references/who-2012/")
    newer = page("/references/who-2024/")

    said = "<strong>Superseded.</strong> <span>Newer: A made-up guideline, second edition (2024)</span>"
    assert said in listed
    link = '<a href="/references/who-2024/">A made-up guideline, second edition</a>'
    assert f"<strong>This source was superseded by a newer version:</strong> {link}." in older
    assert '<dt>Takes the place of</dt><dd><a href="/references/who-2012/">A made-up guideline</a></dd>' in newer
    assert "superseded" not in newer.lower()


def test_a_text_that_cites_it_is_advised_once_and_offered_the_newer_one() -> None:
    two_editions()
    nutrient = make_nutrient(
        summary="Nerves need it [[ref:who-2012]].",
        function="<p>Cells need it [[ref:who-2012]]. Both editions say so [[ref:who-2012, who-2024]].</p>",
    )

    (problem,) = advice(nutrient)

    assert (problem.place, problem.refuses) == ("Summary", False)
    assert problem.message == (
        "\u201cwho-2012\u201d has a newer version, \u201cwho-2024\u201d: A made-up guideline, second edition (2024). "
        "Read whether that still says \u201cNerves need it.\u201d, then cite [[ref:who-2024]] here and wherever else "
        "this cites the older one."
    )
    assert advice(edit(nutrient, summary="Nerves need it [[ref:who-2024]].", function="")) == []


def test_who_answers_for_pages_that_cite_it_has_a_task_once() -> None:
    older = make_reference(slug="who-2012", title="A made-up guideline")
    nutrient = make_nutrient(summary="Nerves need it [[ref:who-2012]].", live=True)
    edda = User.objects.create_user(username="edda", is_staff=True)
    type(nutrient).objects.update(changed_by=edda)
    newer = make_reference(slug="who-2024", title="Second edition")

    for _ in range(2):
        save(older, superseded_by=newer, volume="2" if _ else "")

    task, told = Task.objects.get(), Message.objects.get()
    assert (task.item, task.kind, told.recipient) == (nutrient.item, Task.Kind.SUPERSEDED, edda)
    assert task.reason == (
        "\u201cA made-up guideline\u201d (who-2012), which this cites: superseded by \u201cSecond edition\u201d (who-2024). "
        "Read whether that says the same, then cite it instead. Rests on it: \u201cNerves need it.\u201d"
    )


def test_the_newest_of_several_versions_is_named_and_taken_back_with_the_record() -> None:
    older, newer = two_editions()
    newest = make_reference(slug="who-2026", title="Third edition", issued="2026")

    save(newer, superseded_by=newest)
    after_a_third = Overlay.objects.get(item=older.item).facts["newer"]["key"]
    save(newest, title="Third edition, revised")
    after_a_title = Overlay.objects.get(item=older.item).facts["newer"]["title"]
    save(older, superseded_by=None)

    assert (after_a_third, after_a_title) == ("who-2026", "Third edition, revised")
    assert Overlay.objects.get(item=older.item).facts == {}
    assert "superseded" not in page("/references/who-2012/").lower()


def test_versions_never_lead_back_to_themselves() -> None:
    older, newer = two_editions()

    with pytest.raises(ValidationError, match="is an older version of it already"):
        Reference(pk=newer.pk, title="x", superseded_by=older).clean()


def test_merging_leads_older_versions_to_the_survivor() -> None:
    older, newer = two_editions()
    survivor = make_reference(slug="who-2024b", title="Second edition", issued="2024")

    merge(newer, into=survivor, taking=[], by=make_user(), reason="One work.")

    older.refresh_from_db()
    assert older.superseded_by == survivor
    assert Overlay.objects.get(item=older.item).facts["newer"]["key"] == "who-2024b"
    assert '<a href="/references/who-2024b/">Second edition</a>' in page("/references/who-2012/")


def test_an_older_version_merged_into_its_newer_one_is_no_version_of_it() -> None:
    older, newer = two_editions()

    kept = merge(newer, into=older, taking=["title"], by=make_user(), reason="One work.")

    assert (kept.superseded_by, Overlay.objects.get(item=older.item).facts) == (None, {})


def test_librarians_find_them_by_filter_report_and_on_the_form(admin_client: Client) -> None:
    older, newer = two_editions()

    listed = admin_client.get(reverse("admin:references_reference_changelist"), {"report": "superseded"})
    reports = json.loads(admin_client.get("/admin/references/reference/reports/?format=json").content)
    form = admin_client.get(reverse("admin:references_reference_change", args=[older.pk])).content.decode()
    picked = admin_client.get("/admin/references/reference/sources/?keys=who-2012").json()["known"]["who-2012"]

    assert [row.slug for row in listed.context["cl"].result_list] == ["who-2012"] == [row.slug for row in superseded()]
    assert [row["note"] for row in reports["superseded"]] == ["newer: A made-up guideline, second edition (who-2024)"]
    assert "<strong>Superseded</strong> by A made-up guideline, second edition (2024)" in form
    assert f'<option value="{newer.pk}" selected>' in form
    assert picked["warning"] == "Superseded by who-2024"


def test_replacements_name_the_newer_version_first_and_then_what_is_no_weaker() -> None:
    older, _ = two_editions(study_type="cohort")
    make_reference(slug="ada-2010", title="Beside it", issued="2010")
    make_reference(slug="mo-2020", title="Same statement", issued="2020", study_type="systematic-review")
    make_reference(slug="rao-2001", title="Older and weaker", issued="2001", study_type="opinion")
    make_nutrient(
        summary="Weakness of muscles needs cobalamin [[ref:who-2012, ada-2010]].",
        function="<p>Muscles without cobalamin grow weak [[ref:mo-2020, rao-2001]]. Bread is brown [[ref:mo-2020]].</p>",
        live=True,
    )

    found = [(one.key, one.why) for one in replacements_for(older.item_id, at=clock.now())]

    assert found == [
        ("who-2024", "its newer version"),
        ("ada-2010", "in 1 of these sentences"),
        ("mo-2020", "cited for the same statement, newer (2020), systematic review or meta-analysis"),
    ]
