"""Addresses of people and of images."""

from __future__ import annotations

from django.urls import path, re_path

from publishing.images.serving import RENDITION, serve_image
from publishing.past import page_urls
from publishing.preview_views import shared_preview

app_name = "publishing"
urlpatterns = [
    re_path(rf"^media/images/(?P<name>{RENDITION})\Z", serve_image, name="image"),
    path("preview/<str:token>/", shared_preview, name="shared_preview"),
    *page_urls("people/<slug:slug>/", "person"),
]
