"""What the editor's citation dialog asks: sources by words or identifier, and what stands behind given keys.

Answers in JSON to editors who may see the library; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from publishing.admin.forms import editor_of
from publishing.models import ItemKey, Overlay
from references.citation_grammar import ONE_KEY
from references.csl import authors_from_lines
from references.finding import found_by, identifier_in
from references.models import Reference
from references.recently_cited import recently_cited
from references.source_health import Facts, standing

SHOWN = 10
LONGEST_QUERY = 300
MOST_KEYS = 60

Row = dict[str, Any]


@require_GET
def sources(request: HttpRequest) -> JsonResponse:
    """`q` looks for sources, `keys` (joined by commas) or `id` asks for those; a key that leads nowhere is missing."""
    if not request.user.has_perm("references.view_reference"):
        raise PermissionDenied("Ask an administrator for the right to view references; citing needs it.")
    if "keys" in request.GET:
        return JsonResponse({"known": _known(request.GET["keys"].split(",")[:MOST_KEYS])})
    if "id" in request.GET:
        number = request.GET["id"]
        chosen = Reference.objects.filter(pk=int(number)) if number.isdecimal() and len(number) < 10 else []
        return JsonResponse({"sources": list(rows_of(chosen).values())})
    return JsonResponse(_found(" ".join(request.GET.get("q", "").split())[:LONGEST_QUERY], request))


def rows_of(references: Iterable[Reference]) -> dict[UUID, Row]:
    """By item, in the given order, each with a word of warning if it was retracted, is under concern or has a newer version."""
    records = {reference.item_id: reference for reference in references}
    overlays = Overlay.objects.filter(item__in=records).values_list("item", "facts")
    warnings = {item: _warning(msgspec.convert(facts, Facts)) for item, facts in overlays}
    return {item: _row(reference, warnings.get(item, "")) for item, reference in records.items()}


def _warning(facts: Facts) -> str:
    if notice := standing(facts.notices):
        return notice.label
    return f"Superseded by {facts.newer.key}" if facts.newer else ""


def _row(reference: Reference, warning: str) -> Row:
    """A source on two lines of a list."""
    authors = authors_from_lines(reference.authors)
    first = (authors[0].literal or authors[0].family) if authors else ""
    return {
        "key": reference.slug,
        "title": reference.title,
        "by": f"{first} et al." if len(authors) > 1 else first,
        "year": reference.issued[:4],
        "in": reference.container_title or reference.publisher,
        "type": reference.get_type_display(),
        "warning": warning,
    }


def _found(query: str, request: HttpRequest) -> dict[str, Any]:
    found = list(found_by(query)[: SHOWN + 1])
    return {
        "sources": list(rows_of(found[:SHOWN]).values()),
        "recent": [] if query else recently_cited(editor_of(request), most=SHOWN),
        "more": len(found) > SHOWN,
        "new": _new(query, request),
    }


def _new(query: str, request: HttpRequest) -> Row | None:
    """The way to add what isn't there: the form, filled with the identifier that was looked for."""
    if not request.user.has_perm("references.add_reference"):
        return None
    identifier = identifier_in(query)
    filled: dict[str, str] = {identifier.scheme: identifier.value} if identifier else {"title": query} if query else {}
    return {
        "says": f"{identifier.label} {identifier.value}" if identifier else "",
        "form": f"{reverse('admin:references_reference_add')}?{urlencode({**filled, '_popup': '1'})}",
    }


def _known(keys: Iterable[str]) -> dict[str, Row]:
    """By the key that was asked for, which may be a former one."""
    wanted = {key for key in keys if ONE_KEY.fullmatch(key)}
    rows = ItemKey.objects.filter(kind=Reference.kind, key__in=wanted).select_related("item")
    items = {row.key: row.item.survivor_id for row in rows}
    found = rows_of(Reference.objects.filter(item__in=items.values()))
    return {key: found[item] for key, item in items.items() if item in found}
