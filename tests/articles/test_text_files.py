"""Bytes read as text: every encoding told or guessed aloud, and what is no plain text refused with the way out."""

from __future__ import annotations

import pytest

from articles.text_files import MOST_BYTES, NotPlainText, PlainText, read_text, refuse_size, tidy

WORDS = "Ein Café für 5 €, ja."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_file_that_says_its_encoding_is_read_as_it_says(encoding: str) -> None:
    assert read_text(WORDS.encode(encoding)) == PlainText(text=WORDS)


def test_a_file_that_is_not_utf_8_is_read_as_western_and_says_so() -> None:
    found = read_text(WORDS.encode("cp1252"))

    assert (found.text, found.notes[0][:62]) == (
        WORDS,
        "The file is not UTF-8, so it was read as Western European (Win",
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_guessed(encoding: str) -> None:
    found = read_text(WORDS.encode(encoding))

    assert (found.text, found.notes) == (
        WORDS,
        ("The file was read as UTF-16, which is a guess. Look for wrong signs.",),
    )


def test_a_broken_mark_is_refused() -> None:
    with pytest.raises(NotPlainText, match=r"says that it is UTF-8-SIG, and is not from byte 1 on\."):
        read_text(b"\xef\xbb\xbfa\xff")


@pytest.mark.parametrize(
    ("text", "tidied", "notes"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", ()),
        ("\n\n one  \n", " one", ()),
        ("a\0b\u202ec\u200bd\ufeff", "abcd", ("4 invisible characters were left out.",)),
        ("Cafe\u0301", "Caf\u00e9", ()),
        ("b < c and d > e", "b < c and d > e", ()),
    ],
)
def test_only_what_is_seen_stays(text: str, tidied: str, notes: tuple[str, ...]) -> None:
    assert tidy(text) == PlainText(text=tidied, notes=notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "There is no text in it."),
        (b" \n\t\n -- ", "There is no text in it."),
        (b"%PDF-1.7 ...", "This is a PDF, not plain text."),
        (b"PK\x03\x04word", "This is a Word, OpenDocument or ZIP file, not plain text."),
        (b"\x7fELF" + bytes(range(1, 32)) * 40, "This is no text: it holds"),
        (b"<!DOCTYPE html><html><body><p>Text.</p></body></html>", "This is HTML, not plain text."),
        (b"<div class=a>Text</div>\n<p>More", "This is HTML, not plain text."),
        (b"a" * (MOST_BYTES + 1), "The text has 1,000,001 bytes; 1,000,000 is the most"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_the_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(NotPlainText) as refused:
        read_text(data)

    assert str(refused.value).startswith(reason)


def test_fifty_megabytes_are_refused_by_their_size_alone() -> None:
    with pytest.raises(NotPlainText, match="52,428,800 bytes"):
        refuse_size(50 * 1024 * 1024)
