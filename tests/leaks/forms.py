"""The forms of the admin as a browser would send them back: every field of the page with the value it shows."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from publishing import documents, kinds
from tests.factories import make_user
from tests.universe import text_fields

Posted = dict[str, list[str]]
NUL = "a\0b"
URLENCODED = "application/x-www-form-urlencoded"


def logged_in() -> Client:
    """The browser of an editor who may do everything."""
    editor = make_user()
    editor.is_staff = editor.is_superuser = True
    editor.save()
    client = Client()
    client.force_login(editor)
    return client


def change_url(draft: Any) -> str:
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])


def add_url(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def form_at(client: Client, url: str) -> Posted:
    """What "Save" would send if nothing was typed."""
    return shown_on(client.get(url))


def shown_on(response: Any) -> Posted:
    posted: Posted = {}
    for form in (*forms_of(response), *(formset.management_form for formset in formsets_of(response))):
        posted |= {field.html_name: _values(field.value()) for field in form if field.value() is not False}
    return posted


def words_on(response: Any) -> dict[str, Any]:
    """The model fields into which an editor writes words, by their names in the form; of rows alike, the first."""
    return {
        form.add_prefix(column.name): column
        for form in forms_of(response)
        for column in text_fields(form._meta.model)
        if column.name in form.fields and not re.search(r"-[1-9]\d*$", form.prefix or "")
    }


def forms_of(response: Any) -> list[Any]:
    rows = [form for formset in formsets_of(response) for form in formset.forms]
    return [response.context["adminform"].form, *rows]


def formsets_of(response: Any) -> list[Any]:
    return [inline.formset for inline in response.context["inline_admin_formsets"]]


def errors(response: Any) -> dict[str, list[str]]:
    """What stands beside each field of a form that came back; under "" what stands above the form and its rows."""
    found = {form.add_prefix(name): list(said) for form in forms_of(response) for name, said in form.errors.items()}
    above = [said for formset in formsets_of(response) for said in formset.non_form_errors()]
    for name in [name for name in found if name.endswith("__all__")]:
        above += found.pop(name)
    return found | ({"": above} if above else {})


def _values(value: Any) -> list[str]:
    if value is None:
        return [""]
    if isinstance(value, list | tuple):
        return [str(getattr(part, "pk", part)) for part in value]
    return ["on" if value is True else str(value)]


class Desk:
    """The change form of a draft, open in an editor's browser."""

    def __init__(self, draft: Any) -> None:
        self.client = logged_in()
        self.draft = draft
        self.url = change_url(self.draft)
        page = self.client.get(self.url)
        self.shown, self.words = shown_on(page), words_on(page)

    def send(self, changes: dict[str, Any], *, raw: bool = False) -> Any:
        if raw:
            body = urlencode({**self.shown, **changes}, doseq=True)
            return self.client.post(self.url, body, content_type=URLENCODED)
        return self.client.post(self.url, {**self.shown, **changes})

    @property
    def stored(self) -> str:
        kind = kinds.get(self.draft.kind)
        return documents.encode(kind.build(kind.draft_of(self.draft.item)))
