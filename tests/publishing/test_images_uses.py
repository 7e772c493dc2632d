"""An image on a page: what the draft chose, what is frozen, what refuses publishing, and what the template gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.template.loader import render_to_string

from publishing import clock, drafting, kinds
from publishing.images import ImageUse, accept, picture
from publishing.images.pictures import Picture, Source
from publishing.images.where_used import drafts_choosing, editions_naming
from publishing.models import EditionImage, Image, Person
from publishing.people import PersonDocument
from publishing.problems import NotPublishable
from publishing.workflow import withdraw
from tests.factories import edit, make_person, make_user, publish
from tests.publishing.sample_images import jpeg, upload

pytestmark = pytest.mark.django_db
HASH = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_image(**texts: Any) -> Image:
    return accept(upload(jpeg(600, 400)), by=make_user(), **{"credit": "Photo: Ada", "licence": "own work", **texts})


def document_of(person: Person) -> Any:
    return kinds.get("person").build(person)


def use(**fields: Any) -> ImageUse:
    return ImageUse(**{"sha256": HASH, "format": "jpeg", "width": 1000, "height": 500, "alt": "Lentils", **fields})


# --- Frozen -------------------------------------------------------------------------------------------------------


def test_an_edition_holds_what_the_library_said_when_it_was_published() -> None:
    image = make_image(source_url="https://example.org/lentils", focal_x=0.25)
    person = make_person(image=image, alt=" Ravi at a desk ", live=True)
    Image.objects.update(credit="Photo: somebody else")

    stored = kinds.get("person").read(person.item.editions.get().document)

    assert stored.portrait == ImageUse(
        sha256=image.sha256,
        format="jpeg",
        width=600,
        height=400,
        alt="Ravi at a desk",
        credit="Photo: Ada",
        licence="own work",
        source_url="https://example.org/lentils",
        focal_x=0.25,
        focal_y=0.5,
    )


def test_a_draft_without_an_image_says_nothing_of_one() -> None:
    person = make_person(alt="Left over", is_decorative=True)

    assert document_of(person).portrait is None


def test_a_decorative_image_has_no_text_alternative() -> None:
    person = make_person(image=make_image(), alt="Left over", is_decorative=True)

    assert (document_of(person).portrait.alt, document_of(person).portrait.is_decorative) == ("", True)


def test_what_is_not_said_takes_no_bytes() -> None:
    stored = msgspec.json.encode(use(alt=""))

    assert stored == b'{"sha256":"' + HASH.encode() + b'","format":"jpeg","width":1000,"height":500}'


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "../../etc/passwd"},
        {"sha256": HASH + "\n"},
        {"sha256": HASH.upper()},
        {"format": "svg"},
        {"width": 0},
        {"height": -1},
        {"focal_x": 1.5},
    ],
)
def test_a_document_with_an_impossible_image_is_not_read(change: dict[str, Any]) -> None:
    stored = msgspec.to_builtins(use()) | change

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(stored, type=ImageUse)


def test_restoring_an_edition_brings_its_image_back() -> None:
    person = make_person(image=make_image(), alt="Ravi at a desk", live=True)
    before = document_of(person)
    changed = edit(person, image=None, alt="", is_decorative=True)

    drafting.restore(changed.item.editions.get(), by=make_user())

    assert document_of(Person.objects.get()) == before


def test_restoring_an_image_that_the_library_lost_names_it() -> None:
    person = make_person()

    with pytest.raises(LookupError, match=f"The library has no image {HASH}"):
        kinds.get("person").restore(PersonDocument(name="Ravi", slug="ravi", portrait=use()), person)


# --- What refuses publishing --------------------------------------------------------------------------------------


def test_an_image_may_be_saved_with_nothing_and_published_with_everything() -> None:
    bare = make_person(image=make_image(credit="", licence=""))
    with pytest.raises(NotPublishable) as refusal:
        publish([bare.item], by=make_user())

    Image.objects.update(credit="Photo: Ada", licence="own work")
    published = publish([edit(bare, alt="Ravi at a desk").item], by=make_user())

    assert [(problem.place, problem.code) for problem in refusal.value.problems] == [
        ("Portrait", "no-alt"),
        ("Portrait", "no-credit"),
        ("Portrait", "no-licence"),
    ]
    assert len(published) == 1


@pytest.mark.parametrize("alt", ["IMG_1234.JPG", "portrait.webp"])
def test_the_name_of_a_file_is_no_text_alternative(alt: str) -> None:
    person = make_person(image=make_image(), alt=alt)

    assert [problem.code for problem in person.publish_problems()] == ["alt-is-a-file-name"]


def test_a_decorative_image_needs_no_words() -> None:
    assert make_person(image=make_image(), is_decorative=True).publish_problems() == []


# --- Where it is used ---------------------------------------------------------------------------------------------


def test_an_edition_is_indexed_by_the_images_it_names() -> None:
    image = make_image()
    make_person(live=True)
    person = make_person(name="Mo", image=image, alt="Mo", live=True)

    assert list(EditionImage.objects.values_list("edition__item", "image")) == [(person.item_id, image.pk)]


def test_the_library_knows_the_drafts_and_editions_of_an_image() -> None:
    image = make_image()
    drafted = make_person(name="Ada", image=image)
    person = make_person(name="Mo", image=image, alt="Mo", live=True)
    person = edit(person, alt="Mo again")
    publish([person.item], by=make_user())
    gone = make_person(name="Ravi", image=image, alt="Ravi", live=True)
    withdraw(gone.item, by=make_user(), reason="An example.")
    edit(gone, image=None)

    assert drafts_choosing(image) == [drafted, person]
    assert [(str(edition), said) for edition, said in editions_naming(image, at=clock.now())] == [
        ("Ravi (edition 1)", "no longer live"),
        ("Mo (edition 2)", "live"),
        ("Mo (edition 1)", "no longer live"),
    ]


# --- What the template gets ---------------------------------------------------------------------------------------


def test_a_picture_offers_every_width_in_both_formats() -> None:
    def srcset(ending: str) -> str:
        return ", ".join(f"/media/images/{HASH}-{width}.{ending} {width}w" for width in (400, 800, 1000))

    assert picture(use(credit="Photo: Ada", caption="Cooked", focal_x=0.1, focal_y=0.9), sizes="50vw") == Picture(
        sources=(Source(type="image/avif", srcset=srcset("avif")), Source(type="image/webp", srcset=srcset("webp"))),
        src=f"/media/images/{HASH}-800.webp",
        sizes="50vw",
        width=1000,
        height=500,
        alt="Lentils",
        caption="Cooked",
        credit="Photo: Ada",
        licence="",
        source_url="",
        focus="left-bottom",
        is_eager=False,
    )


@pytest.mark.parametrize(
    ("size", "plain", "shown"),
    [((6000, 4000), 800, (1600, 1067)), ((300, 200), 300, (300, 200)), ((900, 1), 800, (900, 1))],
)
def test_a_picture_reserves_the_room_of_its_largest_file(
    size: tuple[int, int], plain: int, shown: tuple[int, int]
) -> None:
    found = picture(use(width=size[0], height=size[1]))

    assert (found.src, found.width, found.height) == (f"/media/images/{HASH}-{plain}.webp", *shown)


def test_the_markup_has_its_size_and_loads_late() -> None:
    html = render_to_string(
        "publishing/_picture.html", {"picture": picture(use(width=300, height=200, alt='"A" & <b>'))}
    )

    assert html.strip() == (
        f'<picture><source type="image/avif" srcset="/media/images/{HASH}-300.avif 300w" sizes="100vw">'
        f'<source type="image/webp" srcset="/media/images/{HASH}-300.webp 300w" sizes="100vw">'
        f'<img class="focus-centre-middle" src="/media/images/{HASH}-300.webp" alt="&quot;A&quot; &amp; &lt;b&gt;" '
        'width="300" height="200" loading="lazy" decoding="async"></picture>'
    )


def test_a_decorative_picture_says_so_and_an_eager_one_loads_at_once() -> None:
    shown = picture(use(is_decorative=True), is_eager=True)

    html = render_to_string("publishing/_picture.html", {"picture": shown})

    assert ('alt=""' in html, "loading" in html) == (True, False)
