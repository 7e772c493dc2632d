"""What documents of each kind can be: the property tests draw from here. A new kind needs its line in STRATEGIES.

Each strategy gives documents as `build()` makes them: text in its stored form, targets that exist.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from articles.article_kind import anchors_of
from articles.blocks import COLUMNS
from articles.documents import (
    ArticleDocument,
    CareCardsBlock,
    ComparisonBlock,
    FAQDocument,
    FAQGroupBlock,
    FigureBlock,
    FoodSourcesBlock,
    PolicyDocument,
    TextBlock,
)
from articles.models import FAQ, Policy
from nutrients.documents import (
    CareCardText,
    FoodDocument,
    IntakeText,
    InteractionText,
    NutrientDocument,
    PortionText,
    RiskGroupText,
    SourceFood,
    Statement,
    SymptomDocument,
)
from nutrients.models import CareCard, Certainty, DeficiencyLink, Food, Intake, Nutrient, SortRating, Symptom
from nutrients.units import EDITORS_UNITS, shortest
from publishing.documents import Document
from publishing.people import PersonDocument
from references.csl import Name, Source
from references.kinds import ReferenceDocument
from references.richtext import stored_passage, stored_rich_text
from references.vocabulary import CslType, GradeSystem, Season, SourceTier, StudyType
from tests.factories import make_person, make_reference, make_release_food

# No lone surrogates and no NUL: neither database stores both.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
# Letters of many scripts, markup, line ends, marks that reorder text, and what folds to something longer.
AWKWARD = st.sampled_from(
    ["أحمد", "ß", "ΐ", "İ", "<b>", "&amp;", "&", '"', "\r\n", "\n\n", "\u2028", "\u202e", "🥬", " "]
)
FRAGMENTS = st.sampled_from(
    [
        "<p>Plain.</p>",
        "<h2>Heading</h2>",
        "<ul><li>One</li><li>Two</li></ul>",
        '<p>Cited.<cite class="ref" data-refs="briani-2013" data-loc="p 4">[ref:briani-2013]</cite></p>',
        "<p>Typed.[[ref:briani-2013]]</p>",
        '<p><a href="object:00000000-0000-4000-8000-000000000001">Link</a></p>',
        '<table class="data"><tbody><tr><th scope="row">A</th><td>B</td></tr></tbody></table>',
        "<script>alert(1)</script>",
        "<p>R&amp;D &lt; 5</p>",
    ]
)


def text(*, most: int) -> st.SearchStrategy[str]:
    return st.lists(CHARACTERS | AWKWARD, max_size=20).map(lambda parts: "".join(parts)[:most])


def line(*, most: int = 200) -> st.SearchStrategy[str]:
    """One line with something on it, as an editor's list of names holds it."""
    return text(most=most).map(lambda drawn: " ".join(drawn.split()) or "Ravi Rao")


plain = text(most=200)
slugs = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\Z", alphabet="abcxyz019-")
passage = (text(most=100) | FRAGMENTS).map(stored_passage)
rich = (
    st.lists(FRAGMENTS | text(most=30).map(lambda drawn: f"<p>{drawn}</p>"), max_size=4)
    .map("".join)
    .map(stored_rich_text)
)


def choice(choices: Any, *, required: bool = False) -> st.SearchStrategy[str]:
    return st.sampled_from([*choices.values] if required else ["", *choices.values])


def tuples(of: st.SearchStrategy[Any], *, unique_by: Callable[[Any], Any] | None = None) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=3, unique_by=unique_by).map(tuple)


def people() -> st.SearchStrategy[Document]:
    return st.builds(
        PersonDocument,
        name=plain,
        slug=slugs,
        is_team=st.booleans(),
        credentials=plain,
        role=plain,
        biography=text(most=1000),
        disclosure=text(most=1000),
    )


