"""The model fields for text with citations, and the editor behind them; the only module that imports `ckeditor`.

The columns are plain text columns and the editor is named by the setting RICH_TEXT_WIDGET, so another editor needs no
migration. Whatever the editor sends is untrusted: it is cleaned here on every way into the database, and again when it
is rendered.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.db import models
from django.urls import reverse_lazy
from django.utils.module_loading import import_string

from references.citations import as_it_looks
from references.editor_config import EDITOR_CONFIG
from references.marks import convert_tokens, from_typed, marks, object_links, plain_text, to_typed
from references.markup import Start, parse
from references.pasted import tidied
from references.sanitiser import POLICY_VERSION, clean, sanitise

__all__ = [
    "POLICY_VERSION",
    "CitedTextField",
    "EditorWidget",
    "RichTextField",
    "sanitise",
    "stored_passage",
    "stored_rich_text",
]

DEFAULT_WIDGET = "references.richtext.EditorWidget"
# Things that show something though they hold no words.
SHOWN_WITHOUT_WORDS = frozenset({"img", "hr", "table"})


def stored_rich_text(html: str) -> str:
    """The one form in which rich text is stored: allow-listed, tidied of what other programs pasted, typed citations as marks."""
    html = tidied(html)
    for _ in range(3):  # a heading that comes out of a broken mark may not stand where it then is
        stored = convert_tokens(sanitise(html))
        if stored == html:
            break
        html = stored
    return html


def stored_passage(html: str) -> str:
    """The one form in which a cited passage is stored: escaped text and marks; other tags go, their words stay."""
    return from_typed(to_typed(clean(html)))


class EditorWidget(CKEditorWidget):
    """CKEditor in the configuration of editor_config.py, which CKEDITOR_CONFIGS can't loosen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs)
        self.config = copy.deepcopy(EDITOR_CONFIG) | {
            "sourcesUrl": reverse_lazy("admin:references_reference_sources"),
            "pagesUrl": reverse_lazy("admin:references_reference_pages"),
        }

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(
            css={"all": ["references/editor.css", "references/skin.css", "references/dialogs.css"]},
            js=[
                "ckeditor/ckeditor/ckeditor.js",
                "references/picker.js",
                "references/cite_dialog.js",
                "references/citations.js",
                "references/page_link.js",
                "references/pasting.js",
            ],
        )


class RichTextFormField(forms.CharField):
    def to_python(self, value: Any) -> str:
        """An empty paragraph, which is what editors send for nothing, is nothing."""
        stored = stored_rich_text(super().to_python(value) or "")
        return stored if shows_something(stored) else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor writes blanks of its own; only a change that would be stored counts."""
        return self.to_python(initial) != self.to_python(data)


class RichTextField(models.TextField):
    def deconstruct(self) -> Any:
        """Migrations know a plain text column, and so never import an editor."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return stored_rich_text(value) if isinstance(value, str) else value

    def items_named(self, stored: str) -> list[str]:
        """The identity of each item that a link in the text leads to."""
        return object_links(sanitise(stored))

    def as_read(self, stored: str, leads_to: Mapping[str, tuple[str, str]]) -> str:
        """For a form that may only be read: the text as it looks, not its markup."""
        return as_it_looks(stored, leads_to)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        """The setting decides on the widget, also where the admin asks for its own text box."""
        return super().formfield(**kwargs | {"form_class": RichTextFormField, "widget": rich_text_widget()})


class _Typed(str):
    """What the editor typed, coming back in a form with errors: it is shown as it is."""


class CitedTextFormField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return from_typed(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        return _Typed(data) if isinstance(data, str) else data

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, _Typed) or not isinstance(value, str) else to_typed(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return stored_passage(initial or "") != self.to_python(data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"rows": 3}


class CitedTextField(models.TextField):
    """One passage of plain text with citations, typed as [[ref:key]] in a plain text box."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return stored_passage(value) if isinstance(value, str) else value

    def items_named(self, stored: str) -> list[str]:
        """A passage has no links."""
        return []

    def as_read(self, stored: str, leads_to: Mapping[str, tuple[str, str]]) -> str:
        """For a form that may only be read: as it is typed."""
        return to_typed(stored)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        return super().formfield(**{"widget": forms.Textarea} | kwargs | {"form_class": CitedTextFormField})


def rich_text_widget() -> forms.Widget:
    return import_string(getattr(settings, "RICH_TEXT_WIDGET", DEFAULT_WIDGET))()


def shows_something(html: str) -> bool:
    """Whether readers would see anything; the empty paragraph that editors send for nothing is nothing."""
    if plain_text(html) or marks(html):
        return True
    return any(isinstance(token, Start) and token.tag in SHOWN_WITHOUT_WORDS for token in parse(html))
