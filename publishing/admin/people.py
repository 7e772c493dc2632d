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
    autocomplete_fields = ["image"]
    fieldsets = [
        (None, {"fields": ["name", "is_team", "credentials", "role"]}),
        ("For readers", {"fields": ["biography", "disclosure"]}),
        ("Portrait", {"fields": ["image", "alt", "is_decorative"]}),
        ("Address", {"fields": ["slug"]}),
    ]
