"""One document of YAML as plain data, with the line on which each part of it stands.

It takes mappings, lists and plain values. It refuses what hides something from a reader of the file: a name that
stands twice, anchors, merges, tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nutrition_site.guide_text import UNSEEN, BadGuideFile, text_of, unseen

Place = tuple[str | int, ...]
"""The way to a part of a document: ("statements", 0, "wording")."""

PREFIX = "tag:yaml.org,2002:"
PLAIN = frozenset(f"{PREFIX}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp"))
DEEPEST = 20
# libyaml reads ten times as fast; not every build of PyYAML has it.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A document's fields, and the line of every part."""

    data: dict[str, Any]
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Of the part, or of the nearest one around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def read_document(raw: bytes, path: Path) -> Placed:
    """Raises BadGuideFile, naming the line."""
    text = text_of(raw, path)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"this is not YAML: {error.problem or error.context}."
        # What is missing at the end of the file is told of the line after it.
        last = text.rstrip("\n").count("\n") + 1
        raise BadGuideFile(path, problem, line=min(mark.line + 1, last) if mark else None) from error
    except yaml.YAMLError as error:
        raise BadGuideFile(path, f"this is not YAML: {error}.") from error
    reader = _Reader(path=path)
    data = reader.part(node, ())
    if not isinstance(data, dict):
        raise BadGuideFile(path, "expected the fields of one document, as name: value.", line=1)
    return Placed(data=data, lines=reader.lines)


@dataclass(kw_only=True)
class _Reader:
    path: Path
    lines: dict[Place, int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    values: yaml.constructor.SafeConstructor = field(default_factory=yaml.constructor.SafeConstructor)

    def part(self, node: yaml.Node | None, place: Place) -> Any:
        if node is None:
            return None
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if id(node) in self.seen:
            raise BadGuideFile(self.path, "a * repeats another part. Expected it written out.", line=line)
        self.seen.add(id(node))
        if len(place) > DEEPEST:
            raise BadGuideFile(self.path, f"more than {DEEPEST} levels deep. Expected a flatter document.", line=line)
        if isinstance(node, yaml.MappingNode) and node.tag == f"{PREFIX}map":
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{PREFIX}seq":
            return [self.part(one, (*place, position)) for position, one in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in PLAIN:
            return self.value(node, line)
        raise BadGuideFile(self.path, f"the tag {node.tag} means nothing here. Expected a plain value.", line=line)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in node.value:
            line = name.start_mark.line + 1
            if not isinstance(name, yaml.ScalarNode) or name.tag != f"{PREFIX}str":
                raise BadGuideFile(self.path, "expected the name of a field before the colon.", line=line)
            if name.value in found:
                first = self.lines[*place, name.value]
                problem = (
                    f"“{name.value}” stands here a second time; the first is in line {first}. Expected one of them."
                )
                raise BadGuideFile(self.path, problem, line=line)
            self.lines[*place, name.value] = line
            found[name.value] = self.part(value, (*place, name.value))
        return found

    def value(self, node: yaml.ScalarNode, line: int) -> Any:
        try:
            value = self.values.construct_object(node)
        except (ValueError, yaml.YAMLError) as error:
            problem = f"“{node.value[:40]}” can't be read: {error}. Expected text in quotes?"
            raise BadGuideFile(self.path, problem, line=line) from error
        hidden = UNSEEN.search(value) if isinstance(value, str) else None
        if hidden:
            raise BadGuideFile(self.path, unseen(hidden[0]), line=line)
        return value
