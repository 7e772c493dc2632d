"""Mail about messages: at once, or one a day, sent by whichever process comes by when it is due. Never breaks a step.

There is no worker and no timer of our own. What is due goes out right after the step that said it, on the next request to
the admin by anybody, or when `manage.py send_digests` is run. Each sender first puts the messages off by RETRY in one
statement, so that two of them never mail the same; a mail that fails, or whose sender is killed, is tried again then.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from publishing.models import Message, User

# Editors' time, so that the mail of a day lies there in the morning.
DIGEST_AT = time(7, 0)
RETRY = timedelta(hours=1)
# After so long a message is only to be read in the inbox.
GIVE_UP = timedelta(days=3)
# Of one pass, so that no request waits for a flood.
MOST = 200

log = logging.getLogger(__name__)


def due_at(person: User, *, said: datetime) -> datetime | None:
    """When the mail about a message to this person goes out."""
    if not person.email or person.mail == User.Mail.NEVER:
        return None
    return said if person.mail == User.Mail.AT_ONCE else next_digest(after=said)


def next_digest(*, after: datetime) -> datetime:
    zone = timezone.get_default_timezone()
    day = after.astimezone(zone).date()
    # An hour that the clocks skip or repeat is one of its two readings; either is a morning.
    morning = datetime.combine(day, DIGEST_AT, tzinfo=zone).astimezone(UTC)
    if morning <= after:
        morning = datetime.combine(day + timedelta(days=1), DIGEST_AT, tzinfo=zone).astimezone(UTC)
    return morning


def send_due(*, now: datetime) -> tuple[int, int]:
    """Sends what is due: one mail for each person. Gives how many mails went out and how many failed."""
    found = _claimed(now=now)
    if not found:
        return 0, 0
    sent = failed = 0
    connection = get_connection()
    for messages in found.values():
        error = _send(messages, connection)
        rows = Message.objects.filter(pk__in=[message.pk for message in messages])
        if error:
            failed += 1
            rows.update(mail_error=error)
            late = rows.filter(sent_at__lte=now - GIVE_UP)
            late.update(mail_due_at=None)
        else:
            sent += 1
            rows.update(mailed_at=now, mail_due_at=None, mail_error="")
    return sent, failed


def _claimed(*, now: datetime) -> dict[int, list[Message]]:
    """The due messages of each person, put off for everybody else."""
    with transaction.atomic():
        rows = list(Message.objects.select_for_update(skip_locked=_can_skip()).to_mail(at=now).order_by("id")[:MOST])
        Message.objects.filter(pk__in=[row.pk for row in rows]).update(mail_due_at=now + RETRY)
    people = User.objects.in_bulk({row.recipient_id for row in rows})
    found: dict[int, list[Message]] = {}
    for row in rows:
        row.recipient = people[row.recipient_id]
        found.setdefault(row.recipient_id, []).append(row)
    return found


def _can_skip() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked


def _send(messages: Sequence[Message], connection: BaseEmailBackend) -> str:
    """Why the mail could not be sent; empty when it was."""
    person = messages[0].recipient
    try:
        EmailMessage(_subject(messages), _text(messages), to=[person.email], connection=connection).send()
    except (SMTPException, OSError, ValueError) as error:
        # An address may be refused, the server away, or a header forged; none of it is the step's fault.
        log.warning("The mail to account %s could not be sent: %s", person.pk, error)
        return f"{type(error).__name__}: {error}"[:500]
    return ""


def _subject(messages: Sequence[Message]) -> str:
    if len(messages) == 1:
        return " ".join(messages[0].subject.split())
    return f"{len(messages)} messages from the nutrition guide"


def _text(messages: Sequence[Message]) -> str:
    parts = [f"{message.subject}\n\n{message.text}" if len(messages) > 1 else message.text for message in messages]
    inbox = settings.SITE_URL + reverse("admin:publishing_message_changelist")
    parting = f"\n\n{'-' * 40}\n\n"
    return f"{parting.join(parts)}\n\nYour inbox, where you also choose when to get mail: {inbox}\n"
