"""What must be mended in intakes, ratings, risks and interactions before readers see them; and the admin's forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from nutrients.models import DeficiencyLink
from nutrients.nutrient_kind import NutrientKind
from nutrients.statements import STATEMENT
from tests.factories import make_food, make_nutrient, make_reference, make_release_food, make_symptom, make_user

pytestmark = pytest.mark.django_db

CITED = "Table 1.[[ref:rao-2020]]"


def found(nutrient: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in nutrient.publish_problems()]


@pytest.fixture(autouse=True)
def a_source() -> None:
    make_reference(study_type="systematic-review")


def test_an_intake_needs_a_source_an_authority_and_the_unit_of_its_nutrient() -> None:
    nutrient = make_nutrient(unit="mcg")
    nutrient.intakes.create(group="men", measure="rda", amount=2, unit="mg", source="Table 1.")
    nutrient.intakes.create(group="men", measure="ul", is_not_established=True, authority="Board", source=CITED)

    assert found(nutrient) == [
        ("uncited-value", "Intake 1"),
        ("no-authority", "Intake 1"),
        ("mixed-units", "Intake 1"),
    ]
    assert [problem.message for problem in nutrient.publish_problems()][-1] == (
        "This intake is in mg. Expected it in µg, as the nutrient is."
    )


def test_an_intake_of_a_nutrient_without_a_unit_is_told_to_choose_it() -> None:
    nutrient = make_nutrient()
    nutrient.intakes.create(group="men", measure="rda", amount=2, unit="mg", authority="Board", source=CITED)

    assert [problem.message for problem in nutrient.publish_problems()] == [
        "This intake is in mg. Expected it in the nutrient's unit; choose that first."
    ]


@pytest.mark.parametrize(
    ("daily_value", "rda", "limit", "form", "told"),
    [
        ("420", "420", "350", "from supplements only", []),
        ("420", "420", "500", "", []),
        ("420", "420", "350", "total intake", ["The upper limit of 350 mg is below the 420 mg"]),
        ("420", "420", "350", "", ["The upper limit of 350 mg is below the 420 mg that are recommended"]),
        (
            "420",
            "420",
            "350000",
            "from supplements only",
            ["350000 mg is 833 times what is recommended for adults (420 mg)."],
        ),
        ("420", "420", "0.35", "from supplements only", ["0.35 mg is 1/1,200 of what is recommended for adults"]),
        ("0.42", "420", "350", "from supplements only", ["0.42 mg is 1/1,000 of what is recommended for adults"]),
        ("1.7", "1.3", "100", "", []),
        ("1.7", "1.3", "100000", "", ["100000 mg is 76,923 times what is recommended for adults (1.3 mg)."]),
    ],
)
def test_figures_that_only_a_slip_explains_are_refused(
    daily_value: str, rda: str, limit: str, form: str, told: list[str]
) -> None:
    nutrient = make_nutrient(unit="mg", daily_value=Decimal(daily_value), daily_value_source=CITED)
    stage: dict[str, Any] = {"group": "men", "age_from": 19, "unit": "mg", "authority": "Board", "source": CITED}
    nutrient.intakes.create(measure="rda", amount=Decimal(rda), **stage)
    nutrient.intakes.create(measure="ul", amount=Decimal(limit), form_note=form, **stage)
    nutrient.intakes.create(measure="ai", amount=Decimal(rda) / 100, **stage | {"group": "infants", "age_from": 0})

    problems = list(nutrient.publish_problems())

    assert [(one.code, one.refuses) for one in problems] == [("implausible-figure", True)] * len(told)
    assert [one.message[: len(words)] for one, words in zip(problems, told, strict=True)] == told


def test_a_slip_in_one_of_several_recommendations_is_told_where_it_stands() -> None:
    nutrient = make_nutrient(unit="mcg")
    for place, amount in enumerate((15, 15, 15000)):
        nutrient.intakes.create(
            group="women", age_from=20 + place, age_to=20 + place, measure="rda", amount=amount, unit="mcg",
            authority="Board", source=CITED,
        )  # fmt: skip

    assert found(nutrient) == [("implausible-figure", "Intake 3")]


def test_daily_values_groups_at_risk_and_interactions_cite_their_source() -> None:
    nutrient = make_nutrient(unit="mcg", daily_value=Decimal("2.4"), daily_value_source="A rule.")
    nutrient.risk_groups.create(who="Older adults", text="They take up less.")
    nutrient.risk_groups.create(who="Vegans", text=CITED)
    nutrient.interactions.create(with_what="Metformin")

    assert found(nutrient) == [
        ("uncited-value", "Daily value"),
        ("uncited-row", "Group at risk 1"),
        ("uncited-row", "Interaction 1"),
    ]


@pytest.mark.parametrize(
    ("rating", "certainty", "codes"),
    [
        ("", "strong", []),
        ("a", "strong", []),
        ("b", "strong", ["certainty-beyond-rating"]),
        ("b", "moderate", []),
        ("c", "moderate", ["certainty-beyond-rating"]),
        ("c", "limited", []),
        ("c", "consensus", []),
    ],
)
def test_a_rating_caps_the_certainty(rating: str, certainty: str, codes: list[str]) -> None:
    nutrient = make_nutrient()
    DeficiencyLink.objects.create(
        nutrient=nutrient,
        symptom=make_symptom(live=True),
        wording=CITED,
        certainty=certainty,
        certainty_reason="An example.",
        sort_rating=rating,
    )

    assert [code for code, _ in found(nutrient)] == codes


def test_readers_never_see_the_rating() -> None:
    nutrient = make_nutrient()
    DeficiencyLink.objects.create(
        nutrient=nutrient,
        symptom=make_symptom(live=True),
        wording=CITED,
        certainty="limited",
        certainty_reason="An example.",
        sort_rating="c",
    )
    kind = NutrientKind()

    (link,) = [mention for mention in kind.mentions(kind.build(nutrient)) if mention.role == STATEMENT]

    assert sorted(link.excerpt) == ["certainty", "certainty_reason", "direction", "population", "wording"]


def test_nothing_to_record_is_said_with_its_date_and_nothing_unknown_is_said() -> None:
    make_nutrient(name="Checked", risk_groups_checked_on="2026-11-22", interactions_checked_on="2026-11-21", live=True)
    make_nutrient(name="Unknown", live=True)

    checked, unknown = (Client().get(f"/nutrients/{slug}/").content.decode() for slug in ("checked", "unknown"))

    assert "None recorded, checked on 22 November 2026." in checked
    assert "None recorded, checked on 21 November 2026." in checked
    assert "recorded" not in unknown


# --- The admin ----------------------------------------------------------------------------------------------------


@pytest.fixture
def desk() -> Client:
    ada = make_user()
    ada.is_staff = ada.is_superuser = True
    ada.save()
    client = Client()
    client.force_login(ada)
    return client


def test_every_screen_of_the_graph_opens(desk: Client) -> None:
    row = make_release_food(amounts={"418": ("1", "mcg")})
    nutrient, symptom, food = make_nutrient(), make_symptom(), make_food(sources=[row])
    changed = [
        *(f"nutrient/{nutrient.pk}", f"symptom/{symptom.pk}", f"food/{food.pk}"),
        *(f"releasefood/{row.pk}", f"datarelease/{row.release_id}"),
    ]
    addresses = [f"{place}/change/" for place in changed]
    addresses += ["nutrient/", "symptom/", "food/", "releasefood/", "datarelease/", "food/add/", "nutrient/add/"]
    addresses += ["releasefood/?q=banana", "releasefood/?q=9040"]

    answers = {address: desk.get(f"/admin/nutrients/{address}").status_code for address in addresses}

    assert answers == dict.fromkeys(addresses, 200)


def test_releases_and_their_amounts_are_only_to_be_read(desk: Client) -> None:
    row = make_release_food(amounts={"418": ("1.5", "mcg")})
    address = f"/admin/nutrients/releasefood/{row.pk}/change/"

    html = desk.get(address).content.decode()

    assert "1.500000" in html
    assert '<input type="submit"' not in html
    assert desk.post(address, {"description": "Changed"}).status_code == 403
    assert desk.get("/admin/nutrients/releasefood/add/").status_code == 403


@pytest.mark.parametrize(
    ("field", "term", "expected"),
    [
        ("nutrients/foodsource/release_food", "bananas", "Bananas, raw (Example tables 2026, 9040)"),
        ("nutrients/foodsource/release_food", "9040", "Bananas, raw (Example tables 2026, 9040)"),
        ("nutrients/deficiencylink/symptom", "paresthesia", "Numbness"),
    ],
)
def test_autocomplete_finds_by_other_names_and_numbers(desk: Client, field: str, term: str, expected: str) -> None:
    make_release_food()
    make_symptom(other_names="Paresthesia")
    app, model, name = field.split("/")

    answer = desk.get(
        "/admin/autocomplete/", {"app_label": app, "model_name": model, "field_name": name, "term": term}
    ).json()

    assert [result["text"] for result in answer["results"]] == [expected]
