"""What documents of each kind can be: the property tests draw from here. A new kind needs its line in STRATEGIES.

Each strategy gives documents as `build()` makes them: text in its stored form, targets that exist.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
    PolicyDocument,
    TextBlock,
)
from articles.models import FAQ, Policy
from nutrients.documents import CareCardText, NutrientDocument, Statement, SymptomDocument
from nutrients.models import CareCard, Certainty, DeficiencyLink, Nutrient, Symptom
from publishing.documents import Document
from publishing.people import PersonDocument
from references.csl import Name, Source
from references.kinds import ReferenceDocument
from references.richtext import stored_passage, stored_rich_text
from references.vocabulary import CslType, SourceTier, StudyType
from tests.factories import make_person

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
        lambda family, given: Name(family=family.replace(",", "").lstrip("{ ") or "Rao", given=given), line(), line()
    )
    day = st.dates(min_value=date(1000, 1, 1)).map(lambda drawn: (drawn.year, drawn.month, drawn.day))
    source = st.builds(
        Source,
        key=slugs,
        type=choice(CslType, required=True),
        title=plain,
        authors=tuples(name | st.builds(Name, literal=line())),
        container_title=plain,
        publisher=plain,
        publisher_place=plain,
        issued=st.tuples() | day.flatmap(lambda drawn: st.sampled_from([drawn, drawn[:2], drawn[:1]])),
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
    return st.builds(ReferenceDocument, source=source, tier=choice(SourceTier), study_type=choice(StudyType))


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
    )
    return st.builds(
        NutrientDocument,
        name=plain,
        slug=slugs,
        other_names=tuples(line()),
        group=choice(Nutrient.Group),
        summary=passage,
        function=passage,
        food_sources=passage,
        body=rich,
        statements=tuples(statement, unique_by=lambda drawn: (drawn.symptom, drawn.direction, drawn.population)),
    )


def faqs() -> st.SearchStrategy[Document]:
    return st.builds(FAQDocument, question=plain, slug=slugs, short_answer=passage, long_answer=rich)


def policies() -> st.SearchStrategy[Document]:
    return st.builds(PolicyDocument, title=plain, slug=choice(Policy.Key, required=True), body=rich)


def articles() -> st.SearchStrategy[Document]:
    authors = [make_person(name=name).item_id for name in ("Ada", "Ravi", "Mo")]
    questions = [saved(FAQ(question=question)).item_id for question in ("Why?", "When?")]
    # A table's rows stand in the order of their names.
    rows = [saved(Nutrient(name=name)).item_id for name in ("Copper", "Iron", "Zinc")]
    disclaimer = saved(Policy(title="Disclaimer", slug=Policy.Key.DISCLAIMER))
    compared = st.sets(st.sampled_from(rows)).map(lambda chosen: tuple(row for row in rows if row in chosen))
    shown = st.sets(st.sampled_from(COLUMNS))
    columns = shown.map(lambda chosen: tuple(column for column in COLUMNS if column in chosen))
    about = [saved(Symptom(name=name)).item_id for name in ("Cramps", "Falls")]
    block = (
        st.builds(TextBlock, text=rich)
        | st.builds(ComparisonBlock, caption=plain, nutrients=compared, columns=columns)
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
        symptoms=st.sets(st.sampled_from(about)).map(lambda chosen: tuple(one for one in about if one in chosen)),
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
    "faq": faqs,
    "policy": policies,
    "article": articles,
}
