"""How to cite an article of the guide: as a source of its own, in the house style and for reference managers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing.moment import Live
from publishing.pages import Page
from publishing.snapshot import one_snapshot
from references.citations import in_house_style
from references.csl import Name, Source
from references.downloads import download, live_page
from references.formats.names import given_first
from references.formats.writing import EXPORTS


@require_safe
@one_snapshot()
def cite(request: HttpRequest, *, slug: str, ending: str) -> HttpResponse:
    """The article itself as one record."""
    found = live_page(request, ending, below="/cite")
    if isinstance(found, HttpResponse):
        return found
    return download([source_of(found)], EXPORTS[ending], name=slug, about=found.live.card.path)


def source_of(page: Page) -> Source:
    """As of its last change of substance: that is the text which was read."""
    live, day = page.live, timezone.localdate(page.dates.updated)
    return Source(
        key=live.card.path.strip("/").rpartition("/")[2],
        type="webpage",
        title=live.card.title,
        authors=tuple(name for author in page.context["authors"] if (name := _name(author)) is not None),
        container_title="Nutrition guide",
        publisher=settings.PUBLISHER_NAME,
        issued=(day.year, day.month, day.day),
        url=f"{settings.SITE_URL}{live.card.path}",
    )


def citation_of(page: Page) -> str:
    return in_house_style(source_of(page))


def _name(author: Live) -> Name | None:
    person = author.document
    if person.is_team:
        return Name(literal=" ".join(person.name.split())) if person.name.strip() else None
    return given_first(person.name.split())
