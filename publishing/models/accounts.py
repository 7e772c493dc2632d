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
