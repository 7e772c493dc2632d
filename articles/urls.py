"""Addresses of articles, the FAQ and the policy pages."""

from __future__ import annotations

from django.urls import path

from articles.citing import cite
from articles.models import Policy
from articles.views import about, article_list, corrections, faq_list
from publishing.past import page_urls
from publishing.views import detail
from references.downloads import source_urls
from references.formats.writing import EXPORTS

# Pages below whose text something more is listed.
LISTING = {Policy.Key.ABOUT: about, Policy.Key.CORRECTIONS: corrections}

app_name = "articles"
urlpatterns = [
    path("articles/", article_list, name="article_list"),
    *page_urls("articles/<slug:slug>/", "article"),
    *source_urls("articles/<slug:slug>", "article"),
    *[
        path(f"articles/<slug:slug>/cite.{ending}", cite, {"ending": ending}, name=f"cite_{ending}")
        for ending in EXPORTS
    ],
    path("faq/", faq_list, name="faq_list"),
    *[url for key in Policy.Key for url in page_urls(f"{key}/", key.value, LISTING.get(key, detail))],
]
