"""State x kind x public route: readers get exactly the words that are live, at exactly the addresses that show them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import CASCADE
from django.test import Client
from django.urls import reverse

from publishing import clock
from tests.leaks import expected
from tests.leaks.readers import Answer, ask, every_address, words_found
from tests.leaks.states import CASES, REASON, SOON, STATES, Reached
from tests.universe import CHILDREN, MODELS, text_fields

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "reach"), [pytest.param(*case, id=f"{case[0]}-{case[1].__name__}") for case in CASES])
def test_readers_get_what_is_live_and_only_editors_the_draft(kind: str, reach: Callable[[str], Reached]) -> None:
    reached = reach(kind)

    for moment, look in STATES[reach]:
        answers = {path: ask(path, at=moment) for path in every_address(subject=kind)}
        assert {path: answer.status for path, answer in answers.items()} == expected.statuses(reached, look)
        pages = {path: answer for path, answer in answers.items() if not answer.status.startswith("301")}
        assert words_found(pages, kind, look.visible or "first") == expected.words(reached, look)
        assert leaks(answers, kind, visible=look.visible) == {}

    strangers = {path: ask(path, at=SOON) for path in desk_addresses(reached)}
    assert {answer.status.partition("?")[0] for answer in strangers.values()} == {"302 /admin/login/"}
    assert leaks(strangers, kind, visible="") == {}
    assert words_found({"": previewed(reached)}, kind, reached.drafted) == {"": expected.ON_ITS_PAGE[kind]}


def leaks(answers: dict[str, Answer], kind: str, *, visible: str) -> dict[str, set[str]]:
    """Words that nobody outside may read, by address: drafts of any kind, other generations, reasons and log-in names."""
    found = {
        path: {word for word in (REASON, "editorlogin") if word in said.everything} for path, said in answers.items()
    }
    hidden = [(other, "secret") for other in MODELS] + [(kind, "next" if visible != "next" else "first")]
    for words in (words_found(answers, *draft) for draft in hidden):
        for path, names in words.items():
            found[path] |= names
    return {path: words for path, words in found.items() if words}


def desk_addresses(reached: Reached) -> list[str]:
    """The editors' own ways to the subject, which lead a stranger to the log-in."""
    meta = reached.subject._meta
    return [
        reverse("admin:publishing_item_preview", args=[reached.subject.item_id]),
        reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[reached.subject.pk]),
    ]


def previewed(reached: Reached) -> Answer:
    staff = Client()
    reached.universe.editor.is_staff = reached.universe.editor.is_superuser = True
    reached.universe.editor.save()
    staff.force_login(reached.universe.editor)
    with clock.at(SOON):
        response = staff.get(desk_addresses(reached)[0])
    return Answer(status=str(response.status_code), everything=response.content.decode().lower())


def test_the_matrix_has_all_its_cells() -> None:
    """The public addresses of every look, and the two desk addresses and the preview of every case."""
    cells = sum(len(STATES[reach]) * len(every_address(subject=kind)) + 3 for kind, reach in CASES)

    assert (len(MODELS), len(STATES), len(CASES), cells) == (8, 13, 103, 4548)


@pytest.mark.parametrize("kind", MODELS)
def test_every_row_that_holds_an_editors_words_has_words_planted(kind: str) -> None:
    """Else a new block or list could leak without any test noticing."""
    owned = [related.related_model for related in MODELS[kind]._meta.related_objects if related.on_delete is CASCADE]

    assert {model for model in owned if text_fields(model)} == set(CHILDREN.get(kind, []))
