"""What no form takes, no guide file brings in: the file is named and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from nutrition_site.guide_files import BadGuideFile
from nutrition_site.starter_guide import load
from publishing.models import Edition, Item

pytestmark = pytest.mark.django_db

SOURCE = "source: {key: rao-2020, type: webpage, title: An example}\n"
SYMPTOM = "name: Numbness\nslug: numbness\nsummary: A sign.\n"
ZINC = "name: Zinc\nslug: zinc\nsummary: A metal.\n"
STATEMENT = (
    "statements:\n  - {symptom: 'item:symptom/numbness', direction: deficiency, certainty: limited, "
    "wording: 'It is so [[ref:rao-2020]].'}\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nutrient/zinc", ZINC + "sumary: A typo.\n"),
        ("nutrient/zinc", ZINC.replace("slug: zinc", "slug: iron")),
        ("nutrient/zinc", ZINC + "group: spice\n"),
        ("nutrient/zinc", ZINC + STATEMENT.replace("direction: deficiency", "direction: sideways")),
        ("nutrient/zinc", ZINC + STATEMENT.replace("certainty: limited", "certainty: sure")),
        ("nutrient/zinc", ZINC + STATEMENT.replace("item:symptom/numbness", "item:nutrient/iron")),
        ("nutrient/zinc", ZINC + STATEMENT + STATEMENT.partition("\n")[2]),
        ("symptom/other", "name: O\nslug: o\nsummary: s\ncare_cards: [{urgency: nope, heading: h, body: <p>b</p>}]\n"),
        ("reference/x-1", "source: {key: x-1, type: nope, title: X}\n"),
        ("reference/x-1", "source: {key: x-1, type: webpage, title: X}\ntier: nope\n"),
        ("reference/x-1", "source: {key: x-1, type: webpage, title: X, doi: abc}\n"),
        ("reference/x-1", "source: {key: x-1, type: webpage, title: X, accessed: [2020, 13, 99]}\n"),
        ("reference/x-1", "source: {key: x-1, type: webpage, title: X, issued: [2020, 13, 99]}\n"),
        ("policy/nonsense", "title: X\nslug: nonsense\nbody: <p>x</p>\n"),
    ],
)
def test_a_value_that_no_form_takes_is_refused_naming_its_file(tmp_path: Path, name: str, text: str) -> None:
    files = {
        "reference/rao-2020": SOURCE,
        "symptom/numbness": SYMPTOM,
        "nutrient/iron": ZINC.replace("inc", "ron").replace("Zron", "Iron").replace("zron", "iron"),
    }
    for other, words in {**files, name: text}.items():
        (tmp_path / other).parent.mkdir(exist_ok=True)
        (tmp_path / f"{other}.yaml").write_text(words)

    with pytest.raises(BadGuideFile, match=name.rpartition("/")[2]):
        load(tmp_path)

    assert (Item.objects.count(), Edition.objects.count()) == (0, 0)
