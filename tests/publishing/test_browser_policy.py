"""Browser policies: a view gets the one it asks for, and none lets an inline script run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from csp.constants import NONCE, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from nutrition_site.security import headers
from publishing.browser_policy import (
    ADMIN,
    EDITOR,
    PREVIEW,
    PUBLIC,
    Policy,
    admin_policy,
    editor_policy,
    preview_policy,
)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"nonce {request.csp_nonce}")  # type: ignore[attr-defined]


def answer(view: Callable[[HttpRequest], HttpResponse], path: str) -> tuple[set[str], str]:
    """The policy as it reaches the browser, and the last word of the page."""
    response: Any = CSPMiddleware(headers(view))(RequestFactory().get(path))
    return set(response.headers["Content-Security-Policy"].split("; ")), response.content.decode().split()[-1]


def written(policy: Policy, *, nonce: str = "") -> set[str]:
    return {
        f"{name} {' '.join(str(value) for value in values)}".replace(repr(NONCE), f"'nonce-{nonce}'")
        for name, values in policy.items()
    }


def test_a_preview_may_stand_in_a_frame_of_this_site_only() -> None:
    policy, _ = answer(preview_policy(plain), "/preview/token/")

    assert policy == written(PREVIEW)


@pytest.mark.parametrize("policy", [PUBLIC, PREVIEW, ADMIN, EDITOR])
def test_no_policy_lets_an_inline_script_run(policy: Policy) -> None:
    script_sources = policy.get("script-src", policy["default-src"])

    assert {UNSAFE_INLINE, UNSAFE_EVAL, "*", "data:"} & {str(source) for source in script_sources} == set()


def test_only_the_editor_may_use_inline_styles_and_event_attributes() -> None:
    loose = {
        (name, directive)
        for name, policy in {"public": PUBLIC, "preview": PREVIEW, "admin": ADMIN, "editor": EDITOR}.items()
        for directive, sources in policy.items()
        if UNSAFE_INLINE in sources
    }

    assert loose == {("editor", "style-src"), ("editor", "script-src-attr")}


def test_the_editor_policy_carries_the_nonce_of_its_page() -> None:
    policy, nonce = answer(editor_policy(plain), "/admin/articles/article/add/")

    assert policy == written(EDITOR, nonce=nonce)


def test_an_admin_view_keeps_the_admin_policy_when_asked_for() -> None:
    policy, _ = answer(admin_policy(lambda request: HttpResponse("x")), "/somewhere/else/")

    assert policy == written(ADMIN)


def test_an_admin_page_that_asks_for_nothing_gets_the_strict_admin_policy() -> None:
    policy, _ = answer(lambda request: HttpResponse("x"), "/admin/")

    assert policy == written(ADMIN)
