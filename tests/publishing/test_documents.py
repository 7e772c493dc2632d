"""Documents of every kind: to a draft and back, bytes that stay, and what older versions of the program wrote."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing import documents, kinds
from publishing.documents import Document, UnreadableDocument, decode, encode, schema_number
from publishing.kinds import AnyKind
from publishing.models.drafts import new_item
from publishing.people import PersonDocument
from tests.publishing.strategies import CHARACTERS, STRATEGIES

# One document of every version of every kind that was ever in use: <kind>-<schema>.json, never rewritten.
SAMPLES = Path(__file__).parent.parent / "data" / "documents"

every_kind = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in kinds.every()])


def sample(name: str, schema: int) -> str:
    return (SAMPLES / f"{name}-{schema}.json").read_text().rstrip("\n")


# --- Every kind: to a draft and back ------------------------------------------------------------------------------


@every_kind
@pytest.mark.once
@pytest.mark.django_db
def test_a_restored_document_builds_to_the_same_bytes_again(kind: AnyKind) -> None:
    assert kind.name in STRATEGIES, f"Say in tests/publishing/strategies.py what documents of {kind.name} can be."
    drawn = STRATEGIES[kind.name]()
    item = new_item(kind.name, "drawn")
    blank = kind.draft_model(item=item, slug="about" if kind.name == "policy" else "drawn")
    blank.save()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn)
    def holds(document: Document) -> None:
        kind.restore(document, kind.draft_of(item))

        built = kind.build(kind.draft_of(item))

        assert built == document
        assert encode(built) == encode(document)
        assert kind.read(encode(document)) == document

    holds()


# --- Every kind: what was stored stays readable -------------------------------------------------------------------


@every_kind
def test_new_documents_say_the_schema_that_the_upgrades_lead_to(kind: AnyKind) -> None:
    said = {field.name: field.default_factory for field in msgspec.structs.fields(kind.document_type)}

    assert said["schema"]() == len(kind.upgrades) + 1


@every_kind
def test_a_document_of_every_version_is_still_read(kind: AnyKind) -> None:
    current = len(kind.upgrades) + 1

    read = [kind.read(sample(kind.name, schema)) for schema in range(1, current + 1)]

    assert [type(document) for document in read] == [kind.document_type] * current
    assert {document.schema for document in read} == {current}


@every_kind
def test_the_bytes_of_the_current_version_are_what_they_were(kind: AnyKind) -> None:
    """Equal content must give equal bytes for ever: approvals and "nothing changed" compare them."""
    stored = sample(kind.name, len(kind.upgrades) + 1)

    assert encode(kind.read(stored)) == stored


@every_kind
def test_the_sample_of_the_current_version_fills_every_field(kind: AnyKind) -> None:
    """A field that is empty in the sample could be renamed without any test noticing."""
    document = kind.read(sample(kind.name, len(kind.upgrades) + 1))

    assert never_filled(document) == set()


def never_filled(document: msgspec.Struct) -> set[str]:
    """Fields that are empty in every part of the document; a part of two exclusive shapes may come twice."""
    filled: dict[type, set[str]] = {}

    def walk(part: object) -> None:
        if isinstance(part, tuple):
            for inner in part:
                walk(inner)
        if isinstance(part, msgspec.Struct):
            values = {field.name: getattr(part, field.name) for field in msgspec.structs.fields(part)}
            filled.setdefault(type(part), set()).update(name for name, value in values.items() if value)
            for value in values.values():
                walk(value)

    walk(document)
    return {
        f"{struct.__name__}.{field.name}"
        for struct, names in filled.items()
        for field in msgspec.structs.fields(struct)
        if field.name not in names
    }


def test_every_sample_belongs_to_a_kind_and_a_version() -> None:
    wanted = {f"{kind.name}-{schema}.json" for kind in kinds.every() for schema in range(1, len(kind.upgrades) + 2)}

    assert {file.name for file in SAMPLES.iterdir()} == wanted


# --- The text form ------------------------------------------------------------------------------------------------


class Recipe(Document, frozen=True, kw_only=True):
    """A made-up kind that has had two older shapes."""

    schema: int = schema_number(3)
    title: str
    steps: tuple[str, ...]
    source: str = ""


def title_was_called_name(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "title": data["name"]}


def steps_were_one_text(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "steps": data["text"].split("; ")}


UPGRADES = (title_was_called_name, steps_were_one_text)
LENTILS = Recipe(title="Lentils", steps=("Wash", "Boil"))


def read(text: str) -> Recipe:
    return decode(text, Recipe, UPGRADES)


@pytest.mark.parametrize(
    "stored",
    [
        '{"schema":1,"name":"Lentils","text":"Wash; Boil"}',
        '{"name":"Lentils","text":"Wash; Boil"}',
        '{"schema":2,"title":"Lentils","text":"Wash; Boil"}',
        '{"schema":3,"title":"Lentils","steps":["Wash","Boil"]}',
        '{"steps":["Wash","Boil"],"title":"Lentils","schema":3}',
        '{"schema":3,"title":"Lentils","steps":["Wash","Boil"],"colour":"added by a later version, and dropped"}',
    ],
)
def test_every_older_shape_is_read_as_the_present_one(stored: str) -> None:
    assert read(stored) == LENTILS


@pytest.mark.parametrize(
    ("stored", "place"),
    [
        ("", "Recipe"),
        ("{", "Recipe"),
        ("[]", "Recipe can't be read: Expected `object`, got `array`"),
        ('{"schema":4,"title":"Lentils","steps":[]}', "A Recipe says schema 4; this version reads 1 to 3"),
        ('{"schema":0,"title":"Lentils","steps":[]}', "A Recipe says schema 0"),
        ('{"schema":-1,"title":"Lentils","steps":[]}', "A Recipe says schema -1"),
        ('{"schema":"3","title":"Lentils","steps":[]}', r"Recipe can't be read: .* at `\$.schema`"),
        ('{"schema":3,"title":"Lentils"}', "Recipe can't be read: .* missing required field `steps`"),
        ('{"schema":3,"title":7,"steps":[]}', r"Recipe can't be read: .* at `\$.title`"),
        ('{"schema":3,"title":"Lentils","steps":["Wash",null]}', r"at `\$.steps\[1\]`"),
        ('{"schema":1,"text":"Wash"}', "Recipe of schema 1 can't be upgraded to 2: KeyError"),
        ('{"schema":2,"title":"Lentils","text":["Wash"]}', "Recipe of schema 2 can't be upgraded to 3: AttributeError"),
        ('{"schema":2,"title":7,"text":"Wash"}', r"at `\$.title`"),
    ],
)
def test_an_unreadable_document_names_its_kind_and_the_place(stored: str, place: str) -> None:
    with pytest.raises(UnreadableDocument, match=place):
        read(stored)


def test_the_fields_stand_in_their_order_and_letters_stay_letters() -> None:
    person = PersonDocument(name="أحمد ß \u2028 🥬", slug="ahmad", biography='Says "no".\0')

    assert encode(person) == (
        '{"schema":1,"name":"أحمد ß \u2028 🥬","slug":"ahmad","biography":"Says \\"no\\".\\u0000"}'
    )


@given(st.text(CHARACTERS | st.just("\0")))
def test_any_text_comes_back_as_it_was(drawn: str) -> None:
    person = PersonDocument(name=drawn, slug="drawn", biography=drawn)

    assert decode(encode(person), PersonDocument) == person


def test_half_a_character_is_refused_rather_than_stored() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(PersonDocument(name="\ud800", slug="half"))


def test_the_sha256_is_that_of_the_stored_bytes() -> None:
    text = encode(PersonDocument(name="أحمد", slug="ahmad"))

    assert documents.sha256(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


# --- New fields ---------------------------------------------------------------------------------------------------


@every_kind
def test_a_new_optional_field_changes_no_stored_byte(kind: AnyKind) -> None:
    """So every part of a document leaves out what has its default; all but the schema."""
    assert {part.__name__ for part in parts_of(kind.document_type) if not part.__struct_config__.omit_defaults} == set()
    assert encode(kind.read(sample(kind.name, len(kind.upgrades) + 1))).startswith('{"schema":')


def parts_of(struct: type[msgspec.Struct]) -> set[type[msgspec.Struct]]:
    """The struct and every struct that its fields can hold."""
    found = {struct}
    waiting: list[Any] = [field.type for field in msgspec.inspect.type_info(struct).fields]  # type: ignore[attr-defined]
    while waiting:
        part = waiting.pop()
        if isinstance(part, msgspec.inspect.StructType) and part.cls not in found:
            found.add(part.cls)
            waiting += [field.type for field in part.fields]
        waiting += getattr(part, "types", ())
        waiting += [part.item_type] if hasattr(part, "item_type") else []
        waiting += getattr(part, "item_types", ())
    return found
