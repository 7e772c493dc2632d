"""Every public page of a small guide: titles, headings, links, weight and queries; and the files beside the pages."""

from __future__ import annotations

import gzip
import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nutrition_site.error_pages import server_error
from publishing import clock
from publishing.models import Edition
from publishing.workflow import withdraw
from tests.factories import make_article, make_nutrient, make_person, make_policy, make_symptom, make_user
from tests.nutrition_site.page_source import Source, read, skipped_levels
from tests.nutrition_site.small_guide import LISTS, make_small_guide

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
END = " \N{EN DASH} Nutrition guide"
MOST_BYTES = 30 * 1024
MOST_QUERIES = 6
CLICKS = 3
STYLES = settings.BASE_DIR / "static/css/site.css"


@pytest.fixture
def pages() -> list[str]:
    return make_small_guide()


def html(path: str) -> str:
    response = Client().get(path)
    assert (path, response.status_code) == (path, 200)
    return response.content.decode()


def sources(paths: list[str]) -> dict[str, Source]:
    return {path: read(html(path)) for path in paths}


def repeated(found: dict[str, str]) -> dict[str, list[str]]:
    by_words: dict[str, list[str]] = {}
    for path, words in found.items():
        by_words.setdefault(words, []).append(path)
    return {words: paths for words, paths in by_words.items() if len(paths) > 1 or not words}


def test_every_page_has_a_title_and_a_description_of_its_own(pages: list[str]) -> None:
    found = sources(pages)

    assert repeated({path: source.title for path, source in found.items()}) == {}
    assert repeated({path: source.description for path, source in found.items()}) == {}
    assert {path: source.canonical for path, source in found.items()} == {path: f"{SITE}{path}" for path in pages}
    assert {source.metas["og:url"] for source in found.values()} == {f"{SITE}{path}" for path in pages}


def test_every_page_has_one_main_heading_and_skips_no_level(pages: list[str]) -> None:
    found = sources([*pages, "/styleguide/"])

    assert {
        path: [words for level, words in s.headings if level == 1]
        for path, s in found.items()
        if [level for level, _ in s.headings].count(1) != 1
    } == {}
    assert {path: words for path, s in found.items() if (words := skipped_levels(s.headings))} == {}
    assert [path for path, source in found.items() if len(source.ids) != len(set(source.ids))] == []


def test_no_page_holds_a_script_a_style_or_a_cookie(pages: list[str]) -> None:
    client = Client()
    found = sources([*pages, "/styleguide/"])
    for path in pages:
        client.get(path)

    assert [path for path, source in found.items() if source.tags & {"script", "style", "iframe"}] == []
    assert [path for path, source in found.items() if "style" in source.attributes] == []
    assert client.cookies == {}


def test_every_link_of_every_page_leads_to_its_place(pages: list[str]) -> None:
    found = sources(pages)
    broken = []
    for path, source in found.items():
        for link in source.links:
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            target, _, fragment = link.partition("#")
            target = target.partition("?")[0] or path
            if target not in found or (fragment and fragment not in found[target].ids):
                broken.append(f"{path}: {link}")

    assert broken == []


def test_every_page_is_at_most_three_clicks_from_the_start(pages: list[str]) -> None:
    found = sources(pages)
    reached, newest = {"/"}, {"/"}
    for _ in range(CLICKS):
        newest = {link.partition("#")[0] for path in newest for link in found[path].links} & set(pages) - reached
        reached |= newest

    assert set(pages) - reached == set()


def test_every_page_is_light_and_asks_little(pages: list[str]) -> None:
    styles = len(gzip.compress(STYLES.read_bytes()))
    heavy, slow = {}, {}
    for path in pages:
        with CaptureQueriesContext(connection) as queries:
            weight = len(gzip.compress(html(path).encode())) + styles
        if weight > MOST_BYTES:
            heavy[path] = weight
        if len(queries) > MOST_QUERIES:
            slow[path] = len(queries)

    assert (heavy, slow) == ({}, {})


def test_an_empty_site_links_to_no_list_and_keeps_its_empty_lists_out_of_search_engines() -> None:
    found = sources(LISTS)

    assert {path: source.links for path, source in found.items() if path == "/"} == {"/": ["#content", "/"]}
    assert {path: source.metas["robots"] for path, source in found.items() if path != "/"} == dict.fromkeys(
        LISTS[1:], "noindex, follow"
    )


