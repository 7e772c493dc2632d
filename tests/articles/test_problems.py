"""What refuses to publish articles, FAQs and policy pages: each reason names its place and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    KeyPoint,
    Policy,
    RichText,
)
from publishing.models import AuditEntry, Edition, Item, Link, Path
from publishing.problems import NotPublishable, publish_problems
from publishing.workflow import withdraw
from tests.articles.refusals import BAD_TEXTS, codes, said
from tests.factories import (
    edit,
    make_article,
    make_faq,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_symptom,
    make_user,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def article() -> Article:
    """Everything about it is in order, and what it names is live."""
    make_policy(live=True)
    return make_article(authors=[make_person(live=True)])


def test_an_article_in_order_has_no_problems(article: Article) -> None:
    assert said(article) == []


# --- Empty drafts -------------------------------------------------------------------------------------------------


def test_an_empty_article_hears_of_everything_at_once() -> None:
    article = Article(title="Weak legs")
    article.save()

    assert said(article) == [
        ("empty", "Summary", "This is empty. Write two or three sentences that answer the title."),
        ("empty", "Body", "The article has no text yet. Add a text block."),
        ("no-author", "Authors", "Name at least one author. A team, such as the editorial team, will do."),
        (
            "no-disclaimer",
            "Disclaimer",
            "The site has no medical disclaimer yet. Write it under Policy pages and publish it first.",
        ),
    ]


def test_an_empty_faq_hears_of_everything_at_once() -> None:
    faq = FAQ()
    faq.save()

    assert said(faq) == [
        ("no-title", "Title", "This FAQ has no title. Readers and lists need one."),
        ("no-question", "Question", "This answer has no question. Write the question that it answers."),
        ("empty", "Short answer", "This is empty. Write one or two sentences that answer."),
    ]


def test_an_empty_policy_hears_of_everything_at_once() -> None:
    policy = Policy(slug=Policy.Key.ABOUT)
    policy.save()

    assert said(policy) == [
        ("no-title", "Title", "This policy page has no title. Readers and lists need one."),
        ("empty", "Body", "This is empty. Write the policy."),
    ]


@pytest.mark.parametrize("blank", ["", "   ", "<p></p>", "<p>&nbsp;</p>"])
def test_text_without_words_is_no_text(article: Article, blank: str) -> None:
    RichText.objects.filter(parent=article).update(text=blank)
    policy = Policy.objects.get()

    assert codes(article) == [("empty", "Body")]
    assert codes(edit(policy, body=blank)) == [("empty", "Body")]


# --- Blocks -------------------------------------------------------------------------------------------------------


def test_a_table_without_nutrients_is_refused(article: Article) -> None:
    ComparisonTable.objects.create(parent=article, region="body", ordering=20, caption="Compared")

    assert codes(article) == [("empty", "Block 2")]


def test_an_faq_group_without_faqs_is_refused(article: Article) -> None:
    FAQGroup.objects.create(parent=article, region="body", ordering=20)

    assert codes(article) == [("empty", "Block 2")]


@pytest.mark.parametrize("groups", [0, 2])
def test_faqs_need_one_group_to_stand_in(article: Article, groups: int) -> None:
    FAQChoice.objects.create(article=article, faq=make_faq(live=True))
    for ordering in range(groups):
        FAQGroup.objects.create(parent=article, region="body", ordering=20 + ordering)

    assert said(article) == [
        ("faq-group", "FAQs", f"The FAQs need exactly one FAQ group in the body; there are {groups}.")
    ]


# --- Things that are not live -------------------------------------------------------------------------------------


def naming(article: Article, draft: Any) -> tuple[Any, str]:
    """Lets the article name the draft in the way that fits its kind; gives the draft and the place."""
    match draft.kind:
        case "person":
            ArticleAuthor.objects.create(article=article, person=draft, position=1)
            return draft, "Authors"
        case "faq":
            FAQGroup.objects.create(parent=article, region="body", ordering=20)
            FAQChoice.objects.create(article=article, faq=draft)
            return draft, "FAQs"
        case "nutrient":
            table = ComparisonTable.objects.create(parent=article, region="body", ordering=20, caption="Compared")
            table.nutrients.add(draft)
            return draft, "Block 2"
    RichText.objects.create(
        parent=article, region="body", ordering=20, text=f'<p><a href="object:{draft.item_id}">There</a></p>'
    )
    return draft, "Block 2"


NAMED = [
    pytest.param(lambda: make_person(name="Ravi Rao", slug="ravi"), "Person “Ravi Rao”", id="person"),
    pytest.param(lambda: make_faq(question="Is it so?"), "FAQ “Is it so?”", id="faq"),
    pytest.param(lambda: make_nutrient(name="Cobalamin"), "Nutrient “Cobalamin”", id="nutrient"),
    pytest.param(lambda: make_symptom(name="Numbness"), "Symptom “Numbness”", id="symptom"),
    pytest.param(lambda: make_policy(slug="about", title="About us"), "Policy page “About us”", id="policy"),
]


@pytest.mark.parametrize(("make", "words"), NAMED)
def test_what_an_article_names_must_be_live_or_in_the_set(article: Article, make: Any, words: str) -> None:
    named, place = naming(article, make())

    message = f"{words} is not live. Publish it in the same set, or take it out here."
    assert said(article) == [("not-live", place, message)]
    assert said(article, named) == []
    assert said(named, article) == []


@pytest.mark.parametrize(("make", "words"), NAMED)
def test_what_was_withdrawn_is_not_live_either(article: Article, make: Any, words: str) -> None:
    named, place = naming(article, make())
    publish([named.item, article.item], by=make_user())
    withdraw(named.item, by=make_user(), reason="Wrong.")

    assert codes(edit(article, title="Another title")) == [("not-live", place)]


def test_the_disclaimer_must_be_live_or_in_the_set() -> None:
    disclaimer, author = make_policy(title="Disclaimer"), make_person(live=True)
    article = make_article(authors=[author])

    assert said(article) == [
        (
            "not-live",
            "Disclaimer",
            "Policy page “Disclaimer” is not live. Publish it in the same set, or take it out here.",
        )
    ]
    assert said(article, disclaimer) == []


def test_a_link_to_something_deleted_is_refused(article: Article) -> None:
    gone = "00000000-0000-4000-8000-000000000001"
    RichText.objects.filter(parent=article).update(text=f'<p><a href="object:{gone}">There</a></p>')

    assert said(article) == [
        ("unknown-item", "Block 1", "This leads to something that was deleted. Remove it or choose another.")
    ]


# --- Citations and claims -----------------------------------------------------------------------------------------

PLACES = [
    ("Summary", lambda article, text: Article.objects.filter(pk=article.pk).update(summary=text)),
    ("Key point 1", lambda article, text: KeyPoint.objects.create(article=article, text=text)),
    ("Block 1", lambda article, text: RichText.objects.filter(parent=article).update(text=f"<p>{text}</p>")),
]


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
@pytest.mark.parametrize(("place", "put"), PLACES, ids=[place for place, _ in PLACES])
def test_a_bad_citation_or_claim_is_refused_wherever_it_stands(
    article: Article, place: str, put: Any, code: str, text: str
) -> None:
    put(article, text)

    assert codes(article) == [(code, place)]


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
@pytest.mark.parametrize(("field", "place"), [("short_answer", "Short answer"), ("long_answer", "Long answer")])
def test_an_faq_is_held_to_the_same(code: str, text: str, field: str, place: str) -> None:
    faq = edit(make_faq(), **{field: text})

    assert codes(faq) == [(code, place)]


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
def test_a_policy_page_is_held_to_the_same(code: str, text: str) -> None:
    assert codes(make_policy(body=f"<p>{text}</p>")) == [(code, "Body")]


def test_a_claim_with_a_source_that_is_live_passes(article: Article) -> None:
    make_reference(slug="rao-2020")
    edit(article, summary="It helps 40% of people [[ref:rao-2020]].")

    assert said(article) == []


def test_an_unknown_key_is_named_with_the_way_out(article: Article) -> None:
    edit(article, summary="It is so [[ref:nobody-1999]].")

    message = "There is no reference with the key “nobody-1999”. Create it, or correct the key."
    assert said(article) == [("unknown-reference", "Summary", message)]


def test_a_withdrawn_reference_is_named_with_the_way_out(article: Article) -> None:
    reference = make_reference(slug="rao-2020")
    edit(article, summary="It is so [[ref:rao-2020]].")
    withdraw(reference.item, by=make_user(), reason="Wrong.")

    message = "Reference “rao-2020” is not live. Cite another source, or publish it again."
    assert said(article) == [("not-live", "Summary", message)]


def test_a_former_key_still_cites_the_renamed_reference(article: Article) -> None:
    reference = make_reference(slug="rao-2020")
    edit(article, summary="It is so [[ref:rao-2020]].")
    publish([edit(reference, slug="rao-2021").item], by=make_user())

    assert said(article) == []


# --- A refusal writes nothing -------------------------------------------------------------------------------------


def test_a_refused_set_leaves_nothing_half_written(article: Article) -> None:
    faq = make_faq(short_answer="It helps 40% of people.")
    FAQGroup.objects.create(parent=article, region="body", ordering=20)
    FAQChoice.objects.create(article=article, faq=faq)
    nutrient = make_nutrient(name="Cobalamin", other_names="B12")
    tables: list[Any] = [Edition, Link, Path, AuditEntry]
    before = [list(model._default_manager.order_by("pk").values()) for model in tables]
    drafts = [list(type(draft).objects.values()) for draft in (article, faq, nutrient)]

    with pytest.raises(NotPublishable) as refused:
        publish([nutrient.item, article.item, faq.item], by=make_user(), note="All of it.")

    assert [(problem.item_id, problem.code) for problem in refused.value.problems] == [
        (faq.item_id, "uncited-quantity")
    ]
    assert [list(model._default_manager.order_by("pk").values()) for model in tables] == before
    assert [list(type(draft).objects.values()) for draft in (article, faq, nutrient)] == drafts
    assert Item.objects.get(pk=nutrient.item_id).key == "cobalamin"


def test_the_problems_of_a_set_say_whose_they_are() -> None:
    faq, policy = FAQ(short_answer="It is so [1]."), Policy(slug=Policy.Key.ABOUT, title="About")
    faq.save()
    policy.save()

    problems = publish_problems([faq.item, policy.item])

    assert [(problem.item_id, str(problem)) for problem in problems] == [
        (faq.item_id, "Title: This FAQ has no title. Readers and lists need one."),
        (
            faq.item_id,
            "Short answer: The number [1] is typed by hand in “It is so [1].”. Numbers are made by the page: "
            "put [[ref:key]] in its place.",
        ),
        (faq.item_id, "Question: This answer has no question. Write the question that it answers."),
        (policy.item_id, "Body: This is empty. Write the policy."),
    ]
