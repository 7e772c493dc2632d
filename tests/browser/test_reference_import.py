"""An import of references in a real browser: paste, look, import, take back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from references.models import Reference
from tests.browser.axe import OF_COLOUR, darken, violations
from tests.browser.editing import press, status
from tests.factories import make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RIS = "TY  - JOUR\nTI  - A study of {0}\nAU  - {0}, Ravi\nPY  - 2020\nDO  - 10.5555/{0}\nER  - \n"


def test_pasted_references_are_looked_at_imported_and_taken_back(desk: Page) -> None:
    make_reference(title="A study of zinc", slug="zinc", doi="10.5555/zinc")
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto("/admin/references/reference/")
    desk.get_by_role("link", name="Import references").click()
    desk.get_by_label("Or paste the records").fill(RIS.format("iron") + RIS.format("zinc") + "TY  - JOUR\nER  - \n")

    press(desk, "Look at the records")
    expect(desk.get_by_text("This record holds nothing but its type.")).to_be_visible()
    sideways = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = violations(desk)
    darken(desk)
    found += violations(desk, rules=OF_COLOUR)
    press(desk, "Import")
    expect(desk.locator(".messagelist")).to_contain_text("Imported: created 1, failed 1, updated 1.")
    imported = list(Reference.objects.values_list("slug", flat=True).order_by("slug"))
    desk.get_by_role("link", name="Take this import back").click()
    press(desk, "Take it back")

    assert (sideways, found, imported) == (0, [], ["iron-2020", "zinc"])
    assert [status(desk, f"/references/{key}/") for key in imported] == [410, 200]
