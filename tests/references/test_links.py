"""Trying links: what counts as broken, three days until dead, a rest for each host, and the copy that takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from publishing import clock
from publishing.models import Message, Task, User
from references.health_models import LinkCheck
from references.links import FRESH_FOR, check_links, try_address
from references.models import Reference
from tests.factories import make_nutrient, make_reference
from tests.references.lookup.replay import Registries, registries, reply

pytestmark = pytest.mark.django_db

HTML = "text/html"


@pytest.fixture
def known() -> Iterator[Registries]:
    with registries() as found:
        yield found


def a_source(known: Registries, path: str = "/page", **fields: Any) -> Reference:
    return make_reference(**({"slug": path.strip("/"), "title": "A made-up page", "url": known.origin + path} | fields))


def run(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("check_links", "--seconds-between", "0", *arguments, stdout=said)
    return said.getvalue().splitlines()


def on_day(number: int) -> datetime:
    # From now on, because the database's own guards know no other time.
    return datetime.now(UTC) + timedelta(days=number)


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (reply("x", media_type=HTML), "ok"),
        (reply(status=301, Location="/elsewhere"), "redirected"),
        (reply(status=301, Location="/page/"), "ok"),
        (reply(status=302, Location="/"), "failing"),
        (reply(status=403), "blocked"),
        (reply(status=429, Retry_After="5"), "blocked"),
        (reply(status=404), "failing"),
        (reply(status=410), "failing"),
        (reply(status=500), "failing"),
        (reply(status=302, Location="http://169.254.169.254/"), "failing"),
    ],
)
def test_what_comes_back_tells_the_state(known: Registries, answer: object, state: str) -> None:
    known["/page"] = answer  # type: ignore[assignment]
    for path in ("/", "/page/", "/elsewhere"):
        known[path] = reply("x", media_type=HTML)

    assert try_address(f"{known.origin}/page").state == state


def test_a_server_that_knows_no_head_is_asked_again(known: Registries) -> None:
    known["/page"] = lambda handler: reply("x", status=405 if handler.command == "HEAD" else 200)(handler)

    assert try_address(f"{known.origin}/page").state == "ok"
    assert [method for method, _, _ in known.asked] == ["HEAD", "GET"]


def test_an_address_is_dead_after_failing_on_three_days_and_not_before(known: Registries) -> None:
    source = a_source(known)
    librarian = User.objects.create_user(username="libby", is_staff=True)
    Reference.objects.update(changed_by=librarian)
    seen = []
    for day in (0, 0, 1, 2):
        with clock.at(on_day(day)):
            run("--all")
            seen.append(LinkCheck.objects.values_list("state", "failed_days").get())

    assert seen == [("failing", 1), ("failing", 1), ("failing", 2), ("dead", 3)]
    task = Task.objects.get()
    assert (task.item_id, task.kind) == (source.item_id, "broken-link")
    told = Message.objects.get()
    assert (told.recipient, told.subject) == (librarian, f"Dead link: {source.title}")
    assert task.reason in told.text
    known["/page"] = reply("x", media_type=HTML)
    with clock.at(on_day(3)):
        run("--all")
    assert LinkCheck.objects.values_list("state", "failed_days").get() == ("ok", 0)


def make_dead(source: Reference) -> None:
    for day in range(3):
        with clock.at(on_day(day)):
            check_links(everything=True, seconds_between=0)
    assert LinkCheck.objects.get(item=source.item).state == "dead"


def test_a_dead_link_gives_way_to_its_archived_copy_with_its_label(known: Registries) -> None:
    source = a_source(known, archive_url="https://archive.example/2020/page")
    make_reference(slug="rao-2020")
    make_nutrient(function="<p>Cells need it [[ref:page, rao-2020]].</p>", live=True)
    assert "Archived copy" not in page("/nutrients/cobalamin/")

    make_dead(source)

    shown = page("/nutrients/cobalamin/")
    assert "<span>The link is dead.</span>" in shown
    assert '<a href="https://archive.example/2020/page" rel="noopener">Archived copy</a>' in shown
    assert "Dead at every try since" in page("/references/page/")
    assert Task.objects.get().reason.endswith(
        "or cite another source. Perhaps instead: “rao-2020” (in 1 of these sentences)."
    )


def test_another_address_begins_anew(known: Registries) -> None:
    source = a_source(known)
    make_nutrient(function="<p>Cells need it [[ref:page]].</p>", live=True)
    make_dead(source)

    Reference.objects.filter(pk=source.pk).update(url=f"{known.origin}/other")
    with clock.at(on_day(4)):
        run("--all")

    assert LinkCheck.objects.values_list("state", "failed_days").get() == ("failing", 1)


def test_what_was_tried_a_short_while_ago_waits_and_a_broken_off_run_goes_on(known: Registries) -> None:
    for path in ("/a1", "/b1", "/c1"):
        known[path] = reply("x", media_type=HTML)
        a_source(known, path)

    first, second, third = run("--most", "2"), run(), run()

    assert [first[-2:], second[-2:], third[-2:]] == [
        ["1 left for the next run.", "ok 2, redirected 0, blocked 0, timeout 0, failing 0, dead 0"],
        ["2 tried a short while ago, not again.", "ok 1, redirected 0, blocked 0, timeout 0, failing 0, dead 0"],
        ["3 tried a short while ago, not again.", "ok 0, redirected 0, blocked 0, timeout 0, failing 0, dead 0"],
    ]
    assert sorted(known.paths) == ["/a1", "/b1", "/c1"]
    with clock.at(clock.now() + FRESH_FOR + timedelta(minutes=1)):
        assert run()[-1].startswith("ok 3,")


def test_without_a_network_nothing_is_noted_and_it_says_so() -> None:
    make_reference(slug="page", url="http://127.0.0.1:1/page")

    with override_settings(LOOKUP_TRUSTED_ORIGINS=["http://127.0.0.1:1"]):
        said = run()

    assert said[-3:] == [
        "No site answered, so this computer seems to have no way to the internet. Nothing was noted of those.",
        "1 left for the next run.",
        "ok 0, redirected 0, blocked 0, timeout 0, failing 0, dead 0",
    ]
    assert LinkCheck.objects.count() == 0


def test_a_silent_site_among_others_is_noted(known: Registries) -> None:
    known["/a1"] = reply("x", media_type=HTML)
    a_source(known, "/a1")
    make_reference(slug="silent", url="http://127.0.0.1:1/page")

    with override_settings(LOOKUP_TRUSTED_ORIGINS=[known.origin, "http://127.0.0.1:1"]):
        said = run()

    assert said[-1] == "ok 1, redirected 0, blocked 0, timeout 0, failing 1, dead 0"


def test_each_host_gets_its_rest_and_one_that_asks_for_more_is_left(known: Registries) -> None:
    for path in ("/a1", "/b1"):
        known[path] = reply("x", media_type=HTML)
        a_source(known, path)
    started = datetime.now(UTC)
    check_links(seconds_between=0.3)
    assert datetime.now(UTC) - started >= timedelta(seconds=0.3)

    known["/a1"] = known["/b1"] = reply(status=429, Retry_After="600")
    outcome = check_links(everything=True, seconds_between=0)

    assert (dict(outcome.counts), outcome.left) == ({"blocked": 1}, 1)
