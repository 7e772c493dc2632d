"""Shared previews: exactly what was frozen, to whoever holds the address, until it expires or is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from publishing import clock
from publishing.models import AuditEntry, PreviewLink
from publishing.previews import LONGEST, revoke, share
from publishing.workflow import Refused
from tests.factories import edit, make_article, make_faq, make_nutrient, make_policy, make_user, publish
from tests.leaks.public_tables import only_public_tables
from tests.publishing.timeline import SECOND

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def read(token: str, query: str = "") -> Any:
    with only_public_tables():
        return Client().get(f"/preview/{token}/{query}")


def test_a_link_shows_the_frozen_draft_and_nothing_that_came_later() -> None:
    iron = edit(make_nutrient(name="Iron", summary="Live words.", live=True), summary="Shared words.")
    _, token = share([iron.item], by=make_user(), lasts=DAY)
    edit(iron, summary="Later words.")

    text = read(token).content.decode()

    assert "Shared words." in text
    assert "This is a draft, shown to you before it is published." in text
    assert "Live words." not in text and "Later words." not in text


def test_a_set_is_shown_together_each_draft_with_the_others() -> None:
    make_policy(live=True)
    zinc = make_nutrient(name="Zinc", summary="Shared zinc.")
    article = make_article(title="Weak legs", text=f'<p><a href="object:{zinc.item_id}">Zinc</a></p>')
    _, token = share([article.item, zinc.item], by=make_user(), lasts=DAY)

    first, second = read(token), read(token, "?page=2")

    assert '<a href="/nutrients/zinc/">Zinc</a>' in first.content.decode()
    assert "Shared zinc." in second.content.decode()
    assert '<a href="?page=1">Weak legs</a>' in second.content.decode()


def test_what_the_draft_includes_is_what_is_live_now() -> None:
    make_policy(live=True)
    iron = make_nutrient(name="Iron", live=True)
    article = make_article(title="Weak legs", text=f'<p><a href="object:{iron.item_id}">it</a></p>')
    _, token = share([article.item], by=make_user(), lasts=DAY)
    publish([edit(iron, slug="ferrum").item], by=make_user())

    assert '<a href="/nutrients/ferrum/">it</a>' in read(token).content.decode()


def test_a_shared_preview_is_for_no_cache_search_engine_or_other_site() -> None:
    _, token = share([make_nutrient(name="Iron").item], by=make_user(), lasts=DAY)

    answer = read(token)

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_an_expired_altered_or_revoked_address_answers_like_one_that_never_was() -> None:
    iron = make_nutrient(name="Iron")
    link, token = share([iron.item], by=make_user(), lasts=DAY)
    altered = token[:-1] + ("A" if token[-1] != "A" else "B")
    nothing = read("nonsense")
    answers = [
        read(altered),
        read(token.upper()),
        read(link.token_sha256),
        read(token, "?page=2"),
        read(token, "?page=0"),
    ]
    with clock.at(link.expires_at):
        answers.append(read(token))
    revoke(link, by=make_user())
    answers.append(read(token))

    # Only the address itself, where the page repeats it, may differ.
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, nothing.content)}


def test_a_link_works_to_its_last_moment() -> None:
    link, token = share([make_nutrient(name="Iron").item], by=make_user(), lasts=DAY)

    with clock.at(link.expires_at - SECOND):
        assert read(token).status_code == 200


def test_the_token_is_stored_nowhere() -> None:
    link, token = share([make_nutrient(name="Iron").item], by=make_user(), lasts=DAY)

    assert token not in str(list(PreviewLink.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))
    assert link.token_sha256 != token


def test_sharing_and_taking_back_are_on_record() -> None:
    link, _ = share([make_nutrient(name="Iron").item], by=make_user(), lasts=DAY)
    revoke(link, by=make_user(name="mo"))

    entries = AuditEntry.objects.order_by("id").values_list("action", "actor__username", "item__key")
    assert list(entries) == [("share", "ada", "iron"), ("unshare", "mo", "iron")]


@pytest.mark.parametrize("lasts", [timedelta(0), -DAY, LONGEST + SECOND])
def test_a_link_lasts_a_while_and_no_longer(lasts: timedelta) -> None:
    with pytest.raises(Refused, match="lasts from a moment to 90 days"):
        share([make_nutrient().item], by=make_user(), lasts=lasts)


def test_nothing_can_be_shared_or_taken_back_twice() -> None:
    link, _ = share([make_nutrient().item], by=make_user(), lasts=DAY)
    revoke(link, by=make_user())

    with pytest.raises(Refused, match="taken back already"):
        revoke(link, by=make_user())
    with pytest.raises(Refused, match="Nothing was chosen"):
        share([], by=make_user(), lasts=DAY)


def test_a_question_is_shown_though_it_has_no_page_of_its_own() -> None:
    _, token = share([make_faq(question="Is it iron?").item], by=make_user(), lasts=DAY)

    assert "Is it iron?" in read(token).content.decode()
