"""What no form takes, no guide file brings in: the file is named and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from nutrition_site.guide_text import BadGuideFile
from nutrition_site.starter_guide import load
from publishing.models import Edition, Item

pytestmark = pytest.mark.django_db

SOURCE = "source: {key: rao-2020, type: webpage, title: An example}\n"
SYMPTOM = "name: Numbness\nslug: numbness\nsummary: A sign.\n"
LEEK = (
    "name: Leek\nslug: leek\nsummary: A vegetable.\nportions: [{label: 1 leek, grams: '5.00'}]\n"
    "sources:\n- {release: none, number: '11246'}\n"
)
ZINC = "name: Zinc\nslug: zinc\nsummary: A metal.\n"
STATEMENT = (
    "statements:\n  - {symptom: 'item:symptom/numbness', direction: deficiency, certainty: limited, "
    "wording: 'It is so [[ref:rao-2020]].'}\n"
)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "nutrient/zinc",
            ZINC + "sumary: A typo.\n",
            ", line 4: sumary: there is no “sumary” here. Expected one of body, ",
        ),
        (
            "nutrient/zinc",
            ZINC + "name: Zink\n",
            ", line 4: “name” stands here a second time; the first is in line 1. Expected one of them.",
        ),
        (
            "nutrient/zinc",
            ZINC.replace("slug: zinc", "slug: iron"),
            ", line 2: slug: Another draft of this kind already has this address. Choose a different one.",
        ),
        (
            "nutrient/zinc",
            ZINC + "group: spice\n",
            ", line 4: group: Value 'spice' is not a valid choice. Expected one of vitamin, mineral, other.",
        ),
        (
            "nutrient/zinc",
            'name: "Zi\\0nc"\nslug: zinc\nsummary: A metal.\n',
            ", line 1: the character U+0000 can't be seen. Expected text without control characters.",
        ),
        (
            "nutrient/zinc",
            ZINC.replace("Zinc", "Z" * 201),
            ", line 1: name: Ensure this value has at most 200 characters (it has 201).",
        ),
        (
            "nutrient/zinc",
            ZINC + STATEMENT.replace("direction: deficiency", "direction: sideways"),
            ", line 5: statements.0.direction: Value 'sideways' is not a valid choice. Expected one of deficiency, excess.",
        ),
        (
            "nutrient/zinc",
            ZINC + STATEMENT.replace("certainty: limited", "certainty: sure"),
            ", line 5: statements.0.certainty: Value 'sure' is not a valid choice. Expected one of strong, moderate, limited, conflicting, consensus.",
        ),
        (
            "nutrient/zinc",
            ZINC + STATEMENT.replace("item:symptom/numbness", "item:nutrient/iron"),
            ", line 5: statements.0.symptom: item:nutrient/iron can't stand here. Expected an item of another kind.",
        ),
        (
            "nutrient/zinc",
            ZINC + STATEMENT + STATEMENT.partition("\n")[2],
            ", line 5: statements.0.symptom: This nutrient already has a statement on this symptom, direction and population.",
        ),
        (
            "symptom/other",
            "name: O\nslug: o\nsummary: s\ncare_cards: [{urgency: nope, heading: h, body: <p>b</p>}]\n",
            ", line 4: care_cards.0.urgency: Value 'nope' is not a valid choice. Expected one of emergency, urgent, routine.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: nope, title: X}\n",
            ", line 1: source.type: Value 'nope' is not a valid choice. Expected one of ",
        ),
        (
            "reference/x-1",
            "source: {key: rao-2020, type: webpage, title: X}\n",
            ", line 1: source.key: Another draft of this kind already has this address. Choose a different one.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: webpage, title: X}\ntier: nope\n",
            ", line 2: tier: Value 'nope' is not a valid choice. Expected one of primary, secondary, tertiary.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: webpage, title: X, doi: abc}\n",
            ", line 1: source.doi: “abc” is not a DOI: 10., a number of four to nine digits, a slash and the rest, for example 10.1017/S0007114518000491.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: webpage, title: X, accessed: [2020, 13, 99]}\n",
            ": this can't be stored: month must be in 1..12. Expected values as in the other files of this kind.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: webpage, title: X, issued: [2020, 13, 99]}\n",
            ", line 1: source.issued: “2020-13-99” is not a date of publication. Write 2013, 2013-05 or 2013-05-14.",
        ),
        (
            "policy/nonsense",
            "title: X\nslug: nonsense\nbody: <p>x</p>\n",
            ", line 2: slug: Constraint “policy_slug_is_a_known_page” is violated.",
        ),
        (
            "food/leek",
            LEEK,
            ", line 6: sources.0.number: No food 11246 of the data release “none” is loaded. Load that release first, or name another source.",
        ),
        ("food/leek", LEEK.replace("5.00", "much"), ", line 4: portions.0.grams: Invalid decimal string."),
        (
            "food/leek",
            LEEK.partition("sources")[0].replace("5.00", "1" * 40),
            ", line 4: portions.0.grams: Ensure that there are no more than 8 digits in total.",
        ),
        (
            "food/leek",
            LEEK.partition("sources")[0].replace("1 leek", "X" * 101),
            ", line 4: portions.0.label: Ensure this value has at most 100 characters (it has 101).",
        ),
        (
            "reference/x-1",
            "source:\n  type: webpage\n  title: X\n  key: x\n",
            ", line 4: source.key: “x” can't be a citation key.",
        ),
        (
            "reference/x-1",
            "source: {key: x-1, type: webpage}\n",
            ": title: This field cannot be blank.",
        ),
        (
            "nutrient/zinc",
            ZINC
            + "unit: mg\nintakes:\n- {group: men, age_unit: years, measure: rda, amount: 8, unit: mg, authority: X}\n",
            ", line 6: intakes.0: An intake needs its source. Cite one: [[ref:key]].",
        ),
        (
            "food/leek",
            LEEK.partition("sources")[0].replace("5.00", "1e999"),
            ", line 4: portions.0.grams: Ensure that there are no more",
        ),
        ("food/leek", LEEK.replace("5.00", "-5"), ", line 4: portions.0.grams: A portion weighs more than 0 g."),
    ],
)
def test_a_value_that_no_form_takes_is_refused_naming_its_file_and_line(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    files = {
        "reference/rao-2020": SOURCE,
        "symptom/numbness": SYMPTOM,
        "nutrient/iron": ZINC.replace("inc", "ron").replace("Zron", "Iron").replace("zron", "iron"),
    }
    for other, words in {**files, name: text}.items():
        (tmp_path / other).parent.mkdir(exist_ok=True)
        (tmp_path / f"{other}.yaml").write_text(words)

    with pytest.raises(BadGuideFile) as refusal:
        load(tmp_path)

    assert str(refusal.value).startswith(f"{tmp_path}/{name}.yaml{said}")
    assert (Item.objects.count(), Edition.objects.count()) == (0, 0)