def references() -> st.SearchStrategy[Document]:
    name = st.builds(
        lambda family, given: Name(
            family=" ".join(family.replace(",", " ").lstrip("{ ").split()) or "Rao", given=given
        ),
        line(),
        line(),
    )
    day = st.dates(min_value=date(1000, 1, 1)).map(lambda drawn: (drawn.year, drawn.month, drawn.day))
    newer = make_reference(slug="newer", live=False)
    source = st.builds(
        Source,
        key=slugs,
        type=choice(CslType, required=True),
        title=plain,
        original_title=plain,
        authors=tuples(name | st.builds(Name, literal=line())),
        editors=tuples(name),
        translators=tuples(name),
        container_title=plain,
        container_title_short=plain,
        series=plain,
        number=text(most=100),
        genre=text(most=100),
        event_title=plain,
        event_place=plain,
        publisher=plain,
        publisher_place=plain,
        issued=st.tuples() | day.flatmap(lambda drawn: st.sampled_from([drawn, drawn[:2], drawn[:1]])),
        season=choice(Season),
        volume=text(most=50),
        issue=text(most=50),
        page=text(most=100),
        edition=text(most=100),
        doi=st.sampled_from(["", "10.3390/nu5114521"]),
        pmid=st.sampled_from(["", "24248213"]),
        pmcid=st.sampled_from(["", "PMC3847759"]),
        isbn=st.sampled_from(["", "9780306406157"]),
        url=st.sampled_from(["", "https://example.org/page"]),
        accessed=st.tuples() | day,
        language=st.sampled_from(["", "de"]),
    )
    return st.builds(
        ReferenceDocument,
        source=source,
        tier=choice(SourceTier),
        study_type=choice(StudyType),
        grade_system=choice(GradeSystem),
        quoted_grade=text(most=60),
        funding=text(most=300),
        is_landmark=st.booleans(),
        archive_url=st.sampled_from(["", "https://archive.example/2020/page"]),
        archived=st.tuples() | day,
        superseded_by=st.sampled_from([None, newer.item_id]),
    )


def symptoms() -> st.SearchStrategy[Document]:
    card = st.builds(CareCardText, urgency=choice(CareCard.Urgency, required=True), heading=line(), body=rich)
    return st.builds(
        SymptomDocument,
        name=plain,
        slug=slugs,
        other_names=tuples(line()),
        summary=passage,
        body=rich,
        care_cards=tuples(card),
        body_area=choice(Symptom.BodyArea),
        other_causes=rich,
    )


def nutrients() -> st.SearchStrategy[Document]:
    targets = [saved(Symptom(name=name)) for name in ("Numbness", "Weakness")]
    statement = st.builds(
        Statement,
        symptom=st.sampled_from([symptom.item_id for symptom in targets]),
        direction=choice(DeficiencyLink.Direction, required=True),
        population=plain,
        certainty=choice(Certainty),
        certainty_reason=text(most=500),
        wording=passage,
        sort_rating=choice(SortRating),
    )
    unit = st.sampled_from([value for value, _ in EDITORS_UNITS])
    established = st.fixed_dictionaries({"amount": numbers(places=4), "unit": unit})
    intake = st.builds(
        lambda value, ages, **rest: IntakeText(**value, **ages, **rest),
        value=established | st.fixed_dictionaries({"amount": st.none(), "unit": st.just("") | unit}),
        ages=st.tuples(st.integers(0, 99), st.none() | st.integers(0, 99)).map(
            lambda drawn: {"age_from": drawn[0], "age_to": None if drawn[1] is None else drawn[0] + drawn[1]}
        ),
        group=choice(Intake.Group, required=True),
        age_unit=choice(Intake.AgeUnit, required=True),
        measure=choice(Intake.Measure, required=True),
        authority=plain,
        source=passage,
        form_note=plain,
    )
    counted = st.builds(lambda daily_value, unit: {"daily_value": daily_value, "unit": unit}, numbers(places=4), unit)
    return st.builds(
        lambda counted, **rest: NutrientDocument(**counted, **rest),
        counted=counted | st.just({}),
        name=plain,
        slug=slugs,
        other_names=tuples(line()),
        group=choice(Nutrient.Group),
        summary=passage,
        function=passage,
        food_sources=passage,
        body=rich,
        statements=tuples(statement, unique_by=lambda drawn: (drawn.symptom, drawn.direction, drawn.population)),
        counted_as=choice(Nutrient.CountedAs),
        daily_value_source=passage,
        sr_number=st.sampled_from(["", "418", "645.1"]),
        fdc_id=st.none() | st.integers(0, 2_000_000),
        intakes=tuples(
            intake,
            unique_by=lambda drawn: (drawn.group, drawn.age_from, drawn.age_unit, drawn.measure, drawn.authority),
        ),
        risk_groups=tuples(st.builds(RiskGroupText, who=line(), text=passage)),
        risk_groups_checked_on=st.none() | st.dates(),
        interactions=tuples(st.builds(InteractionText, with_what=line(), text=passage)),
        interactions_checked_on=st.none() | st.dates(),
    )


