"""Documents compared: every difference is told with its place, and equal documents have none."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from hypothesis import example, given
from hypothesis import strategies as st

from articles.documents import ArticleDocument, ComparisonBlock, TextBlock
from nutrients.documents import IntakeText, NutrientDocument, Statement
from publishing.comparison import Difference, Names, compare, split
from publishing.documents import Document
from publishing.word_diff import Run

IRON, ZINC = uuid4(), uuid4()
NAMES = Names(item=lambda item_id: {IRON: "Iron", ZINC: "Zinc"}.get(item_id, str(item_id)))


def article(**fields: object) -> ArticleDocument:
    return ArticleDocument(title="Weak legs", slug="weak-legs", **fields)  # type: ignore[arg-type]


def told(before: Document, after: Document) -> list[tuple[str, str, str]]:
    return [(d.what, " > ".join(d.place), marked(d.runs)) for d in compare(before, after, NAMES)]


def marked(runs: tuple[Run, ...]) -> str:
    signs = {"same": "{}", "removed": "-{}-", "added": "+{}+"}
    return "".join(signs[run.kind].format(run.text) for run in runs)


def test_a_changed_sentence_is_told_by_word_under_its_field() -> None:
    assert told(article(summary="It can be iron."), article(summary="It can be zinc.")) == [
        ("changed", "Summary", "It can be -iron-+zinc+.")
    ]


def test_what_was_empty_is_added_and_what_is_emptied_is_removed() -> None:
    assert told(article(), article(summary="Iron.")) == [("added", "Summary", "+Iron.+")]
    assert told(article(summary="Iron."), article()) == [("removed", "Summary", "-Iron.-")]


def test_a_row_that_only_moved_is_told_as_moved() -> None:
    before, after = article(key_points=("One", "Two", "Three")), article(key_points=("Three", "One", "Two"))
    assert told(before, after) == [("moved", "Key points > 1", "Three")]


def test_a_row_put_between_others_leaves_them_alone() -> None:
    before, after = article(key_points=("One", "Two")), article(key_points=("One", "Between", "Two"))
    assert told(before, after) == [("added", "Key points > 2", "+Between+")]


def test_a_row_with_nothing_in_it_is_told_as_well() -> None:
    empty = article(blocks=(TextBlock(text=""),))
    assert told(article(), empty) == [("added", "Blocks > 1", "+Text: empty+")]
    assert told(empty, article()) == [("removed", "Blocks > 1", "-Text: empty-")]
    assert told(article(), article(key_points=("",))) == [("added", "Key points > 1", "+empty+")]


def test_a_block_that_moved_and_changed_is_one_block() -> None:
    text = "<h2>Iron</h2><p>Iron carries oxygen to muscles.</p>"
    table = ComparisonBlock(caption="Side by side", nutrients=(IRON,))
    before = article(blocks=(TextBlock(text=text), table))
    after = article(blocks=(table, TextBlock(text=text.replace("oxygen", "much oxygen"))))
    assert told(before, after) == [
        ("changed", "Blocks > 2 > Text > under “Iron”", "<p>Iron carries+ much+ oxygen to muscles.</p>")
    ]


def test_only_the_passage_that_changed_is_told() -> None:
    before = "<p>One stays.</p><p>Two goes away.</p><p>Three stays.</p>"
    after = "<p>One stays.</p><p>Two comes back.</p><p>Three stays.</p>"
    found = told(article(blocks=(TextBlock(text=before),)), article(blocks=(TextBlock(text=after),)))
    assert found == [("changed", "Blocks > 1 > Text", "<p>Two -goes away-+comes back+.</p>")]


def test_items_are_called_by_name() -> None:
    before = article(blocks=(ComparisonBlock(caption="C", nutrients=(IRON,)),))
    after = article(blocks=(ComparisonBlock(caption="C", nutrients=(IRON, ZINC)),))
    assert told(before, after) == [("added", "Blocks > 1 > Nutrients > 2", "+Zinc+")]


def test_a_fact_of_the_graph_is_compared_field_by_field_and_says_whom_it_is_about() -> None:
    def nutrient(certainty: str) -> NutrientDocument:
        fields = {"population": "athletes", "certainty": certainty, "wording": "It may weaken legs."}
        statement = Statement(symptom=ZINC, direction="deficiency", **fields)
        return NutrientDocument(name="Iron", slug="iron", statements=(statement,))

    assert compare(nutrient("strong"), nutrient("limited"), NAMES) == [
        Difference(
            place=("Statements", "1 (Zinc, in athletes)", "Certainty"),
            what="changed",
            runs=(Run("removed", "strong"), Run("added", "limited")),
        )
    ]


def test_an_intake_that_changes_says_whose_it_is() -> None:
    def nutrient(amount: int) -> NutrientDocument:
        intake = IntakeText(
            group="women", age_from=19, age_to=50, age_unit="years", measure="rda", amount=Decimal(amount)
        )
        return NutrientDocument(name="Iron", slug="iron", intakes=(intake,))

    assert told(nutrient(8), nutrient(18)) == [
        ("changed", "Intakes > 1 (women, 19 to 50 years, RDA) > Amount", "-8-+18+")
    ]


def test_split_passages_joined_are_the_text() -> None:
    text = "<h2>A</h2><ul><li>x</li><li>y</li></ul><table><tr><td>1</td></tr></table>tail"
    assert "".join(split(text)) == text


PASSAGES = st.sampled_from(["One.", "Two.", "<p>One.</p><p>Two.</p>", "<p>Two.</p>", "<h2>Two</h2>", ""])
ITEMS = st.lists(st.sampled_from([IRON, ZINC]), max_size=2).map(tuple)
BLOCKS = st.one_of(st.builds(TextBlock, text=PASSAGES), st.builds(ComparisonBlock, caption=PASSAGES, nutrients=ITEMS))
ARTICLES = st.builds(
    article,
    summary=PASSAGES,
    key_points=st.lists(PASSAGES.filter(bool), max_size=4).map(tuple),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    authors=ITEMS,
)


@given(ARTICLES, ARTICLES)
@example(article(), article(blocks=(TextBlock(text=""),)))
def test_documents_differ_just_when_something_is_told(before: ArticleDocument, after: ArticleDocument) -> None:
    assert compare(before, before, NAMES) == []
    assert (compare(before, after, NAMES) != []) is (before != after)
