"""The documents of nutrients and symptoms: what each says about itself, naming others by identity only."""

from __future__ import annotations

from uuid import UUID

from publishing.documents import Document, Part


class Statement(Part, frozen=True, kw_only=True):
    """A deficiency link as frozen with its nutrient."""

    symptom: UUID
    direction: str
    population: str = ""
    certainty: str = ""
    certainty_reason: str = ""
    wording: str = ""


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