def numbers(*, places: int) -> st.SearchStrategy[Decimal]:
    """More than nothing, in the one form in which documents hold a number."""
    most = st.decimals(Decimal(1).scaleb(-places), 99_999, places=places)
    return most.map(shortest)


def foods() -> st.SearchStrategy[Document]:
    rows = [make_release_food(number=number) for number in ("9040", "11457", "15076")]
    sources = [SourceFood(release=row.release.key, number=row.number) for row in rows]
    portion = st.builds(PortionText, label=text(most=100), grams=numbers(places=2), note=plain)
    return st.builds(
        FoodDocument,
        name=plain,
        slug=slugs,
        other_names=tuples(line()),
        group=choice(Food.Group),
        summary=passage,
        body=rich,
        portions=tuples(portion, unique_by=lambda drawn: drawn.label),
        sources=st.permutations(sources).map(tuple) | st.just(()),
    )


def faqs() -> st.SearchStrategy[Document]:
    return st.builds(FAQDocument, question=plain, slug=slugs, short_answer=passage, long_answer=rich)


def policies() -> st.SearchStrategy[Document]:
    return st.builds(PolicyDocument, title=plain, slug=choice(Policy.Key, required=True), body=rich)


def articles() -> st.SearchStrategy[Document]:
    authors = [make_person(name=name).item_id for name in ("Ada", "Ravi", "Mo")]
    questions = [saved(FAQ(question=question)).item_id for question in ("Why?", "When?")]
    rows = [saved(Nutrient(name=name)).item_id for name in ("Copper", "Iron", "Zinc")]
    disclaimer = saved(Policy(title="Disclaimer", slug=Policy.Key.DISCLAIMER))
    compared = st.lists(st.sampled_from(rows), unique=True).map(tuple)
    shown = st.sets(st.sampled_from(COLUMNS))
    columns = shown.map(lambda chosen: tuple(column for column in COLUMNS if column in chosen))
    about = [saved(Symptom(name=name)).item_id for name in ("Cramps", "Falls")]
    signs = st.lists(st.sampled_from(about), unique=True).map(tuple)
    block = (
        st.builds(TextBlock, text=rich)
        | st.builds(ComparisonBlock, caption=plain, nutrients=compared, columns=columns, symptoms=signs)
        | st.builds(FigureBlock, image=st.none(), caption=passage)
        | st.builds(FoodSourcesBlock, nutrient=st.sampled_from(rows), heading=plain, rows=st.integers(1, 30))
        | st.builds(CareCardsBlock, heading=plain)
        | st.builds(FAQGroupBlock, heading=plain)
    )
    return st.builds(
        ArticleDocument,
        title=plain,
        slug=slugs,
        summary=passage,
        authors=st.permutations(authors).map(tuple) | st.just(()),
        key_points=tuples(passage),
        blocks=tuples(block),
        faqs=st.permutations(questions).map(tuple) | st.just(()),
        symptoms=st.lists(st.sampled_from(about), unique=True).map(tuple),
        disclaimer=st.just(disclaimer.item_id),
    ).map(lambda drawn: structs.replace(drawn, anchors=anchors_of(drawn.blocks, before=[])))


def saved(draft: Any) -> Any:
    draft.save()
    return draft


STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Document]]] = {
    "person": people,
    "reference": references,
    "symptom": symptoms,
    "nutrient": nutrients,
    "food": foods,
    "faq": faqs,
    "policy": policies,
    "article": articles,
}
