"""The people who log in to the admin; refuses to know anything about the authors and reviewers readers see."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    class Mail(models.TextChoices):
        AT_ONCE = "at-once", "a mail for each message, at once"
        DAILY = "daily", "one mail a day with all that is new"
        NEVER = "never", "no mail; the inbox is enough"

    mail = models.CharField(
        "mail about messages",
        max_length=10,
        choices=Mail,
        default=Mail.AT_ONCE,
        help_text="Every message stands in the inbox in any case. Mail needs an email address.",
    )
    person = models.OneToOneField(
        "publishing.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who this account is to readers. A medical reviewer's reviews go on record in the name of this person, "
        "if readers can look up a credential there.",
    )
    keeps_typing = models.BooleanField(default=True, editable=False)
    """Whether forms keep what this editor types and doesn't save, which on a shared computer somebody may not want."""
    is_system = models.BooleanField(default=False, editable=False)
    """The site's own hand, such as the starter guide's loader: nobody can log in with it, and no policy binds it."""

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_system=False) | models.Q(is_active=False), name="user_system_never_logs_in"
            ),
        ]
