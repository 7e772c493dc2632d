"""Who logs in, and who signs pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.utils import timezone

from publishing import clock
from publishing.accounts import NOBODY, record_rights, rights_of
from publishing.admin.base import GuideAdmin
from publishing.admin.drafts import DraftAdmin
from publishing.admin.forms import editor_of, forgive_garbage
from publishing.models import Person, User

admin.site.unregister(Group)


class AccountForm(UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forgive_garbage(self)


class RecordedRights(GuideAdmin):
    """Whoever changes what an account or a group may do stands on record with it."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        stored = type(obj)._default_manager.filter(pk=obj.pk).first()
        form.rights_before = rights_of(stored) if stored else NOBODY
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        super().save_related(request, form, *args)
        record_rights(form.instance, before=form.rights_before, by=editor_of(request))


@admin.register(User)
class AccountAdmin(RecordedRights, UserAdmin):
    search_help_text = "User name, name or email address."
    form = AccountForm
    filter_horizontal = ()
    autocomplete_fields = ["groups", "user_permissions"]


@admin.register(Group)
class RightsAdmin(RecordedRights, GroupAdmin):
    search_help_text = "Name of the group."
    filter_horizontal = ()
    autocomplete_fields = ["permissions"]


@admin.register(Permission)
class PermissionAdmin(GuideAdmin):
    """Gives the choice of rights its search; what rights there are is not for editing."""

    search_fields = ["name", "codename", "content_type__model"]
    list_select_related = ["content_type"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(DraftAdmin):
    desk = ("Library", 3)
    search_fields = ["name", "slug"]
    search_help_text = "Name or address."
    autocomplete_fields = ["image"]
    list_display = ["name", "role", "credentials_in_list", "state", "problems", "changed"]
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