def test_a_list_of_articles_has_pages_with_titles_and_addresses_of_their_own() -> None:
    make_policy(live=True)
    author = make_person(live=True)
    for number in range(21):
        make_article(title=f"Article {number:02}", authors=[author], live=True)

    first, second = read(html("/articles/")), read(html("/articles/?page=2"))

    assert (first.title, second.title) == (f"Articles{END}", f"Articles, page 2{END}")
    assert (first.canonical, second.canonical) == (f"{SITE}/articles/", f"{SITE}/articles/?page=2")
    assert "/articles/?page=2" in first.links and "/articles/" in second.links
    assert [words for level, words in second.headings if level == 2] == ["Article 00"]


@pytest.mark.parametrize("number", ["0", "-1", "2", "x", "1.5", ""])
def test_a_page_of_a_list_that_is_not_there_is_not_found(number: str) -> None:
    answers = [Client().get(path, {"page": number}).status_code for path in ("/articles/", "/nutrients/")]

    assert answers == [404, 404]


def test_a_list_from_a_to_z_names_every_other_name() -> None:
    make_nutrient(name="Vitamin B12", other_names="Cobalamin", live=True)

    text = re.sub(r"\s+", " ", html("/nutrients/"))

    assert '<li>Cobalamin: see <a href="/nutrients/vitamin-b12/">Vitamin B12</a></li>' in text
    assert [href for href in read(text).links if "#letter" in href] == ["#letter-c", "#letter-v"]


def test_the_corrections_are_listed_below_their_policy(pages: list[str]) -> None:
    found = read(html("/corrections/"))

    assert [words for level, words in found.headings if level > 1][-2:] == ["Corrections so far", "Copper"]
    assert "The example of a note." in html("/corrections/")


def test_a_withdrawn_page_is_named_among_the_corrections_without_a_link(pages: list[str]) -> None:
    copper = Edition.objects.filter(title="Copper").first()
    assert copper is not None
    withdraw(copper.item, by=make_user(), reason="An example.")

    found = read(html("/corrections/"))

    assert found.headings[-1] == (3, "Copper (withdrawn since)")
    assert "/nutrients/copper/" not in found.links


def test_people_are_listed_on_the_page_about_the_guide(pages: list[str]) -> None:
    assert "/people/editorial-team/" in read(html("/about/")).links


def test_the_page_where_the_reader_is_is_marked_in_the_navigation() -> None:
    make_symptom(live=True)

    assert '<a href="/symptoms/" aria-current="page">' in html("/symptoms/")
    assert '<a href="/symptoms/" aria-current="true">' in html("/symptoms/numbness/")


def test_what_was_never_there_and_what_was_taken_down_lead_on_to_the_lists() -> None:
    symptom = make_symptom(live=True)
    make_nutrient(live=True)
    withdraw(symptom.item, by=make_user(), reason="An example.")

    answers = [Client().get(path) for path in ("/no-such-page/", "/symptoms/numbness/")]

    assert [answer.status_code for answer in answers] == [404, 410]
    for answer in answers:
        source = read(answer.content.decode())
        assert (source.links.count("/nutrients/"), source.metas["robots"]) == (3, "noindex")


def test_the_page_for_an_error_of_ours_asks_the_database_nothing(rf: object) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = server_error(rf.get("/"))  # type: ignore[attr-defined]

    assert (len(queries), response.status_code) == (0, 500)
    assert [words for level, words in read(response.content.decode()).headings if level == 1] == ["Server error"]


def test_robots_may_read_everything_but_the_admin() -> None:
    response = Client().get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: http://localhost:8000/sitemap.xml\n"
    )


def test_the_sitemap_names_every_page_once_with_its_last_change(pages: list[str]) -> None:
    live = Edition.objects.live(at=clock.now())

    urls = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    rows = [[part.text for part in url] for url in urls]

    changed = {f"{SITE}{row.path}": row.substantive_from.isoformat() for row in live}
    assert [row[0] for row in rows] == [f"{SITE}{path}" for path in pages]
    assert {row[0]: row[1] for row in rows if len(row) == 2} == {
        address: moment for address, moment in changed.items() if "#" not in address
    }


def test_the_manifest_names_icons_that_are_there() -> None:
    response = Client().get("/site.webmanifest")
    facts = json.loads(response.content)

    assert (response.headers["Content-Type"], facts["name"]) == ("application/manifest+json", "Nutrition guide")
    names = [icon["src"].removeprefix("/static/") for icon in facts["icons"]]
    assert [(settings.BASE_DIR / "static" / name).is_file() for name in names] == [True, True]


def test_the_styleguide_is_public_but_neither_indexed_nor_linked(pages: list[str]) -> None:
    assert read(html("/styleguide/")).metas["robots"] == "noindex, follow"
    assert [path for path, source in sources(pages).items() if "/styleguide/" in source.links] == []
