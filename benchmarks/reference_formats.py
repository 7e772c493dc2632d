"""How much our readers of reference formats get right: `python -m benchmarks.reference_formats`.

Reads every file of tests/data/references, whose truth stands beside it, whole and damaged, and prints a table. Where
rispy and bibtexparser are installed, what they find in the same files stands beside ours.
"""

from __future__ import annotations

import contextlib
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from references.csl import Source
from references.formats.detection import detect, read
from references.formats.text import decode

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "references"
DAMAGES = 20


@dataclass
class Score:
    """Of so many records: how many were found, and how many fields of them are right."""

    truth: int = 0
    records: int = 0
    title: int = 0
    year: int = 0
    doi: int = 0
    dois: int = 0
    author: int = 0
    authors: int = 0
    bad: int = 0

    def row(self) -> str:
        shares = (
            (self.records, self.truth),
            (self.title, self.truth),
            (self.year, self.truth),
            (self.doi, self.dois),
            (self.author, self.authors),
        )
        return "  ".join(f"{right:>4}/{of:<4}{100 * right / of if of else 100:>6.1f}%" for right, of in shares)


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"</?(?:i|sub|sup)>", "", text)).casefold()


def score(found: Sequence[Source], truth: Sequence[dict[str, Any]], bad: int = 0) -> Score:
    """Records are matched by their titles, else by their DOIs."""
    left = list(found)
    result = Score(truth=len(truth), records=min(len(found), len(truth)), bad=bad)
    for right in truth:
        result.dois += bool(right["doi"])
        result.authors += bool(right["first_author"])
        named = [source for source in left if folded(source.title) == folded(right["title"])]
        # Two works may have one title: then the one of the year is meant.
        named.sort(key=lambda source: (source.issued[:1] or (None,)) != (right["year"],))
        source = next(iter([*named, *(source for source in left if source.doi and source.doi == right["doi"])]), None)
        if source is None:
            continue
        left.remove(source)
        first = source.authors[0] if source.authors else None
        result.title += folded(source.title) == folded(right["title"])
        result.year += (source.issued[0] if source.issued else None) == right["year"]
        result.doi += bool(right["doi"]) and source.doi == right["doi"]
        surname = (first.family or first.literal) if first else ""
        result.author += bool(right["first_author"]) and surname == right["first_author"]
    return result


def ours(raw: bytes) -> tuple[list[Source], int]:
    text = decode(raw).text
    form = detect(text)
    if form is None:
        return [], 1
    parsed = read(text, form)
    return [record.source for record in parsed.records], len(parsed.bad)


def damaged(raw: bytes, seed: int) -> bytes:
    """The file as a bad copy would be: lines lost or doubled, cut off in the middle, single bytes changed."""
    random_ = random.Random(seed)
    lines = raw.split(b"\n")
    for _ in range(max(1, len(lines) // 60)):
        place = random_.randrange(len(lines))
        match random_.randrange(4):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[place])
            case 2:
                lines[place] = lines[place][: len(lines[place]) // 2]
            case _:
                lines[place] = lines[place].replace(b"}", b"", 1).replace(b"  - ", b" ", 1)
    text = b"\n".join(lines)
    return text[: len(text) - random_.randrange(len(text) // 10 + 1)]


def with_rispy(raw: bytes) -> list[Source]:
    # For comparison only; the program does without it.
    import rispy

    rows = rispy.loads(raw.decode("utf-8", "replace").removeprefix("\ufeff"))
    return [
        Source(
            key="",
            type="article-journal",
            title=row.get("title") or row.get("primary_title") or "",
            doi=(row.get("doi") or "").lower(),
            issued=(int(row["year"][:4]),) if str(row.get("year", ""))[:4].isdigit() else (),
        )
        for row in rows
    ]


def with_bibtexparser(raw: bytes) -> list[Source]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = parse_string(raw.decode("utf-8", "replace"), append_middleware=[LatexDecodingMiddleware()])
    fields = [{field.key.lower(): str(field.value) for field in entry.fields} for entry in library.entries]
    return [
        Source(key="", type="article-journal", title=row.get("title", ""), doi=row.get("doi", "").lower())
        for row in fields
    ]


LIBRARIES: dict[str, tuple[str, Callable[[bytes], list[Source]]]] = {
    ".ris": ("rispy", with_rispy),
    ".bib": ("bibtexparser", with_bibtexparser),
}


def main() -> None:
    truth = json.loads((FOLDER / "truth.json").read_text("utf-8"))
    print(f"{'file':<34}  {'records':^15}  {'title':^15}  {'year':^15}  {'DOI':^15}  {'first author':^15}")
    for name in truth:
        found, bad = ours((FOLDER / name).read_bytes())
        print(f"{name:<34}  {score(found, truth[name], bad).row()}")
    print(f"\nDamaged, {DAMAGES} times each: titles found")
    for name in truth:
        raw = (FOLDER / name).read_bytes()
        library, other = LIBRARIES.get(Path(name).suffix, ("", None))
        own = theirs = failed = 0
        for seed in range(DAMAGES):
            text = damaged(raw, seed)
            own += score(ours(text)[0], truth[name]).title
            if other is None:
                continue
            try:
                theirs += score(other(text), truth[name]).title
            except Exception as error:  # noqa: BLE001 - whatever a library raises counts as one file lost
                failed += bool(error)
        beside = f"   {library} {theirs}, raised {failed} times" if library else ""
        print(f"{name:<34}  ours {own} of {DAMAGES * len(truth[name])}{beside}")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
