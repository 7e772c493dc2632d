"""Every public page of the starter guide and more: titles, headings, links, weight and queries."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from publishing import clock
from publishing.models import Edition
from publishing.workflow import withdraw
from tests.factories import make_user
from tests.nutrition_site.page_source import Source, read, skipped_levels
from tests.nutrition_site.small_guide import make_small_guide

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITE = "http://localhost:8000"
MOST_BYTES = 30 * 1024
MOST_QUERIES = 6
CLICKS = 3
FEEDS = ["/feeds/articles.atom", "/feeds/reviews.atom", "/feeds/corrections.atom"]
# Other views of a page, under its own address.
VIEW = re.compile(r"\A(/.+?)(?:/(?:history|portion/[^/]+|foods(?:/[^/]+)?)/|(?:/cite)?\.(?:csv|json|bib|ris))\Z")
STYLES = settings.BASE_DIR / "static/css/site.css"


@dataclass(kw_only=True)
class Read:
    """Every page as one visitor got it, the styleguide last."""

    pages: list[str]
    client: Client = field(default_factory=Client)
    sources: dict[str, Source] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)

    def ask(self, path: str) -> None:
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(path)
        assert (path, response.status_code) == (path, 200)
        self.sources[path] = read(response.content.decode())
        self.weights[path], self.queries[path] = len(gzip.compress(response.content)), len(queries)


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Read]:
    """Loaded and read once for all tests of this module, then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        whole = Read(pages=make_small_guide())
        for path in [*whole.pages, "/styleguide/"]:
            whole.ask(path)
        yield whole
        transaction.set_rollback(True)


def html(path: str) -> str:
    response = Client().get(path)
    assert (path, response.status_code) == (path, 200)
    return response.content.decode()


def repeated(found: dict[str, str]) -> dict[str, list[str]]:
    by_words: dict[str, list[str]] = {}
    for path, words in found.items():
        by_words.setdefault(words, []).append(path)
    return {words: paths for words, paths in by_words.items() if len(paths) > 1 or not words}


def test_every_page_has_a_title_and_a_description_of_its_own(found: Read) -> None:
    sources = {path: found.sources[path] for path in found.pages}

    assert repeated({path: source.title for path, source in sources.items()}) == {}
    assert repeated({path: source.description for path, source in sources.items()}) == {}
    assert {path: source.canonical for path, source in sources.items()} == {path: f"{SITE}{path}" for path in sources}
    assert {source.metas["og:url"] for source in sources.values()} == {f"{SITE}{path}" for path in sources}


def test_every_page_has_one_main_heading_and_skips_no_level(found: Read) -> None:
    assert {
        path: [words for level, words in s.headings if level == 1]
        for path, s in found.sources.items()
        if [level for level, _ in s.headings].count(1) != 1
    } == {}
    assert {path: words for path, s in found.sources.items() if (words := skipped_levels(s.headings))} == {}
    assert [path for path, source in found.sources.items() if len(source.ids) != len(set(source.ids))] == []


def test_no_page_holds_a_script_a_style_or_a_cookie(found: Read) -> None:
    assert [path for path, source in found.sources.items() if source.tags & {"script", "style", "iframe"}] == []
    assert [path for path, source in found.sources.items() if "style" in source.attributes] == []
    assert found.client.cookies == {}


def test_every_link_of_every_page_leads_to_its_place(found: Read) -> None:
    broken = []
    for path in found.pages:
        source = found.sources[path]
        for link in source.links:
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            target, _, fragment = link.partition("#")
            # Tests of their own read the views: test_history.py, test_food_addresses.py, test_open_data.py, test_downloads.py.
            target = VIEW.sub(r"\1/", target.partition("?")[0] or path)
            if target not in [*found.pages, *FEEDS] or (fragment and fragment not in found.sources[target].ids):
                broken.append(f"{path}: {link}")

    assert broken == []


def test_every_page_is_at_most_three_clicks_from_the_start(found: Read) -> None:
    pages = set(found.pages)
    reached, newest = {"/"}, {"/"}
    for _ in range(CLICKS):
        newest = {link.partition("#")[0] for path in newest for link in found.sources[path].links} & pages - reached
        reached |= newest

    assert pages - reached == set()


def test_every_page_is_light_and_asks_little(found: Read) -> None:
    styles = len(gzip.compress(STYLES.read_bytes()))
    heavy = {path: found.weights[path] for path in found.pages if found.weights[path] + styles > MOST_BYTES}
    slow = {path: found.queries[path] for path in found.pages if found.queries[path] > MOST_QUERIES}

    assert (heavy, slow) == ({}, {})


def test_the_corrections_are_listed_below_their_policy(found: Read) -> None:
    source = found.sources["/corrections/"]

    assert [words for level, words in source.headings if level > 1][-2:] == ["Corrections so far", "Copper"]
    assert "The example of a note." in html("/corrections/")


def test_a_withdrawn_page_is_named_among_the_corrections_without_a_link(found: Read) -> None:
    copper = Edition.objects.filter(title="Copper").first()
    assert copper is not None
    withdraw(copper.item, by=make_user(), reason="An example.")

    source = read(html("/corrections/"))

    assert source.headings[-1] == (3, "Copper (withdrawn since)")
    assert "/nutrients/copper/" not in source.links


def test_people_are_listed_on_the_page_about_the_guide(found: Read) -> None:
    assert "/people/editorial-team/" in found.sources["/about/"].links


def test_the_sitemap_names_every_page_once_with_its_last_change(found: Read) -> None:
    live = Edition.objects.live(at=clock.now())

    urls = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    rows = [[part.text for part in url] for url in urls]

    changed = {f"{SITE}{row.path}": row.substantive_from.isoformat() for row in live}
    assert [row[0] for row in rows] == [f"{SITE}{path}" for path in found.pages]
    assert {row[0]: row[1] for row in rows if len(row) == 2} == {
        address: moment for address, moment in changed.items() if "#" not in address
    }


def test_the_styleguide_is_public_but_neither_indexed_nor_linked(found: Read) -> None:
    assert found.sources["/styleguide/"].metas["robots"] == "noindex, follow"
    assert [path for path in found.pages if "/styleguide/" in found.sources[path].links] == []
