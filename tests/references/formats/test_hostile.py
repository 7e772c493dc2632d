"""No text, however broken or hostile, raises in a reader, and none takes long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reference_formats import FOLDER
from references.formats.detection import detect, read
from references.formats.records import Parsed
from references.formats.text import decode
from references.vocabulary import Format
from tests.growth import grows_with_length_alone

SAMPLES = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.name != "truth.json"}
# A few records of each are as good as all.
PIECES = [raw[begin : begin + 1500] for raw in SAMPLES.values() for begin in (0, len(raw) // 2, len(raw) - 1500)]
NASTY = st.sampled_from(
    b"""\0 \xff\xfe { } " @ @article{ \\ \\char \\'{ $_ TY\x20\x20- &bomb; [ ] , = # <PubmedArticle> </PubmedArticle> \xe2\x80\xa8
    <!DOCTYPE {"date-parts":[[null,"x",1e999]]} PMID-1 \xc3\x83\xc2\xa9 crossref={""".split()
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    raw = draw(st.sampled_from(PIECES))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(raw)))
        if draw(st.booleans()):
            raw = raw[:place] + draw(NASTY | st.binary(max_size=6)) + raw[place:]
        else:
            raw = raw[:place] + raw[place + draw(st.integers(1, 80)) :]
    return raw


@given(raw=mutated(), form=st.sampled_from(Format.values))
@settings(max_examples=100)
def test_no_reader_raises_on_a_mutated_file(raw: bytes, form: str) -> None:
    text = decode(raw).text
    own = detect(text) or form

    for chosen in {own, form}:
        parsed = read(text, chosen)
        assert isinstance(parsed, Parsed)
        assert all(record.line >= 1 and record.source.type for record in (*parsed.records,))


@given(st.text(max_size=300), st.sampled_from(Format.values))
@settings(max_examples=60)
def test_no_reader_raises_on_any_text(text: str, form: str) -> None:
    assert isinstance(read(decode(text.encode("utf-8", "replace")).text, form), Parsed)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>&b;&f;</ArticleTitle></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def test_entities_that_a_file_defines_are_never_expanded() -> None:
    parsed = read(BOMB, Format.PUBMED_XML)

    assert [record.source.title for record in parsed.records] == ["&b;&f;"]


def test_a_record_that_brings_a_document_type_of_its_own_is_refused() -> None:
    text = "<PubmedArticle><!DOCTYPE a [<!ENTITY b 'c'>]></PubmedArticle>"

    assert [bad.line for bad in read(text, Format.PUBMED_XML).bad] == [1]


@pytest.mark.parametrize(
    ("form", "before", "part", "after"),
    [
        (Format.BIBTEX, "", "@article{", ""),
        (Format.BIBTEX, "@article{a, title = {", "{{", ""),
        (Format.BIBTEX, "@article{a, title = {", "\\'{", "}}"),
        (Format.BIBTEX, "@article{a, author = {", "x and ", "y}}"),
        (Format.RIS, "", "TY  - JOUR\n", ""),
        (Format.RIS, "TY  - JOUR\n", "AU  - Rao, R\n", ""),
        (Format.MEDLINE, "PMID- 1\n", "      x\n", ""),
        (Format.CSL_JSON, "", "[[", ""),
        (Format.CSL_JSON, "", '{"a":', ""),
        (Format.CSL_JSON, '[{"title": "a", "x": [', '{"b": ', ""),
        (Format.PUBMED_XML, "", "<PubmedArticle>", ""),
        (Format.PUBMED_XML, "<PubmedArticle>", "<a>", "</PubmedArticle>"),
    ],
    ids=range(12),
)
def test_a_text_that_is_made_to_take_long_takes_time_that_grows_with_its_length_alone(
    form: str, before: str, part: str, after: str
) -> None:
    assert grows_with_length_alone(lambda parts: read(f"{before}{parts}{after}", form), part * 8_000, unit=len(part))
