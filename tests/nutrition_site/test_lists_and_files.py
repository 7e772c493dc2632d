"""Lists, errors and the files beside the pages, on a site that holds next to nothing."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nutrition_site.error_pages import server_error
from publishing.workflow import withdraw
from tests.factories import make_article, make_nutrient, make_person, make_policy, make_symptom, make_user
from tests.nutrition_site.page_source import Source, read
from tests.nutrition_site.small_guide import LISTS

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
END = " \N{EN DASH} Nutrition guide"


def html(path: str) -> str:
    response = Client().get(path)
    assert (path, response.status_code) == (path, 200)
    return response.content.decode()


def sources(paths: list[str]) -> dict[str, Source]:
    return {path: read(html(path)) for path in paths}


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


def test_the_manifest_names_icons_that_are_there() -> None:
    response = Client().get("/site.webmanifest")
    facts = json.loads(response.content)

    assert (response.headers["Content-Type"], facts["name"]) == ("application/manifest+json", "Nutrition guide")
    names = [icon["src"].removeprefix("/static/") for icon in facts["icons"]]
    assert [(settings.BASE_DIR / "static" / name).is_file() for name in names] == [True, True]
