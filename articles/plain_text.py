"""An article from plain text: title, summary, key points, sections, table, answers, references, disclaimer.

It guesses from what copied articles look like and never fails: what has no place is among the leftovers. Whether the
text is an article at all, `refusal` says.
"""

from __future__ import annotations

from articles.text_lines import Unit, folded, units
from articles.text_parts import Answer, Bullets, Listed, Paragraph, ParsedArticle, Part, Section

LONGEST_TITLE = 200
LONGEST_QUESTION = 300
# In a longer row of lines without text between them, only the last is a heading.
MOST_IN_A_ROW = 3
# More is no article, and would make a page that no editor can open.
MOST = {"sections": 100, "key_points": 50, "answers": 100, "references": 500, "rows": 300, "leftovers": 500}
CARRIES_ON = ("other ", "more ", "further ", "additional ")


def parse(text: str) -> ParsedArticle:
    return _Reader(units(text)).read()


def refusal(found: ParsedArticle) -> str:
    """Why this is no article, or ""."""
    if not found.title:
        return (
            f"There is no title. The first line should be one, with at most {LONGEST_TITLE} characters; "
            "after it come the text and its headings, each on a line of its own."
        )
    named = sum(map(bool, (found.summary, found.key_points, found.answers)))
    with_text = sum(1 for section in found.sections if section.parts)
    if with_text + named < 2:
        return (
            "This doesn't read like an article: neither headings with text below them were found, nor a part named "
            "Summary, Key Points or Frequently Asked Questions. Put every heading on a line of its own, with a blank "
            "line before and after it."
        )
    for name, most in MOST.items():
        if (number := len(getattr(found, name))) > most:
            return (
                f"The text has {number:,} {name.replace('_', ' ')}; {most} is the most. Bring in one article at a time."
            )
    return ""


class _Reader:
    """Walks through the units once; `place` is the part of the article that it is in."""

    def __init__(self, found: list[Unit]) -> None:
        self.units = found
        self.article = ParsedArticle()
        self.place = "start"
        self.is_heading = _headings_among(found)
        # How often each line is still to come: a contents line comes again as a heading.
        self.ahead: dict[str, int] = {}
        for unit in found:
            self.ahead[folded(unit.text)] = self.ahead.get(folded(unit.text), 0) + 1

    def read(self) -> ParsedArticle:
        for number, unit in enumerate(self.units):
            self.ahead[folded(unit.text)] -= 1
            self._take(unit, is_heading=number in self.is_heading)
        return self.article

    def _take(self, unit: Unit, *, is_heading: bool) -> None:
        if unit.kind == "furniture":
            self.article.leftovers.append(unit.text)
        elif unit.kind == "label":
            self.article.labels.append(unit.text)
            if unit.part == "faq":
                self.article.faq_heading = self.article.faq_heading or unit.text.lstrip("# ")
            self.place = unit.part
        elif self.place == "start" and unit.kind in ("heading", "text") and len(unit.text) <= LONGEST_TITLE:
            self.article.title, self.place = unit.text, "body"
        elif self.place == "contents" and unit.table is None and self.ahead[folded(unit.text)]:
            self.article.contents.append(unit.text)
        elif self.place in ("references", "disclaimer", "after"):
            self._at_the_end(unit, is_heading=is_heading)
        elif is_heading and not (self.place == "faq" and unit.text.endswith("?")):
            self._open_section(unit)
        else:
            self._put(unit)

    def _at_the_end(self, unit: Unit, *, is_heading: bool) -> None:
        if unit.table is not None:
            self.article.leftovers += [unit.table.line, *(row.line for row in unit.table.rows)]
        elif self.place == "references":
            self.article.references.append(Listed(number=unit.number, text=unit.text))
        elif is_heading or self.place == "after":
            # Nothing of an article follows its disclaimer.
            self.article.leftovers.append(unit.text)
            self.place = "after"
        else:
            self.article.disclaimer.append(unit.text)

    def _open_section(self, unit: Unit) -> None:
        self.article.sections.append(Section(heading=unit.text, level=self._level(unit)))
        self.place = "body"

    def _level(self, unit: Unit) -> int:
        """A heading right below another begins what belongs to it; the next ones follow while they look alike."""
        before = self.article.sections[-1] if self.article.sections else None
        if unit.level or before is None:
            return unit.level or 2
        if before.level == 2:
            return 2 if before.parts else 3
        is_alike = ":" in unit.text and ":" in self._first_of_its_kind().heading
        return 3 if is_alike or unit.text.lower().startswith(CARRIES_ON) else 2

    def _first_of_its_kind(self) -> Section:
        sections = self.article.sections
        start = max(number for number, section in enumerate(sections) if section.level == 2 or number == 0)
        return sections[min(start + 1, len(sections) - 1)]

    def _put(self, unit: Unit) -> None:
        if self.place == "summary" and unit.table is None:
            self.article.summary.append(unit.text)
        elif self.place == "key points" and unit.table is None:
            self.article.key_points.append(unit.text)
        elif self.place == "faq" and unit.table is None:
            self._put_answer(unit)
        else:
            _add(unit, self.article.sections[-1].parts if self.article.sections else self.article.lead)
            self.place = "body" if self.place in ("start", "contents") else self.place

    def _put_answer(self, unit: Unit) -> None:
        answers = self.article.answers
        if unit.text.endswith("?") and len(unit.text) <= LONGEST_QUESTION:
            answers.append(Answer(question=unit.text))
        elif answers and (answers[-1].question or unit.kind in ("bullet", "numbered")):
            answers[-1].paragraphs.append(unit.text)
        else:
            answers.append(Answer(paragraphs=[unit.text]))


def _add(unit: Unit, parts: list[Part]) -> None:
    last = parts[-1] if parts else None
    if unit.table is not None:
        parts.append(unit.table)
    elif unit.kind not in ("bullet", "numbered"):
        parts.append(Paragraph(unit.text))
    elif isinstance(last, Bullets) and last.is_numbered == (unit.kind == "numbered"):
        last.items.append(unit.text)
    else:
        parts.append(Bullets(items=[unit.text], is_numbered=unit.kind == "numbered"))


def _is_named(before: list[Unit]) -> bool:
    """Whether a label stands right above, which a text follows and no heading; only a list of contents may be lost."""
    return any(unit.kind == "label" and unit.part != "contents" for unit in before)


def _headings_among(found: list[Unit]) -> set[int]:
    """The numbers of the units that are headings: text follows them, and few stand in a row."""
    headings: set[int] = set()
    row: list[int] = []
    for number, unit in enumerate(found):
        if unit.kind == "heading" and (unit.level or not _is_named(found[number - 1 : number])):
            row.append(number)
            continue
        if unit.kind != "label":
            headings.update(row[-2:] if len(row) <= MOST_IN_A_ROW else row[-1:])
        headings.update(number for number in row if found[number].level)
        row = []
    return headings | {number for number in row if found[number].level}
