"""State x kind x public route: readers get exactly the words that are live, at exactly the addresses that show them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db.models import CASCADE
from django.test import Client
from django.urls import reverse

from publishing import clock
from tests.leaks import expected
from tests.leaks.readers import Answer, ask, every_address, words_found
from tests.leaks.states import (
    CASES,
    FROM_DRAFTS,
    FROM_LIVE,
    NEVER_PUBLIC,
    ONCE_PUBLIC,
    REASON,
    SOON,
    TOGETHER,
    Looks,
    Reach,
    Subject,
    cases,
    each,
)
from tests.universe import CHILDREN, MODELS, Universe, text_fields

pytestmark = pytest.mark.django_db

EVERYWHERE = sorted({path for kind in MODELS for path in every_address(subject=kind)})


@FROM_DRAFTS
@each(cases(NEVER_PUBLIC))
def test_what_is_hidden_leaves_no_word_in_all_that_names_it(
    universe: Universe, kind: str, reach: Reach, looks: Looks
) -> None:
    assert_no_word_is_left(Subject(universe=universe, kind=kind), reach, looks)


@FROM_LIVE
@each(cases(ONCE_PUBLIC))
def test_what_is_gone_leaves_no_word_in_all_that_names_it(
    universe: Universe, kind: str, reach: Reach, looks: Looks
) -> None:
    assert_no_word_is_left(Subject(universe=universe, kind=kind), reach, looks)


def assert_no_word_is_left(subject: Subject, reach: Reach, looks: Looks) -> None:
    kind = subject.kind
    reach(subject)

    for moment, look in looks:
        answers = read(every_address(subject=kind), at=moment)
        wanted = expected.statuses(kind, look)
        if reach.__name__ == "draft":
            wanted |= {expected.own_page(other, "first"): "404" for other in subject.unpublishable}
        assert told(answers) == wanted
        assert words_found(pages(answers), kind, look.visible or "first") == expected.words(kind, look, wanted)
        assert leaks(answers, {kind: look.visible}) == {}
    assert desk_words(subject) == {"a stranger": {}, "an editor": expected.ON_ITS_PAGE[kind]}


@FROM_LIVE
@pytest.mark.parametrize(("reach", "looks"), [pytest.param(*case, id=case[0].__name__) for case in TOGETHER.items()])
def test_what_is_live_is_read_everywhere_and_nothing_else_is(universe: Universe, reach: Reach, looks: Looks) -> None:
    subjects = [Subject(universe=universe, kind=kind) for kind in MODELS]
    for subject in subjects:
        reach(subject)

    for moment, look in looks:
        answers = read(EVERYWHERE, at=moment)
        wanted = expected.statuses_together(look)
        assert told(answers) == wanted
        for kind in MODELS:
            assert words_found(pages(answers), kind, look.visible) == expected.words_together(kind, look, wanted)
        assert leaks(answers, dict.fromkeys(MODELS, look.visible)) == {}
    for subject in subjects:
        assert desk_words(subject) == {"a stranger": {}, "an editor": expected.ON_ITS_PAGE[subject.kind]}


def read(addresses: list[str], *, at: datetime) -> dict[str, Answer]:
    return {path: ask(path, at=at) for path in addresses}


def told(answers: dict[str, Answer]) -> dict[str, str]:
    return {path: answer.status for path, answer in answers.items()}


def pages(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {path: answer for path, answer in answers.items() if not answer.status.startswith("301")}


def leaks(answers: dict[str, Answer], visible: dict[str, str]) -> dict[str, set[str]]:
    """Words that nobody outside may read, by address: drafts of any kind, other generations, reasons and log-in names."""
    found = {
        path: {word for word in (REASON, "editorlogin") if word in said.everything} for path, said in answers.items()
    }
    hidden = [(kind, "secret") for kind in MODELS]
    # Of what moved, the old address still leads to the new one.
    hidden += [(kind, "next") for kind, generation in visible.items() if generation != "next"]
    sources = [(answers, draft) for draft in hidden]
    sources += [(pages(answers), (kind, "first")) for kind, generation in visible.items() if generation == "next"]
    for read_at, draft in sources:
        for path, names in words_found(read_at, *draft).items():
            found[path] |= names
    return {path: words for path, words in found.items() if words}


def desk_words(subject: Subject) -> dict[str, object]:
    """What the preview shows of the draft to an editor, and what a stranger reads of it and of the form."""
    meta = subject.draft._meta
    preview = reverse("admin:publishing_item_preview", args=[subject.draft.item_id])
    form = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.draft.pk])
    strangers = read([preview, form], at=SOON)
    assert {answer.status.partition("?")[0] for answer in strangers.values()} == {"302 /admin/login/"}
    editor = subject.universe.editor
    editor.is_staff = editor.is_superuser = True
    editor.save()
    staff = Client()
    staff.force_login(editor)
    with clock.at(SOON):
        response = staff.get(preview)
    shown = Answer(status=str(response.status_code), everything=response.content.decode().lower())
    seen = words_found({"preview": shown}, subject.kind, subject.drafted)
    return {"a stranger": leaks(strangers, {subject.kind: ""}), "an editor": seen.get("preview")}


def test_the_matrix_has_all_its_cells() -> None:
    """Public addresses of every look, and the preview and the two ways of a stranger to it for every case."""
    alone = sum(len(looks) * len(every_address(subject=kind)) + 3 for kind, _, looks in CASES)
    together = sum(len(looks) * len(EVERYWHERE) + 3 * len(MODELS) for looks in TOGETHER.values())

    assert (len(MODELS), len(CASES), len(TOGETHER), alone + together) == (8, 55, 6, 5356)


@pytest.mark.parametrize("kind", MODELS)
def test_every_row_that_holds_an_editors_words_has_words_planted(kind: str) -> None:
    """Else a new block or list could leak without any test noticing."""
    owned = [related.related_model for related in MODELS[kind]._meta.related_objects if related.on_delete is CASCADE]

    assert {model for model in owned if text_fields(model)} == set(CHILDREN.get(kind, []))
