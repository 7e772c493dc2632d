"""What rests on retracted sources: one screen with every notice that stands, and the very sentences; it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from publishing import clock, kinds
from publishing.admin.records import ReadOnlyAdmin
from publishing.models import Item, Link
from references.health import Resting, happened_to, resting_on
from references.health_models import Notice
from references.models import Reference
from references.replacements import Replacement, replacements_for
from references.source_health import Happened, standing
from references.vocabulary import Nature


@dataclass(frozen=True, kw_only=True)
class Page:
    """A live page that rests on the source, and the pages on which its text stands too."""

    resting: Resting
    change_url: str
    shown_on: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Retracted:
    reference: Reference
    notice: Happened
    change_url: str
    pages: list[Page]
    replacements: list[Replacement]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    desk: ClassVar[tuple[str, int]] = ("Library", 3)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied("Your account may not see references. Ask an administrator.")
        found = [
            one for item in Item.objects.filter(id__in=Notice.objects.values("item")) if (one := _of(item, request))
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "What rests on retracted sources",
            "found": sorted(found, key=lambda one: (-len(one.pages), one.reference.slug)),
            "any_notice": Notice.objects.exclude(nature=Nature.NEWER_VERSION).exists(),
            "list_url": reverse("admin:references_reference_changelist"),
            "list_name": "references",
        }
        return TemplateResponse(request, "admin/references/retracted.html", context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("references.view_reference")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("references.view_reference")


def _of(item: Item, request: HttpRequest) -> Retracted | None:
    notice, t = standing(happened_to(item)), clock.of(request)
    if notice is None:
        return None
    reference = Reference.objects.get(item=item)
    pages = [
        Page(resting=resting, change_url=_change_url(resting), shown_on=_shown_on(resting, request))
        for resting in resting_on(item, at=t)
    ]
    url = reverse("admin:references_reference_change", args=[reference.pk])
    replacements = replacements_for(item.id, at=t)
    return Retracted(reference=reference, notice=notice, change_url=url, pages=pages, replacements=replacements)


def _change_url(resting: Resting) -> str:
    draft = kinds.get(Item.objects.get(id=resting.item_id).kind).draft_of(Item.objects.get(id=resting.item_id))
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])


def _shown_on(resting: Resting, request: HttpRequest) -> list[tuple[str, str]]:
    """Pages that include the text: a nutrient's cells stand in an article's table."""
    links = Link.objects.pointing_at(resting.item_id, at=clock.of(request))
    shown = {
        (link.edition.title, link.edition.path): None for link in links if link.role in kinds.get(link.kind).includes
    }
    return list(shown)
