"""What an account or a group may do, told in words, and the record of who changed it, and who logged in and out or tried to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models

from publishing import audit, clock
from publishing.models import AuditEntry, User

Rights = dict[str, str]

NOBODY: Rights = {}
# Rows can't be deleted, so nobody who only guesses passwords may fill the table.
MOST_FAILED = 100
AN_HOUR = timedelta(hours=1)


def rights_of(holder: models.Model) -> Rights:
    """Everything that decides what an account or the members of a group may do, as stored now."""
    if isinstance(holder, Group):
        return {"rights": _names(holder.permissions.values_list("codename", flat=True))}
    assert isinstance(holder, User)
    return {
        "active": _yes(holder.is_active),
        "staff": _yes(holder.is_staff),
        "administrator": _yes(holder.is_superuser),
        "person": str(holder.person or ""),
        "groups": _names(holder.groups.values_list("name", flat=True)),
        "rights": _names(holder.user_permissions.values_list("codename", flat=True)),
    }


def record_rights(holder: models.Model, *, before: Rights, by: User | None) -> None:
    """Writes down what changed, if anything did. Nobody is known to have done it where a command did."""
    after = rights_of(holder)
    changed = {name: f"{before.get(name, '') or 'none'} → {value or 'none'}" for name, value in after.items()}
    changed = {name: text for name, text in changed.items() if before.get(name, "") != after[name]}
    if changed:
        detail = {str(holder._meta.verbose_name): str(holder), **changed}
        audit.record(AuditEntry.Action.RIGHTS, None, by=by, at=clock.stamp(), detail=detail)


def record_new_password(holder: User, *, by: User) -> None:
    """Whoever sets another's password could log in as them, so it stands on record beside the rights."""
    audit.record(
        AuditEntry.Action.RIGHTS, None, by=by, at=clock.stamp(), detail={"user": str(holder), "password": "set anew"}
    )


def system_account(username: str, *, name: str) -> User:
    """The account in whose name the program itself does something. Nobody can log in with it."""
    actor, is_new = User.objects.get_or_create(
        username=username, defaults={"first_name": name, "is_active": False, "is_system": True}
    )
    if is_new:
        actor.set_unusable_password()
        actor.save()
    return actor


def record_log_in(sender: Any, *, user: User, **_signal: Any) -> None:
    audit.record(AuditEntry.Action.LOG_IN, None, by=user, at=clock.stamp())


def record_log_out(sender: Any, *, user: User | None, **_signal: Any) -> None:
    # The session may have run out before.
    if user is not None:
        audit.record(AuditEntry.Action.LOG_OUT, None, by=user, at=clock.stamp())


def record_failed_log_in(sender: Any, *, credentials: dict[str, Any], **_signal: Any) -> None:
    """Names the account if there is one: what was typed otherwise may be a password in the wrong field."""
    now = clock.stamp()
    failed = AuditEntry.objects.filter(action=AuditEntry.Action.LOG_IN_FAILED, at__gt=now - AN_HOUR).count()
    if failed >= MOST_FAILED:
        return
    name = str(credentials.get("username", ""))
    known = User.objects.filter(username=name).exists()
    detail = {"account": name if known else "none of that name"}
    if failed == MOST_FAILED - 1:
        detail["more"] = f"{MOST_FAILED} in an hour; further ones are not written down"
    audit.record(AuditEntry.Action.LOG_IN_FAILED, None, by=None, at=now, detail=detail)


def watch() -> None:
    user_logged_in.connect(record_log_in, dispatch_uid="record_log_in")
    user_logged_out.connect(record_log_out, dispatch_uid="record_log_out")
    user_login_failed.connect(record_failed_log_in, dispatch_uid="record_failed_log_in")


def _names(names: Any) -> str:
    return ", ".join(sorted(names))


def _yes(value: Any) -> str:
    return "yes" if value else "no"
