"""The library on disk and in the database: both or neither, once each, and removed only when nothing names it."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from PIL import Image as Pillow

from publishing import clock
from publishing.images import ImageRefused, StorageFailed, accept
from publishing.images.cleaning import remove_unused
from publishing.images.files import folder
from publishing.models import Image
from publishing.workflow import withdraw
from tests.factories import edit, make_person, make_user, publish
from tests.publishing.rows import refused
from tests.publishing.sample_images import encoded, jpeg, png, upload

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "images"


def make_image(*, data: bytes | None = None, name: str = "lentils.jpg", **texts: Any) -> Image:
    return accept(upload(data or jpeg(), name), by=make_user(), **texts)


def files() -> list[str]:
    return sorted(path.name for path in folder().glob("*")) if folder().exists() else []


# --- Bringing in --------------------------------------------------------------------------------------------------


def test_an_upload_becomes_one_row_and_its_files(media: Path) -> None:
    data = jpeg(500, 300, comment=b"Lentils")
    before = clock.now()

    image = make_image(data=data, name="cooked-lentils.png", credit="Photo: Ada", licence="own work")

    kept = media / f"{image.sha256}.jpg"
    row: dict[str, Any] = dict(Image.objects.values().get())
    assert before <= row.pop("uploaded_at") <= clock.now()
    assert row == {
        "id": image.pk,
        "sha256": hashlib.sha256(kept.read_bytes()).hexdigest(),
        "upload_sha256": hashlib.sha256(data).hexdigest(),
        "format": "jpeg",
        "width": 500,
        "height": 300,
        "bytes": kept.stat().st_size,
        "title": "cooked-lentils",
        "credit": "Photo: Ada",
        "licence": "own work",
        "source_url": "",
        "focal_x": 0.5,
        "focal_y": 0.5,
        "uploaded_by_id": make_user().pk,
    }
    assert files() == sorted(
        [kept.name, *(f"{image.sha256}-{width}.{ending}" for width in (400, 500) for ending in ("avif", "webp"))]
    )
    assert {path.stat().st_mode & 0o777 for path in media.iterdir()} == {0o644}


@pytest.mark.parametrize("name", ["../../evil.jpg", "a/b/c.jpg", "x" * 300 + ".jpg", "عدس ‮gpj.html", ".jpg"])
def test_no_name_of_an_upload_reaches_the_disk(name: str) -> None:
    image = make_image(name=name)

    assert {file[:64] for file in files()} == {image.sha256}


def test_the_same_upload_again_is_the_same_row() -> None:
    first = make_image(title="Lentils")
    written = [(folder() / name).stat().st_mtime_ns for name in files()]

    again = make_image(title="Something else", name="other.jpg")

    assert again == first
    assert [image.title for image in Image.objects.all()] == ["Lentils"]
    assert [(folder() / name).stat().st_mtime_ns for name in files()] == written


def test_an_upload_that_differs_in_its_metadata_only_is_the_same_row() -> None:
    first = make_image(data=jpeg())
    again = make_image(data=jpeg(comment=b"another"))
    downloaded = make_image(data=(folder() / f"{first.sha256}.jpg").read_bytes())

    assert (again, downloaded, Image.objects.count()) == (first, first, 1)


def test_a_known_image_whose_files_were_lost_gets_them_back() -> None:
    image = make_image()
    before = files()
    shutil.rmtree(folder())

    make_image()

    assert files() == before
    assert Image.objects.get() == image


def test_a_refused_upload_leaves_nothing() -> None:
    with pytest.raises(ImageRefused, match=r"“lentils\.gif” is a GIF"):
        make_image(data=b"GIF89a", name="lentils.gif")

    assert (files(), Image.objects.count()) == ([], 0)


@pytest.mark.parametrize("column", ["focal_x", "focal_y"])
@pytest.mark.parametrize("value", [-0.01, 1.01])
def test_a_focal_point_outside_is_refused_and_leaves_no_file(column: str, value: float) -> None:
    with refused("image_focal_point_inside"):
        accept(upload(jpeg()), by=make_user(), **{column: value})

    assert files() == []


def test_a_row_that_fails_takes_its_own_files_away_and_no_others() -> None:
    other = make_image(data=png())
    before = files()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_image(data=jpeg(), focal_x=7)

    assert files() == before
    assert list(Image.objects.all()) == [other]


# --- A full disk --------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """A file system of 64 kB, for which one must be root."""
    at.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(at)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


@contextmanager
def small_files() -> Iterator[None]:
    """No file may grow beyond 16 kB; the system then answers much as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def noise(width: int, height: int) -> bytes:
    """A picture that can't be made small."""
    return encoded(Pillow.effect_noise((width, height), 60), "PNG")


