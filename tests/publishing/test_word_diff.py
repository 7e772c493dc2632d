"""Word by word: what is told, and that nothing is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publishing.templatetags.differences import readable
from publishing.word_diff import Run, diff, share_in_common, whole

TEXTS = st.lists(
    st.sampled_from(["iron", "Eisen", "2.4 mcg", " ", "<p>", "</p>", "<", ",", "[[ref:a]]", "שלום", "é"])
).map("".join)


def test_a_changed_word_is_told_between_what_stays() -> None:
    assert diff("Eat red meat.", "Eat lean meat.") == (
        Run("same", "Eat "),
        Run("removed", "red"),
        Run("added", "lean"),
        Run("same", " meat."),
    )


def test_a_number_with_its_decimals_is_one_word() -> None:
    assert diff("2.4 mcg", "2.8 mcg") == (Run("removed", "2.4"), Run("added", "2.8"), Run("same", " mcg"))


def test_changes_with_only_a_space_between_them_are_one_change() -> None:
    assert diff("very red meat", "somewhat lean meat") == (
        Run("removed", "very red"),
        Run("added", "somewhat lean"),
        Run("same", " meat"),
    )


def test_a_new_emphasis_is_seen_though_no_letter_changed() -> None:
    assert [run for run in diff("<p>iron</p>", "<p><em>iron</em></p>") if run.kind != "same"] == [
        Run("added", "<em>"),
        Run("added", "</em>"),
    ]


def test_a_citation_mark_is_one_word() -> None:
    assert diff("So [[ref:a-1]].", "So [[ref:a-2]].") == (
        Run("same", "So "),
        Run("removed", "[[ref:a-1]]"),
        Run("added", "[[ref:a-2]]"),
        Run("same", "."),
    )


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    runs = diff(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after


@given(TEXTS)
def test_equal_texts_differ_in_nothing(text: str) -> None:
    assert {run.kind for run in diff(text, text)} <= {"same"}
    assert "".join(run.text for run in whole(text, "added")) == text


def test_likeness_counts_words_and_no_signs() -> None:
    assert share_in_common("iron, zinc", "iron; zinc") == 1.0
    assert share_in_common("iron", "zinc") == 0.0
    assert share_in_common("", "...") == 1.0


def test_a_citation_that_stayed_keeps_its_full_stop_and_paragraphs_stay_apart() -> None:
    text = '<p>It is so <cite class="ref" data-refs="a">[ref:a]</cite>.</p><p>The <b>end</b>.</p>'

    read = "".join(run.text for run in readable(diff(text, text.replace("end", "finish"))))

    assert " ".join(read.split()) == "It is so [ref:a]. The endfinish."
