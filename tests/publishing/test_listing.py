"""Long overdue where an error could do most harm: a banner from the first day on, out of lists after a stated time, never silently."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from nutrients.models import CareCard, Symptom
from publishing import clock
from publishing.due import day_of, due_reviews
from publishing.models import Message, Task, User
from publishing.pages import review_due
from publishing.reminders import remind
from publishing.reviews import record_review
from publishing.tasks import finish
from tests.factories import make_article, make_person, make_policy, make_symptom, make_user, publish
from tests.publishing.timeline import DAY, SECOND, T

pytestmark = pytest.mark.django_db

LISTS = ["/", "/symptoms/", "/articles/", "/sitemap.xml", "/feeds/articles.atom"]
BANNER = "A medical review of this page has been overdue since"


def reviewed(draft: Any, *, on: datetime = T) -> None:
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    with clock.at(on):
        record_review(draft.item, reviewer=ravi.item, scope="The whole page.", by=make_user())


@pytest.fixture
def numbness() -> Symptom:
    """A symptom that says when to get help, and an article about it, both reviewed at T."""
    with clock.at(T - DAY):
        symptom = make_symptom(name="Numbness")
        CareCard.objects.create(symptom=symptom, urgency="emergency", heading="Get help", body="Call.")
        make_policy(live=True)
        ada = make_person(name="Ada Adeyemi", live=True)
        article, other = (make_article(title=title, authors=[ada]) for title in ("Numb toes", "Numb fingers"))
        article.symptoms.add(symptom)
        other.symptoms.add(symptom)
        publish([symptom.item, article.item, other.item], by=make_user())
        make_symptom(name="Pallor", live=True)
    for draft in (symptom, article):
        reviewed(draft)
    return symptom


def listed_in(words: str, *, at: datetime) -> list[str]:
    with clock.at(at):
        return [path for path in LISTS if words in Client().get(path).content.decode()]


def page(path: str, *, at: datetime) -> tuple[int, bool, bool]:
    """Its status, whether it has the banner, and whether search engines are kept off."""
    with clock.at(at):
        answer = Client().get(path)
    text = answer.content.decode()
    return answer.status_code, BANNER in text, '<meta name="robots" content="noindex' in text


def named_as_related(*, at: datetime) -> bool:
    """By an article on the same symptom."""
    with clock.at(at):
        return "/articles/numb-toes/" in Client().get("/articles/numb-fingers/").content.decode()


DUE = review_due(T, months=12)
GONE = DUE + timedelta(days=180)


def test_an_overdue_page_has_a_banner_and_leaves_the_lists_at_its_second(numbness: Symptom) -> None:
    path = "/symptoms/numbness/"

    assert [page(path, at=moment) for moment in (DUE - SECOND, DUE, GONE - SECOND, GONE)] == [
        (200, False, False),
        (200, True, False),
        (200, True, False),
        (200, True, True),
    ]
    assert listed_in(path, at=GONE - SECOND) == ["/", "/symptoms/", "/sitemap.xml"]
    assert listed_in(path, at=GONE) == []
    assert listed_in("/articles/numb-toes/", at=GONE - SECOND) == ["/", "/articles/", "/sitemap.xml", LISTS[-1]]
    assert listed_in("/articles/numb-toes/", at=GONE) == []
    assert named_as_related(at=GONE - SECOND) and not named_as_related(at=GONE)
    assert listed_in("/symptoms/pallor/", at=GONE) == ["/", "/symptoms/", "/sitemap.xml"]


def test_a_new_review_brings_it_back(numbness: Symptom) -> None:
    reviewed(numbness, on=GONE + DAY)

    assert listed_in("/symptoms/numbness/", at=GONE + 2 * DAY) == ["/", "/symptoms/", "/sitemap.xml"]
    assert page("/symptoms/numbness/", at=GONE + 2 * DAY) == (200, False, False)


def test_a_page_on_which_an_error_does_less_harm_stays_listed(numbness: Symptom) -> None:
    pallor = Symptom.objects.get(name="Pallor")
    reviewed(pallor)

    late = review_due(T, months=24) + timedelta(days=400)

    assert listed_in("/symptoms/pallor/", at=late) == ["/", "/symptoms/", "/sitemap.xml"]
    assert page("/symptoms/pallor/", at=late) == (200, False, False)


def test_a_site_may_leave_it_listed(numbness: Symptom, settings: Any) -> None:
    settings.UNLIST_OVERDUE_AFTER = 0

    assert listed_in("/symptoms/numbness/", at=GONE + 900 * DAY) == ["/", "/symptoms/", "/sitemap.xml"]
    assert page("/symptoms/numbness/", at=GONE + 900 * DAY) == (200, True, False)


def test_its_owner_is_told_a_month_before_even_if_the_task_of_its_review_was_closed(numbness: Symptom) -> None:
    owner = User.objects.create_user("paul", is_staff=True, is_superuser=True)
    remind(due_reviews(at=DUE), at=DUE)
    for task in Task.objects.filter(item=numbness.item).open():
        finish(task, by=owner, note="Later.")
    Message.objects.all().delete()

    for moment in (GONE - 31 * DAY, GONE - 30 * DAY, GONE - 29 * DAY):
        remind(due_reviews(at=moment), at=moment)

    warned = Task.objects.get(item=numbness.item, kind="unlisting")
    assert (warned.due_on, warned.opened_at) == (day_of(GONE), GONE - 30 * DAY)
    assert [message.subject for message in Message.objects.filter(recipient=owner)] == ["2 pages leave the lists"]
    reviewed(numbness, on=GONE - DAY)
    warned.refresh_from_db()
    assert warned.done_at is not None
