"""What we write, we read again as the same: every type and every field that its format has a place for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from references.csl import Name, Source
from references.formats.detection import detect, read
from references.formats.text import decode
from references.formats.writing import EXPORTS
from references.models import NORMALISERS
from references.vocabulary import CslType, Format, Season

GUIDE = Path(__file__).parents[3] / "guide" / "reference"
FORMATS = {"bib": Format.BIBTEX, "ris": Format.RIS, "json": Format.CSL_JSON}
words = st.text(alphabet="abcdefgßéčł -:'()/%&_#$^~{}\\", min_size=1, max_size=20).map(
    lambda text: " ".join(f"A{text}z".split())
)
titles = st.builds(
    lambda left, marked, right: f"{left} {marked} {right}",
    words,
    st.sampled_from(
        ["", "B<sub>12</sub>", "<i>in vitro</i>", "Ca<sup>2+</sup> & DNA", "R&amp;D", "x < 5", "10\u201320%"]
    ),
    words,
).map(lambda text: " ".join(text.split()))
names = st.builds(
    lambda family, given: Name(family=family, given=given),
    st.sampled_from(["Rao", "van der Berg", "Guéant-Rodriguez", "O'Neill", "Çelik", "Sławek", "Ta Van", "and"]),
    st.sampled_from(["R", "Ravi K", "A.-M.", "Paul D., Jr", "Éva"]),
) | st.sampled_from(
    [
        Name(literal="World Health Organization"),
        Name(literal="Institute of Medicine, Food and Nutrition Board"),
        Name(literal="NHS"),
        Name(literal="Abt Associates"),
        Name(literal="Smith and Sons & Co"),
    ]
)
people = st.lists(names, max_size=3, unique=True).map(tuple)
dates = st.sampled_from([(), (2013,), (2013, 11), (2013, 11, 15), (1999, 1, 1)])
IN_JOURNALS = (CslType.ARTICLE_JOURNAL, CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    kind = draw(st.sampled_from(list(CslType)))
    fields: dict[str, Any] = {"issued": draw(dates), "accessed": draw(st.sampled_from([(), (2026, 11, 22)]))}
    optional = ["container_title", "publisher", "publisher_place", "volume", "page", "series"]
    optional += ["issue"] if kind in IN_JOURNALS else ["edition", "number", "genre"]
    optional += ["event_title", "event_place"] if kind is CslType.PAPER_CONFERENCE else []
    for name in optional:
        fields[name] = draw(
            st.just("") | st.sampled_from(["A book of x & y", "WHO Series", "12-B", "e2741", "3rd", "Supplement (a)"])
        )
    fields["page"] = draw(st.sampled_from(["", "4521-4539", "928-36", "e2741", "S1-S5, 7", "CD009402"]))
    if fields["container_title"] and kind in IN_JOURNALS:
        fields["container_title_short"] = draw(st.sampled_from(["", "A bk"]))
    if len(fields["issued"]) == 1:
        fields["season"] = draw(st.sampled_from(["", *Season.values]))
    fields["original_title"] = draw(st.just("") | words.map(lambda text: f"Ein {text}"))
    return Source(
        key="rao-2020",
        type=str(kind),
        title=draw(titles),
        authors=draw(people),
        editors=draw(people),
        translators=draw(people),
        doi=draw(st.sampled_from(["", "10.1016/s0140-6736(20)32594-0", "10.1000/a_b&c"])),
        pmid=draw(st.sampled_from(["", "24248213"])),
        pmcid=draw(st.sampled_from(["", "PMC3847746"])),
        isbn=draw(st.sampled_from(["", "9780306406157"])),
        url=draw(st.sampled_from(["", "https://example.org/a_b?c=d&e=f%20g~h", "https://example.org/x;y"])),
        language=draw(st.sampled_from(["", "de"])),
        **fields,
    )


@pytest.mark.parametrize("suffix", EXPORTS)
@given(source=sources())
@settings(max_examples=40)
def test_a_source_comes_back_as_it_was(suffix: str, source: Source) -> None:
    if suffix == "ris" and source.type in IN_JOURNALS:
        # RIS has no place for these beside a journal.
        source = msgspec.structs.replace(source, number="", genre="", edition="")

    text = decode(EXPORTS[suffix].text([source]).encode()).text
    parsed = read(text, FORMATS[suffix])

    assert detect(text) == FORMATS[suffix]
    assert ([record.source for record in parsed.records], parsed.bad) == ([source], ())


@pytest.mark.parametrize("suffix", EXPORTS)
def test_every_reference_of_the_guide_comes_back_as_it_was(suffix: str) -> None:
    guide = [
        stored(msgspec.convert(yaml.safe_load(path.read_text("utf-8"))["source"], Source))
        for path in sorted(GUIDE.iterdir())
    ]

    parsed = read(decode(EXPORTS[suffix].text(guide).encode()).text, FORMATS[suffix])

    assert ([record.source for record in parsed.records], parsed.bad) == (guide, ())
    assert {note for record in parsed.records for note in record.notes} == set()


def stored(source: Source) -> Source:
    """As the library keeps it: with its identifiers in their one form."""
    return msgspec.structs.replace(
        source, **{name: normalise(getattr(source, name)) for name, normalise in NORMALISERS.items()}
    )
