"""Reviews that fall due: on which day, why, who is reminded, and what a new review makes of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nutrients.models import Nutrient
from publishing import clock
from publishing.due import day_of, due_reviews, never_reviewed, within
from publishing.models import AuditEntry, Draft, Message, Person, Task, User
from publishing.pages import review_due
from publishing.reminders import remind
from publishing.reviews import record_review
from publishing.tasks import claim, finish, open_task
from publishing.workflow import withdraw
from tests.factories import edit, make_article, make_nutrient, make_person, make_policy, make_reference, publish
from tests.publishing.timeline import DAY, T

pytestmark = pytest.mark.django_db
PAGE = "/admin/due/"


def someone(name: str, **fields: Any) -> User:
    return User.objects.filter(username=name).first() or User.objects.create_user(name, is_staff=True, **fields)


def reviewed(draft: Draft, *, on: datetime = T) -> datetime:
    with clock.at(on):
        ravi = Person.objects.filter(slug="ravi").first()
        ravi = ravi or make_person(name="Ravi Rao", slug="ravi", credentials="MD", live=True)
        boss = someone("boss", is_superuser=True)
        return record_review(draft.item, reviewer=ravi.item, scope="The whole page.", by=boss).reviewed_at


def live_nutrient(*, name: str = "Iron", editor: User | None = None, **fields: Any) -> Nutrient:
    with clock.at(T - DAY):
        nutrient = make_nutrient(name=name, live=True, **fields)
    Nutrient.objects.filter(pk=nutrient.pk).update(changed_by=editor)
    return nutrient


def due(*, at: datetime, days: int = 0) -> list[tuple[str, date, str]]:
    return [(one.title, one.due_on, one.why) for one in within(due_reviews(at=at), timedelta(days=days), at=at)]


def test_a_review_falls_due_by_the_harm_that_an_error_could_do() -> None:
    seen = reviewed(live_nutrient())
    day = day_of(review_due(seen, months=24))

    lists = [due(at=review_due(seen, months=24) - 31 * DAY, days=days) for days in (0, 30, 60)]

    assert lists == [[], [], [("Iron", day, "a review of such a page holds 24 months")]]


def test_a_change_of_substance_brings_the_review_nearer_and_a_minor_one_does_not() -> None:
    iron, zinc = live_nutrient(), live_nutrient(name="Zinc")
    for nutrient, change in ((iron, "major"), (zinc, "minor")):
        reviewed(nutrient)
        with clock.at(T + DAY):
            publish([edit(nutrient, summary="Another.").item], by=someone("boss"), change=change)

    assert due(at=T + DAY, days=30) == [("Iron", day_of(T + 31 * DAY), "it changed since its review")]


def test_a_change_of_what_stands_on_a_page_brings_its_review_nearer() -> None:
    with clock.at(T - DAY):
        author = make_person(name="Ada Adeyemi", live=True)
        make_policy(live=True)
        article = make_article(title="Legs", authors=[author], live=True)
    reviewed(article)
    with clock.at(T + DAY):
        publish([edit(author, biography="Another.").item], by=someone("boss"))

    assert due(at=T + 2 * DAY, days=30) == [
        ("Legs", day_of(T + 31 * DAY), "“Ada Adeyemi”, which stands on it, changed since its review")
    ]


def test_a_source_that_grows_old_after_the_review_brings_it_nearer_but_not_one_that_was_old_nor_a_landmark() -> None:
    year = T.year - 10
    with clock.at(T - DAY):
        for slug, issued, is_landmark in (("now", year, False), ("old", year - 1, False), ("law", year, True)):
            make_reference(slug=slug, title=f"The {slug} one", issued=str(issued), is_landmark=is_landmark)
    reviewed(live_nutrient(body="<p>It carries oxygen.[[ref:now]][[ref:old]][[ref:law]]</p>"))

    assert due(at=T, days=400) == [("Iron", date(T.year, 12, 31), "its source “The now one” grows old")]


def test_an_open_task_brings_the_review_nearer_and_the_next_review_answers_it() -> None:
    nutrient = live_nutrient()
    reviewed(nutrient)
    boss = someone("boss", is_superuser=True)
    open_task(nutrient.item, kind="re-review", reason="A fact changed.", due_on=day_of(T + DAY), by=boss, at=T)

    before = due(at=T, days=30)
    reviewed(nutrient, on=T + DAY)

    assert before == [("Iron", day_of(T + DAY), "a task is open: A fact changed.")]
    assert due(at=T + 2 * DAY, days=30) == []
    assert Task.objects.get().note == "Reviewed by Ravi Rao: The whole page."


def test_what_is_not_live_falls_due_no_more_and_what_had_no_review_stands_apart() -> None:
    iron, zinc = live_nutrient(), live_nutrient(name="Zinc")
    seen = reviewed(iron)
    later = review_due(seen, months=24)
    with clock.at(T + DAY):
        withdraw(iron.item, by=someone("boss"), reason="Harm.")

    assert due(at=later) == []
    assert [edition.title for edition in never_reviewed(at=later)] == [zinc.name]


def test_each_owner_is_reminded_once_with_all_of_theirs_and_the_publishers_of_what_has_none() -> None:
    ada, zoe = someone("ada", email="ada@example.org"), someone("zoe")
    gone = someone("gone", is_active=False)
    owned = {name: live_nutrient(name=name, editor=of) for name, of in
             (("Iron", ada), ("Zinc", ada), ("Copper", gone), ("Iodine", ada))}  # fmt: skip
    seen = min([reviewed(nutrient) for nutrient in owned.values()])
    claim(open_task(owned["Iodine"].item, kind="retraction", reason="R.", due_on=day_of(T), by=zoe, at=T), by=zoe)
    later = review_due(seen, months=24) - 20 * DAY

    news = [remind(due_reviews(at=moment), at=moment) for moment in (later, later + DAY)]

    assert news == [4, 0]
    assert sorted(Message.objects.values_list("recipient__username", "subject", "address")) == [
        ("ada", "2 medical reviews fall due", PAGE),
        ("boss", "1 medical review falls due", PAGE),
        ("zoe", "1 medical review falls due", PAGE),
    ]
    assert AuditEntry.objects.filter(action="open-task", actor=None).count() == 4


def test_a_page_whose_review_a_task_asks_for_already_gets_no_second_one_until_that_is_done_without() -> None:
    nutrient = live_nutrient(editor=someone("ada"))
    seen = reviewed(nutrient)
    boss = someone("boss", is_superuser=True)
    task = open_task(nutrient.item, kind="re-review", reason="Edition 2.", due_on=day_of(T + DAY), by=boss, at=T)
    later = review_due(seen, months=24)

    news = [remind(due_reviews(at=moment), at=moment) for moment in (T, T + DAY)]
    while_open = list(Task.objects.values_list("kind", flat=True))
    finish(task, by=boss, note="Nothing had to change.")
    news += [remind(due_reviews(at=moment), at=moment) for moment in (later, later + DAY)]

    assert (news, while_open) == ([1, 0, 1, 0], ["re-review"])
    assert list(Task.objects.open().values_list("kind", flat=True)) == ["review-due"]
    assert list(Message.objects.values_list("recipient__username", flat=True)) == ["ada", "ada"]


def test_after_the_next_review_the_owner_is_reminded_anew(capsys: pytest.CaptureFixture[str]) -> None:
    nutrient = live_nutrient(editor=someone("ada"))
    for moment in (reviewed(nutrient), T + 800 * DAY):
        with clock.at(review_due(moment, months=24)):
            call_command("send_digests")
        reviewed(nutrient, on=T + 800 * DAY)

    assert capsys.readouterr().out == "reviews that fall due 1, mails sent 0, failed 0\n" * 2


def test_the_list_shows_what_is_due_to_whom_and_why(admin_client: Client) -> None:
    nutrient = live_nutrient(editor=someone("ada"))
    seen = reviewed(nutrient)
    live_nutrient(name="Zinc")
    rows = {}
    with clock.at(review_due(seen, months=24) + DAY):
        for within in ("0", "never", "nonsense"):
            response = admin_client.get(f"{PAGE}?within={within}")
            rows[within] = [(row.title, owner, row.is_late, url) for row, _, owner, url in response.context["rows"]]

    iron = ("Iron", "ada", True, f"/admin/nutrients/nutrient/{nutrient.pk}/change/")
    assert (rows["0"], rows["nonsense"]) == ([iron], [iron])
    assert [title for title, *_ in rows["never"]] == ["Zinc"]


def test_the_list_is_for_those_who_may_see_drafts(client: Client) -> None:
    client.force_login(someone("mo"))

    assert client.get(PAGE).status_code == 403


def test_the_list_asks_the_same_few_queries_however_much_is_due(admin_client: Client) -> None:
    counts = []
    for number in range(2):
        for name in ("Iron", "Zinc", "Copper"):
            reviewed(live_nutrient(name=f"{name} {number}", slug=f"{name.lower()}-{number}"))
        with clock.at(T + 800 * DAY):
            admin_client.get(PAGE)
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14
