"""What readers get: every public address of the universe, asked at one moment, and the planted words found there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from articles.models import Policy
from nutrients.models import Food, Nutrient, Symptom
from publishing import clock, kinds
from references.formats.writing import EXPORTS
from tests.leaks.public_tables import only_public_tables
from tests.universe import GENERATIONS, MODELS, address, marker, markers

Told = tuple[int, dict[str, str]]

DETAILS = {
    "articles:article": "article",
    "nutrients:nutrient": "nutrient",
    "nutrients:symptom": "symptom",
    "nutrients:food": "food",
    "references:reference": "reference",
    "publishing:person": "person",
}
PAST_PAGES = ("history", "history_step", "as_of")
HUBS = {
    "articles:article_list": "/articles/",
    "articles:faq_list": "/faq/",
    "nutrients:nutrient_list": "/nutrients/",
    "nutrients:symptom_list": "/symptoms/",
    "nutrients:food_list": "/foods/",
    "references:reference_list": "/references/",
}
WITH_ALIASES = ("nutrient", "symptom", "food")
FIGURES, SOURCES = ("csv", "json"), tuple(EXPORTS)
ENDINGS = tuple(f".{ending}" for ending in (*FIGURES, *SOURCES))
# Beside their pages stand their figures, or their sources.
WITH_TABLES = {"nutrient": FIGURES, "food": FIGURES, "reference": SOURCES, "article": SOURCES}


def tables(path: str, kind: str) -> list[str]:
    """Where the figures or sources of the page at this path are, and an article as a source of its own."""
    found = [f"{path.removesuffix('/')}.{ending}" for ending in WITH_TABLES[kind]]
    return found + ([f"{path}cite.{ending}" for ending in SOURCES] if kind == "article" else [])


APPS = {"nutrient": "nutrients", "food": "nutrients", "reference": "references", "article": "articles"}
TABLES = {f"{APPS[kind]}:{kind}_{ending}": kind for kind, endings in WITH_TABLES.items() for ending in endings}
TABLES |= {f"articles:cite_{ending}": "article" for ending in SOURCES}
LIBRARY = {f"references:library_{ending}": f"/references.{ending}" for ending in SOURCES}
# Each public route and what is asked there. A new route fails test_routes.py until it has its entry here.
ROUTES: dict[str, list[str]] = {
    "home": ["/"],
    **{name: [path] for name, path in HUBS.items()},
    **{name: [address(kind, generation) for generation in GENERATIONS] for name, kind in DETAILS.items()},
    **{name: tables(address(kind, "first"), kind) for name, kind in TABLES.items()},
    **{name: [path] for name, path in LIBRARY.items()},
    **{f"articles:{key}": [f"/{key}/"] for key in Policy.Key.values},
    "nutrients:evidence": ["/evidence/"],
    "nutrients:nutrient_compare": [f"/nutrients/compare/?nutrient={marker(Nutrient, 'slug', 'other')}"],
    "nutrients:symptom_explore": [f"/symptoms/explore/?symptom={marker(Symptom, 'slug', 'other')}"],
    "nutrients:food_compare": [f"/foods/compare/?food={marker(Food, 'slug', 'other')}"],
    "nutrients:food_find": [f"/foods/find/?nutrient={marker(Nutrient, 'slug', 'other')}&least=10"],
    "nutrients:figures": ["/how-figures-are-computed/"],
    # Of what stays as it is; what becomes of the others' is told by tests of their own.
    "nutrients:nutrient_foods": [f"{address('nutrient', 'other')}foods/"],
    "nutrients:nutrient_foods_by": [f"{address('nutrient', 'other')}foods/100-g/"],
    "nutrients:food_portion": [f"{address('food', 'other')}portion/nowhere/"],
    "styleguide": ["/styleguide/"],
    "robots": ["/robots.txt"],
    "sitemap": ["/sitemap.xml"],
    "feed_articles": ["/feeds/articles.atom"],
    "feed_reviews": ["/feeds/reviews.atom"],
    "feed_corrections": ["/feeds/corrections.atom"],
    "manifest": ["/site.webmanifest"],
    "publishing:image": [f"/media/images/{'0' * 64}-400.webp"],
    "publishing:shared_preview": ["/preview/nonsense/"],
    "health_live": ["/healthz/live"],
    "health_ready": ["/healthz/ready"],
}
# Under every page; test_past.py asks them.
PAST = {
    f"{name}_{page}" for name in [*DETAILS, *(f"articles:{key}" for key in Policy.Key.values)] for page in PAST_PAGES
}
NOWHERE = [
    *ROUTES["nutrients:food_portion"],
    "/editorial-policy/",
    "/corrections/",
    "/no-such-page/",
    *ROUTES["publishing:image"],
    "/preview/nonsense/",
]
# The one public answer that is about the database itself.
BESIDES = {
    "/healthz/ready": frozenset(
        {"django_migrations", "sqlite_master", "pg_catalog.pg_class", "pg_catalog.pg_namespace"}
    )
}


def public_routes() -> set[str]:
    """The names of every pattern of the URLconf but those of the admin."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: Iterable[object], prefix: str) -> Iterable[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.namespace != "admin":  # type: ignore[attr-defined]
            yield from _names(pattern.url_patterns, f"{prefix}{pattern.namespace}:")  # type: ignore[attr-defined]


