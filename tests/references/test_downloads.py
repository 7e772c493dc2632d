"""Downloads beside the pages: sources for reference managers, and an article as a source of its own."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from publishing.models import Item
from publishing.workflow import withdraw
from tests.factories import edit, make_article, make_person, make_policy, make_reference, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def get(path: str) -> tuple[int, str, str]:
    response = Client().get(path)
    return response.status_code, response.headers["Content-Type"], response.getvalue().decode()


def test_a_source_comes_as_bibtex_ris_and_csl_json() -> None:
    make_reference(title="A study of iron", slug="rao-2020", authors="Rao, Ravi", issued="2020-05", doi="10.5555/one")

    assert get("/references/rao-2020.bib") == (
        200,
        "application/x-bibtex; charset=utf-8",
        "@article{rao-2020,\n  title = {A study of iron},\n  author = {Rao, Ravi},\n  date = {2020-05},\n  year = {2020},\n"
        "  month = {may},\n  doi = {10.5555/one},\n}\n",
    )
    assert get("/references/rao-2020.ris") == (
        200,
        "application/x-research-info-systems; charset=utf-8",
        "TY  - JOUR\r\nID  - rao-2020\r\nTI  - A study of iron\r\nAU  - Rao, Ravi\r\nPY  - 2020\r\nDA  - 2020/05//\r\n"
        "DO  - 10.5555/one\r\nER  - \r\n\r\n",
    )
    status, content_type, text = get("/references/rao-2020.json")
    assert (status, content_type) == (200, "application/vnd.citationstyles.csl+json; charset=utf-8")
    assert [(one["id"], one["DOI"]) for one in json.loads(text)] == [("rao-2020", "10.5555/one")]


def test_a_download_has_a_name_and_leads_to_its_page() -> None:
    make_reference(slug="rao-2020")

    response = Client().get("/references/rao-2020.ris")

    assert response.headers["Content-Disposition"] == 'attachment; filename="rao-2020.ris"'
    assert response.headers["Link"] == '<http://localhost:8000/references/rao-2020/>; rel="canonical"'


def test_a_download_moves_with_its_page_and_goes_with_it() -> None:
    reference = edit(make_reference(slug="rao-2020"), slug="rao-2021")
    publish([reference.item], by=make_user(), change="minor")
    assert Client().get("/references/rao-2020.bib").headers["Location"] == "/references/rao-2021.bib"

    withdraw(Item.objects.get(pk=reference.item_id), by=make_user(), reason="Wrong.")

    assert (get("/references/rao-2021.bib")[0], get("/references/nobody.bib")[0]) == (410, 404)


def test_the_library_holds_what_is_live_and_nothing_else() -> None:
    make_reference(title="Live", slug="live-1")
    make_reference(title="Draft", slug="draft-1", live=False)

    assert [one["id"] for one in json.loads(get("/references.json")[2])] == ["live-1"]
    assert get("/references.bib")[2].count("@article{") == 1


def an_article() -> None:
    make_reference(title="A study of iron", slug="rao-2020")
    make_policy(live=True)
    people = [make_person(name="Ada van der Berg", slug="ada", live=True)]
    make_article(title="Weak legs", slug="weak-legs", text="<p>Cited.[[ref:rao-2020]]</p>", authors=people, live=True)


def test_an_article_gives_its_sources_and_itself() -> None:
    an_article()

    assert [one["id"] for one in json.loads(get("/articles/weak-legs.json")[2])] == ["rao-2020"]
    itself = json.loads(get("/articles/weak-legs/cite.json")[2])[0]
    assert (itself["type"], itself["title"], itself["author"], itself["URL"]) == (
        "webpage",
        "Weak legs",
        [{"family": "van der Berg", "given": "Ada"}],
        "http://localhost:8000/articles/weak-legs/",
    )


def test_an_article_says_how_to_cite_it() -> None:
    an_article()

    text = get("/articles/weak-legs/")[2]

    assert "<summary>Cite this page</summary><p>van der Berg A. Weak legs. Nutrition guide." in text
    assert 'href="/articles/weak-legs/cite.bib"' in text
    assert 'href="/articles/weak-legs.ris"' in text
