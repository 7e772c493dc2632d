"""`manage.py import_article`: its counts by name, its last line, and its refusals."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from tests.articles.test_plain_text import SAMPLE
from tests.factories import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.txt"
    path.write_text(SAMPLE)
    return path


def run(file: Path) -> list[str]:
    out = StringIO()
    call_command("import_article", str(file), stdout=out)
    return out.getvalue().splitlines()


def test_it_tells_what_it_found_and_what_is_to_do(file: Path) -> None:
    said = run(file)

    assert said[0] == "A new draft: “Which examples make a sample article? A text of the usual shape”"
    assert "- To do: 2 answers without a question. Open each FAQ and write the question that it answers." in said
    problems = sum(line.startswith("- ") for line in said)
    assert said[-2:] == [
        f"sections 8, key points 2, table rows 3, FAQ answers 2, references 3, problems {problems}",
        "created 1, updated 0, unchanged 0, failed 0",
    ]


def test_twice_is_one_draft(file: Path) -> None:
    run(file)

    assert run(file)[-1] == "created 0, updated 0, unchanged 1, failed 0"
    assert Article.objects.count() == 1


def test_a_changed_file_updates_the_draft_until_somebody_edits_it(file: Path) -> None:
    run(file)
    file.write_text(SAMPLE.replace("no advice", "not advice"))

    assert run(file)[-1] == "created 0, updated 1, unchanged 0, failed 0"
    edit(Article.objects.get(), summary="Written here.")
    file.write_text(SAMPLE)
    said = run(file)
    assert (said[0][:47], said[-1]) == (
        "left as it is, because it was changed here: “Wh",
        "created 0, updated 0, unchanged 1, failed 0",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "There is no text in it."),
        (b"Only a line.", "This doesn't read like an article"),
        (b"<html><body><p>Text", "This is HTML, not plain text."),
        (b"a" * 50_000_000, "The text has 50,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_article_fails_in_words(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    out = StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("import_article", str(path), stdout=out)

    assert str(refused.value).startswith(f"Nothing was imported from {path}. {reason}")
    assert out.getvalue() == "created 0, updated 0, unchanged 0, failed 1\n"
    assert Article.objects.count() == 0


def test_a_file_that_is_not_there_fails_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        run(tmp_path / "nowhere.txt")
