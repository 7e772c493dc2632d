"""Addresses and methods that no link of ours has: words and a 4xx, never a traceback, and nothing but public tables."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from tests.factories import make_policy, make_symptom
from tests.leaks.public_tables import only_public_tables
from tests.leaks.readers import HUBS, ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

NOT_FOUND = (404, "There is no page at this address.")
UNREADABLE = (400, "The address or the form was not readable.")
# Hubs whose list comes in pages.
PAGED = sorted(set(HUBS.values()) - {"/faq/"})
LONG = 100_000


@pytest.fixture(autouse=True)
def guide() -> None:
    """Something is live that a careless answer could show."""
    make_policy(live=True)
    make_symptom(name="Weak legs")
    make_symptom(name="Numbness", other_names="Pins and needles", live=True)


def ask(address: str, *, method: str = "GET") -> Any:
    """Sends the address as a server gets it: no client tidies it first."""
    path, _, query = address.partition("?")
    with only_public_tables():
        return Client(raise_request_exception=False).request(
            REQUEST_METHOD=method, PATH_INFO=unquote_to_bytes(path).decode("latin-1"), QUERY_STRING=query
        )


def answer(address: str) -> tuple[int, str]:
    """The status, and the words of advice on the page."""
    response = ask(address)
    advice = [words for words in (NOT_FOUND[1], UNREADABLE[1]) if words in response.content.decode()]
    return response.status_code, "".join(advice)


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/articles/nowhere/",
        "/symptoms/weak-legs/",  # drafted only
        "/people/nobody/",
        "/faq/numbness/",
        "/index.php",
        "/media/nothing.png",
        "/static/",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        # Kept for pages of their own.
        *(f"/{hub}/{word}/" for hub in ("articles", "nutrients", "symptoms") for word in ("history", "as-of")),
        *(f"/{hub}/compare/" for hub in ("articles", "symptoms")),
        "/symptoms/weak-legs/history/",
        "/symptoms/numbness/as-of/",
        "/symptoms/numbness/compare/",
        # Letters.
        "/Symptoms/",
        "/SYMPTOMS/NUMBNESS/",
        "/symptoms/Numbness/",
        "/symptoms/numbness%20/",
        "/symptoms/n%C3%BCmbness/",
        "/symptoms/%D8%A3%D8%AD%D9%85%D8%AF/",
        "/symptoms/numbness%E2%80%8B/",
        "/symptoms/numbness;x=1/",
        "/symptoms//numbness/",
        "/symptoms/numbness//",
        # Bytes that are no UTF-8.
        "/symptoms/%FF/",
        "/symptoms/%C3%28/",
        "/symptoms/%C0%AF/",
        "/symptoms/%ED%A0%80/",
        "/symptoms/%zz/",
        "/symptoms/%",
        "/%",
        "/symptoms/numbness%0d%0aSet-Cookie:%20a=b/",
        "/symptoms/..%2f..%2fetc%2fpasswd/",
        pytest.param(f"/{'a' * LONG}", id="long"),
        pytest.param(f"/symptoms/{'a' * LONG}/", id="long slug"),
        pytest.param(f"/symptoms/{'%C3%BC' * (LONG // 6)}/", id="long and odd"),
        pytest.param("/" * LONG, id="slashes"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_met_with_words(address: str) -> None:
    assert answer(address) == NOT_FOUND


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/symptoms/numbness%00/",
        "/symptoms/?page=%00",
        "/?x=%00",
        "/symptoms/numbness/?%00",
        "/nowhere/?a=1&b=x%00y",
        pytest.param(f"/symptoms/?{'a&' * 6000}", id="too many parameters"),
    ],
)
def test_an_address_that_nobody_could_mean_is_refused_with_words(address: str) -> None:
    assert answer(address) == UNREADABLE


@pytest.mark.parametrize(
    "page",
    [
        *("", "abc", "0", "-1", "2", "99999999999999999999", "9" * 5000, "1e3", "1.0", "1.5", "nan", "inf", "0x1"),
        *("1_0", "1;2", "%FF", "%", "true", "[]", "a" * LONG),
        # Other spellings of the first page, for which there is one address.
        *("01", "+1", "%2B1", "%201", "1%20", "1%0A", "%D9%A1", "%EF%BC%91", "%E2%91%A0"),
    ],
)
def test_a_page_of_a_list_that_does_not_exist_is_not_found(page: str) -> None:
    assert {hub: answer(f"{hub}?page={page}") for hub in PAGED} == dict.fromkeys(PAGED, NOT_FOUND)


@pytest.mark.parametrize(
    ("query", "to"), [("page=1", ""), ("a=%C3%BC&page=1", "?a=%C3%BC"), ("page=2&page=1", ""), ("page=%31", "")]
)
def test_the_first_page_of_a_list_has_one_address(query: str, to: str) -> None:
    answers = {hub: ask(f"{hub}?{query}") for hub in PAGED}

    assert {hub: (found.status_code, found.headers["Location"]) for hub, found in answers.items()} == {
        hub: (301, f"{hub}{to}") for hub in PAGED
    }


@pytest.mark.parametrize("query", ["utm_source=x", "page[]=2", "q=%C3%28", "a=" + "b" * LONG, "&&==&"])
def test_parameters_that_mean_nothing_change_nothing(query: str) -> None:
    assert ask(f"/symptoms/?{query}").content == ask("/symptoms/").content


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/symptoms", "/symptoms/"),
        ("/symptoms/numbness", "/symptoms/numbness/"),
        ("/disclaimer?a=1&b=%C3%BC", "/disclaimer/?a=1&b=%C3%BC"),
        ("/symptoms/pins-and-needles/", "/symptoms/numbness/"),
        ("/symptoms/pins-and-needles/?next=//evil.example/", "/symptoms/numbness/"),
    ],
)
def test_a_redirect_stays_on_the_site_and_is_one_hop(address: str, to: str) -> None:
    response = ask(address)

    assert (response.status_code, response.headers["Location"]) == (301, to)
    assert ask(to).status_code == 200


@pytest.mark.parametrize(
    "address", ["//evil.example", "//evil.example/", "//evil.example/symptoms", "/\\evil.example/"]
)
def test_an_address_that_names_another_host_leads_nowhere(address: str) -> None:
    assert answer(address) == NOT_FOUND


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "BREW"])
def test_a_page_can_only_be_read(method: str) -> None:
    addresses = sorted({*(path for paths in ROUTES.values() for path in paths), "/symptoms/numbness/"})

    answers = {address: ask(address, method=method).status_code for address in addresses}

    assert answers == dict.fromkeys(addresses, 405)


def test_a_form_from_elsewhere_changes_nothing_and_is_met_with_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/symptoms/numbness/", {"name": "Changed"})

    assert (response.status_code, "This form has expired" in response.content.decode()) == (403, True)
