"""Before a set goes out: every public page and passage that it changes, exactly, and nothing of it stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from articles.models import FAQChoice, FAQGroup
from nutrients.models import DeficiencyLink, Portion
from publishing import clock
from publishing.blast_radius import BlastRadius, blast_radius, passages
from publishing.problems import NotPublishable
from publishing.reviews import record_review
from tests.factories import (
    edit,
    make_article,
    make_faq,
    make_food,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_release_food,
    make_symptom,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def told(found: BlastRadius) -> dict[str, list[str]]:
    """Path -> each difference as one line of signs."""
    signs = {"same": "{}", "removed": "-{}-", "added": "+{}+"}
    return {
        page.path: [
            "".join(signs[run.kind].format(run.text) for run in difference.runs) for difference in page.differences
        ]
        or [page.what]
        for page in found.pages
    }


def stored() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in ("publishing", "references", "nutrients", "articles")
    }


def test_a_fact_is_shown_on_every_page_that_tells_it_and_nothing_stays() -> None:
    make_reference(slug="rao-2020")
    legs = make_symptom(name="Weak legs", live=True)
    iron = make_nutrient(name="Iron", live=True)
    link = DeficiencyLink.objects.create(
        nutrient=iron,
        symptom=legs,
        certainty="limited",
        certainty_reason="One trial.",
        wording="It may weaken legs [[ref:rao-2020]].",
    )
    publish([edit(iron).item], by=make_user())
    link.wording = "It can weaken legs [[ref:rao-2020]]."
    link.save()
    before = stored()

    found = told(blast_radius([edit(iron).item], by=make_user()))

    changed = "It -may-+can+ weaken legs"
    # The home page may show it as an example.
    assert sorted(path for path in found.keys() - {"/"} if any(changed in line for line in found[path])) == [
        "/nutrients/iron/",
        "/references/rao-2020/",
        "/symptoms/explore/?symptom=weak-legs",
        "/symptoms/weak-legs/",
    ]
    after = stored()
    # edit() has moved the draft's version on, nothing else.
    for name in ("nutrients.Nutrient", "publishing.DraftVersion"):
        del before[name], after[name]
    assert after == before


def test_a_name_stands_with_what_it_names() -> None:
    make_nutrient(name="Iron", live=True)

    lines = passages("/nutrients/iron/", at=clock.now()) or []

    assert "Medical review: Not yet medically reviewed" in lines


def test_an_answer_changes_its_hub_and_the_article_that_shows_it() -> None:
    make_policy(live=True)
    faq = make_faq(question="Is it iron?", short_answer="<p>It may be iron.</p>", live=True)
    article = make_article(title="Weak legs", live=True)
    FAQChoice.objects.create(article=article, faq=faq)
    FAQGroup.objects.create(parent=article, region="body", ordering=20, heading="Questions")
    publish([article.item], by=make_user())

    found = told(blast_radius([edit(faq, short_answer="<p>It is iron.</p>").item], by=make_user()))

    assert {path for path, lines in found.items() if "It -may be-+is+ iron." in lines} == {
        "/faq/",
        "/articles/weak-legs/",
    }


def test_what_is_new_says_so_and_shows_on_its_hub_and_the_home_page() -> None:
    make_nutrient(name="Zinc", live=True)

    found = told(blast_radius([make_nutrient(name="Iron").item], by=make_user()))

    assert next(iter(found)) == "/nutrients/iron/"
    assert found["/nutrients/iron/"] == ["New page"]
    assert "+Iron+" in found["/nutrients/"]
    assert "/nutrients/zinc/" not in found


def test_a_page_that_moves_leaves_its_address() -> None:
    iron = make_nutrient(name="Iron", live=True)

    found = told(blast_radius([edit(iron, slug="ferrum").item], by=make_user()))

    assert (found["/nutrients/iron/"], found["/nutrients/ferrum/"]) == (["No longer at this address"], ["New page"])


def test_a_page_whose_medical_review_saw_other_words_is_marked() -> None:
    iron = make_nutrient(name="Iron", summary="First.", live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    review = record_review(iron.item, reviewer=ravi.item, scope="The whole page.", by=make_user())

    found = blast_radius([edit(iron, summary="Second.").item], by=make_user())

    marked = {page.path: page.reviewed_at for page in found.pages if page.reviewed_at}
    assert marked == {"/nutrients/iron/": review.reviewed_at}


def test_an_unchanged_set_changes_nothing() -> None:
    iron = make_nutrient(name="Iron", live=True)

    assert blast_radius([iron.item], by=make_user()) == BlastRadius(pages=[], unread=[])


def test_what_could_not_go_out_is_refused_with_its_problems() -> None:
    make_policy(live=True)
    article = make_article(title="Weak legs", authors=[])

    with pytest.raises(NotPublishable, match="author"):
        blast_radius([article.item], by=make_user())


def test_readers_see_nothing_of_a_rehearsal(client: Client) -> None:
    iron = make_nutrient(name="Iron", summary="First.", live=True)
    before = client.get("/nutrients/iron/").content

    blast_radius([edit(iron, summary="Second.").item], by=make_user())

    assert client.get("/nutrients/iron/").content == before


def test_a_portion_changes_the_ranking_on_the_nutrients_page() -> None:
    nutrient = make_nutrient(name="Copper", unit="mg", sr_number="312", live=True)
    food = make_food(name="Teff", sources=[make_release_food(number="9", amounts={"312": ("0.2", "mg")})], live=True)
    Portion.objects.filter(food=food).update(grams=Decimal(50))

    found = told(blast_radius([edit(food).item], by=make_user()))

    assert any("+50 g+" in line or "+50+" in line for line in found[f"/nutrients/{nutrient.slug}/"])


def test_a_fact_is_shown_on_pages_that_no_item_owns() -> None:
    legs = make_symptom(name="Weak legs", live=True)
    make_reference(slug="rao-2020")
    iron = make_nutrient(name="Iron", unit="mg", sr_number="303", live=True)
    said = {"certainty": "limited", "certainty_reason": "One trial.", "wording": "It may [[ref:rao-2020]]."}
    link = DeficiencyLink.objects.create(nutrient=iron, symptom=legs, **said)
    publish([edit(iron).item], by=make_user())
    link.population = "pregnancy"
    link.save()

    found = blast_radius([edit(iron, name="Iron, of food").item], by=make_user())

    assert {
        page.path: page.title for page in found.pages if "/" in page.path.strip("/") or page.path == "/evidence/"
    } == {
        "/nutrients/iron/": "Iron, of food",
        "/symptoms/weak-legs/": "Weak legs",
        "/references/rao-2020/": "An example",
        "/evidence/": "The evidence, all of it",
        "/nutrients/compare/?nutrient=iron": "Compare nutrients",
        "/symptoms/explore/?symptom=weak-legs": "Weak legs",
        "/nutrients/iron/foods/": "Foods rich in Iron, of food",
        "/nutrients/iron/foods/100-g/": "Foods rich in Iron, of food",
        "/nutrients/iron/foods/100-kcal/": "Foods rich in Iron, of food",
    }


def test_an_amount_changes_every_page_with_figures_of_the_food() -> None:
    make_nutrient(name="Copper", unit="mg", sr_number="312", live=True)
    old, new = (make_release_food(number=number, amounts={"312": (amount, "mg")}) for number, amount in ("81", "92"))
    food = make_food(name="Teff", sources=[old], live=True)
    Portion.objects.create(food=food, label="1 bowl", grams=Decimal(250), position=9)
    publish([edit(food).item], by=make_user())
    food.sources.update(release_food=new)

    found = told(blast_radius([edit(food).item], by=make_user()))

    assert [path for path in found if path != "/"] == [
        "/foods/teff/",
        "/foods/teff/portion/1-bowl/",
        "/foods/compare/?food=teff",
        "/nutrients/copper/",
        "/nutrients/copper/foods/",
        "/nutrients/copper/foods/100-g/",
        "/foods/teff.csv",
        "/nutrients/copper.csv",
    ]
    [line] = found["/nutrients/copper.csv"]
    assert "-8-+9+" in line
