"""An article's blocks: from the rows that editors arrange to the document's parts, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content_editor.contents import contents_for_item

from articles.documents import (
    Block,
    CareCardsBlock,
    Column,
    ComparisonBlock,
    FAQGroupBlock,
    FigureBlock,
    FoodSourcesBlock,
    TextBlock,
)
from articles.models import Article, CareCards, ComparisonTable, FAQGroup, Figure, FoodSources, RichText
from nutrients.models import Nutrient, Symptom
from publishing.images import choose, image_use

ROWS: list[Any] = [RichText, ComparisonTable, Figure, FoodSources, CareCards, FAQGroup]
COLUMNS: tuple[Column, ...] = ("function", "signs", "food_sources")


def frozen_blocks(article: Article) -> tuple[Block, ...]:
    return tuple(_frozen(row) for row in contents_for_item(article, ROWS)["body"])


def restore_blocks(blocks: Sequence[Block], article: Article) -> None:
    for model in ROWS:
        model.objects.filter(parent=article).delete()
    for number, block in enumerate(blocks, start=1):
        _restore(block, {"parent": article, "region": "body", "ordering": number * 10})


def in_order(choices: Any, **chosen_by: Any) -> Any:
    """The rows of a many-to-many choice in the order in which they were chosen."""
    return choices.objects.filter(**chosen_by).order_by("id")


def _frozen(row: Any) -> Block:
    if isinstance(row, RichText):
        return TextBlock(text=row.text)
    if isinstance(row, ComparisonTable):
        chosen = in_order(row.nutrients.through, comparisontable=row).values_list("nutrient__item_id", flat=True)
        columns = tuple(column for column in COLUMNS if getattr(row, f"show_{column}"))
        signs = in_order(row.symptoms.through, comparisontable=row).values_list("symptom__item_id", flat=True)
        return ComparisonBlock(caption=row.caption, nutrients=tuple(chosen), columns=columns, symptoms=tuple(signs))
    if isinstance(row, Figure):
        return FigureBlock(image=image_use(row), caption=row.caption)
    if isinstance(row, FoodSources):
        return FoodSourcesBlock(
            nutrient=row.nutrient.item_id if row.nutrient else None, heading=row.heading, rows=row.rows
        )
    if isinstance(row, CareCards):
        return CareCardsBlock(heading=row.heading)
    return FAQGroupBlock(heading=row.heading)


def _restore(block: Block, place: dict[str, Any]) -> None:
    if isinstance(block, TextBlock):
        RichText.objects.create(text=block.text, **place)
    elif isinstance(block, ComparisonBlock):
        shown = {f"show_{column}": column in block.columns for column in COLUMNS}
        table = ComparisonTable.objects.create(caption=block.caption, **shown, **place)
        nutrients = {nutrient.item_id: nutrient for nutrient in Nutrient.objects.filter(item__in=block.nutrients)}
        # One by one: together they would be stored in any order.
        for item_id in block.nutrients:
            table.nutrients.add(nutrients[item_id])
        symptoms = {symptom.item_id: symptom for symptom in Symptom.objects.filter(item__in=block.symptoms)}
        for item_id in block.symptoms:
            table.symptoms.add(symptoms[item_id])
    elif isinstance(block, FigureBlock):
        figure = Figure(caption=block.caption, **place)
        choose(figure, block.image)
        figure.save()
    elif isinstance(block, FoodSourcesBlock):
        nutrient = Nutrient.objects.filter(item=block.nutrient).first()
        FoodSources.objects.create(nutrient=nutrient, heading=block.heading, rows=block.rows, **place)
    elif isinstance(block, CareCardsBlock):
        CareCards.objects.create(heading=block.heading, **place)
    else:
        FAQGroup.objects.create(heading=block.heading, **place)
