"""The people who log in to the admin; refuses to know anything about the authors and reviewers readers see."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    pass
