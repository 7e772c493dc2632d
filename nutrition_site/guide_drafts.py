"""Makes a draft of a guide file, and finds the line of the file that a draft can't be made or published of.

What a form would refuse is refused here too: an edition is for ever, and so is a page that it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import CASCADE

from nutrients.food_kind import UnknownSourceFood
from nutrition_site.guide_files import GuideFile, Identity
from nutrition_site.guide_text import BadGuideFile
from nutrition_site.guide_yaml import Place
from publishing import kinds
from publishing.models import Draft, Item
from publishing.problems import NotPublishable, Problem

QUOTED = re.compile("“([^”]+)”")


def write_draft(file: GuideFile, item: Item, identity: Identity) -> None:
    """Saves the file's document as the item's draft. Raises BadGuideFile, and then nothing was written."""
    kind = kinds.get(file.kind)
    draft = kind.draft_model._default_manager.filter(item=item).first() or kind.draft_model(item=item)
    named: dict[UUID, str] = {}

    def remembered(of_kind: str, key: str) -> UUID:
        found = identity(of_kind, key)
        named[found] = f"item:{of_kind}/{key}"
        return found

    document = file.document(kind.document_type, remembered)
    try:
        with transaction.atomic():
            kind.restore(document, draft)
            for row in (draft, *_rows(draft)):
                _check(row, file)
    except ValidationError as error:
        message = " ".join(error.messages)
        raise file.bad(message, _quoted(message, file)) from error
    except UnknownSourceFood as error:
        raise file.bad(str(error), file.place_of("number", error.source.number)) from error
    except IntegrityError as error:
        raise _broken_rule(draft, file, error) from error
    except KeyError as error:
        name = named.get(error.args[0], str(error))
        raise file.bad(
            f"{name} can't stand here. Expected an item of another kind.", file.place_saying(name)
        ) from error
    except (DataError, ArithmeticError) as error:
        # Text or a number that its column has no room for.
        _refuse_misfit(draft, file)
        raise file.bad(f"this can't be stored: {error}. Expected what the form of this kind takes.") from error
    except (LookupError, ValueError) as error:
        raise file.bad(f"this can't be stored: {error}. Expected values as in the other files of this kind.") from error


def _relations(draft: Draft) -> list[Any]:
    """To the rows that belong to the draft and go with it."""
    return [one for one in draft._meta.related_objects if one.one_to_many and one.on_delete is CASCADE]


def _rows(draft: Draft) -> Iterator[models.Model]:
    for relation in _relations(draft):
        yield from getattr(draft, relation.get_accessor_name()).all()


def _check(row: models.Model, file: GuideFile) -> None:
    """What the database doesn't refuse by itself: choices, lengths, forms of identifiers."""
    try:
        row.clean_fields(exclude=["item"])
        row.clean()
    except ValidationError as error:
        for name, errors in error.update_error_dict({}).items():
            said = " ".join([*ValidationError(errors).messages, *_choices(row, name)])
            if name == NON_FIELD_ERRORS:
                raise file.bad(said, _quoted(said, file)) from error
            place = _place_of(name, file, value=getattr(row, name, None))
            raise file.bad(said if place else f"{name}: {said}", place) from error


def _refuse_misfit(draft: Draft, file: GuideFile) -> None:
    for model in (draft, *(relation.related_model for relation in _relations(draft))):
        for field in model._meta.fields:
            for place, value in file.named(field.name):
                try:
                    field.run_validators(field.to_python(value))
                except ValidationError as error:
                    raise file.bad(" ".join(error.messages), place) from error


def _place_of(name: str, file: GuideFile, *, value: object = None) -> Place | None:
    """A reference's address is its key."""
    return file.place_of("key" if (name, file.kind) == ("slug", "reference") else name, value)


def _choices(row: models.Model, name: str) -> Iterator[str]:
    field = next((field for field in row._meta.fields if field.name == name), None)
    if field is not None and field.choices:
        yield f"Expected one of {', '.join(str(value) for value, _ in field.flatchoices if value)}."


def _broken_rule(draft: Draft, file: GuideFile, error: IntegrityError) -> BadGuideFile:
    """In the words that the form has for the rule. Databases name it, or the columns that it is about."""
    said = str(error)
    parts: list[Any] = [draft, *(relation.related_model for relation in _relations(draft))]
    for row in parts:
        for rule in row._meta.constraints:
            names = list(_fields(rule))
            columns = ", ".join(f"{row._meta.db_table}.{row._meta.get_field(name).get_attname()}" for name in names)
            if rule.name in said or said.endswith(f" failed: {columns}"):
                # A reference's key is its address.
                places = (
                    file.place_of("key" if (name, file.kind) == ("slug", "reference") else name) for name in names
                )
                return file.bad(str(rule.get_violation_error_message()), next(filter(None, places), None))
    return file.bad(f"this can't be stored: {said}. Expected what the form of this kind takes.")


def _fields(rule: models.BaseConstraint) -> Iterator[str]:
    """The fields that the rule is about, as far as it names them."""
    if isinstance(rule, models.UniqueConstraint):
        yield from rule.fields
    elif isinstance(rule, models.CheckConstraint) and isinstance(rule.condition, models.Q):
        yield from (child[0].partition("__")[0] for child in rule.condition.children if isinstance(child, tuple))


def unpublishable(error: NotPublishable, files: Mapping[UUID, GuideFile]) -> BadGuideFile:
    """The error to raise when the set may not go out: every problem on a line of its own, with its file and line."""
    found = [_told(problem, files[problem.item_id]) for problem in error.problems if problem.item_id in files]
    found[0].args = ("\n".join(map(str, found)),)
    return found[0]


def _told(problem: Problem, file: GuideFile) -> BadGuideFile:
    place = _place(problem, file)
    return file.bad(str(problem) if place is None else problem.message, place)


def _place(problem: Problem, file: GuideFile) -> Place | None:
    """Where the words stand that the problem quotes, else the part that it names: Summary, Care card 2."""
    name, _, number = problem.place.partition(":")[0].lower().rpartition(" ")
    row: Place = (f"{name.replace(' ', '_')}s", int(number) - 1) if number.isdecimal() else ()
    part = row if row in file.placed.lines else file.place_of(f"{name} {number}".strip().replace(" ", "_"))
    return _quoted(problem.message, file) or part or None


def _quoted(message: str, file: GuideFile) -> Place | None:
    places = (file.place_saying(words.removesuffix("…")) for words in QUOTED.findall(message))
    return next(filter(None, places), None)
