"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from publishing.views import detail, hub

app_name = "references"
urlpatterns = [
    path(
        "references/", hub, {"kind": "reference", "template": "references/reference_list.html"}, name="reference_list"
    ),
    path("references/<slug:slug>/", detail, name="reference"),
]
