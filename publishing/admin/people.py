"""Who logs in, and who signs pages."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils import timezone

from publishing import clock
from publishing.admin.drafts import DraftAdmin
from publishing.models import Person, User

admin.site.register(User, UserAdmin)


@admin.register(Person)
class PersonAdmin(DraftAdmin):
    desk = ("Library", 3)
    search_fields = ["name", "slug"]
    autocomplete_fields = ["image"]
    list_display = ["name", "role", "credentials_in_list", "state", "changed_at", "changed_by"]
    fieldsets = [
        (None, {"fields": ["name", "is_team", ("credentials", "credentials_checked_on"), "role"]}),
        ("For readers", {"fields": ["biography", "disclosure"]}),
        ("Portrait", {"fields": ["image", "alt", "is_decorative"]}),
        ("Address", {"fields": ["slug"]}),
    ]

    @admin.display(description="credentials", ordering="credentials_checked_on")
    def credentials_in_list(self, person: Person) -> str:
        if not person.has_unchecked_credentials(on=timezone.localdate(clock.now())):
            return person.credentials
        checked = person.credentials_checked_on
        return f"{person.credentials} (check them: {f'last seen {checked:%d %b %Y}' if checked else 'never seen'})"
