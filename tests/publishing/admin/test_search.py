"""How editors find things: by other names, by any spelling of an identifier, in lists and in every box that chooses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.factories import make_food, make_nutrient, make_reference, make_symptom, make_user

pytestmark = pytest.mark.django_db


def request_of_an_administrator() -> HttpRequest:
    request = RequestFactory().get("/admin/")
    editor = make_user()
    editor.is_staff = editor.is_superuser = True
    request.user = editor
    return request


def forms_in_the_admin() -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of every form that can be filled in, to add or to change, and those of its rows."""
    request = request_of_an_administrator()
    for model, model_admin in admin.site._registry.items():
        if not model_admin.has_change_permission(request):
            continue
        for thing in (None, model()):
            yield model._meta.label, model_admin.get_form(request, thing).base_fields
            for inline in model_admin.get_inline_instances(request, thing):
                rows: Any = inline.get_formset(request, thing)
                # Which draft a row belongs to is not chosen.
                own = {name: field for name, field in rows.form.base_fields.items() if name != rows.fk.name}
                yield f"{model._meta.label}, {inline.model._meta.label}", own


def searches(field: Any) -> bool:
    return isinstance(getattr(field.widget, "widget", field.widget), AutocompleteMixin)


def test_every_choice_of_a_thing_is_searched_and_no_list_of_all() -> None:
    choices = {
        (form_name, name): searches(field)
        for form_name, fields in forms_in_the_admin()
        for name, field in fields.items()
        if isinstance(field, ModelChoiceField)
    }

    assert ("articles.Article, articles.ComparisonTable", "nutrients") in choices
    assert [choice for choice, is_searched in choices.items() if not is_searched] == []


def listed(client: Client, model: str, text: str) -> list[str]:
    response = client.get(f"/admin/{model.replace('.', '/')}/", {"q": text})
    return [str(row) for row in response.context["cl"].result_list]


def offered(client: Client, field: str, text: str) -> list[str]:
    """What the box of a field, such as articles.figure.image, offers for the typed text."""
    app, model, name = field.split(".")
    asked = {"term": text, "app_label": app, "model_name": model, "field_name": name}
    return [row["text"] for row in client.get(f"/admin/autocomplete/?{urlencode(asked)}").json()["results"]]


@pytest.mark.parametrize(
    "typed",
    [
        "10.3390/nu5114521",
        "doi:10.3390/NU5114521",
        "https://doi.org/10.3390/nu5114521",
        "http://dx.doi.org/10.3390/nu5114521",
        "24248213",
        "PMID: 24248213",
        "https://pubmed.ncbi.nlm.nih.gov/24248213/",
        "PMC3847746",
        "Briani",
        "chiara briani",
        "briani-2013",
        "clinical picture",
    ],
)
def test_a_reference_is_found_however_its_source_is_named(admin_client: Client, typed: str) -> None:
    make_reference(title="Another", slug="rao-2020")
    make_reference(
        title="Cobalamin deficiency: clinical picture",
        slug="briani-2013",
        authors="Briani, Chiara\nDalla Torre, Chiara",
        doi="10.3390/nu5114521",
        pmid="24248213",
        pmcid="PMC3847746",
    )

    assert listed(admin_client, "references.reference", typed) == ["Cobalamin deficiency: clinical picture"]


@pytest.mark.parametrize("typed", ["10.5555/none", "PMID: 1", "nobody", "https://example.org/", "%", "[[ref:"])
def test_a_search_that_finds_no_reference_says_so(admin_client: Client, typed: str) -> None:
    make_reference(title="Another", slug="rao-2020")

    assert listed(admin_client, "references.reference", typed) == []


def test_what_has_other_names_is_found_by_them(admin_client: Client) -> None:
    make_nutrient(name="Vitamin B12", other_names="Cobalamin\nCyanocobalamin")
    make_symptom(name="Numbness", other_names="Paresthesia")
    make_food(name="Aubergines", other_names="Eggplants")
    make_nutrient(name="Zinc")

    found = {
        "nutrients.nutrient": listed(admin_client, "nutrients.nutrient", "cobal"),
        "nutrients.symptom": listed(admin_client, "nutrients.symptom", "paresthesia"),
        "nutrients.food": listed(admin_client, "nutrients.food", "eggplant"),
        "articles.foodsources.nutrient": offered(admin_client, "articles.foodsources.nutrient", "cobal"),
        "articles.comparisontable.nutrients": offered(admin_client, "articles.comparisontable.nutrients", "cobal"),
        "articles.article.symptoms": offered(admin_client, "articles.article.symptoms", "paresthesia"),
        "nutrients.deficiencylink.symptom": offered(admin_client, "nutrients.deficiencylink.symptom", "paresthesia"),
    }

    assert found == {
        "nutrients.nutrient": ["Vitamin B12"],
        "nutrients.symptom": ["Numbness"],
        "nutrients.food": ["Aubergines"],
        "articles.foodsources.nutrient": ["Vitamin B12"],
        "articles.comparisontable.nutrients": ["Vitamin B12"],
        "articles.article.symptoms": ["Numbness"],
        "nutrients.deficiencylink.symptom": ["Numbness"],
    }
