"""Made-up samples for the styleguide of what pages make of the graph: map, facts, rankings, limits; they claim nothing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from nutrients.documents import Statement
from nutrients.evidence import EvidenceMap, Said, evidence_map
from nutrients.models import Certainty
from publishing.kinds import Card

NOWHERE = UUID(int=0)


def context() -> dict[str, Any]:
    return {
        "map": sample_map(),
        "portions": [
            {"label": "1 sample", "grams": 30, "path": "#facts", "is_shown": True, "note": ""},
            {"label": "1 cup", "grams": 120, "path": "#facts", "is_shown": False, "note": ""},
        ],
        "panel": panel(),
        "good_sources": {
            "ranked": [("High in", [figure("Sample one", 182)]), ("Good source of", [figure("Sample two", 14)])],
            "grams": 30,
            "is_reference_amount": False,
        },
        "beyond": [
            {"nutrient": link("Sample one"), "form": "added sample", "amount": "18.2 mg", "limit": "15 mg"},
        ],
        "figures": [
            figure("Sample one", 182),
            figure("Sample two", 14),
            figure("Sample three", 0, state="assumed-zero"),
        ],
        "data_sources": [{"release": "A sample release"}],
        "bases": [
            {"label": "In a portion", "path": "#rankings", "is_shown": True},
            {"label": "In 100 g", "path": "#rankings", "is_shown": False},
        ],
        "chart": [bar("Sample one", 182), bar("Sample two", 40), bar("Sample three", 4)],
        "chart_without_whole": [bar("Sample one", 100, has_share=False), bar("Sample two", 22, has_share=False)],
        "releases": [("A sample release", date(2026, 1, 5))],
        "intakes": intakes(),
        "guarded": [
            {
                "card": link("Sample one"),
                "limits": ["15 mg"],
                "at_risk": ["samples of a certain age"],
                "interactions": ["another sample"],
            },
            {
                "card": link("Sample two"),
                "limits": ["not established"],
                "risk_checked_on": date(2026, 1, 5),
                "interactions_checked_on": date(2026, 1, 5),
            },
        ],
    }


def link(title: str) -> dict[str, str]:
    return {"title": title, "path": "#rankings"}


def sample_map() -> EvidenceMap:
    """Two marks at one crossing, one on the other side of the line, and each certainty once."""
    certainties = [*Certainty.values, Certainty.LIMITED]
    people = ["", "", "samples of a certain age", "", "", "samples that lean"]
    return evidence_map(
        Said(
            nutrient=Card(
                title=f"Sample {number % 4 + 1}", path=f"#sample-{number % 4}", sort_title=f"sample {number % 4 + 1}"
            ),
            symptom=Card(
                title=f"Sign {number % 3 + 1}", path=f"#sign-{number % 3}", sort_title=f"sign {number % 3 + 1}"
            ),
            symptom_id=NOWHERE,
            anchor="",
            statement=Statement(
                symptom=NOWHERE,
                direction="excess" if number == 3 else "deficiency",
                certainty=certainty,
                population=population,
            ),
        )
        for number, (certainty, population) in enumerate(zip(certainties, people, strict=True))
    )


def panel() -> dict[str, Any]:
    rows = [
        ("Total fat", "14 g", "18%", 0, False),
        ("Saturated fat", "1 g", "5%", 1, False),
        ("Trans fat", "", "", 1, False),
        ("Sodium", "0 mg", "0%", 0, False),
        ("Vitamin D", "0 µg", "0%", 0, True),
        ("Iron", "1.1 mg", "6%", 0, True),
    ]
    names = ("name", "amount", "percent", "depth", "is_micronutrient")
    return {
        "calories": "160",
        "lines": [dict(zip(names, row, strict=True)) for row in rows],
        "is_incomplete": True,
    }


def figure(title: str, percent: int, *, state: str = "measured") -> dict[str, Any]:
    amount = f"{percent / 10:g} mg"
    return {
        "nutrient": link(title),
        "state": state,
        "shown_portion": amount,
        "shown_percent": f"{percent}%",
        "shown_100g": amount,
        "shown_percent_100g": f"{percent}%",
        "percent": percent,
    }


def bar(title: str, length: int, *, has_share: bool = True) -> dict[str, Any]:
    food = link(title) | {
        "figure": {"shown_portion": f"{length / 10:g} mg", "shown_percent": f"{length}%" if has_share else ""},
        "passes_limit": has_share and length > 100,
    }
    return {"food": food, "of_how_much": "1 sample (30 g)", "length": length}


def intakes() -> dict[str, Any]:
    columns = ("Recommended (RDA)", "Upper limit (UL)")

    def row(group: str, *cells: dict[str, Any] | None) -> dict[str, Any]:
        return {"group": group, "ages": "19 years and over", "labelled": list(zip(columns, cells, strict=True))}

    return {
        "authority": "a sample board",
        "columns": [{"label": columns[0]}, {"label": columns[1], "form_note": "from added sample alone"}],
        "rows": [
            row("Women and girls", {"amount": "8 mg"}, {"amount": "15 mg"}),
            row("While breastfeeding", None, {"amount": "not established"}),
        ],
    }
