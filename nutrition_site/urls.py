"""The addresses of the whole site; refuses to hold anything but the way from a path to a view."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from nutrition_site import error_pages, feeds, health, views

handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler500 = error_pages.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("articles.urls")),
    path("", include("nutrients.urls")),
    path("", include("references.urls")),
    path("", include("publishing.urls")),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("feeds/articles.atom", feeds.articles, name="feed_articles"),
    path("feeds/reviews.atom", feeds.reviews, name="feed_reviews"),
    path("feeds/corrections.atom", feeds.corrections, name="feed_corrections"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("admin/", admin.site.urls),
    path("healthz/live", health.live, name="health_live"),
    path("healthz/ready", health.ready, name="health_ready"),
]
