"""A stale save, field by field: what is stored by now against what this editor typed, so that either can be chosen.

It reads forms and writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.models import BaseModelFormSet

from publishing.word_diff import Run, diff, whole

# Hidden bookkeeping of forms, and the order of rows, which the rows show themselves.
NOT_SHOWN = frozenset({"version_seen", "overwrite_version", "id", "position", "ordering", "region", "DELETE", "parent"})

BETWEEN_TAGS = re.compile(r">\s+<")


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One field in which the stored draft and the typed form differ."""

    label: str
    runs: Sequence[Run]
    """Removed: only stored; added: only typed."""
    field_id: str = ""
    """The id of the field in the page; empty where there is none to copy into."""
    stored: str = ""
    """The stored value as the field would hold it."""
    can_copy: bool = False


def clashes_of(form: forms.ModelForm, formsets: Iterable[Any]) -> list[Clash]:
    """Everything in which they differ, the form's own fields first."""
    stored = type(form)(instance=type(form.instance)._default_manager.get(pk=form.instance.pk), prefix=form.prefix)
    found = list(_of_fields(form, stored, label=""))
    for formset in formsets:
        found += _of_rows(formset)
    return found


def _of_fields(typed: Any, stored: Any, *, label: str) -> Iterator[Clash]:
    for name, field in typed.fields.items():
        if name in NOT_SHOWN or name == typed._meta.model._meta.pk.name or _is_parent(typed, name):
            continue
        before, after = _shown(stored, name), _shown(typed, name)
        if before == after:
            continue
        raw = stored[name].value()
        yield Clash(
            label=": ".join(part for part in (label, str(field.label or name).capitalize()) if part),
            runs=diff(before, after),
            field_id=typed[name].id_for_label or typed[name].auto_id,
            stored="" if raw is None else str(raw),
            can_copy=_is_text(field),
        )


def _is_parent(form: Any, name: str) -> bool:
    return isinstance(form.fields[name], forms.models.InlineForeignKeyField)


def _is_text(field: forms.Field) -> bool:
    """Whether the stored value can be put into the field as text."""
    return not isinstance(field, (forms.ModelChoiceField, forms.FileField, forms.BooleanField))


def _shown(form: Any, name: str) -> str:
    """The field's value as an editor reads it."""
    value, field = form[name].value(), form.fields[name]
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, (list, tuple)) else [value]
        try:
            chosen: Any = field.queryset
            rows = chosen.filter(pk__in=[getattr(key, "pk", key) for key in keys])
            return ", ".join(sorted(str(row) for row in rows))
        except (TypeError, ValueError, OverflowError):
            return str(value)
    if isinstance(field, forms.ChoiceField):
        keys = [str(key) for key in (value if isinstance(value, (list, tuple)) else [value])]
        choices: Any = field.choices
        return ", ".join(str(label) for key, label in choices if str(key) in keys) or str(value)
    # A browser sends every line's end in two signs, and its editor sets the parts of a text apart in its own way.
    return BETWEEN_TAGS.sub(">\n<", str(value).replace("\r\n", "\n").strip())


def _of_rows(formset: Any) -> Iterator[Clash]:
    """Rows by their identity: changed on both sides, added there, or deleted there and still here."""
    fresh: BaseModelFormSet[Any, Any] = type(formset)(
        instance=type(formset.instance)._default_manager.get(pk=formset.instance.pk), prefix=formset.prefix
    )
    stored = {form.instance.pk: form for form in fresh.initial_forms}
    name = str(formset.model._meta.verbose_name).capitalize()
    seen = set()
    for number, form in enumerate(formset.forms, start=1):
        label = f"{name} {number}"
        if form.instance.pk in stored:
            seen.add(form.instance.pk)
            if formset.can_delete and formset._should_delete_form(form):
                yield Clash(label=label, runs=whole(_row_text(stored[form.instance.pk]), "removed"))
            else:
                yield from _of_fields(form, stored[form.instance.pk], label=label)
        elif form.has_changed() and (text := _row_text(form)):
            yield Clash(label=f"{label}, not stored", runs=whole(text, "added"))
    for key, form in stored.items():
        if key not in seen and (text := _row_text(form)):
            yield Clash(label=f"{name}, added there", runs=whole(text, "removed"))


def _row_text(form: Any) -> str:
    shown = [
        (field.label, _shown(form, name))
        for name, field in form.fields.items()
        if name not in NOT_SHOWN and not _is_parent(form, name)
    ]
    return "; ".join(f"{label}: {text}" for label, text in shown if text)
