"""A small guide with one of every kind, each naming all the others, and words of its own planted in every text field.

The words say who wrote them and where (`secretnutrientsummary`), so that a test can tell from the bytes of any page
which text of which generation readers get. Made on the write path; refuses nothing, publishes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models

from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    CareCards,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    Figure,
    FoodSources,
    KeyPoint,
    Policy,
    RichText,
)
from nutrients.models import (
    CareCard,
    Certainty,
    DeficiencyLink,
    Food,
    FoodSource,
    Intake,
    Interaction,
    Nutrient,
    Portion,
    ReleaseFood,
    RiskGroup,
    Symptom,
)
from publishing import clock, kinds
from publishing.models import Draft, Image, ImageChoice, Item, Person, User
from references.models import IdentifierField, Reference
from references.richtext import CitedTextField, RichTextField
from tests.factories import make_release_food, make_user

# "first" is what a draft begins with, "next" what a later edition says, "secret" what must stay a draft.
GENERATIONS = ("first", "next", "secret", "other")

# Fields that hold a code or a number, where no word fits.
CODES: dict[str, dict[str, tuple[Any, ...]]] = {
    "references.Reference": {
        "issued": ("1911", "1912", "1913", "1914"),
        "language": ("de", "fr", "it", "es"),
        "pmid": ("24248213", "36263304", "", ""),
        "pmcid": ("PMC3847746", "PMC9573946", "", ""),
        "isbn": ("9780306406157", "9780309069359", "9783161484100", ""),
        "grade_system": ("grade",) * 4,
    },
    "nutrients.Nutrient": {"sr_number": ("418",) * 4, "unit": ("mcg",) * 4, "daily_value": (Decimal("2.4"),) * 4},
    "nutrients.Food": {"reference_grams": (Decimal(85),) * 4},
    "articles.Policy": {"slug": ("disclaimer", "disclaimer", "disclaimer", "about")},
    # Where a block stands.
    "articles.RichText": {"region": ("body",) * 4},
    "articles.ComparisonTable": {"region": ("body",) * 4},
    "articles.CareCards": {"region": ("body",) * 4},
    "articles.Figure": {"region": ("body",) * 4},
    "articles.FoodSources": {"region": ("body",) * 4},
    "articles.FAQGroup": {"region": ("body",) * 4},
}
MODELS: dict[str, type[Draft]] = {
    "person": Person,
    "reference": Reference,
    "symptom": Symptom,
    "nutrient": Nutrient,
    "food": Food,
    "faq": FAQ,
    "policy": Policy,
    "article": Article,
}
CHILDREN: dict[str, list[Any]] = {
    "symptom": [CareCard],
    "nutrient": [DeficiencyLink, Intake, RiskGroup, Interaction],
    "food": [Portion],
    "article": [KeyPoint, RichText, ComparisonTable, Figure, FoodSources, CareCards, FAQGroup],
}
# Kinds that show a picture of the library; each generation chooses one of its own.
WITH_IMAGE = [
    kind
    for kind, model in MODELS.items()
    if any(issubclass(row, ImageChoice) for row in (model, *CHILDREN.get(kind, [])))
]


def text_fields(model: Any) -> list[Any]:
    """The fields of a model into which an editor writes words."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in CODES.get(model._meta.label, {})
    ]


def marker(model: Any, name: str, generation: str) -> str:
    """The word planted in the field: a valid slug, and in no other word of the universe.

    What ends it keeps one field's word out of that of a longer name: container_title_short.
    """
    return f"{generation}{model._meta.model_name}{name.replace('_', '')}z"


def markers(kind: str, generation: str) -> dict[str, str]:
    """Every word that drafts of the kind hold in this generation, by `model.field`."""
    rows = [(row, generation) for row in (MODELS[kind], *CHILDREN.get(kind, []))]
    if kind in WITH_IMAGE:
        rows.append((Image, generation + kind))
    return {
        f"{row._meta.model_name}.{field.name}": marker(row, field.name, prefix)
        for row, prefix in rows
        for field in text_fields(row)
    }


@dataclass(kw_only=True)
class Universe:
    """`subjects` hold what tests move from state to state; `others` are one more of each kind, which stay as they are."""

    editor: User
    subjects: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def drafts(self) -> Iterator[Any]:
        yield from self.subjects.values()
        yield from self.others.values()

    def reread(self) -> Universe:
        """The same rows as the database holds them, in objects that nobody has touched."""
        return Universe(
            editor=User.objects.get(pk=self.editor.pk),
            subjects={kind: MODELS[kind]._default_manager.get(pk=draft.pk) for kind, draft in self.subjects.items()},
            others={kind: MODELS[kind]._default_manager.get(pk=draft.pk) for kind, draft in self.others.items()},
        )

    def items(self, *, without: Sequence[str] = ()) -> list[Item]:
        """The items of all drafts but the subjects of these kinds."""
        subjects = [draft.item for kind, draft in self.subjects.items() if kind not in without]
        return [*subjects, *(draft.item for draft in self.others.values())]


def make_universe() -> Universe:
    """Drafts of everything, each naming everything; nothing is published yet."""
    universe = Universe(editor=make_user(name="editorlogin"))
    for kind, model in MODELS.items():
        universe.subjects[kind] = _blank(model, "first")
        universe.others[kind] = _blank(model, "other")
    everything = list(universe.drafts())
    for kind in MODELS:
        universe.subjects[kind] = write(universe.subjects[kind], "first", naming=everything)
        universe.others[kind] = write(universe.others[kind], "other", naming=everything)
    return universe


