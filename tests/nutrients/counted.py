"""A nutrient that foods are counted in, and what pages tell of it; for the tests of foods."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nutrients.rich_foods import RichFood, foods_rich_in
from publishing import clock
from publishing.models import Draft
from publishing.moment import Moment
from publishing.pages import page
from tests.factories import make_nutrient


def make_b12(**fields: Any) -> Any:
    counted: dict[str, Any] = {"name": "Vitamin B12", "unit": "mcg", "sr_number": "418", "daily_value": Decimal("2.4")}
    source = "Rule.[[ref:rao-2020]]"
    return make_nutrient(**counted | {"daily_value_source": source, "live": True} | fields)


def told(food: Draft, *, at: Any = None) -> dict[str, tuple[str, str, str]]:
    """(state, in the portion, of the daily value) by nutrient, as the page has it."""
    context = page(food.item, at or clock.now()).context
    both = [*context["figures"], *context["not_measured"]]
    return {found.nutrient.title: (found.state, found.shown_portion, found.shown_percent) for found in both}


def rich(nutrient: Draft, *, at: Any = None, limit: int = 10) -> list[tuple[str, str, str, str]]:
    moment = Moment(at or clock.now())
    live = moment.get(nutrient.item_id)
    assert live is not None
    return [_shown(food) for food in foods_rich_in(live, moment, limit=limit)]


def _shown(food: RichFood) -> tuple[str, str, str, str]:
    return food.title, food.portion, food.figure.shown_portion, food.figure.shown_percent
