"""An article's blocks: from the rows that editors arrange to the document's parts, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content_editor.contents import contents_for_item

from articles.documents import Block, CareCardsBlock, Column, ComparisonBlock, FAQGroupBlock, TextBlock
from articles.models import Article, CareCards, ComparisonTable, FAQGroup, RichText
from nutrients.models import Nutrient

ROWS: list[Any] = [RichText, ComparisonTable, CareCards, FAQGroup]
COLUMNS: tuple[Column, ...] = ("function", "signs", "food_sources")


def frozen_blocks(article: Article) -> tuple[Block, ...]:
    return tuple(_frozen(row) for row in contents_for_item(article, ROWS)["body"])


def restore_blocks(blocks: Sequence[Block], article: Article) -> None:
    for model in ROWS:
        model.objects.filter(parent=article).delete()
    for number, block in enumerate(blocks, start=1):
        _restore(block, {"parent": article, "region": "body", "ordering": number * 10})


def _frozen(row: Any) -> Block:
    if isinstance(row, RichText):
        return TextBlock(text=row.text)
    if isinstance(row, ComparisonTable):
        chosen = row.nutrients.order_by("name", "id").values_list("item_id", flat=True)
        columns = tuple(column for column in COLUMNS if getattr(row, f"show_{column}"))
        return ComparisonBlock(caption=row.caption, nutrients=tuple(chosen), columns=columns)
    if isinstance(row, CareCards):
        return CareCardsBlock(heading=row.heading)
    return FAQGroupBlock(heading=row.heading)


def _restore(block: Block, place: dict[str, Any]) -> None:
    if isinstance(block, TextBlock):
        RichText.objects.create(text=block.text, **place)
    elif isinstance(block, ComparisonBlock):
        shown = {f"show_{column}": column in block.columns for column in COLUMNS}
        table = ComparisonTable.objects.create(caption=block.caption, **shown, **place)
        table.nutrients.set(Nutrient.objects.filter(item__in=block.nutrients))
    elif isinstance(block, CareCardsBlock):
        CareCards.objects.create(heading=block.heading, **place)
    else:
        FAQGroup.objects.create(heading=block.heading, **place)
