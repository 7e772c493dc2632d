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
from publishing.accounts import NOBODY, record_new_password, record_rights, rights_of
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


# What decides over rights: on one's own account nobody but a superuser touches it.
RIGHTS_OF_AN_ACCOUNT = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions", "person")
# Whoever could give these could give anything.
FOR_SUPERUSERS = ("is_superuser", "user_permissions")


@admin.register(User)
class AccountAdmin(RecordedRights, UserAdmin):
    """Administrators manage accounts by groups. Only a superuser makes superusers, or touches the account of one."""

    search_help_text = "User name, name or email address."
    form = AccountForm
    filter_horizontal = ()
    autocomplete_fields = ["groups", "user_permissions", "person"]
    list_display = ["username", "first_name", "last_name", "in_groups", "is_active", "is_superuser", "last_login"]

    @admin.display(description="groups")
    def in_groups(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all())) or "none"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        rights = [name for name in RIGHTS_OF_AN_ACCOUNT if _is_superuser(request) or name not in FOR_SUPERUSERS]
        return [
            (None, {"fields": ["username", "password"]}),
            ("Person", {"fields": [("first_name", "last_name"), "email"]}),
            ("Rights", {"fields": rights}),
            ("Dates", {"fields": [("last_login", "date_joined")]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        dates = ["last_login", "date_joined"] if obj else []
        if _is_superuser(request) or obj is None:
            return dates
        is_own = obj.pk == request.user.pk
        return [*dates, *(RIGHTS_OF_AN_ACCOUNT if is_own else FOR_SUPERUSERS)]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """To change a superuser's account, its password too, is to become one."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or _is_superuser(request) or not (obj.is_superuser or obj.is_system))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account stays on record with what it did; an account that isn't wanted any more is made inactive."""
        return False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:  # noqa: FBT001
        """A new account may log in here: readers have none."""
        account = super().save_form(request, form, change)
        account.is_staff = account.is_staff or not change
        return account

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record_new_password(User.objects.get(pk=id), by=editor_of(request))
        return response


def _is_superuser(request: HttpRequest) -> bool:
    return editor_of(request).is_superuser


@admin.register(Group)
class RightsAdmin(RecordedRights, GroupAdmin):
    """What a group may do is for superusers to say: whoever could change a group they are in could raise themselves."""

    search_help_text = "Name of the group."
    filter_horizontal = ()
    autocomplete_fields = ["permissions"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


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
