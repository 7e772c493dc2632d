"""Images in a real browser: uploaded, told what must stay in sight, and seen by a reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from publishing.images import accept
from publishing.models import Image
from tests.factories import make_person, make_user
from tests.publishing.sample_images import jpeg, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_uploaded_and_a_click_sets_its_focal_point(desk: Page) -> None:
    desk.goto("/admin/publishing/image/add/")
    desk.get_by_label("Picture").set_input_files(
        {"name": "lentils.jpg", "mimeType": "image/jpeg", "buffer": jpeg(900, 600)}
    )
    desk.get_by_label("Title").fill("Cooked lentils")
    desk.get_by_role("button", name="Save", exact=True).click()
    preview = desk.get_by_role("img", name="Preview of Cooked lentils")
    expect(preview).to_be_visible()
    box = preview.bounding_box()
    assert box is not None

    preview.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_contain_text("was changed successfully")

    image = Image.objects.get()
    assert image.title == "Cooked lentils"
    assert (abs(image.focal_x - 0.25) < 0.02, abs(image.focal_y - 0.75) < 0.02) == (True, True)


def test_readers_see_a_portrait_in_a_size_that_fits(reader: Page) -> None:
    image = accept(upload(jpeg(900, 600)), by=make_user(), credit="Photo: Ada", licence="own work")
    person = make_person(image=image, alt="Ravi at a desk", live=True)

    reader.goto(f"/people/{person.slug}/")

    portrait = reader.get_by_role("img", name="Ravi at a desk")
    expect(portrait).to_have_js_property("complete", True)  # noqa: FBT003
    shown = portrait.evaluate("(image) => [image.naturalWidth > 0, image.currentSrc.split('/').pop()]")
    assert shown == [True, f"{image.sha256}-400.avif"]
    expect(reader.locator("figcaption")).to_have_text("Photo: Ada (own work)")
