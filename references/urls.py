"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from publishing.past import page_urls
from publishing.views import hub

app_name = "references"
urlpatterns = [
    path(
        "references/", hub, {"kind": "reference", "template": "references/reference_list.html"}, name="reference_list"
    ),
    *page_urls("references/<slug:slug>/", "reference"),
]
