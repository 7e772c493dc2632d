"""The documents of nutrients, symptoms and foods: what each says about itself, naming others by identity only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from publishing.documents import Document, Part
from publishing.images import ImageUse


class Statement(Part, frozen=True, kw_only=True):
    """A deficiency link as frozen with its nutrient."""

    symptom: UUID
    direction: str
    population: str = ""
    certainty: str = ""
    certainty_reason: str = ""
    wording: str = ""
    sort_rating: str = ""

    def called(self, name_of: Callable[[UUID], str]) -> str:
        return ", in ".join(filter(None, [name_of(self.symptom), self.population]))


class IntakeText(Part, frozen=True, kw_only=True):
    """One value of an authority for one stage of life. Without an amount it is not established."""

    group: str
    age_from: int = 0
    age_to: int | None = None
    age_unit: str
    measure: str
    amount: Decimal | None = None
    unit: str = ""
    authority: str = ""
    source: str = ""
    form_note: str = ""

    def called(self, name_of: Callable[[UUID], str]) -> str:
        until = "and older" if self.age_to is None else f"to {self.age_to}"
        return f"{self.group}, {self.age_from} {until} {self.age_unit}, {self.measure.upper()}"


class RiskGroupText(Part, frozen=True, kw_only=True):
    who: str
    text: str = ""


class InteractionText(Part, frozen=True, kw_only=True):
    with_what: str
    text: str = ""


class NutrientDocument(Document, frozen=True, kw_only=True):
    name: str
    slug: str
    other_names: tuple[str, ...] = ()
    group: str = ""
    summary: str = ""
    function: str = ""
    food_sources: str = ""
    body: str = ""
    statements: tuple[Statement, ...] = ()
    unit: str = ""
    counted_as: str = ""
    daily_value: Decimal | None = None
    daily_value_source: str = ""
    sr_number: str = ""
    fdc_id: int | None = None
    intakes: tuple[IntakeText, ...] = ()
    risk_groups: tuple[RiskGroupText, ...] = ()
    risk_groups_checked_on: date | None = None
    interactions: tuple[InteractionText, ...] = ()
    interactions_checked_on: date | None = None


class CareCardText(Part, frozen=True, kw_only=True):
    """A care card as frozen with its symptom."""

    urgency: str
    heading: str
    body: str


class SymptomDocument(Document, frozen=True, kw_only=True):
    name: str
    slug: str
    other_names: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    care_cards: tuple[CareCardText, ...] = ()
    body_area: str = ""
    other_causes: str = ""


class PortionText(Part, frozen=True, kw_only=True):
    label: str
    grams: Decimal
    note: str = ""


class SourceFood(Part, frozen=True, kw_only=True):
    """A row of a data release, by the release's key and the number that the row has there."""

    release: str
    number: str


class FoodDocument(Document, frozen=True, kw_only=True):
    name: str
    slug: str
    other_names: tuple[str, ...] = ()
    group: str = ""
    summary: str = ""
    body: str = ""
    portions: tuple[PortionText, ...] = ()
    sources: tuple[SourceFood, ...] = ()
    picture: ImageUse | None = None
    diet: str = ""
    reference_grams: Decimal | None = None
    reference_source: str = ""
