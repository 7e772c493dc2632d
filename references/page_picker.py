"""What the editor's dialog for links asks: pages of the guide by their titles, and what stands behind given items.

Answers in JSON with what the editor may see in the admin anyway; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from publishing import clock, kinds
from publishing.drafting import drafts_of
from publishing.kinds import AnyKind
from publishing.models import Draft, Edition, Item

SHOWN = 10
LONGEST_QUERY = 300
MOST_WORDS = 8
MOST_ITEMS = 60

Row = dict[str, str]


@require_GET
def pages(request: HttpRequest) -> JsonResponse:
    """`q` looks for pages, `ids` (joined by commas) asks for those; an item that isn't there is missing."""
    readable = [kind for kind in kinds.every() if not kind.publishes_on_save and _may_see(request, kind)]
    if not readable:
        raise PermissionDenied("Ask an administrator for the right to view pages; linking them needs it.")
    if "ids" in request.GET:
        return JsonResponse({"known": _known(request.GET["ids"].split(",")[:MOST_ITEMS], readable)})
    found = _found(" ".join(request.GET.get("q", "").split())[:LONGEST_QUERY], readable)
    return JsonResponse({"pages": list(_rows(found[:SHOWN]).values()), "more": len(found) > SHOWN})


def _found(query: str, readable: Iterable[AnyKind]) -> list[Draft]:
    """Titles that begin with what was typed come first; without a word, what was changed last."""
    found: list[Draft] = []
    for kind in readable:
        title = kind.draft_model.title_field
        wanted = Q(item__merged_into=None)
        for word in query.split()[:MOST_WORDS]:
            wanted &= Q(**{f"{title}__icontains": word})
        drafts = kind.draft_model._default_manager.filter(wanted).select_related("item")
        found += drafts.order_by(title if query else "-changed_at")[: SHOWN + 1]
    if not query:
        return sorted(found, key=lambda draft: draft.changed_at, reverse=True)
    begun = query.casefold()
    return sorted(found, key=lambda draft: (not str(draft).casefold().startswith(begun), str(draft).casefold()))


def _known(ids: Iterable[str], readable: Iterable[AnyKind]) -> dict[str, Row]:
    """By the item that was asked for, which may have been merged into another."""
    survivors = {str(item.id): item.survivor_id for item in Item.objects.filter(id__in=list(_uuids(ids)))}
    seen = {kind.name for kind in readable}
    rows = _rows(draft for draft in drafts_of(survivors.values()).values() if draft.kind in seen)
    return {asked: rows[item] for asked, item in survivors.items() if item in rows}


def _uuids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _rows(drafts: Iterable[Draft]) -> dict[UUID, Row]:
    """By item, in the given order, each with a word of warning where readers would find no page."""
    listed = list(drafts)
    live = Edition.objects.live(at=clock.now()).filter(item__in=[draft.item_id for draft in listed])
    paths = dict(live.values_list("item", "path"))
    return {
        draft.item_id: {
            "id": str(draft.item_id),
            "title": str(draft),
            "kind": kinds.get(draft.kind).label,
            "path": paths.get(draft.item_id, ""),
            "warning": "" if draft.item_id in paths else "Not public",
        }
        for draft in listed
    }


def _may_see(request: HttpRequest, kind: AnyKind) -> bool:
    meta = kind.draft_model._meta
    return request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
