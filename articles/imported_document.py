"""The draft that a parsed text becomes, as an article's document: every word escaped, nothing cited, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from uuid import UUID

from articles.documents import ArticleDocument, Block, ComparisonBlock, FAQGroupBlock, TextBlock
from articles.text_parts import Bullets, Paragraph, ParsedArticle, Part, Section, Table, definition

FAQ_HEADING = "Frequently asked questions"


def document_of(
    found: ParsedArticle,
    *,
    slug: str = "",
    faqs: Sequence[UUID] = (),
    nutrients: Mapping[str, UUID],
    anchors: Sequence[tuple[str, str]] = (),
) -> ArticleDocument:
    """`nutrients` are those of the guide, by what the table's first cell calls them."""
    return ArticleDocument(
        title=found.title,
        slug=slug,
        summary=passage(" ".join(found.summary)),
        key_points=tuple(passage(text) for text in found.key_points),
        blocks=tuple(_blocks(found, nutrients, has_faqs=bool(faqs))),
        faqs=tuple(faqs),
        anchors=tuple(anchors),
    )


def passage(text: str) -> str:
    return escape(text, quote=False)


def paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{passage(text)}</p>" for text in texts)


def _blocks(found: ParsedArticle, nutrients: Mapping[str, UUID], *, has_faqs: bool) -> Iterator[Block]:
    """A text for each section with what belongs below it; tables stand between them."""
    yield from _of_parts("", found.lead, nutrients)
    html = ""
    for section in found.sections:
        if section.level == 2:
            yield from _text(html)
            html = ""
        if any(isinstance(part, Table) for part in section.parts):
            yield from _text(html)
            html = ""
            yield from _of_parts(section.heading, section.parts, nutrients)
        else:
            html += _section(section)
    yield from _text(html)
    if has_faqs:
        yield FAQGroupBlock(heading=found.faq_heading or FAQ_HEADING)


def _text(html: str) -> Iterator[Block]:
    if html:
        yield TextBlock(text=html)


def _of_parts(heading: str, parts: Sequence[Part], nutrients: Mapping[str, UUID]) -> Iterator[Block]:
    """Parts with a table among them. The table shows the heading as its caption, unless text comes first."""
    before = "".join(_html(part) for part in parts if not isinstance(part, Table))
    tables = [part for part in parts if isinstance(part, Table)]
    title = f"<h2>{passage(heading)}</h2>" if heading and before else ""
    yield from _text(title + before)
    for table in tables:
        chosen = (nutrients.get(row.cells[0]) for row in table.rows)
        rows = dict.fromkeys(nutrient for nutrient in chosen if nutrient is not None)
        yield ComparisonBlock(caption=heading, nutrients=tuple(rows))


def _section(section: Section) -> str:
    heading = f"<h{section.level}>{passage(section.heading)}</h{section.level}>"
    return heading + "".join(_html(part) for part in section.parts)


def _html(part: Part) -> str:
    if isinstance(part, Paragraph):
        return f"<p>{passage(part.text)}</p>"
    if isinstance(part, Bullets):
        tag = "ol" if part.is_numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{_item(item)}</li>' for item in part.items)}</{tag}>"
    return ""


def _item(text: str) -> str:
    pair = definition(text)
    return f"<strong>{passage(pair[0])}:</strong> {passage(pair[1])}" if pair else passage(text)
