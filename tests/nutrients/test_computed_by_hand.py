"""Labels, shares, ranks and limits of foods against cases worked by hand, each with its sum and the source of its rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrients import label_rounding as label
from nutrients.documents import IntakeText
from nutrients.facts_panel import facts_panel
from nutrients.food_figures import Counted, Figure, Measured, Source
from nutrients.good_sources import Rank, good_sources, rank_of
from nutrients.intakes import adult_limit, intake_for
from nutrients.units import MixedUnits
from nutrients.upper_limits import Beyond, beyond

SR28 = Source(
    key="usda-sr28",
    release="USDA SR28 (2015)",
    released_on=date(2015, 9, 30),
    number="09040",
    description="Bananas, raw",
)
AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=3)


def of(amount: str, unit: str) -> Measured:
    return Measured(amount=Decimal(amount), unit=unit, is_assumed=False, source=SR28)


def nutrient(title: str, unit: str, daily_value: str | None = None) -> Counted:
    path = f"/nutrients/{title.lower().replace(' ', '-')}/"
    return Counted(title=title, path=path, unit=unit, daily_value=Decimal(daily_value) if daily_value else None)


# --- Rounding as on a label: 21 CFR 101.9(c); FDA, Food Labeling Guide (October 2009), Appendix H --------------------


@pytest.mark.parametrize(
    ("kcal", "shown"),
    # 47 / 5 = 9.4 -> 9 x 5; 48 / 5 = 9.6 -> 10 x 5; 105 / 10 = 10.5 -> 11 x 10.
    [("4.9", "0"), ("5", "5"), ("47", "45"), ("48", "50"), ("50", "50"), ("54.9", "50"), ("105", "110")],
)
def test_calories(kcal: str, shown: str) -> None:
    assert label.calories(Decimal(kcal)) == shown


@pytest.mark.parametrize(
    ("grams", "shown"),
    # 2.74 / 0.5 = 5.48 -> 5 x 0.5; 2.75 / 0.5 = 5.5 -> 6 x 0.5; 4.9 / 0.5 = 9.8 -> 10 x 0.5.
    [
        ("0.49", "0 g"),
        ("0.5", "0.5 g"),
        ("2.74", "2.5 g"),
        ("2.75", "3 g"),
        ("4.9", "5 g"),
        ("5.4", "5 g"),
        ("5.5", "6 g"),
    ],
)
def test_fat(grams: str, shown: str) -> None:
    assert label.fat(Decimal(grams)) == shown


@pytest.mark.parametrize(
    ("mg", "shown"),
    [
        ("1.9", "0 mg"),
        ("2", "less than 5 mg"),
        ("5", "less than 5 mg"),
        ("7.4", "5 mg"),
        ("7.5", "10 mg"),
        ("373", "375 mg"),
    ],
)
def test_cholesterol(mg: str, shown: str) -> None:
    assert label.cholesterol(Decimal(mg)) == shown


@pytest.mark.parametrize(
    ("mg", "shown"),
    [("4.9", "0 mg"), ("5", "5 mg"), ("63", "65 mg"), ("140", "140 mg"), ("144.9", "140 mg"), ("145", "150 mg")],
)
def test_sodium(mg: str, shown: str) -> None:
    assert label.sodium(Decimal(mg)) == shown


@pytest.mark.parametrize(
    ("grams", "shown"),
    [("0.49", "0 g"), ("0.5", "less than 1 g"), ("0.99", "less than 1 g"), ("1", "1 g"), ("26.95", "27 g")],
)
def test_carbohydrate_fibre_sugars_and_protein(grams: str, shown: str) -> None:
    assert label.carbohydrate(Decimal(grams)) == shown


@pytest.mark.parametrize(
    ("percent", "shown"),
    # 3 / 2 = 1.5 -> 2 x 2; 12.4 / 5 = 2.48 -> 2 x 5; 12.5 / 5 = 2.5 -> 3 x 5; 55 / 10 = 5.5 -> 6 x 10.
    [
        *(("1.9", "0%"), ("2", "2%"), ("2.9", "2%"), ("3", "4%"), ("9.6", "10%"), ("10", "10%")),
        *(("12.4", "10%"), ("12.5", "15%"), ("50", "50%"), ("54.9", "50%"), ("55", "60%"), ("323", "320%")),
    ],
)
def test_shares_of_vitamins_and_minerals(percent: str, shown: str) -> None:
    assert label.micronutrient_percent(Decimal(percent)) == shown


@pytest.mark.parametrize(
    ("amount", "unit", "daily_value", "shown"),
    # By the size of the daily value: 20 -> tenths, 120 -> whole, 1300 and 4700 -> tens.
    [
        ("0.84", "mcg", "20", "0.8 µg"),
        ("3.213", "mg", "18", "3.2 mg"),
        ("88.5", "mcg", "120", "89 µg"),
        ("122.4", "mg", "1300", "120 mg"),
        ("422.44", "mg", "4700", "420 mg"),
    ],
)
def test_amounts_of_vitamins_and_minerals(amount: str, unit: str, daily_value: str, shown: str) -> None:
    assert label.micronutrient(Decimal(amount), unit, daily_value=Decimal(daily_value)) == shown


@given(AMOUNTS, st.sampled_from([Decimal("0.1"), Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5), Decimal(10)]))
def test_rounding_moves_by_half_a_step_at_most_and_to_a_whole_step(amount: Decimal, step: Decimal) -> None:
    rounded = label.nearest(amount, step)

    assert abs(rounded - amount) <= step / 2
    assert rounded % step == 0


@given(AMOUNTS, AMOUNTS)
def test_more_never_looks_like_less(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))

    def number(text: str) -> Decimal:
        return Decimal(text.rstrip("%"))

    assert number(label.calories(less)) <= number(label.calories(more))
    assert number(label.micronutrient_percent(less)) <= number(label.micronutrient_percent(more))


def test_the_panel_of_a_medium_banana() -> None:
    # USDA SR28, 09040, x 118 / 100: 89 kcal -> 105.02; fat 0.33 -> 0.3894; sodium 1 -> 1.18; carbohydrate 22.84 -> 26.9512
    # of 275 = 9.8%; fibre 2.6 -> 3.068 of 28 = 10.96%; protein 1.09 -> 1.2862; calcium 5 -> 5.9 of 1300 = 0.45%;
    # potassium 358 -> 422.44 of 4700 = 8.988%. Cholesterol and trans fat are not in what was read here.
    found = {
        "208": of("89", "kcal"),
        "204": of("0.33", "g"),
        "307": of("1", "mg"),
        "205": of("22.84", "g"),
        "291": of("2.6", "g"),
        "203": of("1.09", "g"),
        "301": of("5", "mg"),
        "306": of("0.358", "g"),
    }

    panel = facts_panel(found, grams=Decimal(118))

    assert panel.calories == "110"
    assert {line.name: (line.amount, line.percent) for line in panel.lines} == {
        "Total fat": ("0 g", "0%"),
        "Saturated fat": ("", ""),
        "Trans fat": ("", ""),
        "Cholesterol": ("", ""),
        "Sodium": ("0 mg", "0%"),
        "Total carbohydrate": ("27 g", "10%"),
        "Dietary fibre": ("3 g", "11%"),
        "Total sugars": ("", ""),
        "Protein": ("1 g", ""),
        "Vitamin D": ("", ""),
        "Calcium": ("10 mg", "0%"),
        "Iron": ("", ""),
        "Potassium": ("420 mg", "8%"),
    }
    assert (panel.is_worth_showing, panel.is_incomplete) == (True, True)


def test_a_panel_without_any_amount_is_not_worth_showing() -> None:
    assert not facts_panel({}, grams=Decimal(100)).is_worth_showing


def test_a_panel_never_takes_one_dimension_for_another() -> None:
    with pytest.raises(MixedUnits):
        facts_panel({"328": of("40", "iu")}, grams=Decimal(100))


# --- Good source and high: 21 CFR 101.54(b) and (c) ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "rank"),
    [(None, None), ("9.6", None), ("9.999", None), ("10", Rank.GOOD), ("19.99", Rank.GOOD), ("20", Rank.HIGH)],
)
def test_a_rank_is_given_before_rounding(percent: str | None, rank: Rank | None) -> None:
    assert rank_of(None if percent is None else Decimal(percent)) is rank


def test_the_reference_amount_counts_where_it_is_known_and_the_portion_stands_for_it_elsewhere() -> None:
    # Potassium of a banana: 118 g hold 8.99% of the daily value, 140 g 358 x 1.4 / 4700 = 10.66%.
    potassium = Figure(nutrient=nutrient("Potassium", "mg", "4700"), measured=of("358", "mg"), grams=Decimal(118))

    by_portion = good_sources([potassium], reference_grams=None, portion_grams=Decimal(118))
    by_reference = good_sources([potassium], reference_grams=Decimal(140), portion_grams=Decimal(118))

    assert (by_portion.good, by_portion.is_reference_amount, bool(by_portion)) == ([], False, False)
    assert (by_reference.good, by_reference.is_reference_amount, by_reference.grams) == (
        [potassium],
        True,
        Decimal(140),
    )


# --- Upper limits, in the form that they count: US National Academies, Dietary Reference Intakes -----------------------


def test_only_the_retinol_of_a_slice_of_liver_counts_toward_the_limit_of_vitamin_a() -> None:
    # USDA SR28, 13326: 9442 µg RAE, 9428 µg of it retinol. 68 g: 9428 x 0.68 = 6411.04 µg, above 3000 µg.
    vitamin_a = nutrient("Vitamin A", "mcg", "900")
    found = {"319": of("9428", "mcg"), "320": of("9442", "mcg")}

    told = beyond(vitamin_a, number="320", limit=Decimal(3000), found=found, grams=Decimal(68))

    assert told == Beyond(nutrient=vitamin_a, form="retinol", amount="6411 µg", limit="3000 µg")


def test_the_carotenes_of_a_sweet_potato_never_count() -> None:
    # 961 µg RAE in 100 g, none of it retinol: 400 g hold 3844 µg RAE and pass no limit.
    found = {"319": of("0", "mcg"), "320": of("961", "mcg")}

    assert (
        beyond(nutrient("Vitamin A", "mcg"), number="320", limit=Decimal(3000), found=found, grams=Decimal(400)) is None
    )


@pytest.mark.parametrize("number", ["304", "406", "323"])
def test_magnesium_niacin_and_vitamin_e_of_food_are_never_judged(number: str) -> None:
    # 100 g of pumpkin seeds hold 550 mg of magnesium; the limit of 350 mg is about supplements.
    found = {number: of("550", "mg")}

    assert (
        beyond(nutrient("Magnesium", "mg"), number=number, limit=Decimal(350), found=found, grams=Decimal(100)) is None
    )


def test_folate_is_judged_by_its_folic_acid_alone() -> None:
    folate = nutrient("Folate", "mcg", "400")
    found = {"435": of("2253", "mcg"), "431": of("1332", "mcg")}

    told = beyond(folate, number="435", limit=Decimal(1000), found=found, grams=Decimal(100))
    fewer = beyond(folate, number="435", limit=Decimal(1000), found=found, grams=Decimal(30))

    assert told == Beyond(nutrient=folate, form="folic acid", amount="1332 µg", limit="1000 µg")
    assert fewer is None


def test_what_was_not_measured_passes_no_limit() -> None:
    assert beyond(nutrient("Zinc", "mg"), number="309", limit=Decimal(40), found={}, grams=Decimal(500)) is None


# --- Shares by age and sex -------------------------------------------------------------------------------------------


def intake(
    group: str, first: int, last: int | None, measure: str, amount: str | None, unit: str = "years"
) -> IntakeText:
    return IntakeText(
        group=group,
        age_from=first,
        age_to=last,
        age_unit=unit,
        measure=measure,
        amount=None if amount is None else Decimal(amount),
        unit="mg",
    )


IRON = [
    intake("infants", 7, 12, "rda", "11", unit="months"),
    intake("men", 19, None, "rda", "8"),
    intake("men", 19, None, "ul", "45"),
    intake("women", 14, 18, "ul", "40"),
    intake("women", 19, 50, "rda", "18"),
    intake("women", 51, None, "rda", "8"),
    intake("women", 19, None, "ul", "44"),
]


@pytest.mark.parametrize(
    ("group", "age", "amount"),
    [
        ("women", 19, "18"),
        ("women", 50, "18"),
        ("women", 51, "8"),
        ("men", 30, "8"),
        ("women", 18, None),
        ("infants", 10, None),
    ],
)
def test_the_recommendation_is_that_of_the_age_and_sex(group: str, age: int, amount: str | None) -> None:
    found = intake_for(IRON, group=group, age=age)

    assert (None if found is None else found.amount) == (None if amount is None else Decimal(amount))


def test_an_adequate_intake_stands_in_only_where_nothing_is_recommended() -> None:
    both = [intake("men", 19, None, "ai", "3"), intake("men", 19, None, "rda", "2")]

    assert intake_for(both, group="men", age=19) == both[1]
    assert intake_for(both[:1], group="men", age=19) == both[0]
    assert intake_for([intake("men", 19, None, "rda", None)], group="men", age=19) is None


def test_the_limit_of_adults_is_the_lowest_of_men_and_women_from_19() -> None:
    assert adult_limit(IRON) == Decimal(44)
    assert adult_limit([intake("men", 19, None, "ul", None)]) is None


# --- How a figure came about -----------------------------------------------------------------------------------------


def test_a_figure_shows_its_own_sum() -> None:
    banana = Figure(nutrient=nutrient("Potassium", "mg", "4700"), measured=of("0.358", "g"), grams=Decimal(118))
    omega = Figure(nutrient=nutrient("Omega-3", "g"), measured=of("1.5", "g"), grams=Decimal(200))
    missing = Figure(nutrient=nutrient("Zinc", "mg"), measured=None, grams=Decimal(118))

    assert banana.worked == (
        "0.358 g = 358 mg in 100 g \N{MULTIPLICATION SIGN} 118 g ÷ 100 g = 422.44 mg; "
        "÷ 4700 mg \N{MULTIPLICATION SIGN} 100 = 8.98809% of the daily value"
    )
    assert omega.worked == "1.5 g in 100 g \N{MULTIPLICATION SIGN} 200 g ÷ 100 g = 3 g"
    assert missing.worked == ""
