"""A schedule passes its second: page, list, sitemap, feed and admin change at the same microsecond, without anything run."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from publishing import clock
from publishing.workflow import plan_end
from tests.factories import edit, make_article, make_person, make_policy, make_user, publish
from tests.publishing.timeline import DAY, MICROSECOND, SECOND, T

pytestmark = pytest.mark.django_db
LATER = T + DAY


def looks(moment: datetime, *, admin: Client) -> dict[str, bool]:
    """Where the corrected edition can be seen at the moment."""
    reader = Client()
    with clock.at(moment):
        pages = {path: reader.get(path).content.decode() for path in
                 ("/articles/legs/", "/articles/", "/", "/feeds/corrections.atom", "/corrections/", "/articles/legs/history/")}  # fmt: skip
        sitemap = reader.get("/sitemap.xml").content.decode()
        listed = admin.get("/admin/articles/article/").context["cl"].result_list
    found = {path: "Legs, corrected" in text for path, text in pages.items() if "history" not in path}
    found["/articles/legs/history/"] = "It was wrong." in pages["/articles/legs/history/"]
    found["/sitemap.xml"] = f"{LATER:%Y-%m-%d}" in sitemap
    found["admin"] = listed[0].state_in_list.live.number == 2
    return found


def test_all_that_readers_see_changes_in_the_same_microsecond(admin_client: Client) -> None:
    with clock.at(T):
        make_policy(live=True)
        make_policy(slug="corrections", title="Corrections", live=True)
        article = make_article(title="Legs", authors=[make_person(live=True)], live=True)
        draft = edit(article, title="Legs, corrected", slug="legs")
    with clock.at(T + SECOND):
        publish([draft.item], by=make_user(), at=LATER, change="correction", note="It was wrong.")

    before, after = looks(LATER - MICROSECOND, admin=admin_client), looks(LATER, admin=admin_client)

    assert [place for place, is_seen in before.items() if is_seen] == []
    assert [place for place, is_seen in after.items() if not is_seen] == []


def test_all_that_readers_see_ends_in_the_same_microsecond() -> None:
    with clock.at(T):
        make_policy(live=True)
        article = make_article(title="Legs", authors=[make_person(live=True)], live=True)
        plan_end(article.item, at=LATER, by=make_user())
    reader, seen = Client(), []
    for moment in (LATER - MICROSECOND, LATER):
        with clock.at(moment):
            lists = ["/articles/legs/" in reader.get(path).content.decode() for path in ("/articles/", "/sitemap.xml")]
            seen.append((reader.get("/articles/legs/").status_code, *lists))

    assert seen == [(200, True, True), (410, False, False)]
