"""What refuses to publish nutrients and symptoms: each reason names its place and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from nutrients.models import CareCard, Certainty, DeficiencyLink, Nutrient, Symptom
from publishing.problems import publish_problems
from publishing.workflow import withdraw
from tests.articles.refusals import BAD_TEXTS, codes, said
from tests.factories import edit, make_nutrient, make_reference, make_symptom, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def state(nutrient: Nutrient, symptom: Symptom, **fields: Any) -> DeficiencyLink:
    """A statement that is in order, but for the fields that are given."""
    usual = {
        "wording": "It goes with it [[ref:rao-2020]].",
        "certainty": Certainty.LIMITED,
        "certainty_reason": "An example.",
    }
    return DeficiencyLink.objects.create(nutrient=nutrient, symptom=symptom, **usual | fields)


@pytest.fixture
def symptom() -> Symptom:
    make_reference(slug="rao-2020")
    return make_symptom(live=True)


# --- Empty drafts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "word"), [(Nutrient, "nutrient"), (Symptom, "symptom")])
def test_an_empty_draft_hears_of_everything_at_once(model: Any, word: str) -> None:
    draft = model()
    draft.save()

    assert said(draft) == [
        ("no-title", "Title", f"This {word} has no title. Readers and lists need one."),
        ("empty", "Summary", "This is empty. Write one or two sentences that stand for the page."),
    ]


def test_a_blank_statement_hears_of_everything_at_once(symptom: Symptom) -> None:
    nutrient = make_nutrient()
    state(nutrient, symptom, wording="", certainty="")

    assert said(nutrient) == [
        ("no-wording", "Statement 1", "Write the statement as readers will see it, with its citation."),
        ("no-certainty", "Statement 1", "Say how sure the sources make us."),
    ]


# --- Statements ---------------------------------------------------------------------------------------------------


def test_a_statement_in_order_has_no_problems(symptom: Symptom) -> None:
    nutrient = make_nutrient()
    state(nutrient, symptom)

    assert said(nutrient) == []


def test_a_statement_without_a_source_is_refused(symptom: Symptom) -> None:
    nutrient = make_nutrient()
    state(nutrient, symptom, wording="It goes with it.")

    message = "A statement that links a nutrient with a symptom needs a source. Cite one in its wording."
    assert said(nutrient) == [("uncited-statement", "Statement 1", message)]


def test_each_statement_is_named_by_its_number(symptom: Symptom) -> None:
    nutrient = make_nutrient()
    state(nutrient, symptom)
    state(nutrient, symptom, population="children", certainty="", position=1)
    state(nutrient, symptom, population="women", wording="It is so [1].", position=2)

    assert codes(nutrient) == [
        ("bare-number", "Statement 3"),
        ("no-certainty", "Statement 2"),
        ("uncited-statement", "Statement 3"),
    ]


def test_the_symptom_of_a_statement_must_be_live_or_in_the_set() -> None:
    make_reference(slug="rao-2020")
    symptom, nutrient = make_symptom(name="Numbness"), make_nutrient()
    state(nutrient, symptom)

    message = "Symptom “Numbness” is not live. Publish it in the same set, or take it out here."
    assert said(nutrient) == [("not-live", "Statement 1", message)]
    assert said(nutrient, symptom) == []


def test_a_withdrawn_symptom_is_not_live_either(symptom: Symptom) -> None:
    nutrient = make_nutrient()
    state(nutrient, symptom)
    publish([nutrient.item], by=make_user())
    withdraw(symptom.item, by=make_user(), reason="Wrong.")

    assert codes(edit(nutrient, name="Another")) == [("not-live", "Statement 1")]


# --- Citations and claims -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
@pytest.mark.parametrize(
    ("field", "place"),
    [("summary", "Summary"), ("function", "Key function"), ("food_sources", "Food sources"), ("body", "Body")],
)
def test_a_bad_citation_or_claim_is_refused_wherever_it_stands(code: str, text: str, field: str, place: str) -> None:
    assert codes(edit(make_nutrient(), **{field: text})) == [(code, place)]


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
@pytest.mark.parametrize(("field", "place"), [("summary", "Summary"), ("body", "Body")])
def test_a_symptom_is_held_to_the_same(code: str, text: str, field: str, place: str) -> None:
    assert codes(edit(make_symptom(), **{field: text})) == [(code, place)]


@pytest.mark.parametrize(("code", "text"), BAD_TEXTS)
def test_a_care_card_is_held_to_the_same(code: str, text: str) -> None:
    symptom = make_symptom()
    for position, body in enumerate(["<p>Fine.</p>", f"<p>{text}</p>"]):
        CareCard.objects.create(symptom=symptom, urgency="urgent", heading="Call", body=body, position=position)

    assert codes(symptom) == [(code, "Care card 2")]


def test_a_new_reference_in_the_same_set_is_live_to_the_check() -> None:
    """A record goes live with its set; that it usually does so when saved doesn't matter."""
    reference = make_reference(slug="rao-2020", live=False)
    nutrient = make_nutrient(summary="It is so [[ref:rao-2020]].")

    assert codes(nutrient) == [("not-live", "Summary")]
    assert said(nutrient, reference) == []


# --- Addresses ----------------------------------------------------------------------------------------------------


def test_two_of_a_set_may_not_want_one_address() -> None:
    publish([make_symptom(name="Numbness", slug="numbness").item], by=make_user())
    first = Symptom.objects.get()
    publish([edit(first, slug="tingling").item], by=make_user())
    second = make_symptom(name="Another", slug="numbness")

    message = (
        "The address /symptoms/numbness/ belongs to Symptom “Numbness” for ever, which published there first. "
        "Choose another address."
    )
    assert said(second) == [("path-taken", "Address", message)]


@pytest.mark.parametrize("slug", ["history", "compare", "as-of"])
def test_a_reserved_address_is_refused(slug: str) -> None:
    nutrient = make_nutrient(slug=slug)

    message = (
        f"“{slug}” is kept for a page of its own below every address. Choose another word, for example “{slug}-guide”."
    )
    assert said(nutrient) == [("bad-address", "Address", message)]
    assert [problem.item_id for problem in publish_problems([nutrient.item])] == [nutrient.item_id]
