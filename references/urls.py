"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from publishing.past import page_urls
from publishing.views import hub
from references.downloads import library, source_urls
from references.formats.writing import EXPORTS

app_name = "references"
urlpatterns = [
    path(
        "references/", hub, {"kind": "reference", "template": "references/reference_list.html"}, name="reference_list"
    ),
    *[path(f"references.{ending}", library, {"ending": ending}, name=f"library_{ending}") for ending in EXPORTS],
    *page_urls("references/<slug:slug>/", "reference"),
    *source_urls("references/<slug:slug>", "reference"),
]
