"""The kind "reference": a source as readers see it, and what cites it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date
from typing import Any
from uuid import UUID

from publishing.documents import Document
from publishing.kinds import Card, Content, Kind, Mention
from publishing.models import Edition, Item
from publishing.moment import Live, Moment
from publishing.problems import Problem, Severity
from references.ama import format_source, marked_up
from references.citations import citation
from references.csl import Source, authors_from_lines, authors_to_lines
from references.marks import plain_text
from references.models import Reference
from references.source_gaps import gaps
from references.source_health import Health, health_of
from references.superseding import tell_of_newer_versions
from references.vocabulary import CslType, GradeSystem, SourceTier, StudyType

# Fields that are the same in the record and in the source.
SHARED = (
    "type",
    "title",
    "original_title",
    "container_title",
    "container_title_short",
    "series",
    "number",
    "genre",
    "event_title",
    "event_place",
    "publisher",
    "publisher_place",
    "season",
    "volume",
    "issue",
    "page",
    "edition",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "url",
    "language",
)
# Fields that the record holds one name a line.
NAMES = ("authors", "editors", "translators")
# After so long a source that isn't a landmark is looked at: something newer may have overtaken it.
YEARS_FRESH = 10
SUPERSEDED_BY = "superseded-by"
# Fields that say what kind of source it is; the document has them beside the source.
ABOUT = ("tier", "study_type", "grade_system", "quoted_grade", "funding", "is_landmark", "archive_url")


class ReferenceDocument(Document, frozen=True, kw_only=True):
    source: Source
    tier: str = ""
    study_type: str = ""
    grade_system: str = ""
    quoted_grade: str = ""
    funding: str = ""
    is_landmark: bool = False
    archive_url: str = ""
    archived: tuple[int, ...] = ()
    superseded_by: UUID | None = None
    """What took its place."""

    @property
    def citation(self) -> str:
        """The source in the house style, as safe HTML."""
        return format_source(self.source)

    def health(self, overlay: Mapping[str, Any]) -> Health:
        return health_of(self.source, overlay, archive_url=self.archive_url)

    @property
    def archived_on(self) -> date | None:
        return date(*self.archived) if self.archived else None

    @property
    def type_label(self) -> str:
        return str(CslType(self.source.type).label)

    @property
    def tier_label(self) -> str:
        return str(SourceTier(self.tier).label) if self.tier else ""

    @property
    def study_type_label(self) -> str:
        return str(StudyType(self.study_type).label) if self.study_type else ""

    @property
    def quoted_grade_label(self) -> str:
        """What the source says of its own evidence."""
        if not self.grade_system or not self.quoted_grade:
            return ""
        return f"{GradeSystem(self.grade_system).label}: {self.quoted_grade}"


class ReferenceKind(Kind[Reference, ReferenceDocument]):
    name = "reference"
    label = "Reference"
    prefix = "/references/"
    draft_model = Reference
    document_type = ReferenceDocument
    template = "references/reference_detail.html"
    publishes_on_save = True
    sources_grow_old = True
    has_overlay = True

    def build(self, draft: Reference) -> ReferenceDocument:
        values: dict[str, Any] = {name: getattr(draft, name) for name in SHARED}
        values |= {name: authors_from_lines(getattr(draft, name)) for name in NAMES}
        source = Source(
            key=draft.slug,
            issued=tuple(int(part) for part in draft.issued.split("-") if part),
            accessed=_parts(draft.accessed_on),
            **values,
        )
        newer = draft.superseded_by
        return ReferenceDocument(
            source=source,
            archived=_parts(draft.archived_on),
            superseded_by=newer.item.survivor_id if newer else None,
            **{name: getattr(draft, name) for name in ABOUT},
        )

    def restore(self, document: ReferenceDocument, draft: Reference) -> None:
        values = record_fields(document.source)
        values["archived_on"] = document.archived_on
        values["superseded_by"] = _record_of(document.superseded_by) if document.superseded_by else None
        values |= {name: getattr(document, name) for name in ABOUT}
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save()

    def card(self, document: ReferenceDocument) -> Card:
        source = document.source
        # A record holds longer titles than a card.
        title = plain_text(marked_up(source.title))[:300]
        return Card(title=title, path=self.path(source.key), summary=plain_text(document.citation))

    def problems(self, document: ReferenceDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        """Advice: a source is public as soon as it is saved, and an import knows nothing of these."""
        return (
            Problem(item_id=item.id, code=code, place=place, message=message, severity=Severity.ADVISES)
            for code, place, message in gaps(document.source, tier=document.tier, study_type=document.study_type)
        )

    def mentions(self, document: ReferenceDocument) -> Iterable[Mention]:
        if document.superseded_by:
            yield Mention(target=document.superseded_by, role=SUPERSEDED_BY, place="Newer version")

    def project(self, edition: Edition, document: ReferenceDocument) -> None:
        tell_of_newer_versions(edition.item, by=edition.published_by)

    def grows_old_on(self, document: ReferenceDocument) -> date | None:
        issued = document.source.issued
        if document.is_landmark or not issued or not MINYEAR <= issued[0] + YEARS_FRESH <= MAXYEAR:
            return None
        # Of a year without its day, the end.
        return date(issued[0] + YEARS_FRESH, 12, 31)

    def page(self, live: Live, moment: Moment) -> Content:
        incoming = moment.incoming(live.item_id)
        newer = live.document.superseded_by
        context = {
            "newer": moment.get(newer) if newer else None,
            "older": [said.card for said in incoming if said.role == SUPERSEDED_BY],
            "reference": live.document,
            "citation": citation(live),
            "health": live.document.health(live.overlay),
            "cited_by": [said for said in incoming if said.role == "cites"],
        }
        return Content(context=context)


def record_fields(source: Source) -> dict[str, Any]:
    """The source as the record's columns hold it."""
    values: dict[str, Any] = {name: getattr(source, name) for name in SHARED}
    values["slug"] = source.key
    values |= {name: authors_to_lines(getattr(source, name)) for name in NAMES}
    values["issued"] = "-".join(f"{part:02}" for part in source.issued)
    values["accessed_on"] = date(*source.accessed) if source.accessed else None
    return values


def _record_of(item_id: UUID) -> Reference:
    try:
        return Reference.objects.get(item=item_id)
    except Reference.DoesNotExist:
        raise LookupError(f"The newer version of this source ({item_id}) is no record of the library.") from None


def _parts(day: date | None) -> tuple[int, ...]:
    return (day.year, day.month, day.day) if day else ()
