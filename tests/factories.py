"""Rows for tests, made on the path that editors take; refuses states that no editor could reach.

Named people: Ada edits, Ravi reviews, Mo may do neither. `live=True` publishes what was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from articles.models import FAQ, Article, ArticleAuthor, Policy, RichText
from nutrients.models import (
    Amount,
    DataRelease,
    Food,
    FoodSource,
    Nutrient,
    Portion,
    ReleaseFood,
    ReleaseNutrient,
    Symptom,
)
from publishing import workflow
from publishing.models import Draft, Edition, Item, Person, User
from references.models import Reference

DraftT = TypeVar("DraftT", bound=Draft)


def publish(items: Iterable[Item], *, by: User, change: str = "major", note: str = "", **kinds: Any) -> list[Edition]:
    """As `workflow.publish`, with an example of a note where the core asks for one and the test doesn't care."""
    chosen = list(items)
    is_known = Edition.objects.filter(item__in=chosen).exists()
    return workflow.publish(chosen, by=by, change=change, note=note or ("An example." if is_known else ""), **kinds)


def make_user(*, name: str = "ada") -> User:
    """The user of that name, made when first asked for."""
    return User.objects.filter(username=name).first() or User.objects.create_user(username=name)


def make_person(
    *, name: str = "Ravi Rao", disclosure: str = "Nothing to disclose.", live: bool = False, **fields: Any
) -> Person:
    return _saved(Person(name=name, disclosure=disclosure, **fields), live=live)


def make_reference(*, title: str = "An example", slug: str = "rao-2020", live: bool = True, **fields: Any) -> Reference:
    """A record of the library, which is public as soon as it is saved."""
    return _saved(Reference(title=title, slug=slug, **fields), live=live)


def make_symptom(*, name: str = "Numbness", summary: str = "An example.", live: bool = False, **fields: Any) -> Symptom:
    return _saved(Symptom(name=name, summary=summary, **fields), live=live)


def make_nutrient(
    *, name: str = "Cobalamin", summary: str = "An example.", live: bool = False, **fields: Any
) -> Nutrient:
    return _saved(Nutrient(name=name, summary=summary, **fields), live=live)


def make_faq(*, question: str = "Is this so?", short_answer: str = "It is.", live: bool = False, **fields: Any) -> FAQ:
    return _saved(FAQ(question=question, short_answer=short_answer, **fields), live=live)


def make_policy(
    *,
    slug: str = Policy.Key.DISCLAIMER,
    title: str = "Disclaimer",
    body: str = "<p>An example.</p>",
    live: bool = False,
) -> Policy:
    return _saved(Policy(slug=slug, title=title, body=body), live=live)


def make_article(
    *,
    title: str = "An example article",
    summary: str = "An example.",
    text: str = "<p>Text.</p>",
    authors: list[Person] | None = None,
    live: bool = False,
    **fields: Any,
) -> Article:
    """With one text block and one author. Publishing it needs the authors and the disclaimer live."""
    article = _saved(Article(title=title, summary=summary, **fields), live=False)
    RichText.objects.create(parent=article, region="body", ordering=10, text=text)
    for position, author in enumerate(authors if authors is not None else [make_person(name="Ada Adeyemi", live=live)]):
        ArticleAuthor.objects.create(article=article, person=author, position=position)
    return _saved(article, live=live)


def edit(draft: DraftT, **fields: Any) -> DraftT:
    """Saves changes as the admin does: on a copy read afresh."""
    copy = type(draft)._default_manager.get(pk=draft.pk)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def make_release(
    *, key: str = "example-2026", title: str = "Example tables 2026", released_on: str = "2026-01-02"
) -> DataRelease:
    """The release of that key, loaded when first asked for."""
    return DataRelease.objects.get_or_create(
        key=key,
        defaults={
            "title": title,
            "publisher": "Example Agency",
            "licence": "Public domain",
            "released_on": date.fromisoformat(released_on),
        },
    )[0]


def make_release_food(
    *,
    number: str = "9040",
    description: str = "Bananas, raw",
    release: DataRelease | None = None,
    amounts: Mapping[str, tuple[str, str]] | None = None,
    assumed: Sequence[str] = (),
) -> ReleaseFood:
    """A row of a data release; `amounts` holds (amount per 100 g, unit) by nutrient number."""
    release = release or make_release()
    food = ReleaseFood.objects.create(release=release, number=number, description=description)
    for nutrient_number, (amount, unit) in (amounts or {}).items():
        nutrient, _ = ReleaseNutrient.objects.get_or_create(
            release=release, number=nutrient_number, defaults={"name": f"Nutrient {nutrient_number}", "unit": unit}
        )
        assert nutrient.unit == unit, f"Nutrient {nutrient_number} is in {nutrient.unit} throughout this release."
        is_assumed = nutrient_number in assumed
        Amount.objects.create(food=food, nutrient=nutrient, amount=Decimal(amount), is_assumed=is_assumed)
    return food


def make_food(
    *,
    name: str = "Bananas",
    summary: str = "An example.",
    portions: Sequence[tuple[str, str]] = (("1 banana", "118"),),
    sources: Sequence[ReleaseFood] = (),
    live: bool = False,
    **fields: Any,
) -> Food:
    """`portions` are (label, grams). Publishing it needs at least one source."""
    food = _saved(Food(name=name, summary=summary, **fields), live=False)
    for position, (label, grams) in enumerate(portions):
        Portion.objects.create(food=food, label=label, grams=Decimal(grams), position=position)
    for position, source in enumerate(sources):
        FoodSource.objects.create(food=food, release_food=source, position=position)
    return _saved(food, live=live)


def _saved(draft: DraftT, *, live: bool) -> DraftT:
    draft.save()
    if live:
        publish([draft.item], by=make_user())
        draft.refresh_from_db()
    return draft
