"""Every screen, opened once on a narrow display: nothing is blocked, nothing is cut off, and readers get no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import Page

from publishing.models import Edition, User
from publishing.workflow import withdraw
from tests.browser.editing import status
from tests.browser.test_admin_accessible import food_screens
from tests.factories import publish
from tests.universe import Universe, make_universe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def universe() -> Universe:
    """One and more of every kind, every field filled, all live but one symptom."""
    universe = make_universe()
    publish(universe.items(), by=universe.editor)
    withdraw(universe.others["symptom"].item, by=universe.editor, reason="An example.")
    return universe


def look(page: Page, path: str) -> tuple[str, int, bool]:
    """What the site answered, and whether one has to scroll sideways to see it all."""
    page.set_viewport_size({"width": 360, "height": 800})
    answer = status(page, path)
    return path, answer, page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_readers_get_pages_that_fit_with_neither_script_nor_cookie(reader: Page, universe: Universe) -> None:
    gone = universe.others["symptom"]
    live = Edition.objects.exclude(item=gone.item).exclude(path="").values_list("path", flat=True)
    reader.goto("/")
    linked = reader.locator("header a, footer a").evaluate_all("(all) => all.map((one) => one.pathname)")
    history = next(f"{path}history/" for path in live if path.startswith("/nutrients/"))
    pages = list(dict.fromkeys([*linked, *live, history]))
    found = []

    for path in [*pages, f"/symptoms/{gone.slug}/", "/no-such-page/"]:
        found.append(look(reader, path))
        assert reader.locator("script, style, [style]").count() == 0, path

    expected = [(path, 200, False) for path in pages]
    assert found == [*expected, (f"/symptoms/{gone.slug}/", 410, False), ("/no-such-page/", 404, False)]
    assert reader.context.cookies() == []


def admin_screens(universe: Universe, asking: HttpRequest) -> Iterator[str]:
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model, of_model in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        # What publishing, releases and the system record, nobody adds by hand.
        if of_model.has_add_permission(asking):
            yield reverse(f"{name}_add")
        first = model._default_manager.first()
        if first is not None:
            yield reverse(f"{name}_change", args=[first.pk])
    for draft in universe.subjects.values():
        yield reverse("admin:publishing_item_preview", args=[draft.item_id])
    article = universe.subjects["article"]
    yield f"{reverse('admin:publishing_item_publish')}?item={article.item_id}"
    yield reverse("admin:publishing_item_withdraw", args=[article.item_id])
    yield reverse("admin:publishing_item_cancel", args=[article.item_id])
    yield from food_screens().values()


def test_editors_get_screens_that_fit_and_that_nothing_blocks(
    desk: Page, universe: Universe, admin_user: User, rf: RequestFactory
) -> None:
    asking = rf.get("/admin/")
    asking.user = admin_user
    paths = list(admin_screens(universe, asking))

    assert [look(desk, path) for path in paths] == [(path, 200, False) for path in paths]
