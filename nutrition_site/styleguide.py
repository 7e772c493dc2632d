"""Made-up samples for the styleguide, in the shapes that pages give their parts; they mean nothing and claim nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nutrients.models import Certainty
from nutrition_site import styleguide_graph

DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)

COLOURS = (
    ("paper", "the page"),
    ("oat", "a part set apart"),
    ("ink", "text, rules"),
    ("quiet", "what is said in passing"),
    ("line", "a hair line"),
    ("leaf", "a way to go: links; the brackets; bars"),
    ("saffron", "where you are: what a link has just led to"),
    ("stroke", "the promise of the start page"),
    ("emergency", "help now"),
    ("urgent", "help today"),
    ("routine", "an appointment"),
)
CONTENTS = (
    ("colour", "Colour"),
    ("type", "Type"),
    ("dates", "Who and when"),
    ("care", "When to get help"),
    ("brackets", "What to take along"),
    ("start", "The start page"),
    ("statements", "Statements"),
    ("map", "The evidence map"),
    ("facts", "Facts of a food"),
    ("rankings", "Rankings"),
    ("choosing", "Choosing and comparing"),
    ("intakes", "How much"),
    ("doses", "Before a supplement"),
    ("tables", "Tables"),
    ("pictures", "Pictures"),
    ("faqs", "Questions"),
    ("ways", "Ways through lists"),
    ("references", "References"),
)
CERTAINTIES = (
    "Strong evidence",
    "Moderate evidence",
    "Limited evidence",
    "Conflicting evidence",
    "Expert consensus",
)


def context() -> dict[str, Any]:
    return {
        "colours": COLOURS,
        "care_cards": [
            care_card("emergency", "Emergency: get help now", "Ring the large bell if the sample falls over"),
            care_card("urgent", "Urgent: see someone today", "Ask the sample desk today if it leans"),
            care_card("routine", "Routine: book an appointment", "Have it straightened when you pass by"),
        ],
        "statements": [statement(certainty) for certainty in CERTAINTIES],
        "marks": marks(),
        **styleguide_graph.context(),
        "comparison": comparison(),
        "faqs": [faq("first", "Is this a sample?"), faq("second", "Is this another sample?")],
        "bibliography": [
            listed(1, ("a", "b"), kind="Cohort study", certainties=CERTAINTIES[:2], health={"is_verified": True}),
            listed(2, ("a",), kind="Opinion", quote="The sample holds a place.", health=RETRACTED),
        ],
        "warned_of": {"warned_of": [listed(2, (), kind="", health=RETRACTED)]},
        "contents": [{"anchor": anchor, "title": title} for anchor, title in CONTENTS],
        "related": [{"path": "#related", "title": "Another sample", "reason": "Also about sample one"}],
        "authors": [{"card": card("Ada Sample", "#dates"), "document": {"name_with_credentials": "Ada Sample"}}],
        "unreviewed": {"dates": {"published": DAY, "updated": LATER}, "review": None},
        "reviewed": {"dates": {"published": DAY, "updated": LATER}, "review": review()},
        "overdue": {"at": DAY, "overdue_since": LATER, "is_unlisted": True},
        "bars": [(name, amount) for name, amount in (("Sample one", 182), ("Sample two", 40), ("Sample three", 4))],
    }


RETRACTED = {
    "notice": {"label": "Retracted", "on": DAY, "sentence": "This source was retracted", "word": "retracted"},
    "is_dead": True,
    "archive_url": "#references",
}


def card(title: str, path: str) -> dict[str, str]:
    return {"title": title, "path": path}


def care_card(urgency: str, label: str, heading: str) -> dict[str, str]:
    return {"urgency": urgency, "label": label, "heading": heading, "body": "The text of a sample, with its source."}


def statement(certainty: str) -> dict[str, Any]:
    return {
        "other": card("A sample", "#statements"),
        "population": "samples of a certain age" if certainty.startswith("Limited") else "",
        "direction": "Too little",
        "certainty": certainty,
        "certainty_reason": "Rests on nothing: this is a sample.",
        "wording": "What the sources say about the sample stands here, in one or two sentences.",
    }


def marks() -> list[dict[str, Any]]:
    """A mark of each certainty, and one on the other side of the line."""
    shown = [("deficiency", value, label) for value, label in Certainty.choices] + [("excess", *Certainty.choices[-1])]
    return [
        {
            "address": "#map",
            "nutrient": card("A sample", "#map"),
            "direction": direction,
            "certainty": value,
            "direction_in_words": "Too much" if direction == "excess" else "Too little",
            "certainty_in_words": label,
            "population": "samples of a certain age" if value == "limited" else "",
        }
        for direction, value, label in shown
    ]


def comparison() -> dict[str, Any]:
    row = {"function": "Holding a place", "food_sources": "Sample one, sample two"}
    signs = [{"other": card("A sample", "#tables"), "population": "", "wording": "it may lean"}]
    return {
        "heading": "Two samples compared",
        "columns": [("function", "Key function"), ("signs", "Signs"), ("food_sources", "Food sources")],
        "rows": [
            row | {"card": card("Sample one", "#tables"), "signs": signs},
            row | {"card": card("Sample two", "#tables"), "signs": signs},
        ],
    }


def faq(anchor: str, question: str) -> dict[str, str]:
    return {"anchor": anchor, "question": question, "short_answer": "It is.", "long_answer": "It holds a place."}


def listed(
    number: int,
    labels: tuple[str, ...],
    *,
    kind: str,
    health: dict[str, Any],
    certainties: tuple[str, ...] = (),
    quote: str = "",
) -> dict[str, Any]:
    citations = [
        {"anchor": f"cite-{number}-{place}", "label": label, "quotes": [quote] if quote else []}
        for place, label in enumerate(labels, start=1)
    ]
    return {
        "citation": f"Sample A, Sample B. Sample number {number}. Journal of Samples. 2026;1(1):1-2.",
        "reference": {"card": card("A sample", "#references"), "document": {"study_type_label": kind, "source": {}}},
        "health": health,
        "certainties": certainties,
        "entry": {"number": number, "citations": citations},
    }


def review() -> dict[str, Any]:
    return {"at": DAY, "scope": "the whole sample", "reviewer": None, "is_outdated": True}
