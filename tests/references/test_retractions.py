"""From a row of the retraction database to the sentences that rest on the source; all records here are made up."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article
from nutrients.models import Nutrient
from publishing import clock
from publishing.models import Edition, Message, Overlay, Task, User
from publishing.tasks import finish
from references.health import resting_on
from references.health_models import Notice
from references.models import Reference
from references.replacements import Replacement, replacements_for
from references.retractions import read_day
from tests.factories import edit, make_article, make_nutrient, make_policy, make_reference, make_user

pytestmark = pytest.mark.django_db

DOI = "10.5555/made-up.1"
HEADER = [
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
]


def a_row(**values: str) -> dict[str, str]:
    known = {
        "Record ID": "1",
        "Title": "A made-up trial",
        "Author": "Ann M\u00fcller;Bo Rao",
        "RetractionDate": "5/14/2024 0:00",
        "RetractionDOI": "10.5555/notice.1",
        "RetractionPubMedID": "0",
        "OriginalPaperDate": "1/2/2020 0:00",
        "OriginalPaperDOI": DOI,
        "OriginalPaperPubMedID": "0",
        "RetractionNature": "Retraction",
        "Reason": "+Concerns/Issues about Data;+Unreliable Results;",
        "Paywalled": "No",
    }
    return dict.fromkeys(HEADER, "") | known | {name.replace("_", " "): value for name, value in values.items()}


def a_file(folder: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    path = folder / "retractions.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(path: Path) -> list[str]:
    said = StringIO()
    call_command("import_retractions", str(path), stdout=said)
    return said.getvalue().splitlines()


def a_source(**fields: Any) -> Reference:
    return make_reference(**({"slug": "mueller-2020", "title": "A made-up trial", "doi": DOI} | fields))


def cite_it() -> None:
    make_policy(live=True)
    make_nutrient(
        name="Cobalamin",
        summary="Nerves need it [[ref:mueller-2020]].",
        function="<p>Cells need it [[ref:mueller-2020]]. Bones do not.</p>",
        live=True,
    )
    make_article(text="<p>Legs grow weak without it [[ref:mueller-2020]].</p><p>It was a Monday.</p>", live=True)


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_retraction_reaches_the_very_sentences_and_their_editors(tmp_path: Path, encoding: str) -> None:
    source = a_source()
    cite_it()

    said = run(a_file(tmp_path, a_row(), a_row(OriginalPaperDOI="10.5555/nobody-cites-this"), encoding=encoding))

    assert said == [
        "created: retraction of \u201cmueller-2020\u201d, 2024-05-14",
        "2 rows read. 2 tasks opened for editors. What isn't in the library is not counted below.",
        "created 1, updated 0, unchanged 0, failed 0",
    ]
    assert {resting.title: resting.sentences for resting in resting_on(source.item, at=clock.now())} == {
        "An example article": ["Legs grow weak without it."],
        "Cobalamin": ["Nerves need it.", "Cells need it."],
    }
    assert {str(task.item): task.reason for task in Task.objects.all()} == {
        "article an-example-article": "\u201cA made-up trial\u201d (mueller-2020), which this cites: retracted on 14 May 2024. "
        "Rests on it: \u201cLegs grow weak without it.\u201d",
        "nutrient cobalamin": "\u201cA made-up trial\u201d (mueller-2020), which this cites: retracted on 14 May 2024. "
        "Rests on it: \u201cNerves need it.\u201d; \u201cCells need it.\u201d",
    }


def test_who_answers_for_the_pages_is_told_once_of_all_of_them(tmp_path: Path) -> None:
    a_source()
    cite_it()
    edda, mo = (User.objects.create_user(username=name, is_staff=True) for name in ("edda", "mo"))
    Nutrient.objects.update(changed_by=edda)
    Article.objects.update(changed_by=edda)

    for _ in range(2):
        run(a_file(tmp_path, a_row()))

    told = Message.objects.get()
    assert (told.recipient, told.subject, told.address) == (
        edda,
        "Retracted: A made-up trial",
        "/admin/publishing/task/",
    )
    assert all(words in told.text for words in ("Nerves need it.", "Legs grow weak without it."))
    assert not Message.objects.filter(recipient=mo).exists()


def test_editors_see_what_stands_beside_a_retracted_source_in_the_same_sentences(
    tmp_path: Path, admin_client: Client
) -> None:
    source = a_source()
    sound, doubtful = make_reference(slug="rao-2020", title="Sound"), make_reference(slug="mo-2021", doi="10.5555/mo")
    make_nutrient(
        summary="Nerves need it [[ref:mueller-2020, rao-2020]].",
        function="<p>Cells need it [[ref:mueller-2020, rao-2020, mo-2021]]. Bones do not [[ref:mo-2021]].</p>",
        live=True,
    )
    run(a_file(tmp_path, a_row(), a_row(Record_ID="2", OriginalPaperDOI=doubtful.doi)))

    beside = Replacement(
        item_id=sound.item_id,
        key="rao-2020",
        title="Sound",
        path="/references/rao-2020/",
        why="in 2 of these sentences",
    )
    assert replacements_for(source.item_id, at=clock.now()) == [beside]
    screen = admin_client.get("/admin/references/notice/").content.decode()
    assert "<code>rao-2020</code> (in 2 of these sentences)" in screen


def test_readers_are_told_on_every_page_at_the_citation_and_with_the_source(tmp_path: Path) -> None:
    a_source()
    cite_it()
    before = Edition.objects.count()
    assert "retracted" not in page("/articles/an-example-article/").lower()

    run(a_file(tmp_path, a_row()))

    article = page("/articles/an-example-article/")
    assert "<strong>This source was retracted on 14 May 2024:</strong>" in article
    assert 'aria-label="Reference 1, retracted">[1, retracted]<' in article
    assert "<strong>Retracted, 14 May 2024.</strong>" in article
    assert "[1, retracted]" in page("/nutrients/cobalamin/")
    source = page("/references/mueller-2020/")
    assert "<strong>This source was retracted on 14 May 2024.</strong>" in source
    assert "Retracted on 14 May 2024: Concerns/Issues about Data; Unreliable Results." in source
    assert '<a href="https://doi.org/10.5555/notice.1"' in source
    # Nothing was unpublished, and nothing written anew.
    assert Edition.objects.count() == before


def test_twice_is_once_and_a_changed_record_is_an_update(tmp_path: Path) -> None:
    a_source()
    cite_it()
    run(a_file(tmp_path, a_row()))
    changed_at = Overlay.objects.get().changed_at

    again = run(a_file(tmp_path, a_row()))
    assert Overlay.objects.get().changed_at == changed_at
    changed = run(a_file(tmp_path, a_row(Reason="+Fake Data;")))

    assert [again[-1], changed[-1]] == [
        "created 0, updated 0, unchanged 1, failed 0",
        "created 0, updated 1, unchanged 0, failed 0",
    ]
    assert (Notice.objects.count(), Task.objects.count()) == (1, 2)


def test_a_finished_task_is_not_opened_again_for_the_same_notice(tmp_path: Path) -> None:
    a_source()
    cite_it()
    run(a_file(tmp_path, a_row()))
    for task in Task.objects.all():
        finish(task, by=make_user(), note="Looked at it.")

    run(a_file(tmp_path, a_row()))

    assert Task.objects.filter(done_at=None).count() == 0


def test_a_reinstatement_takes_the_notice_away_and_keeps_the_history(tmp_path: Path) -> None:
    a_source()
    cite_it()
    reinstated = a_row(Record_ID="2", RetractionNature="Reinstatement", RetractionDate="1/2/2025 0:00", Reason="")

    said = run(a_file(tmp_path, reinstated, a_row()))

    assert said[-1] == "created 2, updated 0, unchanged 0, failed 0"
    assert Task.objects.count() == 0
    assert "retracted" not in page("/articles/an-example-article/").lower()
    source = page("/references/mueller-2020/")
    assert "Retracted on 14 May 2024" in source
    assert "Reinstated on 2 January 2025" in source
    assert "This source was retracted" not in source


def test_a_concern_is_told_and_a_correction_stands_with_the_source_alone(tmp_path: Path) -> None:
    a_source()
    a_source(slug="rao-2021", doi="", pmid="31234567")
    make_policy(live=True)
    make_article(text="<p>Legs grow weak [[ref:mueller-2020]]. Arms too [[ref:rao-2021]].</p>", live=True)
    correction = a_row(
        Record_ID="3", RetractionNature="Correction", OriginalPaperDOI="unavailable", OriginalPaperPubMedID="31234567"
    )

    run(a_file(tmp_path, a_row(RetractionNature="Expression of concern"), correction))

    article = page("/articles/an-example-article/")
    assert "[1, under concern]" in article
    assert ">[2]<" in article
    assert "Corrected on 14 May 2024" in page("/references/rao-2021/")


def test_rows_that_can_not_be_read_fail_by_line_and_the_others_go_in(tmp_path: Path) -> None:
    a_source()
    path = a_file(
        tmp_path,
        a_row(Record_ID=""),
        a_row(RetractionNature="Regret"),
        a_row(RetractionDate="soon"),
        a_row(),
        a_row(OriginalPaperDOI="0", OriginalPaperPubMedID="0", RetractionNature="Regret"),
    )
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("import_retractions", str(path), stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[-1] == "created 1, updated 0, unchanged 0, failed 3"
    assert lines[1:4] == [
        "line 2: the row about \u201cmueller-2020\u201d has no Record ID, by which it would be known again.",
        "line 3: \u201cRegret\u201d about \u201cmueller-2020\u201d is no nature that is known. Expected one of retraction, "
        "expression of concern, correction, reinstatement.",
        "line 4: \u201csoon\u201d about \u201cmueller-2020\u201d is no day. Expected M/D/YYYY.",
    ]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_another_file_is_refused_with_what_it_lacks(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="Nothing was imported from"):
        call_command("import_retractions", str(path), stdout=StringIO())


def test_what_rests_on_a_retracted_source_is_not_published_unless_it_says_so(tmp_path: Path) -> None:
    a_source()
    run(a_file(tmp_path, a_row()))
    nutrient = make_nutrient(function="<p>Cells need it [[ref:mueller-2020]].</p>")

    assert [problem.code for problem in nutrient.publish_problems()] == ["retraction-source"]

    nutrient = edit(nutrient, function="<p>A trial that said so was retracted [[ref:mueller-2020]].</p>")
    assert nutrient.publish_problems() == []


def test_days_are_read_as_the_database_writes_them() -> None:
    assert read_day("11/15/2013 0:00") == read_day("2013-11-15") == date(2013, 11, 15)
    assert read_day("13/13/2013 0:00") is read_day("") is read_day("0") is None
