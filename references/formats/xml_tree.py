"""A small tree of one piece of XML, read without any document type: no entity is ever defined, fetched or expanded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

# XML's own five; every other named entity must be a character of HTML.
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{0,31});")
MAX_DEPTH = 60


class NotXml(Exception):
    """The text is no well-formed piece of XML, or defines entities; the message says where and why."""


@dataclass
class Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Node | str] = field(default_factory=list)

    def children(self, name: str = "") -> Iterator[Node]:
        return (part for part in self.parts if isinstance(part, Node) and name in ("", part.name))

    def find(self, path: str) -> Node | None:
        return next(self.every(path), None)

    def every(self, path: str) -> Iterator[Node]:
        """All nodes at a path below this one: "AuthorList/Author"."""
        name, _, rest = path.partition("/")
        for child in self.children(name):
            if rest:
                yield from child.every(rest)
            else:
                yield child

    def text(self, path: str = "") -> str:
        node = self.find(path) if path else self
        return " ".join(node.markup().split()) if node is not None else ""

    def markup(self) -> str:
        """The text inside, with the tags inside it, which titles have."""
        pieces = []
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(part)
            else:
                pieces.append(f"<{part.name}>{part.markup()}</{part.name}>")
        return "".join(pieces)


def read_xml(text: str) -> Node:
    """The tree of one element. Raises NotXml."""
    parser = expat.ParserCreate()
    root = Node("")
    open_nodes = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(open_nodes) > MAX_DEPTH:
            raise NotXml("It is nested too deeply.")
        node = Node(name, attributes)
        open_nodes[-1].parts.append(node)
        open_nodes.append(node)

    def refuse(*_: object) -> None:
        raise NotXml("It defines entities, which no export does, and was not read.")

    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: open_nodes.pop()
    parser.CharacterDataHandler = lambda data: open_nodes[-1].parts.append(data)
    parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(ENTITY.sub(_character, text).encode("utf-8", "replace"), True)  # noqa: FBT003 - expat takes it by its place
    except expat.ExpatError as error:
        raise NotXml(f"{expat.ErrorString(error.code)}, in its line {error.lineno}.") from error
    return next(root.children())


def _character(found: re.Match[str]) -> str:
    read = html.unescape(found[0])
    return found[0].replace("&", "&amp;") if read == found[0] else html.escape(read)
