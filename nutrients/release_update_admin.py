"""The screen on which a data release reaches foods of the guide: what changes, amount by amount and page by page, then a set.

It writes drafts and leads to the publish page. Whatever the site asks before publishing, it asks there.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from nutrients.models import DataRelease, FoodSource
from nutrients.release_updates import follow, sources_to_update, updates
from publishing import clock
from publishing.admin.forms import IS_ID, editor_of
from publishing.blast_radius import MOST_PAGES, blast_radius
from publishing.models import Item
from publishing.moment import Moment
from publishing.problems import NotPublishable

PER_PAGE = 30


class UpdatingAdmin(admin.ModelAdmin):
    """What the data releases' admin has besides: the way of a release into the guide."""

    change_form_template = "admin/nutrients/data_release_change_form.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:release_id>/update/", wrap(update_foods), name="nutrients_datarelease_update"),
            path("<int:release_id>/update/effects/", wrap(effects), name="nutrients_datarelease_effects"),
        ]
        return own + super().get_urls()


def update_foods(request: HttpRequest, release_id: int) -> HttpResponse:
    _require_change(request)
    release = get_object_or_404(DataRelease, pk=release_id)
    keep = (request.POST if request.method == "POST" else request.GET).get("keep", "yes") != "no"
    if request.method == "POST":
        return _follow(request, release, keep=keep)
    sources = sources_to_update(release).select_related("food__item", "release_food__release")
    page = Paginator(sources, PER_PAGE).get_page(request.GET.get("page"))
    found = updates(page.object_list, release, Moment(clock.of(request)), keep=keep)
    context = {
        "keep": keep,
        "page": page,
        "updates": found,
        "effects": _address("admin:nutrients_datarelease_effects", release)
        + "?"
        + urlencode({"keep": "yes" if keep else "no", "food": [update.food.pk for update in found]}, doseq=True),
        "may_publish": request.user.has_perm("publishing.publish"),
    }
    return _answer(
        request, "admin/nutrients/update_foods.html", release, title="Update foods to this release", **context
    )


def effects(request: HttpRequest, release_id: int) -> HttpResponse:
    """Every public page and passage that changes, read as readers would get it; then all of it is taken back."""
    _require_change(request)
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not publish, so it can't rehearse publishing either.")
    release = get_object_or_404(DataRelease, pk=release_id)
    editor = editor_of(request)
    context: dict[str, Any] = {"most": MOST_PAGES}
    with transaction.atomic():
        sources = _chosen(request.GET.getlist("food"), release)
        foods = follow(sources, release, keep=request.GET.get("keep") != "no", by=editor)
        try:
            context["found"] = blast_radius([food.item for food in foods], by=editor)
        except NotPublishable as refused:
            context["problems"] = refused.problems
        transaction.set_rollback(True)
    return _answer(request, "admin/publishing/effects.html", release, title="What changes for readers", **context)


def _require_change(request: HttpRequest) -> None:
    if not request.user.has_perm("nutrients.change_food"):
        raise PermissionDenied("Your account may not change foods. Ask an administrator.")


def _chosen(values: list[str], release: DataRelease) -> list[FoodSource]:
    ids = [int(value) for value in values if IS_ID.fullmatch(value)]
    sources = sources_to_update(release).filter(food__in=ids)
    return list(sources.select_related("food__item", "release_food__release"))


def _follow(request: HttpRequest, release: DataRelease, *, keep: bool) -> HttpResponse:
    sources = _chosen(request.POST.getlist("food"), release)
    if not sources:
        messages.warning(request, "Nothing is ticked. Tick the foods that should follow this release.")
        return HttpResponseRedirect(_address("admin:nutrients_datarelease_update", release))
    foods = follow(sources, release, keep=keep, by=editor_of(request))
    count = f"{len(foods)} draft{'' if len(foods) == 1 else 's'}"
    if not request.user.has_perm("publishing.publish"):
        messages.success(request, f"{count} read {release.title} now. Somebody who may publish has to let them out.")
        return HttpResponseRedirect(reverse("admin:nutrients_food_changelist"))
    messages.success(request, f"{count} read {release.title} now. Readers see it when this set is published.")
    items: list[Item] = [food.item for food in foods]
    query = {"item": [str(item.id) for item in items], "note": f"The amounts are from {release.title} now."}
    return HttpResponseRedirect(f"{reverse('admin:publishing_item_publish')}?{urlencode(query, doseq=True)}")


def _address(name: str, release: DataRelease) -> str:
    return reverse(name, args=[release.pk])


def _answer(request: HttpRequest, template: str, release: DataRelease, **context: Any) -> HttpResponse:
    place = {
        "list_url": reverse("admin:nutrients_datarelease_changelist"),
        "list_name": "Data releases",
        "back_url": _address("admin:nutrients_datarelease_change", release),
        "release": release,
        "draft": release,
        "subtitle": release,
    }
    return TemplateResponse(request, template, {**admin.site.each_context(request), **place, **context})
