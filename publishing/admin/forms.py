"""Forms of drafts: they carry the version that the editor saw, and refuse a stale save with the typed text kept."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import UniqueConstraint
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from publishing import kinds
from publishing.admin.form_rows import FormRows
from publishing.models import Draft, Path, User
from publishing.problems import in_a_sentence


def editor_of(request: HttpRequest) -> User:
    """Who is at work; the admin has asked for a log-in by now."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Log in first.")
    return request.user


# A larger number overflows the column.
IS_ID = re.compile(r"[0-9]{1,18}")


def forgive_garbage(form: forms.BaseForm, *, draft: Any = None) -> None:
    """Lets a form come back with its error when a choice was sent as something that is no id.

    Django's autocomplete looks the raw value up once more to show it, and breaks on it; a choice of several breaks
    on a number that is larger than any id.
    """
    for field in form.fields.values():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, AutocompleteMixin):
            known = rows_read(draft).chosen.get(widget.choices.queryset.model, {})
            widget.optgroups = partial(_optgroups_of_ids, widget, widget.optgroups, known)  # type: ignore[method-assign]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.clean = partial(_clean_ids, field, field.clean)  # type: ignore[method-assign]


def _optgroups_of_ids(
    widget: Any, optgroups: Any, known: dict[Any, Any], name: str, value: list[Any], attrs: Any = None
) -> Any:
    ids = [str(one) for one in value if IS_ID.fullmatch(str(one))]
    if ids and all(int(one) in known for one in ids):
        # What the form has read already need not be asked for again, field by field.
        empty = [] if widget.is_required or widget.allow_multiple_selected else [("", "")]
        options = [*empty, *((one, str(known[int(one)])) for one in ids)]
        return [(None, [widget.create_option(name, pk, label, ids, at) for at, (pk, label) in enumerate(options)], 0)]
    groups = optgroups(name, ids, attrs)
    for _, options, _ in groups:
        # As they were chosen; Django would put them in the order of their names.
        options.sort(key=lambda option: ids.index(str(option["value"])) if str(option["value"]) in ids else -1)
    return groups


def show_order(form: forms.ModelForm) -> None:
    """Lets a form show what was chosen in the order in which it was chosen."""
    if not form.instance.pk:
        return
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelMultipleChoiceField):
            form.initial[name] = _chosen(form, name)


def rows_read(draft: Any) -> FormRows:
    """What was read at once for showing the draft's form; nothing, where it is saved."""
    read: FormRows = getattr(draft, "form_rows", None) or FormRows()
    return read


def _chosen(form: Any, name: str) -> list[Any]:
    read = getattr(form.instance, "_prefetched_objects_cache", {}).get(name)
    if read is not None:
        return [row.pk for row in read]
    chosen = getattr(form.instance, name)
    rows = chosen.through.objects.filter(**{chosen.source_field_name: form.instance.pk}).order_by("id")
    return list(rows.values_list(chosen.target_field.attname, flat=True))


def _clean_ids(field: forms.ModelMultipleChoiceField, clean: Any, value: Any) -> Any:
    for one in value or ():
        if not IS_ID.fullmatch(str(one)):
            raise ValidationError(
                field.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(one)[:40]}
            )
    return clean(value)


def keep_order(form: Any) -> None:
    """Stores what was chosen in the order in which it was chosen; Django stores it in any."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelMultipleChoiceField):
            continue
        stored = _chosen(form, name)
        sent = [int(one) for one in form[name].value() or [] if IS_ID.fullmatch(str(one))]
        wanted = [pk for pk in dict.fromkeys(sent) if pk in stored]
        if stored != wanted:
            chosen = getattr(form.instance, name)
            chosen.clear()
            # One by one: together they would be stored in any order again.
            for pk in wanted:
                chosen.add(pk)


class DraftForm(forms.ModelForm):
    """Base of every kind's form. `admin_refusal` is what saving said when it was tried a moment ago."""

    admin_refusal: str = ""

    version_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overwrite_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forgive_garbage(self, draft=self.instance)
        show_order(self)
        self.conflict: Draft | None = None
        if self.instance.pk:
            self.fields["version_seen"].initial = self.instance.version

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug:
            return slug
        kind = kinds.get(self.instance.kind)
        owner = Path.objects.select_related("item").filter(path=kind.path(slug)).first()
        if owner is not None and owner.item.survivor_id != self.instance.item_id:
            draft = kind.draft_model._default_manager.filter(item=owner.item).first()
            raise forms.ValidationError(
                f"The address {owner.path} belongs to “{draft or owner.item.key}” for ever, which published there first. "
                "Choose another.",
                code="path-taken",
            )
        return slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self._name_duplicates()
        if self.admin_refusal:
            self.add_error(None, self.admin_refusal)
        if self.instance.pk and not self._saw_the_present_version():
            self.conflict = type(self.instance)._default_manager.select_related("changed_by").get(pk=self.instance.pk)
            self.add_error(None, self._conflict_message(self.conflict))
        return cleaned

    def _name_duplicates(self) -> None:
        """Says whose address or identifier this is, where the constraint could only say that it is taken."""
        meta = type(self.instance)._meta
        for constraint in meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or len(constraint.fields) != 1:
                continue
            name = constraint.fields[0]
            value = self.cleaned_data.get(name)
            if not value or name in self.errors:
                continue
            others = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
            try:
                other = others.filter(**{name: value}).first()
            except ValidationError:
                continue  # The field says itself what is wrong with it.
            if other is not None:
                label = self.fields[name].label or meta.get_field(name).verbose_name
                message = f"“{other}” ({other.slug}) has this {in_a_sentence(str(label))} already. Use that one, or change this."
                self.add_error(name, ValidationError(message, code="duplicate"))

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