def test_a_disk_without_room_keeps_neither_row_nor_half_a_file(media: Path) -> None:
    data = noise(600, 400)
    with small_files() if not may_mount() else small_disk(media):
        with pytest.raises(StorageFailed) as failure:
            make_image(data=data, name="noise.png")
        left = files()

    assert str(failure.value) == (
        "“noise.png” was not saved, because there is no room left on the server's disk. Nothing was kept of it. "
        "Tell whoever looks after the server, then upload it again."
    )
    assert (left, Image.objects.count()) == ([], 0)
    assert make_image(data=data).format == "png"


def may_mount() -> bool:
    return os.geteuid() == 0 and shutil.which("mount") is not None


def test_a_limit_on_the_size_of_files_is_told_as_a_full_disk() -> None:
    data = noise(600, 400)

    with small_files(), pytest.raises(StorageFailed, match="there is no room left"):
        make_image(data=data)

    assert (files(), Image.objects.count()) == ([], 0)


def test_a_folder_that_cannot_be_made_is_told(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageFailed, match="because the disk said: Not a directory"):
        make_image()

    assert Image.objects.count() == 0


# --- Clean-up -----------------------------------------------------------------------------------------------------


def clean_up(*options: str) -> list[str]:
    out = StringIO()
    call_command("remove_unused_images", *options, stdout=out)
    return out.getvalue().splitlines()


def test_only_what_nothing_names_is_removed() -> None:
    chosen = make_image(data=png(10, 10), title="In a draft")
    person = make_person(image=chosen, alt="Ravi at a desk")
    published = make_image(data=png(11, 10), title="In an edition", credit="Ada", licence="own work")
    once = make_person(name="Once", image=published, alt="Once", live=True)
    edit(once, image=None)
    withdraw(once.item, by=make_user(), reason="An example.")
    make_image(data=png(12, 10), title="Nowhere")
    in_text = make_image(data=png(13, 10), title="In a text")
    make_person(name="Text", biography=f"/media/images/{in_text.sha256}-400.webp")

    rehearsed = clean_up("--days=0", "--dry-run")
    said = clean_up("--days=0")

    assert rehearsed == ["Would remove “Nowhere”", "images 1, files 0, 0.0 MB freed"]
    assert said == ["Removed “Nowhere”", "images 1, files 3, 0.0 MB freed"]
    assert set(Image.objects.all()) == {chosen, published, in_text}
    assert {name[:64] for name in files()} == {image.sha256 for image in (chosen, published, in_text)}
    assert clean_up("--days=0") == ["images 0, files 0, 0.0 MB freed"]
    assert person.image == chosen


def test_what_was_uploaded_lately_stays() -> None:
    image = make_image()

    assert clean_up() == ["images 0, files 0, 0.0 MB freed"]
    assert Image.objects.get() == image


def test_strays_go_and_what_is_not_ours_stays() -> None:
    image = make_image()
    mine = files()
    stray, partial, recent, foreign = "0" * 64 + "-400.webp", ".incoming-old", ".incoming-new", "notes.txt"
    for name in (stray, partial, recent, foreign):
        (folder() / name).write_bytes(b"x" * 10)
    os.utime(folder() / partial, (time.time() - 7200,) * 2)

    assert clean_up() == ["images 0, files 2, 0.0 MB freed"]
    assert files() == sorted([*mine, recent, foreign])
    assert Image.objects.get() == image


@pytest.mark.django_db(transaction=True)
def test_an_image_chosen_while_it_is_being_removed_stays() -> None:
    image = make_image()
    before = files()

    def choose_it(**_: Any) -> None:
        make_person(image=image)

    pre_delete.connect(choose_it, sender=Image)
    try:
        removed = remove_unused(before=clock.now() + timedelta(days=1))
    finally:
        pre_delete.disconnect(choose_it, sender=Image)

    assert (removed.images, removed.files, files()) == ([], 0, before)
    assert Image.objects.get() == image


def test_an_image_that_an_edition_shows_cannot_be_deleted() -> None:
    image = make_image(credit="Ada", licence="own work")
    person = make_person(image=image, alt="Ravi", live=True)
    edit(person, image=None)
    publish([person.item], by=make_user())

    with pytest.raises(ProtectedError, match="EditionImage"):
        image.delete()
