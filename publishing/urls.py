"""Addresses of people and of images."""

from __future__ import annotations

from django.urls import path, re_path

from publishing.images.serving import RENDITION, serve_image
from publishing.views import detail

app_name = "publishing"
urlpatterns = [
    re_path(rf"^media/images/(?P<name>{RENDITION})\Z", serve_image, name="image"),
    path("people/<slug:slug>/", detail, name="person"),
]
