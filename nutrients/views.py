"""Pages that are no item's own: the evidence map, a food in another portion, all foods that hold a nutrient."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nutrients.evidence import all_said, evidence_map
from nutrients.food_figures import releases_of
from nutrients.food_kind import FoodKind
from nutrients.food_portions import portion_slugs
from nutrients.ranking_chart import bases, chart
from nutrients.rich_foods import Basis, counted, foods_rich_in, is_counted
from publishing import clock
from publishing.moment import Live, Moment
from publishing.pages import page_of
from publishing.paths import Found, Moved, resolve
from publishing.snapshot import one_snapshot
from publishing.views import answer, render_page

# How many foods the chart of a nutrient has; the nutrient's own page shows fewer.
CHARTED = 50


@require_safe
@one_snapshot()
def evidence(request: HttpRequest) -> HttpResponse:
    """Every statement of the guide in one picture, each mark the way to its words and sources."""
    moment = Moment(clock.of(request))
    context = {"map": evidence_map(all_said(moment)), "path": request.path, "t": moment.t}
    return render(request, "nutrients/evidence_map.html", context)


@require_safe
@one_snapshot()
def food_portion(request: HttpRequest, *, slug: str, portion: str) -> HttpResponse:
    """A food with the figures of another portion than its first. Search engines keep to the food's own page."""
    t = clock.of(request)
    kind = FoodKind()
    outcome = resolve(kind.path(slug), at=t)
    if isinstance(outcome, Moved):
        return HttpResponsePermanentRedirect(outcome.to)
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    document = Live.of(outcome.edition).document
    slugs = portion_slugs(document)
    if portion not in slugs:
        raise Http404(f"{document.name} has no portion of this name. Its page lists them.")
    if portion == slugs[0]:
        return HttpResponsePermanentRedirect(outcome.edition.path)
    page = page_of(outcome.edition, t, content=partial(kind.page_of_portion, place=slugs.index(portion)))
    return render_page(request, page, robots="noindex, follow")


@require_safe
@one_snapshot()
def nutrient_foods(request: HttpRequest, *, slug: str, basis: str = Basis.PORTION.value) -> HttpResponse:
    """The foods that hold most of a nutrient as a chart: in a portion, and under addresses of their own in 100 g and 100 kcal."""
    moment = Moment(clock.of(request))
    outcome = resolve(f"/nutrients/{slug}/", at=moment.t)
    if isinstance(outcome, Moved):
        return HttpResponsePermanentRedirect(f"{outcome.to}foods/")
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    if basis not in [one.value for one in Basis]:
        raise Http404("Foods are ranked by portion, by 100-g and by 100-kcal.")
    live = Live.of(outcome.edition)
    own_path = f"{live.card.path}foods/"
    if basis == Basis.PORTION.value and request.path != own_path:
        return HttpResponsePermanentRedirect(own_path)
    if not is_counted(live.document):
        raise Http404(f"{live.card.title} isn't counted in foods here.")
    chosen = Basis(basis)
    foods = foods_rich_in(live, moment, limit=CHARTED, basis=chosen)
    context = {
        "nutrient": live.card,
        "daily_value": counted(live).daily_value,
        "chart": chart(foods, basis=chosen),
        "releases": releases_of(food.figure for food in foods),
        "bases": bases(live.card.path, chosen),
        "basis": chosen,
        "path": own_path,
        "t": moment.t,
    }
    return render(request, "nutrients/nutrient_foods.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """By which rules amounts, shares, ranks and labels come about, and where the rules stand."""
    return render(request, "nutrients/figures.html", {"path": request.path})
