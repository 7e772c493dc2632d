"""The starter guide's loader: through the real publish, twice without change, and never over an editor's work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from nutrients.models import Nutrient
from nutrition_site.guide_text import BadGuideFile
from nutrition_site.models import StarterRecord
from nutrition_site.starter_guide import Outcome, load
from publishing.models import AuditEntry, Edition, Item
from references.models import Reference
from tests.factories import edit, make_nutrient, make_user, publish

pytestmark = pytest.mark.django_db

IRON = "name: Iron\nslug: iron\nsummary: A metal [[ref:rao-2020]].\n"
SOURCE = "source:\n  key: rao-2020\n  type: webpage\n  title: An example\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    write(tmp_path, "nutrient/iron", IRON)
    write(tmp_path, "reference/rao-2020", SOURCE)
    return tmp_path


def write(guide: Path, name: str, text: str) -> None:
    path = guide / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


@pytest.mark.on_postgresql
def test_the_guide_that_comes_along_is_published_whole_and_says_who_did_it() -> None:
    outcome = load(settings.BASE_DIR / "guide")

    files = sum(1 for _ in (settings.BASE_DIR / "guide").glob("*/*.yaml"))
    live = Edition.objects.all()
    assert outcome.created[0] == "release/usda-sr28-2"
    assert (len(outcome.created) - 1, live.count()) == (files, files)
    assert live.values_list("live_from").distinct().count() == 1
    assert set(AuditEntry.objects.values_list("actor__username", flat=True)) == {"starter-guide"}
    page = Client().get("/articles/vitamin-b12-vitamin-d-and-weak-legs/").content.decode()
    assert "Not yet medically reviewed" in page


def test_loading_twice_changes_nothing(guide: Path) -> None:
    load(guide)

    assert load(guide) == Outcome(unchanged=["reference/rao-2020", "nutrient/iron"])
    assert Edition.objects.count() == 2


def test_a_source_may_come_before_the_newer_versions_that_it_names(guide: Path) -> None:
    for key, newer in (("a-2001", "z-2010"), ("m-2020", ""), ("z-2010", "m-2020")):
        named = f"superseded_by: item:reference/{newer}\n" if newer else ""
        write(guide, f"reference/{key}", SOURCE.replace("rao-2020", key) + named)

    outcome = load(guide)

    assert outcome.created == [
        *(f"reference/{key}" for key in ("a-2001", "m-2020", "rao-2020", "z-2010")),
        "nutrient/iron",
    ]
    oldest = Reference.objects.get(slug="a-2001")
    assert [newer.slug for newer in oldest.newer_versions()] == ["z-2010", "m-2020"]


def test_sources_that_name_each_other_as_newer_are_refused_by_line(guide: Path) -> None:
    for key, newer in (("a-2001", "z-2010"), ("z-2010", "a-2001")):
        write(guide, f"reference/{key}", SOURCE.replace("rao-2020", key) + f"superseded_by: item:reference/{newer}\n")

    with pytest.raises(BadGuideFile, match="is no record of the library"):
        load(guide)


def test_a_changed_file_is_published_again(guide: Path) -> None:
    load(guide)
    write(guide, "nutrient/iron", IRON.replace("A metal", "A mineral"))

    assert load(guide).updated == ["nutrient/iron"]
    assert Edition.objects.filter(title="Iron").latest("number").summary == "A mineral."


@pytest.mark.parametrize("is_published", [False, True])
def test_what_an_editor_changed_is_left_alone_and_named(guide: Path, *, is_published: bool) -> None:
    load(guide)
    changed = edit(Nutrient.objects.get(), summary="Words of an editor.")
    if is_published:
        publish([changed.item], by=make_user())
    write(guide, "nutrient/iron", IRON.replace("A metal", "A mineral"))

    outcome = load(guide)

    assert (outcome.kept, outcome.updated) == (["nutrient/iron"], [])
    assert Nutrient.objects.get().summary == "Words of an editor."


def test_an_item_that_an_editor_made_is_not_taken_over(guide: Path) -> None:
    make_nutrient(name="Iron", summary="Words of an editor.")

    assert load(guide).kept == ["nutrient/iron"]
    assert StarterRecord.objects.filter(item__kind="nutrient").count() == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nutrient/zinc", "name: [", "zinc.yaml, line 1: this is not YAML: "),
        ("nutrient/zinc", "- a list", "zinc.yaml, line 1: expected the fields of one document"),
        ("nutrient/zinc", "slug: zinc\nname: 5\n", r"zinc.yaml, line 2: name: Expected `str`, got `int`\."),
        ("nutrient/zinc", "slug: zinc\n", "zinc.yaml, line 1: Object missing required field `name`"),
        (
            "nutrient/zinc",
            "name: Zinc\nslug: zinc\nstatements:\n  - {symptom: 'item:symptom/none', direction: deficiency}\n",
            "zinc.yaml, line 4: statements.0.symptom: item:symptom/none names no file of the guide",
        ),
        ("spice/salt", "name: Salt\n", "salt.yaml: there is no kind “spice”"),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_written(guide: Path, name: str, text: str, said: str) -> None:
    write(guide, name, text)

    with pytest.raises(BadGuideFile, match=said):
        load(guide)

    assert (Item.objects.count(), Edition.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("About 35% of people [[ref:nobody-1999]].", "There is no reference with the key “nobody-1999”."),
        ("About 35% of people.", "“About 35% of people.”"),
    ],
)
def test_what_may_not_be_published_is_not_loaded_and_named_with_its_line(guide: Path, summary: str, said: str) -> None:
    write(guide, "nutrient/iron", f"name: Iron\nslug: iron\nsummary: {summary}\n")

    with pytest.raises(BadGuideFile, match=f"iron.yaml, line 3: summary: .*{said}"):
        load(guide)

    assert Item.objects.count() == 0


def test_every_file_that_may_not_be_published_is_named(guide: Path) -> None:
    write(guide, "nutrient/iron", "name: Iron\nslug: iron\n")
    write(guide, "nutrient/zinc", "name: Zinc\nslug: zinc\nsummary: About 35% of people.\n")

    with pytest.raises(BadGuideFile) as refusal:
        load(guide)

    assert [line.partition(": ")[0] for line in str(refusal.value).splitlines()] == [
        f"{guide}/nutrient/iron.yaml",
        f"{guide}/nutrient/zinc.yaml, line 3",
    ]


def test_the_command_counts_and_fails_in_words(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_guide", "--from", str(guide))
    write(guide, "nutrient/iron", "name: [")
    with pytest.raises(CommandError, match=r"Nothing was loaded\. .*iron\.yaml, line 1: this is not YAML"):
        call_command("load_guide", "--from", str(guide))

    assert capsys.readouterr().out.splitlines() == [
        "created 2, updated 0, unchanged 0, failed 0",
        "created 0, updated 0, unchanged 0, failed 1",
    ]


def test_a_guide_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadGuideFile, match="this is no folder"):
        load(tmp_path / "nothing")
