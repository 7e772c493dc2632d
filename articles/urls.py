"""Addresses of articles, the FAQ and the policy pages."""

from __future__ import annotations

from django.urls import path

from articles.models import Policy
from articles.views import faq_list
from publishing.views import detail, hub

app_name = "articles"
urlpatterns = [
    path("articles/", hub, {"kind": "article", "template": "articles/article_list.html"}, name="article_list"),
    path("articles/<slug:slug>/", detail, name="article"),
    path("faq/", faq_list, name="faq_list"),
    *[path(f"{key}/", detail, name=key) for key in Policy.Key.values],
]
