"""The script that writes the starter guide's foods: it copies what SR28 says, however SR28 writes it, and adds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SR28 = {
    "FD_GROUP.txt": b"~1100~^~Vegetables and Vegetable Products~\r\n",
    "FOOD_DES.txt": b'~01001~^~1100~^~Butter~^\r\n~11246~^~1100~^~Leeks, "bulb" and leaf, raw~^~LEEKS~^\r\n',
    "NUTR_DEF.txt": b"~303~^~mg~^~FE~^~Iron, Fe~^~2~^~5400~\r\n~328~^~\xb5g~^~VITD~^~Vitamin D (D2 + D3)~^~1~^~8700~\r\n",
    "NUT_DATA.txt": (
        b"~01001~^~303~^0.02^1^^~1~^~A~^~~^~~^^^^^^^~~^11/1976^\r\n"
        b"~11246~^~328~^0.0^0^^~4~^~Z~^~~^~~^^^^^^^~~^04/2013^\r\n"
        b"~11246~^~303~^2.10^5^^~1~^~A~^~~^~~^^^^^^^~~^04/2013^\r\n"
        b"~11246~^~324~^0^0^^~7~^~Z~^~~^~~^^^^^^^~~^04/2013^\r\n"
    ),
    "WEIGHT.txt": b"~11246~^1^1^~leek~^89^^\r\r\n~11246~^2^1^~slice~^6.0^^\r\r\n",
}
LEEK = (
    '- {number: "11246", slug: leek-raw, name: "Leek, raw", other_names: [], group: vegetables,\n'
    "   summary: A vegetable., portions: {1: 1 leek, 2 x 10: 10 slices}}\n"
)


@pytest.fixture
def sr28(tmp_path: Path) -> Path:
    """SR28's files as they are written, with one food; the nutrients that the script asks for, most without an amount."""
    source = (ROOT / "scripts" / "starter_foods.py").read_text()
    asked = [
        word for word in source[source.index("NUTRIENTS") : source.index("fmt: skip")].split('"') if word.isdigit()
    ]
    others = b"".join(
        f"~{number}~^~g~^~X~^~X~^~2~^~1~\r\n".encode() for number in asked if number not in ("303", "328")
    )
    for name, text in SR28.items():
        (tmp_path / name).write_bytes(text + others if name == "NUTR_DEF.txt" else text)
    return tmp_path


def build(sr28: Path, foods: str) -> subprocess.CompletedProcess[str]:
    (sr28 / "foods.yaml").write_text(foods)
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "starter_foods.py", sr28, sr28 / "foods.yaml", sr28 / "guide"],
        text=True,
        capture_output=True,
    )


def test_a_food_is_written_as_sr28_has_it(sr28: Path) -> None:
    done = build(sr28, LEEK)

    assert (done.stdout, done.stderr) == ("1 foods, 2 amounts of 41 nutrients\n", "")
    release = sr28 / "guide" / "release" / "usda-sr28-2"
    assert (release / "foods.csv").read_text() == (
        'number,description,category\n11246,"Leeks, ""bulb"" and leaf, raw",Vegetables and Vegetable Products\n'
    )
    assert (release / "amounts.csv").read_text() == (
        "food,nutrient,amount,assumed,derivation,data_points\n11246,303,2.10,,A,5\n11246,328,0.0,yes,Z,0\n"
    )
    assert "328,Vitamin D (D2 + D3),mcg\n" in (release / "nutrients.csv").read_text()
    assert (sr28 / "guide" / "food" / "leek-raw.yaml").read_text() == (
        "name: Leek, raw\n"
        "slug: leek-raw\n"
        "group: vegetables\n"
        "summary: A vegetable.\n"
        "body: <p>The amounts and weights on this page are from USDA SR28 (2015), NDB number 11246 [[ref:usda-sr28]].</p>\n"
        'portions:\n- label: 1 leek\n  grams: "89"\n- label: 10 slices\n  grams: "60"\n'
        'sources:\n- release: usda-sr28-2\n  number: "11246"\n'
    )


def test_writing_again_writes_the_same_and_takes_foods_away_that_are_not_chosen(sr28: Path) -> None:
    build(sr28, LEEK)
    before = {path.name: path.read_bytes() for path in sr28.glob("guide/**/*.*")}
    (sr28 / "guide" / "food" / "old.yaml").write_text("name: Old\n")

    build(sr28, LEEK)

    assert {path.name: path.read_bytes() for path in sr28.glob("guide/**/*.*")} == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("11246", "99999", "SR28 has no food 99999. Expected numbers of FOOD_DES.txt."),
        ("{1: ", "{7: ", "SR28 has no weight 7 of food 11246. Expected a row of WEIGHT.txt."),
    ],
)
def test_what_sr28_does_not_have_is_refused(sr28: Path, old: str, new: str, said: str) -> None:
    done = build(sr28, LEEK.replace(old, new))

    assert (done.returncode, done.stderr.splitlines()[-1].rpartition(": ")[2]) == (1, said)
    assert not (sr28 / "guide").exists()
