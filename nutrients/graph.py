"""What of the evidence graph checks compare texts with: the live nutrients, symptoms and statements of one moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from nutrients.documents import NutrientDocument
from nutrients.nutrient_names import NutrientNames
from publishing.models import Edition
from publishing.moment import Live, Moment


@dataclass(frozen=True, kw_only=True)
class Graph:
    nutrients: dict[str, Live]
    """By the one name that `names` has for each."""
    symptoms: dict[str, Live]
    """By each of their names, folded."""
    names: NutrientNames
    symptom_pattern: re.Pattern[str] | None

    def nutrients_in(self, text: str) -> list[Live]:
        return [self.nutrients[name] for name in self.names.named_in(text) if name in self.nutrients]

    def symptoms_in(self, text: str) -> list[Live]:
        if self.symptom_pattern is None:
            return []
        found = {match.group().casefold() for match in self.symptom_pattern.finditer(text)}
        return list({self.symptoms[name].item_id: self.symptoms[name] for name in sorted(found)}.values())

    def has_statement(self, nutrient: Live, symptom: UUID) -> bool:
        document: NutrientDocument = nutrient.document
        return any(statement.symptom == symptom for statement in document.statements)


def graph_at(moment: Moment) -> Graph:
    """Everything that is live, and what stands in for it: one query for the editions."""
    editions = Edition.objects.live(at=moment.t).filter(kind__in=("nutrient", "symptom"))
    live = {edition.item_id: Live.of(edition) for edition in editions} | {
        item_id: override for item_id, override in moment.overrides.items() if override.kind in ("nutrient", "symptom")
    }
    nutrients = [one for one in live.values() if one.kind == "nutrient"]
    names = NutrientNames(_names(one) for one in nutrients)
    symptoms = {name.casefold(): one for one in live.values() if one.kind == "symptom" for name in _names(one)}
    words = "|".join(re.escape(name) for name in sorted(symptoms, key=len, reverse=True))
    return Graph(
        nutrients={names.canonical(one.card.title): one for one in nutrients},
        symptoms=symptoms,
        names=names,
        symptom_pattern=re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I) if words else None,
    )


def is_told_apart(name: str) -> bool:
    """A chemical sign such as Mg or Ca is too short to be told from a unit or a word; B6 isn't."""
    return len(name.strip()) > 2 or any(map(str.isdigit, name))


def _names(live: Live) -> Iterable[str]:
    return [name for name in (live.card.title, *live.card.aliases) if is_told_apart(name)]
