"""Guide files: one document a file in YAML, naming other items by kind and key instead of by identity.

`item:symptom/numbness` stands for the symptom with that key, as a value of its own or inside a link. It reads
files and nothing else: no database, no publishing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from nutrition_site.guide_text import BadGuideFile, read_bytes
from nutrition_site.guide_yaml import Place, Placed, read_document
from publishing.documents import Document

RELEASES = "release"
SUFFIXES = (".yaml", ".yml")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAMED = re.compile(r"item:([a-z]+)/([a-z0-9-]+)")
IN_LINK = re.compile(r'(?<=href=")item:([^"]*)(?=")')
# Where msgspec says it was when something did not fit: - at `$.links[0].symptom`
AT = re.compile(r" - at `(?:key in )?\$([^`]*)`$")
STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")

BETWEEN_WORDS = re.compile(r"<[^>]*>|\[\[ref:|\]\]|\s")

Identity = Callable[[str, str], UUID]
Shape = TypeVar("Shape", bound=msgspec.Struct)


@dataclass(frozen=True, kw_only=True)
class GuideFile:
    kind: str
    key: str
    path: Path
    raw: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @cached_property
    def placed(self) -> Placed:
        """Read when first asked for: a file that didn't change since it was loaded is never parsed."""
        return read_document(self.raw, self.path)

    def document(self, document_type: type[Document], identity: Identity) -> Document:
        """The typed document, with every name turned into an identity. Raises BadGuideFile."""
        return self.converted(document_type, self._identified(self.placed.data, (), identity))

    def converted(self, into: type[Shape], data: Any = None) -> Shape:
        """The file's data, or other data of the same shape, as what it is expected to be. Raises BadGuideFile."""
        data = self.placed.data if data is None else data
        try:
            shaped = msgspec.convert(data, type=into)
        except msgspec.ValidationError as error:
            problem, place = _split(str(error))
            raise self.bad(problem, place) from error
        for place, name, known in _unknown(shaped, data, ()):
            raise self.bad(f"there is no “{name}” here. Expected one of {', '.join(sorted(known))}.", (*place, name))
        return shaped

    def bad(self, problem: str, place: Place | None = None) -> BadGuideFile:
        """The error to raise about the part at this place; without a place it is about the file."""
        if place is None:
            return BadGuideFile(self.path, problem)
        name = ".".join(map(str, place))
        return BadGuideFile(self.path, f"{name}: {problem}" if name else problem, line=self.placed.line(place))

    def place_of(self, name: str, value: object = None) -> Place | None:
        """Where a field of that name holds the value, else where one of that name stands."""
        places = dict(self.named(name))
        holding = [place for place, held in places.items() if str(held) == str(value)]
        return next(iter([*holding, *places]), None)

    def named(self, name: str) -> list[tuple[Place, Any]]:
        """Every field of that name and what it holds."""
        return [(place, self._at(place)) for place in self.placed.lines if place and place[-1] == name]

    def place_saying(self, words: str) -> Place | None:
        """Where these words stand, whatever marks, tags and blanks are among them."""
        sought = BETWEEN_WORDS.sub("", words)
        texts = {place: self._at(place) for place in self.placed.lines}
        bare = {place: BETWEEN_WORDS.sub("", text) for place, text in texts.items() if isinstance(text, str)}
        whole = [place for place, text in bare.items() if text == sought]
        return next(iter([*whole, *(place for place, text in bare.items() if sought in text)]), None)

    def _at(self, place: Place) -> Any:
        value: Any = self.placed.data
        for step in place:
            value = value[step]
        return value

    def _identified(self, value: Any, place: Place, identity: Identity) -> Any:
        if isinstance(value, dict):
            return {name: self._identified(part, (*place, name), identity) for name, part in value.items()}
        if isinstance(value, list):
            return [self._identified(part, (*place, position), identity) for position, part in enumerate(value)]
        if not isinstance(value, str):
            return value

        def named(kind: str, key: str) -> UUID:
            try:
                return identity(kind, key)
            except LookupError as error:
                raise self.bad(
                    f"item:{kind}/{key} names no file of the guide. Expected <kind>/<key>.", place
                ) from error

        def linked(found: re.Match[str]) -> str:
            name = NAMED.fullmatch(found[0])
            if name is None:
                raise self.bad(f"“{found[0]}” is no name. Expected item:<kind>/<key>.", place)
            return f"object:{named(name[1], name[2])}"

        whole = NAMED.fullmatch(value)
        return str(named(whole[1], whole[2])) if whole else IN_LINK.sub(linked, value)


def read_guide(folder: Path) -> list[GuideFile]:
    """Every file of the folder, `<kind>/<key>.yaml`, in the order of their paths. None is parsed yet."""
    if not folder.is_dir():
        raise BadGuideFile(folder, "this is no folder. Expected the guide's files there, as <kind>/<key>.yaml.")
    kinds = [path for path in _visible(folder) if path.is_dir() and path.name != RELEASES]
    return [read_file(path) for kind in kinds for path in _visible(kind) if path.is_dir() or path.suffix in SUFFIXES]


def _visible(folder: Path) -> list[Path]:
    if folder.is_symlink():
        raise BadGuideFile(folder, "this is a link. Expected a folder of the guide's own.")
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def read_file(path: Path) -> GuideFile:
    if path.is_dir():
        raise BadGuideFile(path, "this is a folder. Expected a file, as <kind>/<key>.yaml.")
    if path.suffix != ".yaml" or not KEY.fullmatch(path.stem):
        raise BadGuideFile(path, "expected a name of small letters, digits and hyphens that ends in .yaml.")
    return GuideFile(kind=path.parent.name, key=path.stem, path=path, raw=read_bytes(path))


def _split(message: str) -> tuple[str, Place]:
    """What msgspec says, in what is wrong and where."""
    at = AT.search(message)
    if at is None:
        return f"{message}.", ()
    steps = STEP.findall(at[1])
    return f"{message[: at.start()]}.", tuple(int(position) if position else name for name, position in steps)


def _unknown(part: object, data: Any, place: Place) -> Iterator[tuple[Place, str, set[str]]]:
    """Fields that the document's type doesn't have, at any depth: they would be lost in silence."""
    if isinstance(part, msgspec.Struct) and isinstance(data, dict):
        names = {field.encode_name: field.name for field in msgspec.structs.fields(part)}
        tag = part.__struct_config__.tag_field
        for name, value in data.items():
            if name in names:
                yield from _unknown(getattr(part, names[name]), value, (*place, name))
            elif name != tag:
                yield place, name, set(names)
    elif isinstance(part, tuple) and isinstance(data, list):
        for position, (one, value) in enumerate(zip(part, data, strict=True)):
            yield from _unknown(one, value, (*place, position))
