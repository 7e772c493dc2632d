"""Asks, when a record is saved that looks like another one, whether they are one work; an answer is remembered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from publishing import clock
from publishing.models import User
from references.csl import Source
from references.duplicates import Duplicate, near_duplicates, tell_apart
from references.match_keys import work_of
from references.models import Reference

ANSWER = "not_same"
# What tells which work a record is; a save that changes nothing of it isn't asked about.
TELLING = ("title", "authors", "issued")


def ask_about_duplicates(form: forms.ModelForm) -> None:
    """Adds an error that shows each record in question, with a box to say that it is another work."""
    reference: Any = form.instance
    if form.errors or (reference.pk and not set(TELLING) & set(form.changed_data)):
        return
    answered = _answered(form)
    open_ones = [one for one in duplicates_of(_typed(form), reference) if one.reference_id not in answered]
    if not open_ones:
        return
    rows = format_html_join(
        "",
        '<li><a href="{}" target="_blank" rel="noopener">{}</a> ({}): {}. '
        '<label><input type="checkbox" name="{}" value="{}"> It is another work</label></li>',
        ((_change_url(one), one.title, one.key, one.likeness.reason, ANSWER, one.reference_id) for one in open_ones),
    )
    form.add_error(
        None,
        forms.ValidationError(
            format_html(
                "Not saved yet: this may be in the library already. Open what you find here and cite that instead, or "
                "tick that it is another work and save again; nobody is asked again.<ul>{}</ul>",
                rows,
            ),
            code="near-duplicate",
        ),
    )


def duplicates_of(source: Source, reference: Reference) -> list[Duplicate]:
    """Near ones only: of one with the same identifier the field itself speaks."""
    found = near_duplicates([source], besides=reference if reference.pk else None)[0]
    return [one for one in found if not one.likeness.same]


def remember_answers(form: forms.ModelForm, *, by: User) -> None:
    for other in Reference.objects.filter(pk__in=_answered(form)).exclude(pk=form.instance.pk):
        tell_apart(form.instance, other, by=by, at=clock.now())


def _typed(form: forms.ModelForm) -> Source:
    record = Reference(**{name: form.cleaned_data.get(name) or "" for name in ("slug", "type", *TELLING)})
    return work_of(record)


def _answered(form: forms.ModelForm) -> set[int]:
    data: Any = form.data
    sent = data.getlist(ANSWER) if hasattr(data, "getlist") else []
    return {int(value) for value in sent if value.isascii() and value.isdigit() and len(value) < 10}


def _change_url(one: Duplicate) -> str:
    return reverse("admin:references_reference_change", args=[one.reference_id])
