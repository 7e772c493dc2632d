"""A text becomes one draft with a to-do list that refuses publishing; what an editor changed is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.article_import import Outcome, import_article, preview
from articles.import_models import ArticleImport, ImportTask
from articles.models import FAQ, Article, ComparisonTable, RichText
from articles.text_files import NotPlainText, PlainText, tidy
from articles.to_do import standings, tick_off
from publishing.drafting import discard
from publishing.models import Item, User
from publishing.problems import NotPublishable
from tests.articles.test_plain_text import LINES, SAMPLE
from tests.factories import edit, make_faq, make_nutrient, make_policy, make_reference, make_symptom, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def brought_in(text: str = SAMPLE, *, by: User | None = None) -> Outcome:
    return import_article(PlainText(text=text), source="sample.txt", by=by)


def codes(outcome: Outcome) -> list[str]:
    return [standing.task.code for standing in standings(outcome.record) if standing.is_open]


def messages(outcome: Outcome) -> list[str]:
    return [problem.message for problem in outcome.article.publish_problems() if problem.place == "To do"]


def test_a_text_becomes_a_draft_with_every_part_in_its_place() -> None:
    iron = make_nutrient(name="Iron", live=True)
    copper = make_nutrient(name="Cuprum", other_names="Copper", live=True)

    outcome = brought_in(by=make_user())

    article = Article.objects.get()
    table = ComparisonTable.objects.get()
    assert (article.title, article.summary, str(article.changed_by)) == (
        "Which examples make a sample article? A text of the usual shape",
        "A sample shows where each part goes. It says nothing about health.",
        "ada",
    )
    assert [str(point) for point in article.key_points.all()] == [
        "Iron example: Stands for a point with a name.",
        "A point without a name stands here too.",
    ]
    assert (table.caption, list(table.nutrients.order_by("pk"))) == ("Comparison of the examples", [iron, copper])
    assert [choice.faq.question for choice in article.faq_choices.all()] == ["", ""]
    assert outcome.counts == {
        "sections": 8,
        "key points": 2,
        "table rows": 3,
        "FAQ answers": 2,
        "references": 3,
        "problems": len(outcome.problems),
    }


def test_headings_lists_and_definitions_are_rich_text() -> None:
    brought_in()

    group = RichText.objects.get(text__contains="Other B Vitamins").text
    assert group == (
        "<h2>First group of examples</h2>\n<h3>Iron: The first example</h3>\n<p>Iron is named here because the table names it.</p>\n"
        "<p>Examples may include:</p>\n<ul>\n<li>The first sign</li>\n<li>The second sign</li>\n</ul>\n"
        "<h3>Zinc and Copper: The joint example</h3>\n<p>Both are named in one heading.</p>\n"
        "<h3>Other B Vitamins</h3>\n<p>Some bullets define what they name:</p>\n"
        "<ul>\n<li><strong>Vitamin B1 (Thiamine):</strong> Named in the text, not in the table.</li>\n"
        "<li><strong>Vitamin E:</strong> Named in the wrong group.</li>\n</ul>"
    )


def test_markup_in_a_text_stays_what_it_was() -> None:
    brought_in("A <b>title</b>\n\nSummary\n\n1 < 2 & <i>so\n\nA part\n\nSee <a href=x>here.\n\nAnother\n\nText.")

    assert Article.objects.get().summary == "1 &lt; 2 &amp; &lt;i&gt;so"
    assert RichText.objects.first().text == "<h2>A part</h2>\n<p>See &lt;a href=x&gt;here.</p>"


def test_what_the_text_lacks_refuses_publishing() -> None:
    make_nutrient(name="Iron", live=True)

    outcome = brought_in()

    assert messages(outcome) == [
        "2 answers without a question. Open each FAQ and write the question that it answers.",
        "2 references are bare numbers, so nobody can look them up. Find what carries each statement, add it to the "
        "library and cite it in the text.",
        "1 reference at the end of the text, which the page doesn't take over. Add to the library what it lacks, and put "
        "[[ref:key]] where each belongs.",
        "Prose and table disagree: “Zinc and Copper: The joint example” treats Zinc and Copper as one, the table apart. "
        "Say which sign belongs to which, and cite who says so.",
        "Prose and table disagree: the text tells of Thiamine and Vitamin E, the table doesn't. Choose what is missing in "
        "the comparison table, or take it out of the text.",
        "“Other B Vitamins” lists Vitamin E, which is no B vitamin. Give it a heading of its own.",
        "2 rows of the table without a nutrient of the guide: Zinc and Copper. Add what is missing under Nutrients, then "
        "choose it in the comparison table.",
        "1 row of the table has more or fewer cells than its header. Read what they say below.",
        "The table is filled from the guide's own nutrients, not from the text. Compare the cells of the text, below, and "
        "mend the nutrients where the text is right.",
        "“When to See a Doctor” is plain text. Choose the symptoms that the article is about: their care cards say which "
        "signs can't wait.",
        "The text has a disclaimer of its own; the page shows the site's. Look whether the site's says it all.",
        "2 lines of the text have no place here: “Skip to content”, “3 min read”. Use what readers need.",
    ]
    found = {problem.code for problem in outcome.problems}
    assert {"uncited-quantity", "uncited-attribution", "no-author"} <= found
    with pytest.raises(NotPublishable):
        publish([outcome.article.item], by=make_user())


def test_a_task_goes_when_the_draft_shows_that_it_was_mended() -> None:
    outcome = brought_in()
    table = ComparisonTable.objects.get()
    for name in ("Iron", "Zinc", "Copper", "Vitamin E"):
        table.nutrients.add(make_nutrient(name=name))
    table.nutrients.add(make_nutrient(name="Aneurin", other_names="Vitamin B1"))
    first, second = (choice.faq for choice in outcome.article.faq_choices.all())
    edit(first, question="Is it so?")
    outcome.article.symptoms.add(make_symptom())

    assert messages(outcome)[0].startswith("1 answer without a question.")
    edit(second, question="Was it so?")
    assert set(codes(outcome)) & {"no-question", "not-in-the-table", "not-in-the-guide", "no-care-cards"} == set()


def test_a_task_that_is_ticked_off_is_done_and_says_by_whom() -> None:
    outcome = brought_in()
    leftovers = outcome.record.tasks.get(code="leftovers")

    tick_off(outcome.record, [leftovers.pk], by=make_user())

    leftovers.refresh_from_db()
    assert (str(leftovers.done_by), "leftovers" in codes(outcome)) == ("ada", False)
    tick_off(outcome.record, [], by=make_user())
    assert "leftovers" in codes(outcome)


def test_what_the_guide_has_already_is_named() -> None:
    make_faq(question="Can an answer lose its question when a page is copied?", short_answer="It can.")
    make_reference(slug="rao-2020", doi="10.5555/example")
    make_policy(body="<p>This sample is no advice. Ask somebody.</p>")

    outcome = brought_in()

    details = {task.code: task.lines for task in outcome.record.tasks.all()}
    assert details["no-question"] == [
        "“Yes, this answer lost its question when the page was copied.” Perhaps choose the FAQ “Can an answer lose its "
        "question when a page is copied?” instead.",
        "“This answer lost its question as well, and nobody knows which it was.”",
    ]
    assert details["references"] == ["3. Rao R. An example. 10.5555/example (in the library: [[ref:rao-2020]])"]
    assert "disclaimer" not in details


def test_the_same_text_twice_is_one_draft() -> None:
    brought_in()

    assert brought_in().action == "unchanged"
    assert (Article.objects.count(), FAQ.objects.count(), ArticleImport.objects.count()) == (1, 2, 1)


def test_a_changed_text_changes_the_draft_that_nobody_touched() -> None:
    first = brought_in()
    tick_off(first.record, [task.pk for task in first.record.tasks.all()], by=make_user())

    again = brought_in(SAMPLE.replace("The sample ends here.", "The sample goes on.").replace("lost its", "has no"))

    assert (again.action, again.article, FAQ.objects.count()) == ("updated", first.article, 2)
    assert RichText.objects.filter(text__contains="The sample goes on.").count() == 1
    assert codes(again) == ["no-question"]


def test_a_draft_that_an_editor_changed_is_left_alone() -> None:
    first = brought_in()
    edit(first.article, summary="Written here.")

    again = brought_in(SAMPLE.replace("The sample ends here.", "The sample goes on."))

    assert (again.action, Article.objects.get().summary) == ("kept", "Written here.")
    assert ArticleImport.objects.get().text == SAMPLE


def test_a_question_that_an_editor_wrote_keeps_the_draft_from_being_written_over() -> None:
    first = brought_in()
    edit(first.article.faq_choices.all()[0].faq, question="Is it so?")

    assert brought_in(SAMPLE + "\nMore.").action == "kept"


def test_an_answer_that_the_guide_has_already_is_chosen_instead_of_written_again() -> None:
    there = make_faq(question="Is it so?", short_answer="Yes, this answer lost its question when the page was copied.")

    outcome = brought_in()

    assert next(choice.faq for choice in outcome.article.faq_choices.all()) == there
    assert FAQ.objects.count() == 2


def test_a_draft_that_was_thrown_away_comes_back_with_its_answers() -> None:
    discard(brought_in().article.item, by=make_user())

    assert brought_in().action == "created"
    assert (Article.objects.count(), FAQ.objects.count(), ArticleImport.objects.count()) == (1, 2, 1)


def test_a_preview_writes_nothing() -> None:
    outcome = preview(PlainText(text=SAMPLE), by=make_user())

    assert (outcome.action, outcome.counts["sections"], len(outcome.problems) > 12) == ("created", 8, True)
    assert [model.objects.count() for model in (Article, FAQ, ArticleImport, ImportTask, Item)] == [0] * 5


@given(lines=st.lists(LINES, min_size=10, max_size=60))
@settings(max_examples=40)
def test_any_text_is_imported_or_refused_in_words(lines: list[str]) -> None:
    """A preview takes everything back, so that each example finds an empty guide."""
    try:
        text = tidy("A title\n\nSummary\n\nA summary.\n\nA part\n\nText.\n\n" + "\n".join(lines))
        found = preview(text, by=make_user())
    except NotPlainText as refused:
        assert str(refused)
    else:
        assert found.counts["problems"] > 0


def test_what_is_no_article_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(NotPlainText, match="doesn't read like an article"):
        brought_in("Dear Ada,\n\nthank you for your letter.\n\nRavi")

    assert Article.objects.count() == 0


def test_what_was_guessed_in_reading_the_file_is_to_be_looked_at() -> None:
    outcome = import_article(PlainText(text=SAMPLE, notes=("Read as Western European, a guess.",)))

    assert codes(outcome)[-1] == "reading"
