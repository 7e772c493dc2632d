"""The library as editors use it: upload, duplicates, refusals that keep the typed text, and deleting."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse

from publishing import clock
from publishing.browser_policy import ADMIN
from publishing.drafting import restore
from publishing.images import accept
from publishing.images.cleaning import remove_unused
from publishing.images.files import folder
from publishing.models import Image
from publishing.previews import revoke, share
from publishing.submissions import submit
from tests.factories import edit, make_person, make_user
from tests.publishing.sample_images import jpeg, png, upload

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/publishing/image/add/", "/admin/publishing/image/"
TEXTS = {
    "title": "Cooked lentils",
    "credit": "Photo: Ada",
    "licence": "own work",
    "source_url": "example.org/lentils",
    "focal_x": "0.25",
    "focal_y": "0.75",
}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ada() -> Client:
    editor = make_user()
    editor.is_staff = editor.is_superuser = True
    editor.save()
    client = Client()
    client.force_login(editor)
    return client


def make_image(**texts: Any) -> Image:
    return accept(upload(jpeg()), by=make_user(), **{"credit": "Photo: Ada", "licence": "own work", **texts})


def change_of(image: Image) -> str:
    return reverse("admin:publishing_image_change", args=[image.pk])


def add(client: Client, data: bytes, *, name: str = "lentils.jpg", **changes: str) -> Any:
    return client.post(ADD, {**TEXTS, **changes, "upload": upload(data, name)})


def errors(response: Any) -> list[str]:
    found = re.findall(r'<ul class="errorlist".*?</ul>', response.content.decode(), re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", error)).split()) for error in found]


def files() -> set[str]:
    return {path.name[:64] for path in folder().glob("*")}


def test_an_upload_becomes_an_image_with_its_texts(ada: Client) -> None:
    response = add(ada, jpeg(500, 300))

    image = Image.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, LIST)
    assert (image.title, image.credit, image.licence) == ("Cooked lentils", "Photo: Ada", "own work")
    assert (image.source_url, image.focal_x, image.focal_y) == ("https://example.org/lentils", 0.25, 0.75)
    assert (image.width, image.height, image.uploaded_by) == (500, 300, make_user())
    assert files() == {image.sha256}


def test_a_form_without_a_file_asks_for_one(ada: Client) -> None:
    response = ada.post(ADD, TEXTS)

    assert (response.status_code, errors(response)) == (200, ["This field is required."])


def test_a_refused_file_keeps_what_was_typed(ada: Client) -> None:
    response = add(ada, b"GIF89a", name="moving.gif")

    assert errors(response) == [
        "“moving.gif” is a GIF; expected a JPEG, PNG or WebP picture. Save or export it as JPEG or PNG, then upload that."
    ]
    assert 'value="Cooked lentils"' in response.content.decode()
    assert (Image.objects.count(), files()) == (0, set())


def test_a_duplicate_is_shown_and_not_kept(ada: Client) -> None:
    image = make_image(title="<b>Lentils</b>")

    response = add(ada, jpeg(comment=b"the same picture"))

    assert errors(response) == [
        "The library has this picture already: <b>Lentils</b> . Use that one, or correct its texts."
    ]
    assert f'<a href="{change_of(image)}">&lt;b&gt;Lentils&lt;/b&gt;</a>' in response.content.decode()
    assert list(Image.objects.values_list("title", flat=True)) == ["<b>Lentils</b>"]


def test_a_failing_disk_is_told_in_the_form(ada: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("in the way")

    response = add(ada, jpeg())

    assert response.status_code == 200
    assert errors(response) == [
        "“lentils.jpg” was not saved, because the disk said: Not a directory. Nothing was kept of it. Tell whoever looks "
        "after the server, then upload it again."
    ]
    assert Image.objects.count() == 0


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "left"])
def test_a_focal_point_outside_is_refused_before_anything_is_kept(ada: Client, value: str) -> None:
    response = add(ada, jpeg(), focal_x=value)

    assert (response.status_code, len(errors(response)), Image.objects.count(), files()) == (200, 1, 0, set())


def test_the_texts_may_be_corrected_and_the_file_may_not(ada: Client) -> None:
    image = make_image()
    before = {name: getattr(image, name) for name in ("sha256", "format", "width", "height", "bytes")}

    response = ada.post(
        change_of(image), {**TEXTS, "credit": "Photo: Mo", "sha256": "0" * 64, "width": "1", "upload": upload(png())}
    )

    image.refresh_from_db()
    assert (response.status_code, image.credit) == (302, "Photo: Mo")
    assert {name: getattr(image, name) for name in before} == before
    assert files() == {image.sha256}


def test_the_change_page_shows_the_picture_and_where_it_is_used(ada: Client) -> None:
    image = make_image(title="Lentils")
    person = make_person(name="Mo", image=image, alt="Mo", live=True)

    response = ada.get(change_of(image))

    html = response.content.decode()
    assert f'src="/media/images/{image.sha256}-60.webp"' in html
    assert reverse("admin:publishing_person_change", args=[person.pk]) in html
    assert "Mo (edition 1)</a>, live" in html
    policy = response.headers["Content-Security-Policy"]
    assert {part.split()[0] for part in policy.split("; ")} == set(ADMIN)
    assert "unsafe-inline" not in policy


def test_an_image_used_nowhere_says_so(ada: Client) -> None:
    html = ada.get(change_of(make_image())).content.decode()

    assert ("No draft chooses it." in html, "No edition names it." in html) == (True, True)


@pytest.mark.parametrize(
    ("query", "titles"),
    [("", ["Beans", "Lentils"]), ("?q=lent", ["Lentils"]), ("?q=mo", ["Beans"]), ("?missing=licence", ["Beans"])],
)
def test_the_list_finds_images_by_text_and_by_what_is_missing(ada: Client, query: str, titles: list[str]) -> None:
    make_image(title="Lentils")
    accept(upload(png()), by=make_user(), title="Beans", credit="Photo: Mo")

    response = ada.get(LIST + query)

    assert [image.title for image in response.context["cl"].result_list] == titles


def test_an_unused_image_is_deleted_with_its_files(ada: Client, django_capture_on_commit_callbacks: Any) -> None:
    image, other = make_image(), accept(upload(png()), by=make_user())

    with django_capture_on_commit_callbacks(execute=True):
        response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert (list(Image.objects.all()), files()) == ([other], {other.sha256})


@pytest.mark.parametrize("is_live", [True, False])
def test_an_image_in_use_is_not_deleted(ada: Client, *, is_live: bool) -> None:
    image = make_image()
    person = make_person(image=image, alt="Mo", live=is_live)
    if is_live:
        edit(person, image=None)

    response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

    assert "would require deleting the following protected related objects" in response.content.decode()
    assert (Image.objects.get(), files()) == (image, {image.sha256})


def test_an_image_is_not_deleted_while_a_submission_can_be_brought_back_with_it(ada: Client) -> None:
    image = make_image()
    person = make_person(image=image, alt="Mo")
    submit([person.item], by=make_user())
    edit(person, image=None)

    response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

    assert "“Ravi Rao”: submission, Ravi Rao (submission 1)" in response.content.decode()
    assert (Image.objects.get(), files()) == (image, {image.sha256})


def test_an_image_that_is_submitted_while_it_is_being_deleted_stays(ada: Client) -> None:
    image = make_image(title="Cooked lentils")
    person = make_person(biography=f"/media/images/{image.sha256}-400.webp")

    def submit_it(**_: Any) -> None:
        """After the page has looked for what names it, and before it goes."""
        submit([person.item], by=make_user())

    post_save.connect(submit_it, sender=LogEntry)
    try:
        response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}, follow=True)
    finally:
        post_save.disconnect(submit_it, sender=LogEntry)

    (told,) = [str(message) for message in response.context["messages"]]
    assert told.startswith("“Cooked lentils” was not deleted, because it can be brought back or is shown with Person")
    assert (Image.objects.get(), files()) == (image, {image.sha256})


def test_an_image_is_not_deleted_while_a_replaced_draft_can_be_brought_back_with_it(ada: Client) -> None:
    image = make_image()
    person = edit(make_person(live=True), image=image, alt="Mo")
    restore(person.item.editions.get(), by=make_user())

    response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

    assert "“Ravi Rao”: replaced draft, " in response.content.decode()
    assert (Image.objects.get(), files()) == (image, {image.sha256})


def test_an_image_is_neither_deleted_nor_cleaned_away_until_no_open_preview_link_shows_it(ada: Client) -> None:
    image = make_image()
    person = make_person(image=image, alt="Mo")
    link, _ = share([person.item], by=make_user(), lasts=timedelta(days=1))
    edit(person, image=None)

    response = ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    removed = remove_unused(before=clock.now() + timedelta(hours=1))

    assert "“Ravi Rao”: preview document, " in response.content.decode()
    assert (removed.images, Image.objects.get(), files()) == ([], image, {image.sha256})
    revoke(link, by=make_user())
    assert ada.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Image.objects.all()) == []


def test_someone_who_may_only_look_cannot_upload(ada: Client) -> None:
    mo = make_user(name="mo")
    mo.is_staff = True
    mo.save()
    mo.user_permissions.add(Permission.objects.get(codename="view_image"))
    client = Client()
    client.force_login(mo)

    assert (add(client, jpeg()).status_code, client.get(LIST).status_code) == (403, 200)
    assert (Image.objects.count(), files()) == (0, set())


def test_a_person_chooses_a_portrait_by_its_title(ada: Client) -> None:
    make_image(title="Portrait of Mo")

    found = ada.get(
        "/admin/autocomplete/",
        {"term": "portrait", "app_label": "publishing", "model_name": "person", "field_name": "image"},
    )

    assert [row["text"] for row in found.json()["results"]] == ["Portrait of Mo"]
