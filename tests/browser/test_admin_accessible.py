"""The main screens of the admin in a real browser: axe in both schemes, on what an editor sees all day."""

from __future__ import annotations

from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from publishing.models import Edition, Image
from tests.browser.axe import OF_COLOUR, darken, violations
from tests.browser.editing import change_path, wait_for_editors
from tests.factories import make_release, make_release_food, publish
from tests.universe import Universe, make_universe, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def universe() -> Universe:
    universe = make_universe()
    publish(universe.items(), by=universe.editor)
    write(universe.subjects["symptom"], "next", naming=universe.drafts())
    return universe


def screens(universe: Universe) -> dict[str, str]:
    article, reference = universe.subjects["article"], universe.subjects["reference"]
    changed = universe.subjects["symptom"]
    return {
        "desk": reverse("admin:index"),
        "problems": reverse("admin:desk_problems"),
        "list of nutrients": reverse("admin:nutrients_nutrient_changelist"),
        "list of references": reverse("admin:references_reference_changelist") + "?state=live",
        "empty list": reverse("admin:articles_article_changelist") + "?q=nothing",
        "list of images": reverse("admin:publishing_image_changelist"),
        "who did what": reverse("admin:publishing_auditentry_changelist"),
        "edition": reverse("admin:publishing_edition_change", args=[Edition.objects.get(item=article.item).pk]),
        **{f"form of {kind}": change_path(draft) for kind, draft in universe.subjects.items()},
        "upload": reverse("admin:publishing_image_add"),
        "image": reverse("admin:publishing_image_change", args=[Image.objects.earliest("pk").pk]),
        "account": reverse("admin:publishing_user_change", args=[universe.editor.pk]),
        "uses": reverse("admin:publishing_item_uses", args=[reference.item_id]),
        "publish": f"{reverse('admin:publishing_item_publish')}?item={article.item_id}",
        "compare": reverse("admin:publishing_item_compare", args=[changed.item_id]),
        "what changes": f"{reverse('admin:publishing_item_effects')}?item={changed.item_id}",
        "share": f"{reverse('admin:publishing_item_share')}?item={changed.item_id}",
        "withdraw": reverse("admin:publishing_item_withdraw", args=[article.item_id]),
        "delete": reverse("admin:publishing_image_delete", args=[Image.objects.earliest("pk").pk]),
        **food_screens(),
    }


def food_screens() -> dict[str, str]:
    """Of choosing foods, and of a newer release for the food that all foods of the universe read."""
    newer = make_release(key="newer", title="Example tables 2027", released_on="2027-01-02")
    make_release_food(number="1", release=newer, amounts={"418": ("2.5", "mcg")})
    return {
        "choose foods": reverse("admin:nutrients_food_choose") + "?q=bananas",
        "update foods": reverse("admin:nutrients_datarelease_update", args=[newer.pk]),
    }


def test_axe_finds_nothing_on_the_screens_of_an_editor(desk: Page, universe: Universe) -> None:
    found = {}
    for name, path in screens(universe).items():
        desk.emulate_media(color_scheme="light")
        desk.goto(path)
        wait_for_editors(desk)
        for menu in desk.locator(":is(.save-more, .filter) summary").all()[:2]:
            menu.click()
        found[name] = violations(desk)
        darken(desk)
        found[f"{name} in the dark"] = violations(desk, rules=OF_COLOUR)

    assert [f"{name}: {rule}" for name, rules in found.items() for rule in rules] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_log_in_page(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse("admin:login"))

    assert violations(page) == []
