"""The starter guide and what it lacks, so that every kind of public page is there; made on the write path."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings

from articles.models import Policy
from nutrition_site.starter_guide import load
from publishing.models import Edition
from tests.factories import edit, make_food, make_nutrient, make_policy, make_release_food, make_user, publish

LISTS = ["/", "/articles/", "/nutrients/", "/symptoms/", "/foods/", "/faq/", "/references/"]

PICTURES = [
    "/evidence/",
    "/how-figures-are-computed/",
    "/nutrients/compare/",
    "/symptoms/explore/",
    "/foods/compare/",
    "/foods/find/",
]
# Views of a page that search engines need not list.
VIEWS = [
    "/nutrients/iron/foods/",
    "/foods/banana/portion/1-small/",
    "/nutrients/compare/?nutrient=iron&nutrient=vitamin-b12",
    "/symptoms/explore/?symptom=fatigue&symptom=numbness",
    "/foods/compare/?food=spinach-boiled&food=banana&for=women-30",
    "/foods/find/?nutrient=folate&nutrient=iron",
]


def make_small_guide() -> list[str]:
    """Gives the path of every page that is live, lists first."""
    load(settings.BASE_DIR / "guide")
    for key in Policy.Key:
        if not Policy.objects.filter(slug=key).exists():
            text = f"<h2>What stands here</h2><p>The example of a text on {key.label.lower()}.</p>"
            make_policy(slug=key, title=key.label, body=text, live=True)
    copper = make_nutrient(
        name="Copper",
        other_names="Cuprum",
        summary="The example of a summary.",
        unit="mg",
        daily_value=Decimal("0.9"),
        daily_value_source="An example [[ref:ods-b12]].",
        sr_number="312",
        live=True,
    )
    row = make_release_food(number="99999", amounts={"312": ("0.2", "mg")})
    make_food(name="Teff, cooked", summary="The example of a food.", sources=[row], live=True)
    changed = edit(copper, summary="The example of a corrected summary.")
    publish([changed.item], by=make_user(), change="correction", note="The example of a note.")
    live = Edition.objects.filter(live_until=None).exclude(path="").exclude(path__contains="#")
    return [*LISTS, *PICTURES, *live.order_by("path").values_list("path", flat=True)]
