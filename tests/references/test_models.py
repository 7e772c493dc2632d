"""The library record: normalised identifiers on every way in, and none of them twice."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from publishing.models import Edition, User
from references.models import Reference
from tests.factories import make_reference, make_user

pytestmark = pytest.mark.django_db

DOI = "10.3390/nu5114521"
DOI_SPELLINGS = [
    "10.3390/nu5114521",
    "10.3390/NU5114521",
    " 10.3390/nu5114521 ",
    "10.3390/nu5114521.",
    "10.3390/nu5114521;",
    "(10.3390/nu5114521)",
    "doi:10.3390/nu5114521",
    "doi: 10.3390/nu5114521",
    "DOI 10.3390/nu5114521",
    "DOI:10.3390/nu5114521.",
    "https://doi.org/10.3390/nu5114521",
    "http://doi.org/10.3390/nu5114521",
    "https://dx.doi.org/10.3390/nu5114521",
    "http://dx.doi.org/10.3390/NU5114521",
    "doi.org/10.3390/nu5114521",
    "https://www.doi.org/10.3390/nu5114521",
    "https://doi.org/10.3390%2Fnu5114521",
    "10.3390/nu5114521 [doi]",
    "info:doi/10.3390/nu5114521",
    "urn:doi:10.3390/nu5114521",
    "10.3390/nu5114521, accessed 2 May 2024",
]


@pytest.mark.parametrize("spelling", DOI_SPELLINGS)
def test_every_spelling_of_a_doi_is_stored_and_found_as_one(spelling: str) -> None:
    reference = Reference(title="Cobalamin Deficiency", slug="briani-2013", doi=spelling)

    reference.full_clean(exclude=["item"])
    reference.save()

    stored = Reference.objects.values_list("doi", flat=True).get()
    assert (stored, Reference.objects.filter(doi=spelling).count()) == (DOI, 1)


def test_an_update_and_a_bulk_create_normalise_too() -> None:
    reference = make_reference(slug="briani-2013", live=False)

    Reference.objects.filter(pk=reference.pk).update(doi="https://doi.org/10.3390/NU5114521", isbn="0-306-40615-2")

    assert Reference.objects.values_list("doi", "isbn").get() == (DOI, "9780306406157")


def test_a_second_record_with_another_spelling_of_the_doi_is_refused() -> None:
    make_reference(slug="briani-2013", doi=DOI)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reference(title="The same", slug="other", doi="https://doi.org/10.3390/NU5114521").save()

    assert Reference.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("doi", "11.1000/x", "11.1000/x"),
        ("pmid", "12345678901", "12345678901"),
        ("isbn", "978-0-306-40615-8", "978-0-306-40615-8"),
        ("url", "javascript:alert(1)", "javascript:alert(1)"),
        ("issued", "May 2013", "May 2013"),
        ("slug", "briani_2013", "briani_2013"),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(field: str, value: str, named: str) -> None:
    reference = Reference(title="An example", slug="rao-2020")
    setattr(reference, field, value)

    with pytest.raises(ValidationError) as refused:
        reference.full_clean(exclude=["item"])

    assert named in " ".join(refused.value.messages)


def test_a_malformed_identifier_never_reaches_the_database() -> None:
    with pytest.raises(ValidationError):
        Reference(title="An example", slug="rao-2020", doi="nonsense").save()

    assert Reference.objects.count() == 0


def librarian() -> Client:
    user = make_user(name="ada")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def post(client: Client, **fields: str) -> str:
    data = {"title": "An example", "type": "article-journal", **fields}
    response = client.post("/admin/references/reference/add/", data)
    return response.content.decode() if response.status_code == 200 else ""


def test_saving_a_record_in_the_admin_publishes_it_at_once() -> None:
    post(librarian(), slug="briani-2013", doi="https://doi.org/10.3390/NU5114521")

    assert Client().get("/references/briani-2013/").status_code == 200
    assert Edition.objects.filter(kind="reference", title="An example").count() == 1


def test_the_admin_says_that_a_doi_is_taken_and_keeps_the_text() -> None:
    make_reference(slug="briani-2013", doi=DOI)

    page = post(librarian(), title="Typed once", slug="second", doi="https://dx.doi.org/10.3390/NU5114521")

    assert "“An example” (briani-2013) has this DOI already. Use that one, or change this." in page
    assert 'value="Typed once"' in page


def test_a_renamed_key_still_leads_to_the_record() -> None:
    client = librarian()
    reference = make_reference(title="An example", slug="rao-2020")

    response = client.post(
        f"/admin/references/reference/{reference.pk}/change/",
        {"title": "An example", "type": "article-journal", "slug": "rao-2021", "version_seen": reference.version},
    )

    assert response.status_code == 302
    reference.refresh_from_db()
    assert sorted(reference.item.keys.values_list("key", flat=True)) == ["rao-2020", "rao-2021"]
    assert reference.item.key == "rao-2021"
    assert Client().get("/references/rao-2020/").headers["Location"] == "/references/rao-2021/"


def test_a_grade_is_quoted_with_its_system_or_not_at_all(client: Client) -> None:
    make_reference(slug="uspstf-2021", grade_system="uspstf", quoted_grade="I statement")
    half = Reference(title="Half", slug="half", quoted_grade="low")

    with pytest.raises(ValidationError) as refused:
        half.full_clean(exclude=["item"])

    assert refused.value.message_dict == {
        "grade_system": ["A grade is quoted with its system and its own words, or not at all."]
    }
    page = client.get("/references/uspstf-2021/").content.decode()
    assert "<dt>Grade that it states</dt><dd>USPSTF grade: I statement</dd>" in page
