from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from hypothesis import example, given
from pytest_django import Settings

from references import editor_config, sanitiser
from references.richtext import (
    CitedTextField,
    EditorWidget,
    RichTextField,
    stored_passage,
    stored_rich_text,
)
from tests.references.payloads import HOSTILE
from tests.references.strategies import passages
from tests.references.test_sanitiser import markup_text, offences

CUI = '<cite class="ref" data-refs="cui-2022">[ref:cui-2022]</cite>'
TYPED = "<p onclick=x()>35%&nbsp;<b>of</b>[[ref:cui-2022]]</p>\r\n"
STORED = f"<p>35% <b>of</b>{CUI}</p>"


class Note(models.Model):
    """Of no installed app, so that these tests know no other model and no migration knows this one."""

    body = RichTextField(blank=True)
    passage = CitedTextField(blank=True)

    class Meta:
        app_label = "notes"

    def __str__(self) -> str:
        return self.passage


@pytest.fixture
def note(transactional_db: None) -> Iterator[Any]:
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    yield Note
    with connection.schema_editor() as editor:
        editor.delete_model(Note)


def rows(model: Any) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body, passage FROM {model._meta.db_table} ORDER BY id")
        return list(cursor.fetchall())


def test_every_way_of_writing_stores_clean_text(note: Any) -> None:
    dirty = {"body": TYPED, "passage": "p < 0.05 <script>x()</script>[[ref:cui-2022]]"}
    stored = (STORED, f"p &lt; 0.05 {CUI}")

    note.objects.create(**dirty)
    note.objects.bulk_create([note(**dirty), note(), note()])
    updated, changed = note.objects.order_by("id")[2:4]
    note.objects.filter(pk=updated.pk).update(**dirty)
    changed.body, changed.passage = dirty["body"], dirty["passage"]
    note.objects.bulk_update([changed], ["body", "passage"])

    assert rows(note) == [stored] * 4


def test_migrations_know_plain_text_columns() -> None:
    for field in (RichTextField(blank=True, help_text="x"), CitedTextField(blank=True, help_text="x")):
        assert MigrationWriter.serialize(field) == (
            "models.TextField(blank=True, help_text='x')",
            {"from django.db import models"},
        )


def body_form() -> type[forms.Form]:
    return type("BodyForm", (forms.Form,), {"body": RichTextField(blank=True).formfield(widget=AdminTextareaWidget)})


def passage_form() -> type[forms.Form]:
    return type(
        "PassageForm", (forms.Form,), {"passage": CitedTextField(blank=True).formfield(widget=AdminTextareaWidget)}
    )


def test_the_form_gives_what_will_be_stored() -> None:
    form = body_form()({"body": TYPED})

    assert form.is_valid()
    assert form.cleaned_data == {"body": STORED.strip()}


@pytest.mark.parametrize("nothing", ["", "<p>&nbsp;</p>", "<p></p>\r\n<p><br></p>"])
def test_an_editor_that_sends_empty_paragraphs_sends_nothing(nothing: str) -> None:
    form = body_form()({"body": nothing})

    assert form.is_valid()
    assert form.cleaned_data == {"body": ""}


@pytest.mark.parametrize("something", ['<p><img src="/media/a.png" alt=""></p>', "<hr>", f"<p>{CUI}</p>"])
def test_what_shows_without_words_is_kept(something: str) -> None:
    form = body_form()({"body": something})

    assert form.is_valid()
    assert form.cleaned_data == {"body": something}


def test_the_blanks_of_an_editor_are_no_change() -> None:
    spaced = STORED.replace("</p>", "&nbsp;</p>\r\n\t").replace("% <b>", "%&nbsp;<b>")

    assert not body_form()({"body": spaced.replace("&nbsp;</p>", "</p>")}, initial={"body": STORED}).has_changed()
    assert body_form()({"body": STORED.replace("35", "36")}, initial={"body": STORED}).has_changed()


def test_a_passage_is_shown_as_typed_and_stored_as_marks() -> None:
    stored = f"p &lt; 0.05 {CUI}"
    form = passage_form()({"passage": "p < 0.05\n[[ref:cui-2022]] "}, initial={"passage": stored})

    assert "p &lt; 0.05 [[ref:cui-2022]]</textarea>" in str(passage_form()(initial={"passage": stored})["passage"])
    assert form.is_valid()
    assert form.cleaned_data == {"passage": stored}
    assert not form.has_changed()


def test_a_form_with_errors_shows_the_passage_as_it_was_typed() -> None:
    form = passage_form()({"passage": "a &amp; <b> [[ref:Bad Key]]"})

    assert "a &amp;amp; &lt;b&gt; [[ref:Bad Key]]</textarea>" in str(form["passage"])


