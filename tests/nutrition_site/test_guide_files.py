"""Guide files: what they hold, which names in them stand for other items, and words for every file that can't be read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from nutrition_site.guide_files import BadGuideFile, GuideFile, read_file, read_guide
from publishing.documents import Document

IDS = {("symptom", "numbness"): UUID(int=1), ("faq", "is-it-so"): UUID(int=2)}


class Link(msgspec.Struct, frozen=True):
    symptom: UUID
    wording: str = ""


class Made(Document, frozen=True, kw_only=True):
    """A made-up kind."""

    name: str
    body: str = ""
    links: tuple[Link, ...] = ()


def identity(kind: str, key: str) -> UUID:
    if (kind, key) not in IDS:
        raise LookupError(f"item:{kind}/{key} names no file of the guide.")
    return IDS[kind, key]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def made(folder: Path, text: str) -> Document:
    return read_file(write(folder, "made/one.yaml", text)).document(Made, identity)


def test_a_file_is_known_by_its_folder_and_name_and_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "nutrient/iron.yaml", "name: أحمد ß\n")

    assert read_file(path) == GuideFile(
        kind="nutrient",
        key="iron",
        path=path,
        sha256=hashlib.sha256("name: أحمد ß\n".encode()).hexdigest(),
        data={"name": "أحمد ß"},
    )


def test_a_guide_is_every_file_in_the_order_of_their_paths_and_nothing_else(tmp_path: Path) -> None:
    for name in ("symptom/b.yaml", "symptom/a.yaml", "nutrient/c.yaml", "nutrient/notes.txt", "README.yaml"):
        write(tmp_path, name, "name: X\n")

    assert [(file.kind, file.key) for file in read_guide(tmp_path)] == [
        ("nutrient", "c"),
        ("symptom", "a"),
        ("symptom", "b"),
    ]


def test_an_empty_folder_is_an_empty_guide(tmp_path: Path) -> None:
    assert read_guide(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadGuideFile, match=r"nowhere is no folder\. Expected the guide's files there, as <kind>/<key>"):
        read_guide(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [", "one.yaml is not YAML in UTF-8: while parsing"),
        (b"name: Vitam\xedn\n", "one.yaml is not YAML in UTF-8: 'utf-8' codec can't decode byte 0xed"),
        ("name: !!python/object/apply:os.system [ls]\n", "one.yaml is not YAML in UTF-8: could not determine"),
        ("\0", "one.yaml is not YAML in UTF-8: unacceptable character #x0000"),
        ("", "one.yaml holds NoneType; expected the fields of one document"),
        ("Iron", "one.yaml holds str; expected the fields of one document"),
        ("- name: Iron\n", "one.yaml holds list; expected the fields of one document"),
        ("--- \nname: A\n---\nname: B\n", "one.yaml is not YAML in UTF-8: expected a single document"),
    ],
)
def test_a_file_that_is_no_document_is_named(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(BadGuideFile, match=said):
        read_file(write(tmp_path, "made/one.yaml", text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("body: Text\n", r"one.yaml: Object missing required field `name`"),
        ("name: 5\n", r"one.yaml: Expected `str`, got `int` - at `\$.name`"),
        ("name: 2020-01-01\n", r"one.yaml: Expected `str`, got `date` - at `\$.name`"),
        ("name: A\nlinks: numbness\n", r"one.yaml: Expected `array`, got `str` - at `\$.links`"),
        ("name: A\nlinks: [{symptom: numbness}]\n", r"one.yaml: Invalid UUID - at `\$.links\[0\].symptom`"),
        ("name: A\nlinks: [{symptom: 'item:symptom/none'}]\n", "one.yaml: .*item:symptom/none names no file"),
        ("name: A\nbody: '<a href=\"item:faq/none\">x</a>'\n", "one.yaml: .*item:faq/none names no file"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_file_and_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadGuideFile, match=said):
        made(tmp_path, text)


def test_names_become_identities_as_values_and_inside_links_only(tmp_path: Path) -> None:
    text = (
        "name: item:symptom\n"
        'body: \'<p>item:symptom/numbness <a href="item:symptom/numbness">a</a> <a href="item:faq/is-it-so">b</a></p>\'\n'
        "links:\n"
        "  - {symptom: 'item:symptom/numbness', wording: See item:symptom/numbness}\n"
    )

    assert made(tmp_path, text) == Made(
        name="item:symptom",
        body=f'<p>item:symptom/numbness <a href="object:{UUID(int=1)}">a</a> <a href="object:{UUID(int=2)}">b</a></p>',
        links=(Link(symptom=UUID(int=1), wording="See item:symptom/numbness"),),
    )
