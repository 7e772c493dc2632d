"""Forms of drafts: they carry the version that the editor saw, and refuse a stale save with the typed text kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from publishing import kinds
from publishing.models import Draft, Path, User


def editor_of(request: HttpRequest) -> User:
    """Who is at work; the admin has asked for a log-in by now."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Log in first.")
    return request.user


class DraftForm(forms.ModelForm):
    """Base of every kind's form. `admin_refusal` is what saving said when it was tried a moment ago."""

    admin_refusal: str = ""

    version_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overwrite_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Draft | None = None
        if self.instance.pk:
            self.fields["version_seen"].initial = self.instance.version

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug:
            return slug
        kind = kinds.get(self.instance.kind)
        owner = Path.objects.select_related("item").filter(path=kind.path(slug)).first()
        if owner is not None and self.instance.item_id not in (owner.item_id, owner.item.merged_into_id):
            draft = kind.draft_model._default_manager.filter(item=owner.item).first()
            raise forms.ValidationError(
                f"The address {owner.path} belongs to “{draft or owner.item.key}” for ever, which published there first. "
                "Choose another.",
                code="path-taken",
            )
        return slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.admin_refusal:
            self.add_error(None, self.admin_refusal)
        if self.instance.pk and not self._saw_the_present_version():
            self.conflict = type(self.instance)._default_manager.select_related("changed_by").get(pk=self.instance.pk)
            self.add_error(None, self._conflict_message(self.conflict))
        return cleaned

    def _saw_the_present_version(self) -> bool:
        seen = (self.cleaned_data.get("version_seen"), self.cleaned_data.get("overwrite_version"))
        return self.instance.version in seen

    def _conflict_message(self, stored: Draft) -> str:
        who = stored.changed_by.get_username() if stored.changed_by else "Someone"
        when = timezone.localtime(stored.changed_at)
        return format_html(
            "{} saved this after you opened it, on {}. Nothing was overwritten, and what you typed is still below. "
            "Compare it with the saved version, which opens in a new tab, then choose at the top of the form.",
            who,
            when.strftime("%d %b %Y at %H:%M"),
        )