def test_words_of_several_blocks_in_a_passage_stay_apart() -> None:
    assert stored_passage("<p>one</p><p>two<br>three</p>") == "one two three"


def test_the_setting_decides_on_the_widget(settings: Settings) -> None:
    default = body_form()().fields["body"].widget
    settings.RICH_TEXT_WIDGET = "django.forms.Textarea"

    assert type(default) is EditorWidget
    assert type(body_form()().fields["body"].widget) is forms.Textarea


def test_no_migration_depends_on_the_widget(settings: Settings) -> None:
    default = RichTextField(blank=True).deconstruct()
    settings.RICH_TEXT_WIDGET = "django.forms.Textarea"

    assert (
        RichTextField(blank=True).deconstruct() == default == (None, "django.db.models.TextField", [], {"blank": True})
    )


def test_the_editor_brings_its_own_scripts_in_an_order_that_works() -> None:
    scripts = "".join(EditorWidget().media.render_js())

    assert re.findall(r'src="/static/([^"]*)"', scripts) == [
        "ckeditor/ckeditor-init.js",
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/fixups.js",
        "references/picker.js",
        "references/cite_dialog.js",
        "references/citations.js",
        "references/page_link.js",
        "references/pasting.js",
    ]


def test_ckeditor_configs_in_the_settings_cannot_loosen_the_editor(settings: Settings) -> None:
    settings.CKEDITOR_CONFIGS = {"default": {"allowedContent": True}}

    config = EditorWidget().config

    assert config["allowedContent"] == editor_config.EDITOR_CONFIG["allowedContent"]
    assert editor_config.EDITOR_CONFIG.items() <= config.items()


def editor_rules(content: str) -> dict[str, set[str]]:
    """Tag to attributes, class included where the editor may set one."""
    rules: dict[str, set[str]] = {}
    for rule in content.split(";"):
        tags, _, attributes = rule.partition("[")
        names = {name.strip("!") for name in attributes.rstrip(") ").partition("]")[0].split(",") if name}
        if "(" in rule:
            names.add("class")
        for tag in tags.partition("(")[0].split():
            rules.setdefault(tag, set()).update(names)
    return rules


def test_the_editor_and_the_sanitiser_allow_the_same() -> None:
    allowed = editor_rules(editor_config.EDITOR_CONFIG["allowedContent"])
    everywhere = sanitiser.ATTRIBUTES["*"]

    assert set(allowed) == sanitiser.TAGS
    assert {tag: names | everywhere for tag, names in allowed.items()} == {
        tag: sanitiser.ATTRIBUTES.get(tag, set()) | everywhere for tag in sanitiser.TAGS
    }


def test_pasting_allows_no_more_than_typing() -> None:
    allowed = editor_rules(editor_config.EDITOR_CONFIG["allowedContent"])

    for tag, names in editor_rules(editor_config.EDITOR_CONFIG["pasteFilter"]).items():
        assert names <= allowed[tag]


@example("<h2><cite class=ref><h2>")
@given(markup_text)
def test_storing_again_changes_nothing_whatever_was_sent(html: str) -> None:
    body, passage = stored_rich_text(html), stored_passage(html)

    assert stored_rich_text(body) == body
    assert stored_passage(passage) == passage
    assert offences(body) == offences(passage) == []


@given(passages)
def test_stored_text_is_stored_as_it_is(html: str) -> None:
    assert stored_rich_text(html) == html


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_hostile_text_is_stored(payload: str) -> None:
    assert offences(stored_rich_text(payload)) == offences(stored_passage(payload)) == []


def test_how_an_editor_sets_paragraphs_apart_is_not_stored() -> None:
    texts = ["<h2>Why</h2>\n<p>So.</p>", "<h2>Why</h2>\r\n\r\n<p>So.</p>", "<h2>Why</h2>\n\t\n<p>So.</p>"]

    assert {stored_rich_text(text) for text in texts} == {texts[0]}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>So.</p> <h2>Why</h2>", "<p>So.</p>\n<h2>Why</h2>"),
        ("<p>One\ntwo <cite>three</cite>\n<b>four</b></p>", "<p>One two <cite>three</cite> <b>four</b></p>"),
        (
            "<ul> <li>One\n\t<ul>\n<li> two </li></ul></li> </ul>\n",
            "<ul>\n<li>One<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>",
        ),
        (
            "<table><tr><td>&nbsp;</td><td> </td></tr></table>",
            "<table>\n<tbody>\n<tr>\n<td></td>\n<td></td>\n</tr>\n</tbody>\n</table>",
        ),
        ("<p>One <br />\ntwo</p>", "<p>One<br>two</p>"),
    ],
)
def test_blanks_that_nobody_sees_are_stored_in_one_way(typed: str, stored: str) -> None:
    assert stored_rich_text(typed) == stored == stored_rich_text(stored)
