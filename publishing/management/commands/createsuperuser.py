"""Django's own command, with what it grants written into the audit log. Nobody is known to have typed it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction

from publishing.accounts import NOBODY, record_rights
from publishing.models import User


class Command(createsuperuser.Command):
    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        last = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        super().handle(*args, **options)
        for account in User.objects.filter(is_superuser=True, pk__gt=last):
            record_rights(account, before=NOBODY, by=None)
