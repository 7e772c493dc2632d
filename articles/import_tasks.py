"""What an imported text leaves to do, told from its parts alone; refuses to look at what became of them since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.text_parts import Bullets, Listed, ParsedArticle, Section, definition
from nutrients.nutrient_names import B_VITAMINS, NutrientNames

SEE_A_DOCTOR = re.compile(r"\bwhen to (?:see|call|get|seek|talk|contact)\b|\b(?:see|call) (?:a|your) doctor\b", re.I)
# Shares of words from which on a question is likely to be the one that the answer answers.
LIKELY = 0.34
EXCERPT = 90


@dataclass(frozen=True, kw_only=True)
class Task:
    """`detail` holds what the editor needs at hand, one thing a line."""

    code: str
    message: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What the guide has already, as far as the tasks ask for it."""

    names: NutrientNames
    nutrients: frozenset[str] = frozenset()
    """Names of the nutrients that it has."""
    questions: tuple[tuple[str, str], ...] = ()
    """(question, short answer) of its FAQs."""
    disclaimer: str = ""
    keys: Mapping[str, str] | None = None
    """The key of each listed reference that the library has."""


def tasks_of(found: ParsedArticle, guide: Guide, *, notes: Sequence[str] = ()) -> list[Task]:
    return [
        *_answers(found, guide),
        *_references(found, guide),
        *_prose_and_table(found, guide.names),
        *_among_b_vitamins(found, guide.names),
        *_table(found, guide),
        *_care(found),
        *_disclaimer(found, guide),
        *_leftovers(found),
        *(Task(code="reading", message=note) for note in notes),
    ]


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def short(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def without_a_question(number: int) -> str:
    return f"{counted(number, 'answer')} without a question. Open each FAQ and write the question that it answers."


def not_in_the_guide(names: Sequence[str]) -> str:
    return (
        f"{counted(len(names), 'row')} of the table without a nutrient of the guide: {joined(names)}. "
        "Add what is missing under Nutrients, then choose it in the comparison table."
    )


def not_in_the_table(names: Sequence[str]) -> str:
    return (
        f"Prose and table disagree: the text tells of {joined(names)}, the table doesn't. "
        "Choose what is missing in the comparison table, or take it out of the text."
    )


def _answers(found: ParsedArticle, guide: Guide) -> Iterator[Task]:
    lost = [" ".join(answer.paragraphs) for answer in found.answers if not answer.question]
    if lost:
        lines = [f"“{short(text)}”{_perhaps(text, guide.questions)}" for text in lost]
        yield Task(code="no-question", message=without_a_question(len(lost)), detail="\n".join(lines))


def _perhaps(answer: str, questions: Sequence[tuple[str, str]]) -> str:
    """The guide's question that shares most words with the answer, if it shares enough."""
    words = _words(answer)
    shares = [(_share(words, _words(f"{question} {text}")), question) for question, text in questions]
    best = max(shares, default=(0.0, ""))
    return f" Perhaps choose the FAQ “{best[1]}” instead." if best[0] >= LIKELY else ""


def _share(words: set[str], others: set[str]) -> float:
    return len(words & others) / min(len(words), len(others)) if words and others else 0.0


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"\w{4,}|\b[a-z]\d+", text.casefold())}


def _references(found: ParsedArticle, guide: Guide) -> Iterator[Task]:
    bare = [line for line in found.references if line.is_bare]
    if bare:
        message = (
            f"{counted(len(bare), 'reference is a bare number', 'references are bare numbers')}, so nobody can look them up. "
            "Find what carries each statement, add it to the library and cite it in the text."
        )
        yield Task(code="bare-references", message=message)
    named = [line for line in found.references if not line.is_bare]
    if named:
        message = (
            f"{counted(len(named), 'reference')} at the end of the text, which the page doesn't take over. Add to the library "
            "what it lacks, and put [[ref:key]] where each belongs."
        )
        yield Task(code="references", message=message, detail="\n".join(_listed(line, guide) for line in named))


def _listed(line: Listed, guide: Guide) -> str:
    key = (guide.keys or {}).get(line.text)
    text = f"{line.number}. {line.text}" if line.number else line.text
    return f"{text} (in the library: [[ref:{key}]])" if key else text


