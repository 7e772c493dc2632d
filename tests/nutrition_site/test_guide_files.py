"""Guide files: what they hold, which names in them stand for other items, and words for every file that can't be read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from nutrition_site.guide_files import GuideFile, read_file, read_guide
from nutrition_site.guide_text import BadGuideFile
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
        raise LookupError(key)
    return IDS[kind, key]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def made(folder: Path, text: str | bytes) -> Document:
    return read_file(write(folder, "made/one.yaml", text)).document(Made, identity)


def test_a_file_is_known_by_its_folder_and_name_and_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "nutrient/iron.yaml", "name: أحمد ß\n")

    file = read_file(path)
    assert file == GuideFile(kind="nutrient", key="iron", path=path, raw="name: أحمد ß\n".encode())
    assert (file.sha256, file.placed.data) == (hashlib.sha256(path.read_bytes()).hexdigest(), {"name": "أحمد ß"})


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
    with pytest.raises(
        BadGuideFile, match=r"nowhere: this is no folder\. Expected the guide's files there, as <kind>/<key>"
    ):
        read_guide(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: A\nbody: [\n", "one.yaml, line 2: this is not YAML: "),
        ("name: A\n\tbody: B\n", "one.yaml, line 2: this is not YAML: "),
        ("name: A\nbody: 'B\n", "one.yaml, line 2: this is not YAML: "),
        ("name: A\nbody: @B\n", "one.yaml, line 2: this is not YAML: "),
        ("--- \nname: A\n---\nname: B\n", "one.yaml, line 3: this is not YAML: "),
        (
            b"name: A\nbody: Vitam\xedn\n",
            "one.yaml, line 2: the byte 0xed is not UTF-8. Expected the file to be saved as",
        ),
        ("name: A\nbody: B".encode("utf-16"), "one.yaml, line 1: the byte 0xff is not UTF-8."),
        ("name: A\nbody: B\0\n", "one.yaml, line 2: the character U+0000 can't be seen."),
        ('name: A\nbody: "B\\0"\n', "one.yaml, line 2: the character U+0000 can't be seen."),
        ('name: A\nbody: "B\\ud800"\n', "one.yaml, line 2: "),
        ("", "one.yaml: the file is empty. Expected text, or no file."),
        (" \n\n", "one.yaml: the file is empty. Expected text, or no file."),
        ("# nothing\n", "one.yaml, line 1: expected the fields of one document, as name: value."),
        ("Iron", "one.yaml, line 1: expected the fields of one document, as name: value."),
        ("- name: Iron\n", "one.yaml, line 1: expected the fields of one document, as name: value."),
        ("name: A\nbody: B\nname: C\n", "one.yaml, line 3: “name” stands here a second time; the first is in line 1."),
        ("name: A\nlinks:\n  - {wording: B, wording: C}\n", "one.yaml, line 3: “wording” stands here a second time"),
        ("name: &a A\nbody: *a\n", "one.yaml, line 1: a * repeats another part. Expected it written out."),
        ("name: A\n<<: {body: B}\n", "one.yaml, line 2: expected the name of a field before the colon."),
        ("name: A\n5: B\n", "one.yaml, line 2: expected the name of a field before the colon."),
        (
            "name: A\nbody: !!python/object/apply:os.system [ls]\n",
            "one.yaml, line 2: the tag tag:yaml.org,2002:python/",
        ),
        ("name: A\nbody: !!binary aGk=\n", "one.yaml, line 2: the tag tag:yaml.org,2002:binary means nothing here."),
        ("name: A\nbody: 2020-13-99\n", "one.yaml, line 2: “2020-13-99” can't be read: month must be in 1..12."),
        (f"name: A\nbody: {'9' * 5000}\n", "one.yaml, line 2: “9999"),
        (f"name: A\nbody:\n  {'[' * 30}{']' * 30}\n", "one.yaml, line 3: more than 20 levels deep."),
    ],
)
def test_a_file_that_is_no_document_is_named_with_its_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(BadGuideFile, match=re.escape(said)):
        made(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("body: Text\n", "one.yaml, line 1: Object missing required field `name`."),
        ("body: Text\nname: 5\n", "one.yaml, line 2: name: Expected `str`, got `int`."),
        ("name: 2020-01-01\n", "one.yaml, line 1: name: Expected `str`, got `date`."),
        (
            "name: A\nsumary: B\n",
            "one.yaml, line 2: sumary: there is no “sumary” here. Expected one of body, links, name",
        ),
        ("name: A\nlinks: numbness\n", "one.yaml, line 2: links: Expected `array`, got `str`."),
        ("name: A\nlinks:\n- wording: B\n", "one.yaml, line 3: links.0: Object missing required field `symptom`."),
        ("name: A\nlinks:\n- wording: B\n  symptom: numbness\n", "one.yaml, line 4: links.0.symptom: Invalid UUID."),
        (
            "name: A\nlinks:\n- symptom: item:symptom/numbness\n  words: B\n",
            "one.yaml, line 4: links.0.words: there is no “words” here. Expected one of symptom, wording.",
        ),
        (
            "name: A\nlinks:\n- symptom: item:symptom/none\n",
            "one.yaml, line 3: links.0.symptom: item:symptom/none names no file of the guide.",
        ),
        (
            "name: A\nbody: '<a href=\"item:faq/none\">x</a>'\n",
            "one.yaml, line 2: body: item:faq/none names no file of the guide.",
        ),
        ("name: A\nbody: '<a href=\"item:FAQ\">x</a>'\n", "one.yaml, line 2: body: “item:FAQ” is no name."),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_file_line_and_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadGuideFile, match=re.escape(said)):
        made(tmp_path, text)


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_trouble(tmp_path: Path) -> None:
    assert made(tmp_path, b"\xef\xbb\xbfname: A\r\nbody: |\r\n  B\r\n  C\r\n") == Made(name="A", body="B\nC\n")


def test_a_link_in_the_place_of_a_file_or_folder_is_named(tmp_path: Path) -> None:
    real = write(tmp_path, "made/real.yaml", "name: A\n")
    guide = tmp_path / "guide"
    (guide / "made").mkdir(parents=True)
    (guide / "made" / "link.yaml").symlink_to(real)
    with pytest.raises(BadGuideFile, match=r"link\.yaml: this is a link\. Expected a file of the guide's own"):
        read_guide(guide)

    (guide / "made" / "link.yaml").unlink()
    (guide / "linked").symlink_to(real.parent)
    with pytest.raises(BadGuideFile, match=r"linked: this is a link\. Expected a folder of the guide's own"):
        read_guide(guide)


@pytest.mark.parametrize("name", ["folder.yaml", "folder"])
def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "made" / name).mkdir(parents=True)

    with pytest.raises(BadGuideFile, match=f"{name}: this is a folder. Expected a file, as <kind>/<key>.yaml"):
        read_guide(tmp_path)


def test_what_is_hidden_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "made/.one.yaml", "")
    write(tmp_path, ".made/one.yaml", "")

    assert read_guide(tmp_path) == []


@pytest.mark.parametrize("name", ["Iron.yaml", "iron.yml", "vitamin b.yaml", "-.yaml", "ß.yaml"])
def test_a_file_name_that_can_not_be_a_key_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"made/{name}", "name: A\n")

    with pytest.raises(BadGuideFile, match=f"{name}: expected a name of small letters, digits and hyphens"):
        read_guide(tmp_path)


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
