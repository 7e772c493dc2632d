"""Who logs in, and who signs pages."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from publishing.admin.drafts import DraftAdmin
from publishing.models import Person, User

admin.site.register(User, UserAdmin)


@admin.register(Person)
class PersonAdmin(DraftAdmin):
    search_fields = ["name", "slug"]
    fieldsets = [
        (None, {"fields": ["name", "is_team", "credentials", "role"]}),
        ("For readers", {"fields": ["biography", "disclosure"]}),
        ("Address", {"fields": ["slug"]}),
    ]