def write(draft: Any, generation: str, *, naming: Iterable[Any]) -> Any:
    """Writes the words of the generation into a fresh copy of the draft and its rows; gives the copy."""
    copy = type(draft)._default_manager.get(pk=draft.pk)
    named = [other for other in naming if other.item_id != draft.item_id]
    _fill(copy, generation, named)
    if isinstance(copy, ImageChoice):
        copy.image = _image(generation + draft.kind)
    copy.save()
    _write_rows(copy, generation, named)
    return copy


def _blank(model: type[Any], generation: str) -> Any:
    draft = model()
    # The address of a policy and the key of a reference are needed before anything can name them.
    slug = CODES.get(model._meta.label, {}).get("slug")
    draft.slug = slug[GENERATIONS.index(generation)] if slug else marker(model, "slug", generation)
    setattr(draft, draft.title_field, marker(model, draft.title_field, generation))
    draft.save()
    return draft


def _fill(row: Any, generation: str, named: Sequence[Any]) -> Any:
    """Plants a word in every text field of the row, with citations and links to all that is named."""
    for name, values in CODES.get(row._meta.label, {}).items():
        setattr(row, name, values[GENERATIONS.index(generation)])
    for column in text_fields(row):
        word = marker(row, column.name, generation)
        setattr(row, column.name, _value(column, word, named))
    return row


def _value(column: Any, word: str, named: Sequence[Any]) -> str:
    cited = "".join(f" [[ref:{draft.item.key}]]" for draft in named if draft.kind == "reference")
    match column:
        case RichTextField():
            # A person has a page but no cited text; everything else names everything.
            links = "".join(f'<p><a href="object:{draft.item_id}">Read on</a></p>' for draft in named)
            return f"<p>{word}{cited}</p>{links}"
        case CitedTextField():
            return f"{word}{cited}"
        case IdentifierField(scheme="doi"):
            return f"10.5555/{word}"
        case IdentifierField(scheme="url") | models.URLField():
            return f"https://example.org/{word}"
    return f"{word}, Given" if column.name == "authors" else word


def _write_rows(draft: Any, generation: str, named: Sequence[Any]) -> None:
    for model in CHILDREN.get(draft.kind, []):
        _rows_of(draft, model).delete()
    match draft:
        case Symptom():
            _fill(CareCard(symptom=draft, urgency=CareCard.Urgency.URGENT), generation, named).save()
        case Nutrient():
            for symptom in _of_kind(named, "symptom"):
                statement = DeficiencyLink(nutrient=draft, symptom=symptom, certainty=Certainty.LIMITED)
                _fill(statement, generation, named).save()
            intake = Intake(nutrient=draft, group=Intake.Group.MEN, measure=Intake.Measure.RDA, amount=2, unit="mcg")
            for row in (intake, RiskGroup(nutrient=draft), Interaction(nutrient=draft)):
                _fill(row, generation, named).save()
        case Food():
            _fill(Portion(food=draft, grams=100), generation, named).save()
            FoodSource.objects.get_or_create(food=draft, release_food=_release_food())
        case Article():
            _write_article(draft, generation, named)


def _image(prefix: str) -> Image:
    """A picture of the library with words of its own beside it; its file is never asked for."""
    hashed = sha256(prefix.encode()).hexdigest()
    row = Image.objects.filter(sha256=hashed).first()
    if row is None:
        row = Image(sha256=hashed, upload_sha256=hashed, format=Image.Format.WEBP, width=400, height=300, bytes=1)
        row.uploaded_at, row.uploaded_by = clock.now(), make_user(name="editorlogin")
        _fill(row, prefix, []).save()
    return row


def _release_food() -> ReleaseFood:
    """The row of a data release that all foods read, with an amount of what all nutrients are."""
    known = ReleaseFood.objects.filter(number="1").first()
    return known or make_release_food(number="1", amounts={"418": ("1.5", "mcg")})


def _write_article(article: Article, generation: str, named: Sequence[Any]) -> None:
    _fill(KeyPoint(article=article), generation, named).save()
    _fill(RichText(parent=article, ordering=10), generation, named).save()
    table = _fill(ComparisonTable(parent=article, ordering=20), generation, named)
    table.save()
    table.nutrients.set(_of_kind(named, "nutrient"))
    figure = Figure(parent=article, ordering=22, image=_image(generation + article.kind))
    _fill(figure, generation, named).save()
    nutrient = _of_kind(named, "nutrient")[0]
    _fill(FoodSources(parent=article, ordering=24, nutrient=nutrient), generation, named).save()
    _fill(CareCards(parent=article, ordering=26), generation, named).save()
    _fill(FAQGroup(parent=article, ordering=30), generation, named).save()
    article.symptoms.set(_of_kind(named, "symptom"))
    article.article_authors.all().delete()
    article.faq_choices.all().delete()
    for position, person in enumerate(_of_kind(named, "person")):
        ArticleAuthor.objects.create(article=article, person=person, position=position)
    for position, faq in enumerate(_of_kind(named, "faq")):
        FAQChoice.objects.create(article=article, faq=faq, position=position)


def _of_kind(named: Sequence[Any], kind: str) -> list[Any]:
    return [draft for draft in named if draft.kind == kind]


def _rows_of(draft: Any, model: Any) -> models.QuerySet[Any]:
    owner = next(
        field.name for field in model._meta.fields if field.remote_field and field.related_model is type(draft)
    )
    return model._default_manager.filter(**{owner: draft})


def address(kind: str, generation: str) -> str:
    """The public address that a draft of this generation asks for."""
    slug = CODES.get(MODELS[kind]._meta.label, {}).get("slug")
    return kinds.get(kind).path(
        slug[GENERATIONS.index(generation)] if slug else marker(MODELS[kind], "slug", generation)
    )
