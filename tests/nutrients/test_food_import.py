"""Data releases as USDA ships them: what comes in, in which state, and what is left out with the reason."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nutrients.models import Amount, DataRelease, ReleaseFood, ReleaseNutrient, ReleasePortion
from tests.nutrients.food_tables import SAMPLES, imported, sample, spoil

pytestmark = pytest.mark.django_db


def amounts(release: str) -> list[tuple[Any, ...]]:
    rows = Amount.objects.filter(food__release__key=release).order_by("food__number", "nutrient__name")
    return [
        (*row[:2], row[2].normalize(), *row[3:])
        for row in rows.values_list(
            "food__number", "nutrient__name", "amount", "is_assumed", "derivation", "data_points"
        )
    ]


def test_sr_legacy_keeps_missing_assumed_and_measured_zero_apart() -> None:
    said, is_well = imported(SAMPLES / "sr-legacy")

    assert said[1:4] == [
        "  USDA SR Legacy (April 2018), as sr-legacy-2018-04: 3 foods, 7 amounts of 4 nutrients "
        "(2 of them zero, 1 assumed to be), 3 portions.",
        "  left out: 1 portions without a weight or a name",
        "  left out: 1 amounts in MG_ATE, a unit that none are kept in",
    ]
    assert said[4] == "  left out: 1 amounts without a number, which nobody measured"
    assert (said[-1], is_well) == ("created 3, updated 0, unchanged 0, failed 0", True)
    assert amounts("sr-legacy-2018-04") == [
        ("09046", "Energy", Decimal(61), False, "NC", 0),
        ("09046", "Iron, Fe", Decimal("2.1"), False, "A", 5),
        ("09046", "Vitamin B-12", Decimal(0), True, "Z", 0),
        ("15986", "Iron, Fe", Decimal("0.34"), False, "A", 8),
        ("15986", "Vitamin B-12", Decimal("3.05"), False, "A", 8),
        ("15986", "Vitamin D (D2 + D3)", Decimal(0), False, "A", 3),
        ("20987", "Energy", Decimal(364), False, "", None),
    ]


def test_a_food_carries_its_numbers_its_category_and_its_other_names() -> None:
    imported(SAMPLES / "sr-legacy")

    columns = ("number", "fdc_id", "description", "data_type", "category", "common_names")
    assert list(ReleaseFood.objects.order_by("number").values_list(*columns))[::2] == [
        (
            "09046",
            100001,
            "Leeks, example, raw",
            "sr_legacy_food",
            "Vegetables and Vegetable Products",
            "pearl onion cousin",
        ),
        ("20987", 100003, 'Flour "type 45", example', "sr_legacy_food", "Cereal Grains and Pasta", ""),
    ]
    release = DataRelease.objects.get()
    assert (release.title, release.licence, str(release.released_on), len(release.checksum)) == (
        "USDA SR Legacy (April 2018)",
        "Public domain (CC0 1.0)",
        "2018-04-01",
        64,
    )


def test_a_nutrient_comes_in_with_both_its_numbers_where_something_was_measured() -> None:
    imported(SAMPLES / "sr-legacy")

    assert list(ReleaseNutrient.objects.order_by("number").values_list("number", "fdc_id", "unit")) == [
        ("208", 1008, "kcal"),
        ("303", 1089, "mg"),
        ("328", 1114, "mcg"),
        ("418", 1178, "mcg"),
    ]


def test_portions_of_sr_legacy_are_named_by_what_stands_in_modifier_in_their_order() -> None:
    imported(SAMPLES / "sr-legacy")

    rows = ReleasePortion.objects.order_by("food__number", "position")
    assert list(rows.values_list("food__number", "position", "label", "grams")) == [
        ("09046", 0, "0.5 cup, sliced", Decimal("44.5")),
        ("09046", 1, "1 leek", Decimal(89)),
        ("15986", 0, "3 oz", Decimal(85)),
    ]


def test_foundation_foods_are_those_that_nothing_newer_replaces_and_no_samples() -> None:
    said, _ = imported(SAMPLES / "foundation")

    assert said[1:7] == [
        "  USDA Foundation Foods (October 2024), as foundation-2024-10-31: 2 foods, 4 amounts of 4 nutrients "
        "(1 of them zero, 0 assumed to be), 2 portions.",
        "  left out: 1 samples and other kinds of food",
        "  left out: 1 foods that a newer row replaces",
        "  left out: 2 amounts of samples and of foods that a newer row replaces",
        "  left out: 1 amounts of nutrient 2066, which nutrient.csv does not have",
        "  left out: 1 amounts without a number, which nobody measured",
    ]
    assert said[-1] == "created 2, updated 0, unchanged 0, failed 0"
    assert list(ReleaseFood.objects.order_by("number").values_list("number", "fdc_id", "description")) == [
        ("100986", 200004, "Seaweed, example, in two lines"),
        ("16986", 200003, "Hummus, example"),
    ]


def test_energy_comes_in_under_each_of_its_factors_and_amounts_to_eight_decimals() -> None:
    imported(SAMPLES / "foundation")

    assert amounts("foundation-2024-10-31") == [
        ("100986", "Beta-glucan", Decimal(0), False, "A", 4),
        ("100986", "Iodine, I", Decimal("0.000012"), False, "A", 12),
        ("16986", "Energy (Atwater General Factors)", Decimal("243.12345678"), False, "NC", None),
        ("16986", "Energy (Atwater Specific Factors)", Decimal("229.12345679"), False, "NC", None),
    ]
    assert list(ReleasePortion.objects.values_list("label", "grams")) == [
        ("2 tablespoon", Decimal("33.9")),
        ("1 cup, drained", Decimal(129)),
    ]


def test_sr28_is_read_in_its_own_characters_with_the_source_where_no_derivation_is_told() -> None:
    said, _ = imported(SAMPLES / "sr28")

    assert said[-1] == "created 2, updated 0, unchanged 0, failed 0"
    assert list(ReleaseFood.objects.order_by("number").values_list("number", "description", "common_names")) == [
        ("01986", "Milk, example", ""),
        ("09986", "Crème of leeks, example", "leek cream"),
    ]
    assert amounts("sr28") == [
        ("01986", "Iron, Fe", Decimal("0.03"), False, "1", 8),
        ("01986", "Vitamin B-12", Decimal(0), False, "A", 3),
        ("09986", "Energy", Decimal(61), False, "NC", 0),
        ("09986", "Iron, Fe", Decimal("2.1"), False, "A", 5),
        ("09986", "Vitamin B-12", Decimal(0), True, "7", 0),
    ]
    assert list(ReleasePortion.objects.order_by("food__number").values_list("label", "grams")) == [
        ("0.5 cup", Decimal(122)),
        ('1 pat (1" sq, 1/3" high)', Decimal(5)),
    ]


def test_the_same_files_again_are_unchanged_wherever_they_lie(tmp_path: Path) -> None:
    imported(SAMPLES)
    zipped = tmp_path / "usda.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SAMPLES.rglob("*.*")):
            archive.write(path, f"download/{path.relative_to(SAMPLES)}")

    assert imported(SAMPLES)[0][-1] == "created 0, updated 0, unchanged 7, failed 0"
    assert imported(zipped)[0][-1] == "created 0, updated 0, unchanged 7, failed 0"


def test_a_folder_of_several_releases_brings_in_each_that_is_right(tmp_path: Path) -> None:
    for name in ("foundation", "sr-legacy", "sr28"):
        sample(name, tmp_path)
    (tmp_path / "foundation" / "nutrient.csv").unlink()

    said, is_well = imported(tmp_path)

    assert f"  {tmp_path}/foundation lacks nutrient.csv. Expected the whole set as USDA ships it." in said
    assert (said[-1], is_well) == ("created 5, updated 0, unchanged 0, failed 1", False)
    assert set(DataRelease.objects.values_list("key", flat=True)) == {"sr-legacy-2018-04", "sr28"}


def test_a_dry_run_says_what_would_be_and_writes_nothing() -> None:
    predicted, _ = imported(SAMPLES, "--dry-run")
    assert DataRelease.objects.count() == 0

    done, _ = imported(SAMPLES)

    assert predicted[-2:] == ["A dry run: nothing was written. Without --dry-run it would be:", done[-1]]
    written = [line for line in done if not line.startswith("  Written in")]
    assert predicted[:-2] == written[:-1]
    assert imported(SAMPLES, "--dry-run")[0][-1] == "created 0, updated 0, unchanged 7, failed 0"


def test_other_files_of_a_loaded_release_need_a_key_of_their_own(tmp_path: Path) -> None:
    imported(SAMPLES / "sr28")
    other = sample("sr28", tmp_path)
    spoil(other / "NUT_DATA.txt", "2.10", "2.20", encoding="iso-8859-1")

    refused, _ = imported(other)
    beside, _ = imported(other, "--key", "sr28-mended")

    assert refused[1] == (
        "  USDA Standard Reference 28 (2015) is loaded as sr28 from other files than these. What is loaded never changes. "
        "To have these beside it, import them with a key of their own: --key sr28-2."
    )
    assert refused[-1] == "created 0, updated 0, unchanged 0, failed 1"
    assert beside[-1] == "created 2, updated 0, unchanged 0, failed 0"
    irons = Amount.objects.filter(food__number="09986", nutrient__number="303").order_by("food__release__key")
    assert [row.amount for row in irons] == [Decimal("2.1"), Decimal("2.2")]


@pytest.mark.parametrize("key", ["SR28", "sr 28", "a" * 41, "-"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    said, is_well = imported(SAMPLES / "sr28", f"--key={key}")

    assert said[0].startswith(f"“{key}” can't be a key.")
    assert (said[-1], is_well, DataRelease.objects.count()) == (
        "created 0, updated 0, unchanged 0, failed 1",
        False,
        0,
    )


def test_one_key_can_not_name_several_releases() -> None:
    said, is_well = imported(SAMPLES, "--key", "mine")

    assert said[0] == f"{SAMPLES} holds 3 releases, and a key names one. Give the folder of that one."
    assert not is_well