def alias(kind: str, generation: str) -> str:
    return kinds.get(kind).path(marker(MODELS[kind], "other_names", generation))


def own_addresses(kind: str, generation: str) -> list[str]:
    """Where a draft of this generation would be found."""
    aliases = [alias(kind, generation)] if kind in WITH_ALIASES else []
    return [address(kind, generation), *own_tables(kind, generation), *aliases]


def own_tables(kind: str, generation: str) -> list[str]:
    return tables(address(kind, generation), kind) if kind in WITH_TABLES else []


def every_address(*, subject: str) -> list[str]:
    """Every public route; of details one of each kind, all that the subject had or wants, and one that nobody knows."""
    asked = [path for name, paths in ROUTES.items() if name not in DETAILS | TABLES for path in paths]
    for kind in DETAILS.values():
        generations = GENERATIONS if kind == subject else GENERATIONS[:1]
        own = [path for generation in generations for path in own_addresses(kind, generation)]
        # Tables name what has tables, and the people who sign it.
        asked += [path for path in own if subject in WITH_TABLES or not is_table(path)]
    return [*asked, *(path for path in NOWHERE if path not in asked)]


def is_table(path: str) -> bool:
    return path.startswith(("/foods/", "/nutrients/", "/references", "/articles/")) and path.endswith(ENDINGS)


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: str
    """The status and, of a redirect, where it leads."""
    everything: str
    """Body and headers, in small letters."""


def ask(path: str, *, at: datetime, client: Client | None = None) -> Answer:
    """GET with nothing but the public tables; refuses an answer that sets a cookie."""
    with clock.at(at), only_public_tables(besides=BESIDES.get(path, frozenset())):
        found = (client or Client()).get(path)
        # What is sent as it is read asks the database only now.
        content = found.getvalue()
    assert found.cookies == {}
    to = found.headers.get("Location", "")
    text = content.decode() + repr(headers(found))
    return Answer(status=f"{found.status_code} {to}".strip(), everything=text.lower())


def headers(response: Any) -> dict[str, str]:
    # HEAD tells the length of the body that it leaves out, which the test client cuts; the health checks tell the second.
    return {name: value for name, value in response.headers.items() if name not in ("Content-Length", "Expires")}


def ask_head(path: str, *, at: datetime) -> tuple[Told, Told, bytes]:
    """What GET and HEAD tell beside the body, and the body of HEAD."""
    with clock.at(at), only_public_tables(besides=BESIDES.get(path, frozenset())):
        found, head = Client().get(path), Client().head(path)
        return (found.status_code, headers(found)), (head.status_code, headers(head)), head.getvalue()


def words_found(answers: dict[str, Answer], kind: str, generation: str) -> dict[str, set[str]]:
    """At which addresses which fields of the kind's drafts of this generation can be read."""
    planted = markers(kind, generation)
    found = {
        path: {name for name, word in planted.items() if word in answer.everything} for path, answer in answers.items()
    }
    return {path: names for path, names in found.items() if names}
