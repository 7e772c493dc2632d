"""Two editors in one draft: the second save is refused, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ArticleAuthor, KeyPoint, RichText
from tests.browser.editing import add_row, editor, fill, in_order, insert_block, log_in, open_form, save, words, write
from tests.factories import edit, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article() -> Article:
    """Three blocks of text and two key points."""
    article = make_article(text="<p>One.</p>")
    for number, text in enumerate(["Two.", "Three."], start=2):
        RichText.objects.create(parent=article, region="body", ordering=number * 10, text=f"<p>{text}</p>")
    for position, text in enumerate(["First point.", "Second point."]):
        KeyPoint.objects.create(article=article, text=text, position=position)
    return article


def stored(article: Article) -> dict[str, list[str]]:
    article.refresh_from_db()
    blocks = RichText.objects.filter(parent=article).order_by("ordering", "id")
    return {
        "title": [article.title],
        "blocks": [block.text.removeprefix("<p>").removesuffix("</p>") for block in blocks],
        "key points": list(article.key_points.values_list("text", flat=True)),
    }


def shown(page: Page) -> dict[str, list[str]]:
    """The same as they stand in the form."""
    page.locator(".order-machine .cke_wysiwyg_div").last.wait_for()
    blocks = in_order(page, ".cke_wysiwyg_div")
    points = page.locator("#key_points-group .inline-related:not(.empty-form) textarea").all()
    return {
        "title": [page.locator("#id_title").input_value()],
        "blocks": [" ".join(block.inner_text().split()) for block in blocks],
        "key points": [point.input_value() for point in points],
    }


def type_into_everything(page: Page) -> dict[str, list[str]]:
    """Changes the title, a block and a key point, adds one of each, and gives what the form holds then."""
    fill(page, title="My title")
    write(page, "articles_richtext_set-1-text", " Mine")
    fill(page, prefix="key_points-1", text="My second point.")
    fill(page, prefix=add_row(page, "key_points"), text="My third point.")
    write(page, f"{insert_block(page, 'Text')}-text", "Four, mine")
    mine = {
        "title": ["My title"],
        "blocks": ["One.", "Two. Mine", "Three.", "Four, mine"],
        "key points": ["First point.", "My second point.", "My third point."],
    }
    assert shown(page) == mine
    return mine


def overwrite(page: Page) -> None:
    page.get_by_label("Save mine over").check()
    save(page)


def test_a_second_save_is_refused_and_keeps_what_was_typed(desk: Page, article: Article) -> None:
    open_form(desk, article)
    mine = type_into_everything(desk)
    edit(article, title="Their title", changed_by=make_user(name="ravi"))
    theirs = stored(article)

    save(desk)

    assert shown(desk) == mine
    assert stored(article) == theirs
    # The block editor would scroll back to where the editor was, a little after the page has come.
    desk.wait_for_timeout(400)
    expect(desk.get_by_role("heading", name="Not saved: someone else saved this meanwhile")).to_be_in_viewport()
    assert "ravi saved this after you opened it" in words(desk, ".errorlist.nonfield")[0]
    save(desk)
    assert (shown(desk), stored(article)) == (mine, theirs)
    overwrite(desk)
    assert stored(article) == shown(desk) == mine


def test_saving_over_counts_for_the_one_version_that_was_shown(desk: Page, article: Article) -> None:
    open_form(desk, article)
    mine = type_into_everything(desk)
    edit(article, title="Their title")
    save(desk)
    edit(article, title="Their third title")
    theirs = stored(article)

    overwrite(desk)

    assert (shown(desk), stored(article)) == (mine, theirs)
    overwrite(desk)
    assert stored(article) == mine


def test_rows_that_someone_deleted_meanwhile_come_back_with_what_was_typed(desk: Page, article: Article) -> None:
    open_form(desk, article)
    mine = type_into_everything(desk)
    RichText.objects.filter(text__contains="Two").delete()
    article.key_points.filter(text="Second point.").delete()
    ArticleAuthor.objects.filter(article=article).delete()
    edit(article, title="Their title")

    save(desk)
    assert shown(desk) == mine
    overwrite(desk)

    assert stored(article) == mine
    assert [str(author) for author in article.article_authors.all()] == ["Ada Adeyemi"]


def test_two_open_windows_of_one_editor_are_kept_apart_too(
    desk: Page, reader: Page, article: Article, live_server: LiveServer
) -> None:
    log_in(reader, make_user(name="admin"), site=live_server.url)
    open_form(desk, article)
    open_form(reader, article)

    write(desk, "articles_richtext_set-0-text", " Left")
    save(desk)
    write(reader, "articles_richtext_set-0-text", " Right")
    save(reader)

    assert stored(article)["blocks"][0] == "One. Left"
    assert editor(reader, "articles_richtext_set-0-text").inner_text().strip() == "One. Right"
