"""Addresses of nutrients, symptoms and foods."""

from __future__ import annotations

from django.urls import URLPattern, path

from nutrients import comparison_views, finder_views, views
from nutrients.open_data_views import open_data
from publishing.past import page_urls
from publishing.views import hub

app_name = "nutrients"


def table_urls(route: str, kind: str) -> list[URLPattern]:
    """The addresses of a page's figures, beside its own."""
    return [
        path(f"{route}.{ending}", open_data, {"kind": kind, "ending": ending}, name=f"{kind}_{ending}")
        for ending in ("csv", "json")
    ]


urlpatterns = [
    path("evidence/", views.evidence, name="evidence"),
    path("nutrients/compare/", comparison_views.nutrients_side_by_side, name="nutrient_compare"),
    path("symptoms/explore/", finder_views.explore_symptoms, name="symptom_explore"),
    path("foods/compare/", comparison_views.foods_side_by_side, name="food_compare"),
    path("foods/find/", finder_views.find_foods, name="food_find"),
    path("nutrients/", hub, {"kind": "nutrient", "template": "nutrients/nutrient_list.html"}, name="nutrient_list"),
    *page_urls("nutrients/<slug:slug>/", "nutrient"),
    *table_urls("nutrients/<slug:slug>", "nutrient"),
    path("nutrients/<slug:slug>/foods/", views.nutrient_foods, name="nutrient_foods"),
    path("nutrients/<slug:slug>/foods/<slug:basis>/", views.nutrient_foods, name="nutrient_foods_by"),
    path("symptoms/", hub, {"kind": "symptom", "template": "nutrients/symptom_list.html"}, name="symptom_list"),
    *page_urls("symptoms/<slug:slug>/", "symptom"),
    path("foods/", hub, {"kind": "food", "template": "nutrients/food_list.html"}, name="food_list"),
    *page_urls("foods/<slug:slug>/", "food"),
    *table_urls("foods/<slug:slug>", "food"),
    path("foods/<slug:slug>/portion/<slug:portion>/", views.food_portion, name="food_portion"),
    path("how-figures-are-computed/", views.figures, name="figures"),
]
