"""Reports on the library and on what rests on it: advice for editors, never a refusal. Reads live links and records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from publishing import kinds
from publishing.models import Link
from references.age_models import AgeLimit
from references.claim_kinds import claimed
from references.models import Reference
from references.proposed_versions import perhaps_superseded, proposed
from references.vocabulary import CslType, StudyType
from references.waiver_models import ClaimWaiver

CITES = "cites"
# Fewer claims than these say nothing about how evenly they rest.
FEWEST_CLAIMS = 4
MOST_OF_ONE = 0.5
# What a record of the type should have one of.
IDENTIFIERS = {
    CslType.ARTICLE_JOURNAL: ("doi", "pmid", "pmcid"),
    CslType.BOOK: ("isbn", "doi", "url"),
    CslType.CHAPTER: ("isbn", "doi", "url"),
    CslType.REPORT: ("doi", "url", "isbn"),
    CslType.WEBPAGE: ("url",),
    CslType.DATASET: ("doi", "url"),
}
ANY_IDENTIFIER = ("doi", "pmid", "pmcid", "isbn", "url")


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One record of the library in a report, with what the report says of it."""

    pk: int
    key: str
    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Diversity:
    """How the claims of one live item rest on its sources."""

    item_id: UUID
    kind: str
    title: str
    path: str
    claims: int
    sources: int
    top_key: str
    top_title: str
    top_share: float
    """Of the claims, how many cite the source that most of them cite."""


def uncited(*, at: datetime) -> QuerySet[Reference]:
    """Records that no live page cites."""
    cites = Link.objects.live(at=at).filter(role=CITES, target=OuterRef("item"))
    return Reference.objects.filter(~Exists(cites), item__merged_into__isnull=True)


def superseded() -> QuerySet[Reference]:
    """Records whose newer version the library has."""
    return Reference.objects.exclude(superseded_by=None).filter(item__merged_into__isnull=True)


def without_identifier() -> QuerySet[Reference]:
    conditions = Q()
    for csl_type, schemes in IDENTIFIERS.items():
        conditions |= Q(type=csl_type, **dict.fromkeys(schemes, ""))
    others = Q(**dict.fromkeys(ANY_IDENTIFIER, "")) & ~Q(type__in=list(IDENTIFIERS))
    return Reference.objects.filter(conditions | others, item__merged_into__isnull=True)


def too_old(*, on: date) -> QuerySet[Reference]:
    """Published longer ago than the limit of their kind, and no landmark; what has no date is not known to be old."""
    conditions = Q(pk__in=[])
    for limit in AgeLimit.objects.exclude(years=None):
        assert limit.years is not None
        conditions |= Q(study_type=limit.study_type, issued__lt=str(on.year - limit.years))
    return Reference.objects.filter(conditions, is_landmark=False, item__merged_into__isnull=True).exclude(issued="")


def diversity(*, at: datetime, kind: str = "") -> list[Diversity]:
    """Every live item, or those of the kind, that claims something with a source; most on one source first."""
    links = Link.objects.live(at=at).filter(role=CITES).select_related("edition").defer("edition__document")
    links = links.filter(kind=kind) if kind else links
    by_item: dict[UUID, list[Link]] = {}
    for link in links.order_by("item_id", "position"):
        by_item.setdefault(link.item_id, []).append(link)
    titles = dict(Reference.objects.values_list("item_id", "title"))
    keys = dict(Reference.objects.values_list("item_id", "slug"))
    found = [_of_item(own, keys, titles) for own in by_item.values()]
    return sorted((one for one in found if one.claims), key=lambda one: (-one.top_share, one.title))


def single_source(rows: Iterable[Diversity]) -> list[Diversity]:
    """More than one claim, and one source for all of them."""
    return [one for one in rows if one.sources == 1 and one.claims > 1]


def lopsided(rows: Iterable[Diversity]) -> list[Diversity]:
    """One source of several carries more than half of the claims."""
    return [one for one in rows if one.sources > 1 and one.claims >= FEWEST_CLAIMS and one.top_share > MOST_OF_ONE]


def with_interests() -> QuerySet[Reference]:
    """Records that say who paid for them, and the site's own pages cited as sources."""
    own = urlsplit(settings.SITE_URL).netloc
    return Reference.objects.filter(~Q(funding="") | (Q(url__contains=f"//{own}/") if own else Q(pk__in=[])))


def report(*, at: datetime) -> dict[str, Any]:
    """Everything as plain data, for JSON, CSV and the page."""
    rows = diversity(at=at)
    return {
        "uncited": [asdict(row) for row in _rows(uncited(at=at), lambda one: "no live page cites it")],
        "too_old": [asdict(row) for row in _rows(too_old(on=at.date()), _age)],
        "perhaps_superseded": [asdict(row) for row in _rows(perhaps_superseded(), _named_newer)],
        "superseded": [asdict(row) for row in _rows(superseded().select_related("superseded_by"), _newer)],
        "without_identifier": [asdict(row) for row in _rows(without_identifier(), _lacks)],
        "single_source": [_plain(one) for one in single_source(rows)],
        "more_than_half_on_one": [_plain(one) for one in lopsided(rows)],
        "interests": [asdict(row) for row in _rows(with_interests(), lambda one: one.funding or "a page of this site")],
        "waivers_in_force": ClaimWaiver.objects.filter(ended_at__isnull=True).count(),
    }


def _of_item(links: list[Link], keys: dict[UUID, str], titles: dict[UUID, str]) -> Diversity:
    claims: dict[str, set[UUID]] = {}
    for link in links:
        sentence = link.excerpt.get("sentence", "")
        if claimed(sentence):
            claims.setdefault(sentence, set()).add(link.target_id)
    carried = Counter(target for targets in claims.values() for target in targets)
    top, count = next(iter(carried.most_common(1)), (None, 0))
    edition = links[0].edition
    return Diversity(
        item_id=links[0].item_id,
        kind=kinds.get(links[0].kind).label,
        title=edition.title,
        path=edition.path,
        claims=len(claims),
        sources=len(carried),
        top_key=keys.get(top, "") if top else "",
        top_title=titles.get(top, "") if top else "",
        top_share=count / len(claims) if claims else 0.0,
    )


def _rows(records: QuerySet[Reference], note: Any) -> Iterator[SourceRow]:
    for one in records.order_by("title"):
        yield SourceRow(pk=one.pk, key=one.slug, title=one.title, note=note(one))


def _age(reference: Reference) -> str:
    label = StudyType(reference.study_type).label if reference.study_type else "unknown kind"
    return f"{label}, {reference.issued[:4]}"


def _newer(reference: Reference) -> str:
    newest = list(reference.newer_versions())[-1]
    return f"newer: {newest.title} ({newest.slug})"


def _named_newer(reference: Reference) -> str:
    return ", ".join(f"{one.notice.registry} names {one.label}" for one in proposed(reference))


def _lacks(reference: Reference) -> str:
    schemes = IDENTIFIERS.get(CslType(reference.type), ANY_IDENTIFIER)
    names = [str(Reference._meta.get_field(scheme).verbose_name) for scheme in schemes]  # type: ignore[union-attr]
    return f"{CslType(reference.type).label} without {' or '.join(names)}"


def _plain(one: Diversity) -> dict[str, Any]:
    return {**asdict(one), "item_id": str(one.item_id), "top_share": round(one.top_share, 2)}
