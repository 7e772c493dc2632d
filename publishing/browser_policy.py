"""What a browser may load and run on our pages, as named policies; refuses any policy with 'unsafe-inline' in script-src."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp

Policy = dict[str, list[Any]]
View = Callable[..., Any]

# Readers get no script at all, so nothing injected can run.
PUBLIC: Policy = {
    "default-src": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# The public page as it would look, shown in a frame inside the admin.
PREVIEW: Policy = PUBLIC | {"frame-ancestors": [SELF]}

ADMIN: Policy = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
}

# Add and change views only. CKEditor 4 sets styles and event attributes, and the block editor's import map is an
# inline script that carries the nonce.
EDITOR: Policy = ADMIN | {
    "script-src": [SELF, NONCE],
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}


def preview_policy(view: View) -> View:
    return csp(PREVIEW)(view)


def admin_policy(view: View) -> View:
    return csp(ADMIN)(view)


def editor_policy(view: View) -> View:
    return csp(EDITOR)(view)
