"""Addresses of articles, the FAQ and the policy pages."""

from __future__ import annotations

from django.urls import path

from articles.models import Policy
from articles.views import about, article_list, corrections, faq_list
from publishing.views import detail

# Pages below whose text something more is listed.
LISTING = {Policy.Key.ABOUT: about, Policy.Key.CORRECTIONS: corrections}

app_name = "articles"
urlpatterns = [
    path("articles/", article_list, name="article_list"),
    path("articles/<slug:slug>/", detail, name="article"),
    path("faq/", faq_list, name="faq_list"),
    *[path(f"{key}/", LISTING.get(key, detail), name=key.value) for key in Policy.Key],
]