def _prose_and_table(found: ParsedArticle, names: NutrientNames) -> Iterator[Task]:
    in_table = {name: None for row in found.rows if (name := names.canonical(row.cells[0]))}
    if not in_table:
        return
    for section in found.sections:
        merged = [name for name in names.named_in(section.heading) if name in in_table]
        if len(merged) > 1:
            message = (
                f"Prose and table disagree: “{section.heading}” treats {joined(merged)} as one, the table apart. "
                "Say which sign belongs to which, and cite who says so."
            )
            yield Task(code="prose-and-table", message=message)
    in_prose = list(dict.fromkeys(name for words in _told_of(found) for name in names.named_in(words)))
    if absent := [name for name in in_prose if name not in in_table]:
        yield Task(code="not-in-the-table", message=not_in_the_table(absent), detail="\n".join(absent))
    if untold := [name for name in in_table if name not in in_prose]:
        message = f"Prose and table disagree: the table lists {joined(untold)}, no heading of the text does. Tell of it, or take it out."
        yield Task(code="prose-and-table", message=message)


def _told_of(found: ParsedArticle) -> Iterator[str]:
    """The words that name what a part is about: headings, and what bullets define."""
    yield from (pair[0] for text in found.key_points if (pair := definition(text)))
    for section in found.sections:
        yield section.heading
        yield from _defined_in(section)


def _defined_in(section: Section) -> Iterator[str]:
    for part in section.parts:
        if isinstance(part, Bullets):
            yield from (pair[0] for item in part.items if (pair := definition(item)))


def _among_b_vitamins(found: ParsedArticle, names: NutrientNames) -> Iterator[Task]:
    for section in found.sections:
        if re.search(r"\bB vitamins\b", section.heading, re.I):
            others = [
                name for words in _defined_in(section) for name in names.named_in(words) if name not in B_VITAMINS
            ]
            if others:
                message = (
                    f"“{section.heading}” lists {joined(others)}, which is no B vitamin. Give it a heading of its own."
                )
                yield Task(code="wrong-group", message=message)


def _table(found: ParsedArticle, guide: Guide) -> Iterator[Task]:
    first = [row.cells[0] for row in found.rows]
    missing = [name for name in dict.fromkeys(first) if guide.names.canonical(name) not in guide.nutrients]
    if missing:
        yield Task(code="not-in-the-guide", message=not_in_the_guide(missing), detail="\n".join(missing))
    ragged = [row.line for _, table in found.tables for row in table.ragged]
    if ragged:
        verb = "has" if len(ragged) == 1 else "have"
        message = f"{counted(len(ragged), 'row')} of the table {verb} more or fewer cells than its header. Read what they say below."
        yield Task(code="ragged-rows", message=message, detail="\n".join(ragged))
    if found.rows:
        lines = [" | ".join(table.header) for _, table in found.tables] + [" | ".join(row.cells) for row in found.rows]
        message = (
            "The table is filled from the guide's own nutrients, not from the text. Compare the cells of the text, below, "
            "and mend the nutrients where the text is right."
        )
        yield Task(code="table-words", message=message, detail="\n".join(lines))


def _care(found: ParsedArticle) -> Iterator[Task]:
    heading = next((section.heading for section in found.sections if SEE_A_DOCTOR.search(section.heading)), "")
    where = f"“{heading}” is plain text" if heading else "The text doesn't say when to get help"
    message = f"{where}. Choose the symptoms that the article is about: their care cards say which signs can't wait."
    yield Task(code="no-care-cards", message=message)


def _disclaimer(found: ParsedArticle, guide: Guide) -> Iterator[Task]:
    text = " ".join(found.disclaimer)
    if text and text not in guide.disclaimer:
        message = (
            "The text has a disclaimer of its own; the page shows the site's. Look whether the site's says it all."
        )
        yield Task(code="disclaimer", message=message, detail=text)


def _leftovers(found: ParsedArticle) -> Iterator[Task]:
    lines = [*found.leftovers, *found.contents]
    if found.leftovers:
        shown = ", ".join(f"“{short(line)}”" for line in found.leftovers[:3])
        more = f" and {len(found.leftovers) - 3} more" if len(found.leftovers) > 3 else ""
        verb = "has" if len(found.leftovers) == 1 else "have"
        message = f"{counted(len(found.leftovers), 'line')} of the text {verb} no place here: {shown}{more}. Use what readers need."
        yield Task(code="leftovers", message=message, detail="\n".join(lines))
