"""What publishing a set would change for readers, as a part of the publish page and a page of its own."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publishing.admin.forms import editor_of
from publishing.admin.publish_set import chosen_items
from publishing.blast_radius import MOST_PAGES, blast_radius
from publishing.candidates import NoDraft
from publishing.problems import NotPublishable


def effects(request: HttpRequest) -> HttpResponse:
    """Every public page and passage that changes when the chosen drafts go out together, now."""
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not publish, so it can't rehearse publishing either.")
    context = {**admin.site.each_context(request), "title": "What changes for readers", "most": MOST_PAGES}
    try:
        found = blast_radius(chosen_items(request), by=editor_of(request))
        further = [path for path in found.unread if path.partition("?")[0].endswith("/")]
        context |= {"found": found, "further": further, "tables": len(found.unread) - len(further)}
    except NoDraft as error:
        raise Http404(str(error)) from error
    except NotPublishable as refused:
        context["problems"] = refused.problems
    return TemplateResponse(request, "admin/publishing/effects.html", context)
