"""Tables that can't be right: refused by file and line, and never half a release of them is written."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from nutrients.food_import.checking import check
from nutrients.food_import.files import BadTables, PlainFolder
from nutrients.food_import.importing import releases_in
from nutrients.food_import.tables import MOST_TOLD, Report
from nutrients.models import Amount, DataRelease, ReleaseFood
from tests.nutrients.food_tables import SAMPLES, imported, sample, spoil, told_of


def refused(path: Path, *, failed: int = 1) -> list[str]:
    """What the command says of files of which it writes nothing."""
    said, is_well = imported(path)
    assert (said[-1], is_well) == (f"created 0, updated 0, unchanged 0, failed {failed}", False)
    assert said[-2] == "  Nothing of this release was written."
    assert (DataRelease.objects.count(), ReleaseFood.objects.count(), Amount.objects.count()) == (0, 0, 0)
    return said[1:-2]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("food_nutrient.csv", '"2.10"', '"2,10"', "line 3: amount “2,10”. Expected a number like 0.85, of zero or more."),
        ("food_nutrient.csv", '"2.10"', '"-2.10"', "line 3: amount “-2.10”. Expected"),
        ("food_nutrient.csv", '"2.10"', '"NaN"', "line 3: amount “NaN”. Expected"),
        ("food_nutrient.csv", '"2.10"', '"1e12"', "line 3: amount “1e12”. Expected"),
        ("food_nutrient.csv", '"2.10"', '"1_000"', "line 3: amount “1_000”. Expected"),
        ("food_nutrient.csv", '"2.10"', '" 2.10"', "line 3: amount “ 2.10”. Expected"),
        ("food_nutrient.csv", '"2.10"', '"٢"', "line 3: amount “٢”. Expected"),
        ("food_nutrient.csv", '"2.10","5"', '"2.10","few"', "line 3: data points “few”. Expected a whole number."),
        ("food_nutrient.csv", '"2","100001"', '"2","999999"', "line 3: food “999999” is not in food.csv."),
        ("food_nutrient.csv", '"2","100001","1089"', '"2","100001","Fe"', "line 3: nutrient_id “Fe”. Expected"),
        ("food_nutrient.csv", '"2","100001","1089"', '"2","100001","1008"', "line 3: food 09046 has an amount of Energy"),
        ("food_nutrient.csv", '"2.10","5","1"', '"2.10","5","6666"', "line 3: derivation_id “6666” is unknown."),
        ("food_nutrient.csv", '"2.10","5","1","",', '"2.10","5","1",', "line 3: 10 fields. Expected 11, as the header has."),
        ("food_nutrient.csv", '"2","100001"', '"2,"100001"', "line 3: a quote is opened and never closed."),
        ("food_nutrient.csv", '"2","100001"', '"2"2,"100001"', "line 3: this is no row of a table: "),
        ("food_nutrient.csv", '"2.10"', '"2\0"', "line 3: the character U+0000 can't be in a table."),
        ("food.csv", '"100002","sr', '"100001","sr', "line 3: food 100001 is there twice."),
        ("food.csv", "Salmon", "S" * 300, "line 3: description has 317 characters. Expected 1 to 300."),
        ("food.csv", "Salmon", "Sal\x1b[31mmon", "line 3: description holds the character U+001B, which can't be shown."),
        ("food.csv", "Salmon", "\u202eSalmon", "line 3: description holds the character U+202E, which can't be shown."),
        ("food.csv", '"15","2019', '"99","2019', "line 3: food_category_id “99” is not in food_category.csv."),
        ("food.csv", '"15","2019-04-01"', '"15","soon"', "line 3: Invalid isoformat string: 'soon'"),
        ("sr_legacy_food.csv", '"15986"', '"9046"', "line 3: food 100002, NDB number 9046, is there twice."),
        ("sr_legacy_food.csv", '"15986"', '""', "line 3: NDB_number “”. Expected a whole number."),
        ("nutrient.csv", '"1089","Iron, Fe"', '"1008","Iron, Fe"', "line 3: nutrient 1008 is there twice."),
        ("nutrient.csv", '"1089","Iron, Fe"', '"01008","Iron, Fe"', "line 3: nutrient 1008 is there twice."),
        ("nutrient.csv", '"MG","303"', '"MG","208"', "line 3: nutrient_nbr 208 is there twice."),
        ("food_nutrient_derivation.csv", '"A"', '"ABCDEFGHIJK"', "line 2: code has 11 characters. Expected 0 to 10."),
        ("food_portion.csv", '"89"', '"999999.999"', "line 2: weight “999999.999”. Expected grams, like 118."),
        ("food_portion.csv", '"89"', '"much"', "line 2: weight “much”. Expected grams, like 118."),
        ("food_portion.csv", '"1","9999","","leek"', '"1","8888","","leek"', "line 2: measure_unit_id “8888” is not in"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    folder = sample("sr-legacy", tmp_path)
    spoil(folder / name, old, new)

    found = told_of(folder)

    assert any(line.startswith(f"{name}, {told}") for line in found), found


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("NUT_DATA.txt", "~303~^2.10", "~999~^2.10", "line 2: nutrient “999” is not in NUTR_DEF.txt."),
        ("NUT_DATA.txt", "~09986~^~303~", "~09999~^~303~", "line 2: food “09999” is not in FOOD_DES.txt."),
        ("NUT_DATA.txt", "^2.10^5^", "^2.10^", "line 2: 17 fields between ^. Expected 18."),
        ("NUT_DATA.txt", "^2.10^5^", "^five^2.10^", "line 2: amount “five”. Expected a number"),
        ("NUTR_DEF.txt", "~mg~", "~mgs~", "line 2: unit “mgs” is unknown. Expected one of g, mg, µg"),
        ("FOOD_DES.txt", "~01986~", "~1986~", "line 2: number “1986”. Expected five digits."),
        ("FOOD_DES.txt", "~0100~", "~0199~", "line 2: food group “0199” is not in FD_GROUP.txt."),
        ("WEIGHT.txt", "^122.00", "^heavy", "line 2: weight “heavy”. Expected grams"),
    ],
)
def test_a_bad_row_of_sr28_is_told_with_its_line(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    folder = sample("sr28", tmp_path)
    spoil(folder / name, old, new, encoding="iso-8859-1")

    assert f"{name}, {told}" in "\n".join(told_of(folder))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("release", "name"),
    [(folder.name, path.name) for folder in sorted(SAMPLES.iterdir()) for path in sorted(folder.iterdir())],
)
def test_a_file_that_is_missing_is_named_where_the_set_needs_it(tmp_path: Path, release: str, name: str) -> None:
    folder = sample(release, tmp_path)
    (folder / name).unlink()

    if name in ("food_attribute.csv", "food_nutrient_derivation.csv"):
        # USDA's sets of Foundation Foods come without them.
        assert imported(folder)[0][-1] == "created 3, updated 0, unchanged 0, failed 0"
    elif name in ("foundation_food.csv", "sr_legacy_food.csv"):
        assert "neither foundation_food.csv nor sr_legacy_food.csv" in refused(folder)[0]
    else:
        assert refused(folder) == [f"  {folder} lacks {name}. Expected the whole set as USDA ships it."]


@pytest.mark.django_db
def test_columns_may_come_in_any_order_with_more_of_them_and_a_byte_order_mark(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text())))
        turned = io.StringIO()
        csv.writer(turned).writerows([*reversed(row), "more"] for row in rows)
        path.write_bytes(b"\xef\xbb\xbf" + turned.getvalue().encode())

    assert imported(folder)[0][-1] == "created 3, updated 0, unchanged 0, failed 0"
    assert Amount.objects.count() == 7


@pytest.mark.django_db
def test_a_header_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    expected = "Expected fdc_id, nutrient_id, amount, data_points, derivation_id, in any order."

    spoil(folder / "food_nutrient.csv", '"footnote"', '"amount"')
    assert refused(folder) == [f"  food_nutrient.csv, line 1: the header names a column twice. {expected}"]
    spoil(folder / "food_nutrient.csv", '"data_points"', '"points"')
    assert refused(folder) == [f"  food_nutrient.csv, line 1: the header lacks data_points. {expected}"]


@pytest.mark.django_db
@pytest.mark.parametrize("release", ["sr-legacy", "sr28"])
@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, release: str, kept: float) -> None:
    folder = sample(release, tmp_path)
    path = next(path for path in folder.iterdir() if path.name in ("food_nutrient.csv", "NUT_DATA.txt"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])

    assert any("was cut off on its way" in line for line in refused(folder))


@pytest.mark.django_db
def test_a_file_that_was_cut_off_between_two_rows_leaves_foods_without_amounts(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    path = folder / "food_nutrient.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:4]))

    assert refused(folder) == ["  food_nutrient.csv, line 1: 2 of 3 foods have no amount at all. Is the file cut off?"]


@pytest.mark.django_db
def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    (folder / "food.csv").write_text("")

    assert refused(folder)[0].startswith("  food.csv is empty. Expected a header: fdc_id, data_type")


@pytest.mark.django_db
def test_other_encodings_are_refused_by_line(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    spoil(folder / "food.csv", "Salmon", "Crème")
    path = folder / "food.csv"
    utf8 = path.read_text()

    path.write_bytes(utf8.encode("iso-8859-1"))
    assert "  food.csv, line 3: the byte 0xE8 is not UTF-8." in "\n".join(imported(folder)[0])
    path.write_bytes(utf8.encode("utf-16"))
    assert refused(folder) == ["  food.csv is in UTF-16. Expected UTF-8, as USDA ships it: save it so."]


def test_one_bad_row_in_a_hundred_thousand_is_found(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    foods, nutrients = range(1000, 2000), range(100, 200)

    def table(name: str, header: str, rows: Iterable[str]) -> None:
        (folder / name).write_text("\n".join([header, *rows, ""]))

    table("sr_legacy_food.csv", "fdc_id,NDB_number", (f"{food},{food}" for food in foods))
    table(
        "food.csv",
        "fdc_id,data_type,description,food_category_id,publication_date",
        (f"{food},sr_legacy_food,Example {food},11,2019-04-01" for food in foods),
    )
    table("nutrient.csv", "id,name,unit_name,nutrient_nbr", (f"{one},Example {one},MG,{one}" for one in nutrients))
    pairs = ((food, nutrient) for food in foods for nutrient in nutrients)
    rows = (f"{food},{nutrient},{'x' if (food, nutrient) == (1800, 150) else 1},1,1" for food, nutrient in pairs)
    table("food_nutrient.csv", "fdc_id,nutrient_id,amount,data_points,derivation_id", rows)
    table("food_portion.csv", (folder / "food_portion.csv").read_text().splitlines()[0], [])

    assert told_of(folder) == [
        "food_nutrient.csv, line 80052: amount “x”. Expected a number like 0.85, of zero or more."
    ]


def test_a_number_of_endless_digits_is_refused_at_once(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    digits = "1" * 90_000
    spoil(folder / "food_nutrient.csv", '"2.10"', f'"{digits}x"')
    spoil(folder / "food_portion.csv", '"89"', f'"{digits}x"')
    spoil(folder / "food_portion.csv", '"44.5"', f'"0.{digits}"')

    assert told_of(folder) == [
        f"food_portion.csv, line 2: weight “{digits[:50]}”. Expected grams, like 118.",
        f"food_portion.csv, line 3: weight “0.{digits[:48]}”. Expected grams, like 118.",
        f"food_nutrient.csv, line 3: amount “{digits[:50]}”. Expected a number like 0.85, of zero or more.",
    ]


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("sr_legacy_food.csv", '"{0}","{0}"\n', "sr_legacy_food.csv lists more than 100,000 foods."),
        (
            "food_portion.csv",
            '"","100001","{0}","1","9999","","cup","1","","",""\n',
            "Food 09046 has 100,004 portions.",
        ),
    ],
)
def test_more_than_any_release_has_is_refused_before_it_fills_the_memory(
    tmp_path: Path, name: str, row: str, told: str
) -> None:
    folder = sample("sr-legacy", tmp_path)
    with (folder / name).open("a") as file:
        file.writelines(row.format(number) for number in range(200_000, 300_002))

    with pytest.raises(BadTables, match=re.escape(f"{told} That is no table of USDA's.")):
        told_of(folder)


def test_many_reasons_to_leave_rows_out_are_told_as_one(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    with (folder / "food_nutrient.csv").open("a") as file:
        file.writelines(f'"9","100001","{number}","1","1","1","","","","",""\n' for number in range(5000, 5500))
    [found] = releases_in(PlainFolder(folder))
    report = Report()

    check(found.read(report, lambda _: None), report)

    assert len(report.left_out) == MOST_TOLD + 1
    assert sum(report.left_out.values()) == 500 + 3


@pytest.mark.django_db
def test_many_bad_rows_are_counted_and_the_first_are_told(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    with (folder / "food_nutrient.csv").open("a") as file:
        file.writelines('"9","100001","1089","x","1","1","","","","",""\n' for _ in range(500))

    said = refused(folder, failed=500)

    assert len([line for line in said if "amount “x”" in line]) == MOST_TOLD
    assert said[-1] == "  ... and 400 rows more."


@pytest.mark.django_db
def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    with (folder / "food.csv").open("a") as file:
        file.write("x" * 3_000_000)

    assert refused(folder) == [
        "  food.csv, line 5: more than 100,000 bytes without a line break. That is no table of USDA's."
    ]


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return path


@pytest.mark.django_db
def test_an_archive_that_swells_beyond_belief_is_not_opened(tmp_path: Path) -> None:
    folder = sample("sr-legacy", tmp_path)
    with (folder / "food_nutrient.csv").open("a") as file:
        file.write("0,0,0\n" * 5_000_000)

    said = refused(zipped(folder, tmp_path / "bomb.zip"))

    assert said[0].startswith(f"  food_nutrient.csv in {tmp_path}/bomb.zip would swell from ")
    assert said[0].endswith("That is no table of USDA's, so it was not opened.")


@pytest.mark.django_db
def test_a_spoiled_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(sample("sr-legacy", tmp_path), tmp_path / "usda.zip")
    whole = bytearray(path.read_bytes())
    # In the middle of what one file was packed into: its checksum tells.
    whole[whole.index(b"food_nutrient.csv") + 60] ^= 0xFF
    path.write_bytes(whole)

    assert "food_nutrient.csv in " in refused(path)[0]

    path.write_bytes(whole[: len(whole) // 2])
    assert imported(path)[0][0].startswith(f"{path} can't be opened as a zip archive: ")


@pytest.mark.django_db
def test_a_place_without_tables_is_refused(tmp_path: Path) -> None:
    assert imported(tmp_path)[0] == [
        f"{tmp_path} holds no data release. Expected FoodData Central's CSV files of Foundation Foods or SR Legacy, "
        "or the text files of SR28.",
        "created 0, updated 0, unchanged 0, failed 1",
    ]
    nowhere = tmp_path / "nowhere"
    assert imported(nowhere)[0][0] == (
        f"There is no {nowhere}. Expected a folder, or a zip archive, with the files of a data release."
    )
