"""What an editor does in the admin, step by step in a real browser; refuses to touch the database."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from publishing.models import Draft, User

BLOCKS = {
    "Text": "articles_richtext_set",
    "Comparison table": "articles_comparisontable_set",
    "FAQ group": "articles_faqgroup_set",
}


def log_in(page: Page, user: User, *, site: str) -> None:
    """Hands the browser a session; the log-in form has a test of its own."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def open_form(page: Page, draft: Draft | str) -> None:
    """The change form of a draft, or the add form of a model such as "articles.article"."""
    page.goto(add_path(draft) if isinstance(draft, str) else change_path(draft))


def add_path(model: str) -> str:
    return reverse(f"admin:{model.replace('.', '_')}_add")


def change_path(draft: Draft) -> str:
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])


def press(page: Page, name: str) -> None:
    """Sends the form, and waits for what comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def save(page: Page) -> None:
    press(page, "Save")


def editor(page: Page, field: str) -> Locator:
    """Where the rich text of a field is written."""
    return page.locator(f"#cke_id_{field} .cke_wysiwyg_div")


def wait_for_editors(page: Page) -> None:
    """Until every rich-text field of the page may be written in."""
    ready = "!window.CKEDITOR || Object.values(CKEDITOR.instances).every((one) => one.status === 'ready')"
    # The page's policy forbids what Playwright waits for a function with.
    for _ in range(200):
        if page.evaluate(ready):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the editors of {page.url} were not ready after ten seconds")


def write(page: Page, field: str, text: str) -> None:
    """Types at the end of a rich-text field."""
    editor(page, field).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def rewrite(page: Page, field: str, text: str) -> None:
    """Types in place of everything that a rich-text field holds."""
    editor(page, field).click()
    page.keyboard.press("Control+A")
    # CKEditor looks at a selection a moment later, and stumbles when it is gone by then.
    page.wait_for_timeout(100)
    page.keyboard.type(text)


def add_row(page: Page, rows: str) -> str:
    """Adds one to a list of rows; gives the prefix of its fields."""
    number = page.locator(f"#id_{rows}-TOTAL_FORMS").input_value()
    page.locator(f"#{rows}-group .add-row a").click()
    return f"{rows}-{number}"


def choose(page: Page, field: str, text: str) -> None:
    """Looks a row up by typing, and takes the one that is offered."""
    box = page.locator(f"#id_{field} + .select2-container")
    box.locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").last.fill(text)
    page.locator(".select2-results__option:not(.loading-results)", has_text=text).click()
    expect(box.locator(".select2-selection")).to_contain_text(text)


def insert_block(page: Page, name: str, *, before: int | None = None) -> str:
    """Adds a block to an article's body, before the one with that number or at the end; gives the prefix of its fields."""
    rows = BLOCKS[name]
    number = page.locator(f"#id_{rows}-TOTAL_FORMS").input_value()
    last = page.locator(".order-machine-insert-target.last")
    (last if before is None else in_order(page, ".order-machine-insert-target")[before]).click()
    page.locator(".plugin-buttons-visible .plugin-button", has_text=name).click()
    return f"{rows}-{number}"


def in_order(page: Page, parts: str) -> list[Locator]:
    """A part of each block, as the blocks stand on the screen; the page itself holds them in another order."""
    found = page.locator(f".order-machine .inline-related:not(.empty-form) {parts}")
    places: list[float] = found.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    return [found.nth(number) for number in sorted(range(len(places)), key=places.__getitem__)]


def block_titles(page: Page) -> list[str]:
    return [heading.inner_text().rstrip(":") for heading in in_order(page, "> h3 > b")]


def problems(page: Page) -> list[str]:
    """Place and code of what the panel or the publish page finds wrong, in its order."""
    # A form's own come after it.
    expect(page.locator(".problems-part a[href$='/problems/']")).to_have_count(0)
    found = page.locator(".desk-problems li").all()
    places = [problem.locator("strong, .to-field").inner_text().removesuffix(":") for problem in found]
    return [f"{place}: {problem.get_attribute('data-code')}" for place, problem in zip(places, found, strict=True)]


def state(page: Page) -> str:
    return page.locator("#desk-title").inner_text()


def fill(page: Page, *, prefix: str = "", **texts: str) -> None:
    """Plain fields by name, those of a row or block behind its prefix."""
    for name, text in texts.items():
        page.locator(f"#id_{prefix}-{name}" if prefix else f"#id_{name}").fill(text)


def tick_all(page: Page) -> None:
    for box in page.locator(".publish-set [name=item]").all():
        box.check()


def drag_block(page: Page, number: int, *, above: int) -> None:
    headings = in_order(page, "> h3")
    headings[number].drag_to(headings[above], target_position={"x": 200, "y": 1})


def status(page: Page, path: str) -> int:
    """Goes there; what the site answered."""
    answer = page.goto(path)
    assert answer is not None
    return answer.status


def words(page: Page, selector: str) -> list[str]:
    """The text of each element, with single blanks."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]
