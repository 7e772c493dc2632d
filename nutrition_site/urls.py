"""The addresses of the whole site; refuses to hold anything but the way from a path to a view."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
