"""Addresses of nutrients, symptoms and foods."""

from __future__ import annotations

from django.urls import path

from publishing.views import detail, hub

app_name = "nutrients"
urlpatterns = [
    path("nutrients/", hub, {"kind": "nutrient", "template": "nutrients/nutrient_list.html"}, name="nutrient_list"),
    path("nutrients/<slug:slug>/", detail, name="nutrient"),
    path("symptoms/", hub, {"kind": "symptom", "template": "nutrients/symptom_list.html"}, name="symptom_list"),
    path("symptoms/<slug:slug>/", detail, name="symptom"),
    path("foods/", hub, {"kind": "food", "template": "nutrients/food_list.html"}, name="food_list"),
    path("foods/<slug:slug>/", detail, name="food"),
]
