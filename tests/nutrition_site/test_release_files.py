"""The guide's data releases: read row by row, loaded once, and every row that can't be right named with its line."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nutrients.data_releases import AmountRow, FoodRow, NutrientRow, Release, ReleaseHead
from nutrients.models import Amount, DataRelease
from nutrition_site.guide_text import BadGuideFile
from nutrition_site.release_files import read_release, read_releases
from nutrition_site.starter_guide import Outcome, load
from publishing.models import Edition

HEAD = "title: Example tables 2026\npublisher: Example Agency\nlicence: Public domain\nreleased_on: 2026-01-02\n"
FILES = {
    "release.yaml": HEAD,
    "nutrients.csv": "number,name,unit\n303,Iron,mg\n328,Vitamin D,mcg\n",
    "foods.csv": 'number,description,category\n11246,"Leeks, raw",Vegetables\n09040,Bananas,Fruits\n',
    "amounts.csv": (
        "food,nutrient,amount,assumed,derivation,data_points\n11246,303,2.10,,A,5\n11246,328,0,yes,Z,0\n09040,303,0.26,,,\n"
    ),
}
LEEK = (
    "name: Leek\nslug: leek\nsummary: A vegetable.\nportions: [{label: 1 leek, grams: '89'}]\n"
    "sources: [{release: example-2026, number: '11246'}]\n"
)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release" / "example-2026"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def test_a_release_is_read_row_by_row_and_what_is_not_there_stays_missing(release: Path) -> None:
    assert [files.release for files in read_releases(release.parent.parent)] == [
        Release(
            head=ReleaseHead(
                key="example-2026",
                title="Example tables 2026",
                publisher="Example Agency",
                licence="Public domain",
                released_on=date(2026, 1, 2),
            ),
            nutrients=[
                NutrientRow(number="303", name="Iron", unit="mg"),
                NutrientRow(number="328", name="Vitamin D", unit="mcg"),
            ],
            foods=[
                FoodRow(number="11246", description="Leeks, raw", category="Vegetables"),
                FoodRow(number="09040", description="Bananas", category="Fruits"),
            ],
            amounts=[
                AmountRow(food="11246", nutrient="303", amount=Decimal("2.10"), derivation="A", data_points=5),
                AmountRow(
                    food="11246", nutrient="328", amount=Decimal(0), is_assumed=True, derivation="Z", data_points=0
                ),
                AmountRow(food="09040", nutrient="303", amount=Decimal("0.26")),
            ],
        )
    ]


def test_a_guide_without_releases_has_none(tmp_path: Path) -> None:
    assert read_releases(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("release.yaml", "title: ", "titel: ", "release.yaml, line 1: Object missing required field `title`."),
        (
            "release.yaml",
            "licence",
            "edition: 2\nlicence",
            "release.yaml, line 3: edition: there is no “edition” here.",
        ),
        ("release.yaml", "2026-01-02", "soon", "release.yaml, line 4: released_on: Invalid RFC3339"),
        (
            "nutrients.csv",
            "number,name",
            "number,title",
            "nutrients.csv, line 1: expected the header number,name,unit.",
        ),
        (
            "nutrients.csv",
            "Vitamin D,mcg",
            "Vitamin D,IE",
            "nutrients.csv, line 3: unit “IE” is unknown. Expected one of",
        ),
        ("nutrients.csv", "Vitamin D", "", "nutrients.csv, line 3: name has 0 characters. Expected 1 to 200."),
        ("nutrients.csv", "328,", "303,", "nutrients.csv, line 3: this repeats line 2. Expected one row for each."),
        ("foods.csv", '"Leeks', "Leeks", "foods.csv, line 2: 4 fields. Expected 3: number, description, category."),
        ("foods.csv", 'raw"', "raw", "foods.csv, line 2: this is no row of a table: "),
        ("foods.csv", "Bananas", "B" * 301, "foods.csv, line 3: description has 301 characters. Expected 1 to 300."),
        ("foods.csv", "Bananas", "Bana\0nas", "foods.csv, line 3: the character U+0000 can't be seen."),
        (
            "amounts.csv",
            "0.26",
            "",
            "amounts.csv, line 4: amount “”. Expected a number like 0.85; what isn't known has no",
        ),
        ("amounts.csv", "0.26", "-1", "amounts.csv, line 4: amount “-1”. Expected"),
        ("amounts.csv", "0.26", "NaN", "amounts.csv, line 4: amount “NaN”. Expected"),
        ("amounts.csv", "0.26", "1e9", "amounts.csv, line 4: amount “1e9”. Expected"),
        ("amounts.csv", "0.26", "0.1234567", "amounts.csv, line 4: amount “0.1234567”. Expected"),
        ("amounts.csv", "0.26", "٢", "amounts.csv, line 4: amount “٢”. Expected"),
        ("amounts.csv", "328,0,yes", "328,1,yes", "amounts.csv, line 3: an assumed amount of 1. Expected 0"),
        ("amounts.csv", "328,0,yes", "328,0,no", "amounts.csv, line 3: assumed “no”. Expected yes, or nothing."),
        ("amounts.csv", "Z,0", "Z,few", "amounts.csv, line 3: data_points “few”. Expected a whole number"),
        ("amounts.csv", "09040", "9040", "amounts.csv, line 4: food “9040” is not in foods.csv. Expected a number"),
        ("amounts.csv", "09040,303", "09040,304", "amounts.csv, line 4: nutrient “304” is not in nutrients.csv."),
        ("amounts.csv", "11246,328", "11246,303", "amounts.csv, line 3: this repeats line 2."),
        ("amounts.csv", "\n09040", "\n\n09040", "amounts.csv, line 4: 0 fields. Expected 6"),
    ],
)
def test_a_row_that_can_not_be_right_is_named_with_its_line(
    release: Path, name: str, old: str, new: str, said: str
) -> None:
    assert old in FILES[name]
    (release / name).write_text(FILES[name].replace(old, new, 1))

    with pytest.raises(BadGuideFile, match=re.escape(said)):
        read_release(release)


@pytest.mark.parametrize("name", FILES)
def test_a_table_that_is_missing_empty_or_in_another_encoding_is_named(release: Path, name: str) -> None:
    (release / name).write_bytes(b"\xb5g")
    with pytest.raises(BadGuideFile, match=rf"{name}, line 1: the byte 0xb5 is not UTF-8"):
        read_release(release)

    (release / name).write_text("")
    with pytest.raises(BadGuideFile, match=f"{name}: the file is empty"):
        read_release(release)

    (release / name).unlink()
    with pytest.raises(BadGuideFile, match=f"{name}: this is no file"):
        read_release(release)


def test_what_can_not_be_a_release_is_named(release: Path) -> None:
    release.rename(release.parent / "Example 2026")
    with pytest.raises(BadGuideFile, match=r"Example 2026: expected a folder named by up to 40 small letters"):
        read_releases(release.parent.parent)


@pytest.mark.django_db
def test_foods_read_the_release_that_comes_with_them_and_loading_twice_changes_nothing(release: Path) -> None:
    guide = release.parent.parent
    (guide / "food").mkdir()
    (guide / "food" / "leek.yaml").write_text(LEEK)

    assert load(guide) == Outcome(created=["release/example-2026", "food/leek"])
    assert load(guide) == Outcome(unchanged=["release/example-2026", "food/leek"])
    assert (DataRelease.objects.count(), Amount.objects.count(), Edition.objects.count()) == (1, 3, 1)


@pytest.mark.django_db
def test_a_food_that_reads_what_no_release_has_takes_the_release_back_too(release: Path) -> None:
    guide = release.parent.parent
    (guide / "food").mkdir()
    (guide / "food" / "leek.yaml").write_text(LEEK.replace("11246", "99999"))

    with pytest.raises(
        BadGuideFile, match=r"leek\.yaml, line 5: sources\.0\.number: No food 99999 of the data release"
    ):
        load(guide)

    assert (DataRelease.objects.count(), Amount.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "release.yaml",
            "Example Agency",
            "Another",
            "release.yaml: this is loaded already as publisher “Example Agency”.",
        ),
        ("nutrients.csv", "Iron", "Zinc", "nutrients.csv, line 2: this is loaded already as 303 Iron (mg)."),
        ("foods.csv", "Bananas", "Plantains", "foods.csv, line 3: this is loaded already as Bananas."),
        ("amounts.csv", "0.26", "0.27", "amounts.csv, line 4: this is loaded already as 0.26."),
        ("amounts.csv", "A,5", "A,6", "amounts.csv, line 2: this is loaded already as 2.1, A, 5 data points."),
        (
            "amounts.csv",
            "09040,303,0.26,,,",
            "09040,328,0,,,",
            "amounts.csv, line 4: this is loaded already as not measured.",
        ),
        (
            "amounts.csv",
            "11246,328,0,yes,Z,0\n",
            "",
            "foods.csv, line 2: this is loaded already as a food with an amount of 328 too.",
        ),
    ],
)
def test_a_release_never_changes(release: Path, name: str, old: str, new: str, said: str) -> None:
    load(release.parent.parent)
    (release / name).write_text(FILES[name].replace(old, new))

    with pytest.raises(BadGuideFile, match=re.escape(said)):
        load(release.parent.parent)

    assert list(Amount.objects.order_by("pk").values_list("amount", flat=True)) == [
        Decimal("2.1"),
        Decimal(0),
        Decimal("0.26"),
    ]


@pytest.mark.django_db
def test_a_release_takes_further_foods_with_all_their_amounts(release: Path) -> None:
    load(release.parent.parent)
    for name, line in {
        "nutrients.csv": "401,Vitamin C,mg\n",
        "foods.csv": "09200,Oranges,Fruits\n",
        "amounts.csv": "09200,401,53.2,,A,29\n",
    }.items():
        (release / name).write_text(FILES[name] + line)

    assert load(release.parent.parent) == Outcome(updated=["release/example-2026"])
    assert Amount.objects.filter(food__number="09200").values_list("nutrient__number", "amount").get() == (
        "401",
        Decimal("53.2"),
    )
