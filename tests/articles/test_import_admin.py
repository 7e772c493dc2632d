"""The import's screens: a look first, then the draft, then the list; each bad text refused with the way out."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.article_import import import_article
from articles.import_models import ArticleImport
from articles.models import Article
from articles.text_files import PlainText
from tests.articles.test_plain_text import SAMPLE
from tests.factories import edit, make_user
from tests.leaks.forms import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

IMPORT = "/admin/articles/article/import/"


def file(data: bytes, name: str = "sample.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/plain")


def imported() -> ArticleImport:
    return import_article(PlainText(text=SAMPLE), by=make_user()).record


def staff(*codenames: str) -> Client:
    user = make_user(name="mo")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def test_a_text_is_shown_first_and_becomes_a_draft_when_confirmed() -> None:
    client = logged_in()
    seen = client.post(IMPORT, {"file": file(SAMPLE.encode())})
    assert Article.objects.count() == 0

    answer = client.post(IMPORT, {"previewed": seen.context["previewed"]}, follow=True)

    record = ArticleImport.objects.get()
    assert answer.redirect_chain == [(reverse("admin:articles_article_change", args=[record.article.pk]), 302)]
    assert (record.source, str(record.imported_by), record.text) == ("sample.txt", "ada", SAMPLE.strip("\n"))
    assert f'href="/admin/articles/article/{record.article.pk}/to-do/"' in answer.content.decode()


def test_the_preview_shows_every_line_of_the_text() -> None:
    page = logged_in().post(IMPORT, {"text": SAMPLE})

    shown = " ".join(page.content.decode().replace("&amp;", "&").split())
    words = [line.strip().lstrip("\u2022").strip() for line in SAMPLE.splitlines()]
    labels = ("Quick Summary", "Key Points", "In This Article", "Frequently Asked Questions", "Medical Disclaimer")
    rows = ("Nutrient ", "Iron Example", "Zinc Another", "Copper Function")
    plain = [line for line in words if line not in labels and not line.startswith(rows)]
    assert [line for line in plain if line not in shown] == []
    assert "Iron | Example of a function | First sign, second sign | Example foods, other foods" in shown


def test_pasting_and_uploading_the_same_text_is_one_draft() -> None:
    client = logged_in()
    for posted in ({"text": SAMPLE.replace("\n", "\r\n")}, {"file": file(SAMPLE.encode())}):
        page = client.post(IMPORT, posted)
        if page.context["outcome"].action == "created":
            client.post(IMPORT, {"previewed": page.context["previewed"]})

    assert (page.context["outcome"].action, Article.objects.count()) == ("unchanged", 1)


def test_a_draft_that_was_changed_here_is_named_and_left_alone() -> None:
    edit(imported().article, summary="Written here.")

    page = logged_in().post(IMPORT, {"text": SAMPLE + "\nAnother end."})

    assert (page.context["outcome"].action, "It would be left alone." in page.content.decode()) == ("kept", True)


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ({}, "There is no text in it."),
        ({"file": file(b"")}, "There is no text in it."),
        ({"file": file(SAMPLE.encode()), "text": SAMPLE}, "There is a file and a pasted text."),
        ({"text": "Only a line."}, "This doesn't read like an article"),
        ({"text": "<html><body><p>Text.</p>"}, "This is HTML, not plain text."),
        ({"file": file(b"a" * 50_000_000)}, "The text has 50,000,000 bytes"),
        ({"file": file(b"%PDF-1.7")}, "This is a PDF, not plain text."),
    ],
)
def test_a_bad_text_comes_back_with_the_way_out(posted: dict[str, object], reason: str) -> None:
    page = logged_in().post(IMPORT, posted)

    assert [error[: len(reason)] for error in page.context["form"].non_field_errors()] == [reason]
    assert Article.objects.count() == 0


def test_a_preview_that_was_tampered_with_is_refused() -> None:
    client = logged_in()
    seen = client.post(IMPORT, {"text": SAMPLE}).context["previewed"]

    answer = client.post(IMPORT, {"previewed": seen[:-1] + "~"}, follow=True)

    assert [str(message)[:33] for message in answer.context["messages"]] == ["This preview is older than a day,"]
    assert Article.objects.count() == 0


def test_what_was_guessed_reaches_the_list() -> None:
    client = logged_in()
    seen = client.post(IMPORT, {"file": file(SAMPLE.replace("health", "sant\u00e9").encode("cp1252"))})
    client.post(IMPORT, {"previewed": seen.context["previewed"]})

    assert ArticleImport.objects.get().tasks.filter(code="reading").count() == 1
    assert "sant\u00e9" in Article.objects.get().summary


def test_the_list_is_saved_as_it_is_ticked() -> None:
    record = imported()
    url = reverse("admin:articles_article_to_do", args=[record.article.pk])
    done = list(record.tasks.values_list("pk", flat=True))[:2]

    logged_in().post(url, {"done": [*done, "999999", "x", "-1"]})

    assert list(record.tasks.exclude(done_at=None).values_list("pk", flat=True)) == done
    page = logged_in().get(url).content.decode()
    assert page.count("Ticked off by ada") == 2


def test_the_list_leads_to_each_answer_without_a_question() -> None:
    record = imported()
    first, second = (choice.faq for choice in record.article.faq_choices.all())
    edit(first, question="Is it so?")

    page = logged_in().get(reverse("admin:articles_article_to_do", args=[record.article.pk])).content.decode()

    assert f'href="/admin/articles/faq/{second.pk}/change/"' in page
    assert f'href="/admin/articles/faq/{first.pk}/change/"' not in page


def test_the_problems_panel_names_what_is_open() -> None:
    record = imported()

    page = logged_in().get(reverse("admin:publishing_item_problems", args=[record.article.item_id])).content.decode()

    assert page.count('data-place="To do"') == record.tasks.count()


def test_only_who_may_add_articles_imports() -> None:
    assert staff("change_article", "view_article").get(IMPORT).status_code == 403
    assert staff("add_article").get(IMPORT).status_code == 200


def test_only_who_may_change_articles_ticks_off() -> None:
    record = imported()
    url = reverse("admin:articles_article_to_do", args=[record.article.pk])

    reader = staff("view_article")
    asked = reader.get(url).status_code, reader.post(url, {"done": record.tasks.all()[0].pk}).status_code
    assert asked == (200, 403)
    assert staff("view_nutrient").get(url).status_code == 403
    assert record.tasks.exclude(done_at=None).count() == 0


def test_the_list_of_an_article_that_was_written_here_is_not_there() -> None:
    article = Article(title="Written here")
    article.save()

    assert logged_in().get(f"/admin/articles/article/{article.pk}/to-do/").status_code == 404


def test_the_way_to_the_import_stands_in_the_list_of_articles() -> None:
    assert f'href="{IMPORT}"' in logged_in().get("/admin/articles/article/").content.decode()
    assert f'href="{IMPORT}"' not in staff("view_article").get("/admin/articles/article/").content.decode()
