"""Telling people: a message in the inbox of each, and mail about it as each of them wishes. Refuses to tell nobody something.

Whoever takes a step is not told of it, and an account that can't log in any more gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from publishing import clock, mail
from publishing.models import Item, Message, User


@transaction.atomic
def tell(
    people: Iterable[User],
    *,
    subject: str,
    text: str,
    item: Item | None,
    by: User | None,
    at: datetime,
    address: str = "",
) -> list[Message]:
    """Writes the message within the step's own transaction; the mail goes out after it, and can't undo it."""
    told = {person.pk: person for person in people if person.is_active and person != by}
    messages = Message.objects.bulk_create(
        Message(
            recipient=person,
            subject=subject[:200],
            text=text,
            item=item,
            address=address,
            sent_by=by,
            sent_at=at,
            mail_due_at=mail.due_at(person, said=at),
        )
        for person in told.values()
    )
    if any(message.mail_due_at == at for message in messages):
        transaction.on_commit(lambda: mail.send_due(now=at))
    return messages


def overtake(addresses: Iterable[str], *, at: datetime) -> None:
    """What asked somebody to act there was answered, or is void: it is news to nobody any more."""
    Message.objects.filter(address__in=list(addresses), read_at__isnull=True).update(read_at=at)


def mark_read(messages: Iterable[Message], *, by: User) -> int:
    """Only one's own: gives how many were news."""
    own = Message.objects.unread_by(by.pk).filter(pk__in=[message.pk for message in messages])
    return own.update(read_at=clock.now())


def mark_unread(messages: Iterable[Message], *, by: User) -> int:
    own = Message.objects.filter(recipient=by, read_at__isnull=False, pk__in=[message.pk for message in messages])
    return own.update(read_at=None)


def choose_mail(person: User, choice: str) -> None:
    """From now on; what was said before keeps its time."""
    person.mail = User.Mail(choice)
    person.save(update_fields=["mail"])
