"""What a record does not say of itself: asked of editors on its own form, and never a refusal."""

from __future__ import annotations

from datetime import date

import pytest

from publishing.problems import publish_problems
from references.csl import Source
from references.source_gaps import gaps, kind_of_study
from tests.factories import make_faq, make_reference


def codes(source: Source, **known: str) -> list[str]:
    return [code for code, _, _ in gaps(source, **{"tier": "", "study_type": "", **known})]


def test_tier_kind_and_for_web_pages_the_day_of_reading_are_asked_for() -> None:
    page = Source(key="a", type="webpage", url="https://example.org/")

    assert codes(page) == ["no-tier", "no-kind-of-study", "no-access-date"]
    assert codes(Source(key="a", type="article-journal", url="https://example.org/"), tier="primary") == [
        "no-kind-of-study"
    ]
    assert codes(Source(key="a", type="legislation"), study_type="regulation") == []
    read = Source(key="a", type="webpage", url="https://example.org/", accessed=(2026, 1, 2))
    assert codes(read, tier="tertiary", study_type="fact-sheet") == []


@pytest.mark.parametrize("kind", ["article-newspaper", "article-magazine"])
def test_what_stands_in_a_newspaper_is_news_until_somebody_says_otherwise(kind: str) -> None:
    assert kind_of_study(Source(key="a", type=kind), "") == "news"
    assert kind_of_study(Source(key="a", type=kind), "opinion") == "opinion"
    assert kind_of_study(Source(key="a", type="webpage"), "") == ""


@pytest.mark.django_db
def test_a_newspaper_alone_carries_no_claim() -> None:
    make_reference(slug="daily-2024", type="article-newspaper")

    found = make_faq(short_answer="Injections treat it [[ref:daily-2024]].").publish_problems()

    assert "weak-source" in [problem.code for problem in found if problem.refuses]


@pytest.mark.django_db
def test_the_form_advises_and_the_record_is_public_all_the_same() -> None:
    reference = make_reference(
        type="webpage", url="https://example.org/", tier="tertiary", accessed_on=date(2026, 1, 2)
    )

    (problem,) = publish_problems([reference.item])

    assert (problem.code, problem.place, problem.refuses) == ("no-kind-of-study", "Kind of study", False)
