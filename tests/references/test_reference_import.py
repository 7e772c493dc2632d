"""Importing references: what a file brings, what the library knows already, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.reference_formats import FOLDER
from publishing import clock
from publishing.models import AuditEntry, Edition, Item
from publishing.moment import Moment
from publishing.workflow import Refused, withdraw
from references.formats.text import Decoded
from references.formats.writing import EXPORTS
from references.import_models import ImportRow, ReferenceImport
from references.import_undo import undo
from references.models import Reference
from references.reference_import import NotReferences, apply, stage
from tests.factories import make_reference, make_symptom, make_user

pytestmark = pytest.mark.django_db
ONE = "TY  - JOUR\nTI  - A study of iron\nAU  - Rao, Ravi\nPY  - 2020\nDO  - 10.5555/one\nJF  - Iron\nER  - \n"


def bring_in(text: str, *, choice: str = "") -> ReferenceImport:
    found = stage(Decoded(text), by=make_user(name="ada"))
    if choice:
        found.rows.update(choice=choice)
    apply(found, by=make_user(name="ada"))
    return found


def rows(found: ReferenceImport) -> list[tuple[str, str]]:
    return list(found.rows.values_list("proposal", "outcome"))


def command(path: Path) -> str:
    out = StringIO()
    call_command("import_references", path, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_a_new_record_is_public_at_once_under_a_readable_key() -> None:
    bring_in(ONE)

    reference = Reference.objects.get()
    assert (reference.slug, reference.title, reference.authors, reference.doi, reference.version) == (
        "rao-2020",
        "A study of iron",
        "Rao, Ravi",
        "10.5555/one",
        1,
    )
    assert not reference.has_unpublished_changes
    assert Client().get("/references/rao-2020/").status_code == 200
    assert sorted(AuditEntry.objects.values_list("action", flat=True)) == ["import", "publish"]


def test_records_of_one_author_and_year_get_keys_of_their_own() -> None:
    bring_in(
        ONE + ONE.replace("one", "two").replace("iron", "zinc") + ONE.replace("one", "six").replace("iron", "copper")
    )

    assert sorted(Reference.objects.values_list("slug", flat=True)) == ["rao-2020", "rao-2020b", "rao-2020c"]


def test_what_the_library_has_is_not_added_again_but_what_it_lacks_is_filled_in() -> None:
    make_reference(title="A study of iron", slug="iron", doi="10.5555/one", authors="Rao, R")

    found = bring_in(ONE)

    reference = Reference.objects.get()
    assert rows(found) == [("update", "updated")]
    assert found.rows.get().reason == "“iron” has the same DOI. It lacks journal, book or site, date of publication."
    assert (reference.slug, reference.authors, reference.issued, reference.container_title) == (
        "iron",
        "Rao, R",
        "2020",
        "Iron",
    )
    assert rows(bring_in(ONE)) == [("same", "unchanged")]


def test_what_the_file_says_differently_is_taken_only_when_an_editor_chose_that() -> None:
    make_reference(
        title="A study of iron", slug="iron", doi="10.5555/one", authors="Ada, A", issued="2020", container_title="Iron"
    )

    assert rows(bring_in(ONE)) == [("same", "unchanged")]
    assert Reference.objects.get().authors == "Ada, A"
    assert rows(bring_in(ONE, choice="replace")) == [("same", "updated")]
    assert Reference.objects.get().authors == "Rao, Ravi"


def test_an_identifier_with_another_title_is_never_taken_for_the_same() -> None:
    make_reference(title="On something else entirely", slug="other", doi="10.5555/one")

    found = bring_in(ONE, choice="create")

    assert rows(found) == [("conflict", "failed")]
    assert found.rows.get().reason == (
        "It has the same DOI, but another title than “other”, which is “On something else entirely”. One of the two is wrong."
    )


def test_a_near_duplicate_is_left_out_unless_an_editor_says_otherwise() -> None:
    make_reference(title="A study of iron", slug="iron", authors="Rao, R", issued="2019", doi="10.5555/other")

    assert rows(bring_in(ONE)) == [("duplicate", "unchanged")]
    assert rows(bring_in(ONE, choice="create")) == [("duplicate", "created")]


def test_a_record_that_stands_twice_in_a_file_comes_in_once() -> None:
    found = bring_in(ONE + ONE)

    assert rows(found) == [("create", "created"), ("same", "unchanged")]
    assert found.rows.last().reason == "Record 1 of this file is the same: it has the same DOI."  # type: ignore[union-attr]


def test_what_nearly_reads_like_another_record_of_the_file_may_come_in_too() -> None:
    one = "TY  - JOUR\nTI  - Zinc and the sense of taste\nAU  - Rao, R\nPY  - 2019\nER  - \n"
    found = bring_in(one + one.replace("and the", "and"))
    both = bring_in(one.replace("Zinc", "Iron") + one.replace("Zinc and the", "Iron and"), choice="create")

    assert (rows(found), rows(both)) == (
        [("create", "created"), ("duplicate", "unchanged")],
        [("create", "created"), ("duplicate", "created")],
    )
    assert found.rows.get(position=2).reason == (
        "Record 1 of this file has nearly the same title, year and first author. Look at both."
    )


def test_a_bad_record_is_kept_with_its_line_and_the_others_go_in() -> None:
    found = bring_in(ONE + "\nTY  - JOUR\nER  - \n" + "TY  - JOUR\nPY  - 2020\nER  - \n")

    assert [(row.line, row.outcome, row.reason) for row in found.rows.all()] == [
        (1, "created", ""),
        (9, "failed", "This record holds nothing but its type."),
        (11, "failed", "It has no title."),
    ]
    assert found.rows.get(position=2).raw == "TY  - JOUR\nER  - "


def test_a_new_record_begins_with_the_kind_of_study_that_pubmed_names() -> None:
    found = bring_in("PMID- 31234567\nTI  - A made-up trial\nPT  - Randomized Controlled Trial\n")

    assert found.rows.get().notes == ["PubMed calls it: randomised controlled trial."]
    assert Reference.objects.get().study_type == "randomised-trial"


def test_what_no_form_would_take_is_said_before_the_import_and_left_out() -> None:
    found = bring_in(ONE.replace("A study of iron", "iron " * 300))

    assert [(row.proposal, row.outcome, row.reason) for row in found.rows.all()] == [
        ("bad", "failed", "This can't be stored. title: Ensure this value has at most 1000 characters (it has 1499).")
    ]


@pytest.mark.parametrize("text", ["", "Just some words.", "[]"])
def test_a_text_that_holds_no_references_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotReferences):
        stage(Decoded(text))


def test_an_import_is_applied_once() -> None:
    found = bring_in(ONE)

    with pytest.raises(Refused):
        apply(found, by=make_user(name="ada"))


def test_a_withdrawn_record_comes_back_when_it_is_imported_again() -> None:
    bring_in(ONE)
    withdraw(Item.objects.get(kind="reference"), by=make_user(name="ada"), reason="A mistake.")

    found = bring_in(ONE)

    assert rows(found) == [("update", "updated")]
    assert (Reference.objects.count(), Client().get("/references/rao-2020/").status_code) == (1, 200)


def test_taking_an_import_back_withdraws_what_was_new_and_restores_what_was_changed() -> None:
    make_reference(title="A study of zinc", slug="zinc", doi="10.5555/zinc")
    found = bring_in(ONE + ONE.replace("one", "zinc").replace("iron", "zinc"))

    undone = undo(found, by=make_user(name="ada"))

    assert (undone.count, undone.kept) == (2, [])
    zinc = Reference.objects.get(slug="zinc")
    assert (zinc.authors, zinc.issued, zinc.has_unpublished_changes) == ("", "", False)
    assert Client().get("/references/rao-2020/").status_code == 410
    assert Edition.objects.live(at=clock.now()).filter(item=zinc.item).get().number == 3
    assert "undo-import" in AuditEntry.objects.values_list("action", flat=True)


def test_what_was_changed_or_cited_since_an_import_stays_and_why_is_said() -> None:
    texts = [
        ONE.replace("one", name).replace("iron", name).replace("Rao", name)
        for name in ("iron", "zinc", "copper", "lead")
    ]
    found = bring_in("".join(texts))
    changed = Reference.objects.get(slug="iron-2020")
    changed.volume = "5"
    changed.changed_by = make_user(name="ravi")
    changed.save()
    make_symptom(slug="page", body="<p>Cited.[[ref:zinc-2020]]</p>", live=True)
    make_symptom(name="Draft", slug="draft", body="<p>Cited.[[ref:copper-2020]]</p>", live=False)

    undone = undo(found, by=make_user(name="ada"))

    assert undone.count == 1
    assert sorted(reason for _, reason in undone.kept) == [
        "“copper-2020” is cited in a draft.",
        "“iron-2020” was changed by ravi since.",
        "“zinc-2020” was cited on a page since.",
    ]
    assert live_keys() == ["copper-2020", "iron-2020", "zinc-2020"]


def live_keys() -> list[str]:
    editions = Edition.objects.live(at=clock.now()).filter(kind="reference")
    return sorted(path.split("/")[2] for path in editions.values_list("path", flat=True))


@pytest.mark.parametrize("name", ["zotero.bib", "pubmed.nbib"])
def test_a_file_that_is_imported_again_changes_nothing(name: str) -> None:
    first, second = command(FOLDER / name), command(FOLDER / name)

    count = Reference.objects.count()
    assert first == f"created {count}, updated 0, unchanged {first_left(first)}, failed 0"
    assert second == f"created 0, updated 0, unchanged {count + first_left(first)}, failed 0"


def first_left(line: str) -> int:
    return int(line.split("unchanged ")[1].split(",")[0])


@pytest.mark.parametrize("suffix", EXPORTS)
def test_our_own_export_changes_nothing_when_it_is_imported(suffix: str, tmp_path: Path) -> None:
    command(FOLDER / "zotero.json")
    before = list(Reference.objects.order_by("pk").values())
    items = Item.objects.filter(kind="reference").values_list("id", flat=True)
    sources = [live.document.source for live in Moment(clock.now()).among(items)]
    path = tmp_path / f"library.{suffix}"
    path.write_text(EXPORTS[suffix].text(sources), "utf-8", newline="")

    assert command(path) == f"created 0, updated 0, unchanged {len(sources)}, failed 0"
    assert list(Reference.objects.order_by("pk").values()) == before


def test_a_failed_record_is_named_with_its_line_and_the_command_fails(tmp_path: Path) -> None:
    path = tmp_path / "file.ris"
    path.write_text(ONE + "TY  - JOUR\nPY  - 2020\nER  - \n", "utf-8")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("import_references", path, stdout=out)

    assert out.getvalue().splitlines()[-2:] == [
        "line 8: It has no title.",
        "created 1, updated 0, unchanged 0, failed 1",
    ]


def test_many_new_records_cost_few_queries() -> None:
    def queries(count: int) -> int:
        names: Sequence[str] = [f"{'abcdefghij'[n // 10]}{'klmnopqrst'[n % 10]}{count}" for n in range(count)]
        text = "".join(ONE.replace("one", name).replace("iron", name).replace("Rao", name) for name in names)
        with CaptureQueriesContext(connection) as captured:
            bring_in(text)
        return len(captured)

    few, many = queries(10), queries(90)

    assert many - few < 20
    assert ImportRow.objects.filter(outcome="created").count() == 100
