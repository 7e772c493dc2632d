"""Every public route: none without its entry in the matrix, none that answers HEAD or an editor otherwise."""

from __future__ import annotations

import pytest
from django.test import Client

from publishing import clock
from tests.factories import make_user
from tests.leaks.public_tables import NotPublic, only_public_tables
from tests.leaks.readers import PAST, ROUTES, ask, ask_head, every_address, public_routes
from tests.leaks.states import FROM_LIVE, SOON
from tests.universe import Universe

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_public_route_stands_in_the_matrix() -> None:
    assert set(ROUTES) | PAST == public_routes()


@FROM_LIVE
def test_head_says_the_same_of_every_address_without_a_body(universe: Universe) -> None:
    answers = {path: ask_head(path, at=SOON) for path in every_address(subject="nutrient")}

    assert {path: (head, body) for path, (get, head, body) in answers.items() if (head, body) != (get, b"")} == {}


@FROM_LIVE
def test_an_editor_who_is_logged_in_reads_the_same_bytes_and_no_session(universe: Universe) -> None:
    editor = universe.editor
    editor.is_staff = editor.is_superuser = True
    editor.save()
    staff = Client()
    staff.force_login(editor)
    addresses = every_address(subject="article")

    as_editor = {path: ask(path, at=SOON, client=staff) for path in addresses}

    assert as_editor == {path: ask(path, at=SOON) for path in addresses}


def test_the_guard_would_see_an_editor_at_work() -> None:
    staff = Client()
    staff.force_login(make_user())

    with clock.at(SOON), only_public_tables(), pytest.raises(NotPublic, match="read django_session"):
        staff.get("/admin/")
