"""The inbox: who is told, what is unread, and what becomes of the mail about it."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing import clock
from publishing.inbox import tell
from publishing.mail import GIVE_UP, RETRY, next_digest, send_due
from publishing.models import Message, User
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db
T = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def someone(name: str, *, mail: str = User.Mail.AT_ONCE, email: str = "x@example.org", **fields: Any) -> User:
    return User.objects.create_user(username=name, email=email, mail=mail, is_staff=True, **fields)


def say(*people: User, subject: str = "Sent back", at: datetime = T, by: User | None = None) -> list[Message]:
    return tell(people, subject=subject, text="Cite the dose.", item=None, by=by, at=at)


def mails() -> list[tuple[list[str], str]]:
    return [(mail.to, str(mail.subject)) for mail in outbox.outbox]


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_each_is_told_once_but_neither_who_took_the_step_nor_who_cannot_log_in() -> None:
    ada, ravi = someone("ada"), someone("ravi")
    gone = someone("gone", is_active=False)

    say(ravi, ada, ravi, gone, by=ada)

    assert list(Message.objects.values_list("recipient__username", "sent_by__username")) == [("ravi", "ada")]


def test_mail_goes_out_after_the_step_and_only_to_those_who_wish_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    people = [
        someone("ravi", email="ravi@example.org"),
        someone("mo", mail=User.Mail.NEVER),
        someone("zoe", mail=User.Mail.DAILY),
        someone("ann", email=""),
    ]

    with django_capture_on_commit_callbacks(execute=True):
        say(*people)
        before = mails()

    assert (before, mails()) == ([], [(["ravi@example.org"], "Sent back")])
    assert list(Message.objects.order_by("id").values_list("mailed_at", "mail_due_at")) == [
        (T, None),
        (None, None),
        (None, T + 19 * HOUR),
        (None, None),
    ]


def test_the_mail_of_the_day_groups_what_is_new_in_one() -> None:
    ravi = someone("ravi", mail=User.Mail.DAILY, email="ravi@example.org")
    say(ravi, subject="First")
    say(ravi, subject="Second", at=T + HOUR)

    seen = [send_due(now=T + hours * HOUR) for hours in (1, 18, 19, 20)]

    assert seen == [(0, 0), (0, 0), (1, 0), (0, 0)]
    assert mails() == [(["ravi@example.org"], "2 messages from the nutrition guide")]
    assert "First\n\nCite the dose." in outbox.outbox[0].body
    assert "http://localhost:8000/admin/publishing/message/" in outbox.outbox[0].body


def test_the_morning_is_that_of_the_editors_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Vienna"

    mornings = [next_digest(after=moment) for moment in (T, datetime(2026, 3, 29, 4, 59, tzinfo=UTC))]

    assert mornings == [datetime(2026, 3, 3, 6, 0, tzinfo=UTC), datetime(2026, 3, 29, 5, 0, tzinfo=UTC)]


def test_a_mail_that_fails_breaks_nothing_and_is_tried_again_for_three_days(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    ravi = someone("ravi")
    with socket.socket() as taken:
        # Bound but not listening: whoever connects is refused.
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
        with django_capture_on_commit_callbacks(execute=True):
            say(ravi)
        with clock.at(T + RETRY):
            page = logged_in(ravi).get("/admin/publishing/message/").content.decode()
            with pytest.raises(CommandError, match="tried again"):
                Message.objects.update(mail_due_at=T)
                call_command("send_digests")
        tries = [send_due(now=T + moment) for moment in (RETRY, 2 * RETRY, GIVE_UP, GIVE_UP + RETRY)]

    assert "The mail failed (ConnectionRefusedError" in page
    assert tries == [(0, 0), (0, 1), (0, 1), (0, 0)]
    assert Message.objects.get().mail_due_at is None


def test_a_mail_that_is_due_goes_out_with_anybodys_next_page_of_the_admin() -> None:
    say(someone("ravi", mail=User.Mail.DAILY, email="ravi@example.org"))
    mo = logged_in(someone("mo", is_superuser=True))
    seen = []
    for moment in (T + 18 * HOUR, T + 19 * HOUR, T + 20 * HOUR):
        with clock.at(moment):
            mo.get("/admin/")
        seen.append(len(mails()))

    assert seen == [0, 1, 1]


def test_the_head_of_every_page_counts_what_is_unread_and_opening_a_message_reads_it() -> None:
    ravi, person = someone("ravi", is_superuser=True), make_person()
    (message,) = tell([ravi], subject="Sent back", text="Cite it.", item=person.item, by=make_user(), at=T)
    client = logged_in(ravi)

    before = client.get("/admin/publishing/person/").content.decode()
    page = client.get(f"/admin/publishing/message/{message.pk}/change/").content.decode()
    after = client.get("/admin/publishing/person/").content.decode()

    assert ('<span class="unread-count">1<' in before, '<span class="unread-count">' in after) == (True, False)
    assert "<p>Cite it.</p>" in page
    assert f'href="/admin/publishing/person/{person.pk}/change/"' in page


def test_nobody_reads_the_inbox_of_another() -> None:
    ravi, mo = someone("ravi"), someone("mo", is_superuser=True)
    (message,) = say(ravi)
    client = logged_in(mo)

    listed = client.get("/admin/publishing/message/").content.decode()
    opened = client.get(f"/admin/publishing/message/{message.pk}/change/")
    client.post("/admin/publishing/message/", {"action": "read_selected", "_selected_action": [message.pk]})

    assert ("Sent back" in listed, opened.status_code) == (False, 302)
    assert Message.objects.get().read_at is None


def test_messages_are_marked_read_and_unread_in_the_list_and_mail_is_chosen_there() -> None:
    ravi = someone("ravi")
    rows = [message for _ in range(3) for message in say(ravi)]
    client = logged_in(ravi)
    chosen = [row.pk for row in rows[:2]]

    client.post("/admin/publishing/message/", {"action": "read_selected", "_selected_action": chosen})
    client.post("/admin/publishing/message/", {"action": "unread_selected", "_selected_action": chosen[:1]})
    client.post("/admin/publishing/message/mail/", {"mail": "daily"})
    refused = client.post("/admin/publishing/message/mail/", {"mail": "hourly"}, follow=True)

    assert [row.read_at is None for row in Message.objects.order_by("id")] == [True, False, True]
    assert User.objects.get(username="ravi").mail == "daily"
    assert "Choose one of the three ways" in refused.content.decode()


def test_the_inbox_asks_the_same_few_queries_however_full_it_is() -> None:
    ravi, counts = someone("ravi", mail=User.Mail.NEVER), []
    client = logged_in(ravi)
    for _ in range(2):
        for _ in range(5):
            say(ravi)
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/publishing/message/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
