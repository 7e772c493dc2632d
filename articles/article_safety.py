"""Red flags: an article about a symptom shows when to get help, or it can't be published."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from articles.documents import ArticleDocument, ComparisonBlock, TextBlock
from nutrients.documents import SymptomDocument
from nutrients.graph import graph_at
from publishing.models import Item
from publishing.moment import Live, Moment
from publishing.problems import Problem, Severity
from references.marks import object_links


def care_problems(document: ArticleDocument, item: Item, moment: Moment) -> Iterator[Problem]:
    for symptom in moment.among(document.symptoms):
        record: SymptomDocument = symptom.document
        if not record.care_cards:
            yield Problem(
                item_id=item.id,
                code="no-urgent-care",
                place="Symptoms",
                message=f"The article is about “{record.name}”, and that symptom does not say when to get help. Write its care "
                "cards and publish it first.",
            )
    graph = graph_at(moment)
    chosen = {live.item_id for live in moment.among(document.symptoms)}
    named = [live for live in graph.symptoms_in(document.title) if live.item_id not in chosen]
    if named:
        yield _not_chosen(item, named, "names", place="Title", severity=Severity.REFUSES)
    chosen.update(live.item_id for live in named)
    touched = {live.item_id: live for live in moment.among(_touched(document)) if live.kind == "symptom"}
    linked = [live for live in touched.values() if live.item_id not in chosen]
    if linked:
        yield _not_chosen(item, linked, "leads to", place="Body", severity=Severity.ADVISES)


def _touched(document: ArticleDocument) -> Iterator[UUID]:
    """Symptoms that a table is cut to, and whatever the text links to."""
    for block in document.blocks:
        if isinstance(block, ComparisonBlock):
            yield from block.symptoms
        elif isinstance(block, TextBlock):
            yield from map(UUID, object_links(block.text))


def _not_chosen(item: Item, symptoms: list[Live], does: str, *, place: str, severity: Severity) -> Problem:
    names = ", ".join(f"“{live.card.title}”" for live in symptoms)
    return Problem(
        item_id=item.id,
        code="symptom-not-chosen",
        place=place,
        severity=severity,
        message=f"The article {does} {names}, not among the symptoms it is about, so the page itself does not tell when to "
        "get help. Choose under Symptoms what the article is about.",
    )
