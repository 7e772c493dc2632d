"""Kinds: what an app tells publishing about one sort of item, and the registry of them.

Publishing knows no kind by name; it asks these objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.utils.text import slugify

from publishing.documents import Document, Upgrade, decode
from publishing.models import Draft, Edition, Item

if TYPE_CHECKING:
    from publishing.moment import Live, Moment
    from publishing.problems import Problem

DraftT = TypeVar("DraftT", bound=Draft)
DocumentT = TypeVar("DocumentT", bound=Document)


@dataclass(frozen=True, kw_only=True)
class Card:
    """What lists, search and links need to know about an edition."""

    title: str
    path: str
    sort_title: str = ""
    aliases: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class KeyOf:
    """A target named by its key, as a citation mark names a reference."""

    kind: str
    key: str


Target = UUID | KeyOf


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One thing a document says about another item; becomes a link when the document is frozen."""

    target: Target
    role: str
    place: str
    anchor: str = ""
    excerpt: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Content:
    """A page's own part of the template context, and the live items whose text it includes."""

    context: dict[str, Any]
    includes: Sequence[Live] = ()


class Kind(Generic[DraftT, DocumentT]):
    """Subclasses say how one sort of item is drafted, frozen, checked and shown."""

    name: ClassVar[str]
    label: ClassVar[str]
    prefix: ClassVar[str]
    draft_model: type[DraftT]
    document_type: type[DocumentT]
    template: ClassVar[str]
    upgrades: ClassVar[Sequence[Upgrade]] = ()
    # Roles of the mentions whose target's own text stands on the page, not only its name.
    includes: ClassVar[Sequence[str]] = ()
    # Kinds whose pages rank or list this one by its figures, without a link that says so.
    ranks_on: ClassVar[Sequence[str]] = ()
    # Whether readers expect a medical review of its pages.
    awaits_review: ClassVar[bool] = False
    # Whether pages rest on it as a source, which newer ones may overtake.
    sources_grow_old: ClassVar[bool] = False
    # A record of the library is public as soon as it is saved; everything else waits to be published.
    publishes_on_save: ClassVar[bool] = False

    # Whether facts of today may stand over its own page, whatever its edition says.
    has_overlay: ClassVar[bool] = False

    def build(self, draft: DraftT) -> DocumentT:
        """The document of the draft as it is saved now; publish nothing, check nothing."""
        raise NotImplementedError

    def restore(self, document: DocumentT, draft: DraftT) -> None:
        """Writes the document back into the draft and its rows, so that build() gives it again.

        Raises LookupError, with what it is, where a row that it has to choose was deleted.
        """
        raise NotImplementedError

    def card(self, document: DocumentT) -> Card:
        raise NotImplementedError

    def mentions(self, document: DocumentT) -> Iterable[Mention]:
        """Every item that the document includes, cites or links to, in display order."""
        return ()

    def problems(self, document: DocumentT, item: Item, moment: Moment) -> Iterable[Problem]:
        """What must be mended before publishing, beyond what every kind is checked for."""
        return ()

    def project(self, edition: Edition, document: DocumentT) -> None:
        """Writes typed rows that hang on the edition, for numbers to sort and filter by; in its transaction."""

    def months_between_reviews(self, document: DocumentT) -> int:
        """How long a medical review stays good when nothing changes; the more harm an error could do, the shorter."""
        return 36

    def help_words(self, document: DocumentT) -> object:
        """Its words on when to get help. An edition that changes them is never minor enough to keep a medical review."""
        return ()

    def grows_old_on(self, document: DocumentT) -> date | None:
        """The day from which a page that rests on it should look for a newer source; none for what age can't touch."""
        return None

    def page(self, live: Live, moment: Moment) -> Content:
        raise NotImplementedError

    def path(self, slug: str) -> str:
        return f"{self.prefix}{slug}/"

    def also_on(self, edition: Edition) -> Iterable[str]:
        """Addresses of pages without an item of their own, a query included, on which it stands: what it changes with it."""
        return ()

    def rankings(self, edition: Edition) -> Iterable[str]:
        """Those of them that rank items of another kind, and change with the figures of any of those."""
        return ()

    def tables(self, edition: Edition) -> Iterable[str]:
        """Addresses of its figures as CSV, which change with it and with the figures of what it is ranked with. JSON has the same rows."""
        return ()

    def alias_paths(self, aliases: Iterable[str]) -> list[str]:
        """Addresses that other names of the item make."""
        slugs = dict.fromkeys(slugify(alias)[:100] for alias in aliases)
        return [self.path(slug) for slug in slugs if slug]

    def field_label(self, name: str) -> str:
        """What editors call a field of the document: as its form does, if the draft has it."""
        fields = {field.name: field for field in self.draft_model._meta.get_fields() if hasattr(field, "verbose_name")}
        label = str(fields[name].verbose_name) if name in fields else name.replace("_", " ")
        return label[:1].upper() + label[1:]

    def read(self, text: str) -> DocumentT:
        return decode(text, self.document_type, self.upgrades)

    def draft_of(self, item: Item) -> DraftT:
        return self.draft_model._default_manager.get(item=item)


AnyKind = Kind[Any, Any]
_registry: dict[str, AnyKind] = {}


def register(kind: AnyKind) -> None:
    if kind.name in _registry:
        raise ValueError(f"The kind {kind.name!r} is registered twice.")
    _registry[kind.name] = kind


def get(name: str) -> AnyKind:
    return _registry[name]


def every() -> Iterator[AnyKind]:
    return iter(_registry.values())
