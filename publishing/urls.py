"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from publishing.views import detail

app_name = "publishing"
urlpatterns = [
    path("people/<slug:slug>/", detail, name="person"),
]
