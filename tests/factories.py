"""Rows for tests, made on the path that editors take; refuses states that no editor could reach.

Named people: Ada edits, Ravi reviews, Mo may do neither. `live=True` publishes what was made.
"""

from __future__ import annotations

from typing import Any, TypeVar

from articles.models import FAQ, Article, ArticleAuthor, Policy, RichText
from nutrients.models import Nutrient, Symptom
from publishing.models import Draft, Person, User
from publishing.workflow import publish
from references.models import Reference

DraftT = TypeVar("DraftT", bound=Draft)


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


def _saved(draft: DraftT, *, live: bool) -> DraftT:
    draft.save()
    if live:
        publish([draft.item], by=make_user())
        draft.refresh_from_db()
    return draft
