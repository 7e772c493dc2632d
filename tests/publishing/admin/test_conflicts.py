"""What a stale save shows as different: what an editor changed, and not how a browser sets the parts of a text apart."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.browser.editing import change_path
from tests.factories import make_nutrient
from tests.leaks.forms import form_at

pytestmark = pytest.mark.django_db


def test_a_text_that_a_browser_set_apart_in_its_own_way_does_not_differ(admin_client: Client) -> None:
    nutrient = make_nutrient(body="<h2>Why</h2>\n<p>It is <b>so</b>.</p>", summary="Ours.")
    posted = form_at(admin_client, change_path(nutrient))
    nutrient.summary = "Theirs."
    nutrient.save()

    typed = {"summary": ["Mine."], "body": ["<h2>Why</h2>\r\n\r\n<p>It is <b>so</b>.</p>\r\n"]}
    answer = admin_client.post(change_path(nutrient), {**posted, **typed, "_continue": "1"})

    assert [clash.label for clash in answer.context["clashes"]] == ["Summary"]
