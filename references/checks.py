"""Verifies at every start what makes an editor without security fixes bearable; silences its warning only while that holds.

CKEditor 4.22.1 is what django-ckeditor brings. Its known holes need full pages, unfiltered content, its samples, its
server parts or its version check, so these must be off; and the sanitiser must do its work whatever the editor does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Tags, register

from references.richtext import EditorWidget, rich_text_widget
from references.sanitiser import clean

EDITOR_WARNING = "ckeditor.W001"
FORBIDDEN_IN_CONTENT = frozenset({"script", "style", "iframe", "object", "embed", "textarea", "*"})
# Each sends content elsewhere, runs server code that we don't have, or lets a frame or a preview render it unfiltered.
MUST_BE_REMOVED = frozenset(
    ("exportpdf", "scayt", "wsc", "iframe", "preview", "templates", "codesnippetgeshi", "uploadimage", "wysiwygarea")
)
SAMPLES = "ckeditor/ckeditor/samples"

SELF_TEST = {
    "<script>x()</script>a": "a",
    "<p onclick=x()>a</p>": "<p>a</p>",
    "<img src=x onerror=x()>": "<img>",
    "<a href='java\tscript:x()'>a</a>": '<a rel="noopener noreferrer">a</a>',
    "<a href='//a.example/'>a</a>": '<a rel="noopener noreferrer">a</a>',
    "<svg><style><img src=x onerror=x()></style></svg>a": "<img>a",
    "<style><!--</style><img src=/media/a.png onerror=x()>-->": '<img src="/media/a.png">--&gt;',
    "<p style='position:fixed' id=ref-1 name=x>a</p>": "<p>a</p>",
    "<blockquote cite=javascript:x()>a</blockquote>": "<blockquote>a</blockquote>",
    '<cite class="ref" data-refs="a1" onclick=x()>a</cite>': '<cite class="ref" data-refs="a1">a</cite>',
}


@register(Tags.security)
def check_editor_mitigations(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [*_of_installation(), *_of_sanitiser()]
    try:
        widget = rich_text_widget()
    except (ImportError, TypeError) as reason:
        found.append(
            Error(
                f"RICH_TEXT_WIDGET names no form widget: {reason}",
                hint="Name one by its path, for example 'references.richtext.EditorWidget' or 'django.forms.Textarea'.",
                id="references.E001",
            )
        )
    else:
        found += _of_widget(widget)
    _silence_editor_warning(silent=not found)
    return found


def _of_widget(widget: forms.Widget) -> Iterator[CheckMessage]:
    """Looks at what the page would tell the browser, not at what a module says it is."""
    if not isinstance(widget, EditorWidget):
        return
    config = json.loads(widget.get_context("text", "", {})["widget"]["config"])
    if config.get("versionCheck") is not False:
        yield _error("E002", "The editor would ask another site for its version", "Set versionCheck to False.")
    if config.get("fullPage") is not False:
        yield _error("E003", "The editor would edit whole pages, past its content filter", "Set fullPage to False.")
    if not _filters_content(config):
        yield _error(
            "E004",
            "The editor's content filter is off or lets script, style or any tag through",
            "Let allowedContent be a list of tags, disallowedContent name *[on*] and *{*}, and extraAllowedContent be absent.",
        )
    removed = set(config.get("removePlugins", "").split(","))
    extra = set(config.get("extraPlugins", "").split(","))
    if missing := sorted(MUST_BE_REMOVED - removed | MUST_BE_REMOVED & extra):
        yield _error(
            "E005", f"The editor would load {', '.join(missing)}", "Name them in removePlugins and not in extraPlugins."
        )


def _filters_content(config: dict[str, Any]) -> bool:
    allowed, disallowed = config.get("allowedContent"), config.get("disallowedContent")
    if not isinstance(allowed, str) or not isinstance(disallowed, str) or "extraAllowedContent" in config:
        return False
    tags = {tag for rule in allowed.split(";") for tag in rule.split("[")[0].split("(")[0].split("{")[0].split()}
    return not tags & FORBIDDEN_IN_CONTENT and {"*[on*]", "*{*}"} <= {rule.strip() for rule in disallowed.split(";")}


def _of_installation() -> Iterator[CheckMessage]:
    if apps.is_installed("ckeditor_uploader"):
        yield _error(
            "E006", "ckeditor_uploader is installed and takes files past our checks", "Take it out of INSTALLED_APPS."
        )
    if finders.find(SAMPLES):
        yield _error("E007", f"The editor's samples, which run scripts, would be served from {SAMPLES}", "Delete them.")


def _of_sanitiser() -> Iterator[CheckMessage]:
    for hostile, expected in SELF_TEST.items():
        if (cleaned := clean(hostile)) != expected:
            yield _error(
                "E008",
                f"The sanitiser turned {hostile!r} into {cleaned!r}, expected {expected!r}",
                "Look at references/sanitiser.py and the installed version of nh3.",
            )


def _error(number: str, message: str, hint: str) -> CheckMessage:
    return Error(f"{message}.", hint=hint, id=f"references.{number}")


def _silence_editor_warning(*, silent: bool) -> None:
    """Django asks what is silenced after the last check has run. The list in the settings file never names the warning."""
    others = [name for name in settings.SILENCED_SYSTEM_CHECKS if name != EDITOR_WARNING]
    settings.SILENCED_SYSTEM_CHECKS = [*others, EDITOR_WARNING] if silent else others
