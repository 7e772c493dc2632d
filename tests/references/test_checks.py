from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from references import editor_config
from references.checks import EDITOR_WARNING, check_editor_mitigations
from references.richtext import EditorWidget


def ids() -> list[str | None]:
    return [message.id for message in check_editor_mitigations()]


class AskingWidget(EditorWidget):
    def _set_config(self) -> None:
        super()._set_config()
        self.config["versionCheck"] = True


@pytest.fixture
def own_silence(settings: Settings) -> Settings:
    """The check writes to the setting; this gives it back."""
    settings.SILENCED_SYSTEM_CHECKS = ["security.W002"]
    return settings


# From Django 6.1 on, checks of models ask SQLite what it can.
@pytest.mark.django_db
def test_every_mitigation_is_in_place_and_the_warning_silent(own_silence: Settings) -> None:
    warning = next(message for message in run_checks() if message.id == EDITOR_WARNING)

    assert ids() == []
    assert warning.is_silenced()
    assert own_silence.SILENCED_SYSTEM_CHECKS == ["security.W002", EDITOR_WARNING]


def test_the_settings_never_silence_the_warning_themselves() -> None:
    text = (Path(__file__).parents[2] / "nutrition_site" / "settings.py").read_text()

    assert EDITOR_WARNING not in text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"fullPage": True}, "references.E003"),
        ({"allowedContent": True}, "references.E004"),
        ({"allowedContent": "p; script"}, "references.E004"),
        ({"allowedContent": "p; *[data-x]"}, "references.E004"),
        ({"disallowedContent": "script"}, "references.E004"),
        ({"extraAllowedContent": "style"}, "references.E004"),
        ({"removePlugins": "exportpdf"}, "references.E005"),
        ({"extraPlugins": "divarea,uploadimage"}, "references.E005"),
    ],
)
def test_a_missing_mitigation_is_an_error_and_lets_the_warning_speak(
    own_silence: Settings, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], expected: str
) -> None:
    for name, value in change.items():
        monkeypatch.setitem(editor_config.EDITOR_CONFIG, name, value)

    assert ids() == [expected]
    assert own_silence.SILENCED_SYSTEM_CHECKS == ["security.W002"]


@pytest.mark.django_db
def test_the_start_is_refused_with_the_way_out(own_silence: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editor_config.EDITOR_CONFIG, name="fullPage", value=True)

    with pytest.raises(SystemCheckError, match=r"references.E003.*whole pages(.|\n)*Set fullPage to False"):
        call_command("check")


def test_an_upload_app_is_refused(own_silence: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put into the registry by hand: a new INSTALLED_APPS would make every app ready a second time."""
    uploader = AppConfig("ckeditor_uploader", sys.modules[__name__])
    monkeypatch.setitem(apps.app_configs, "ckeditor_uploader", uploader)

    assert ids() == ["references.E006"]


def test_samples_that_would_be_served_are_refused(own_silence: Settings, tmp_path: Path) -> None:
    (tmp_path / "ckeditor" / "ckeditor" / "samples").mkdir(parents=True)
    own_silence.STATICFILES_DIRS = [tmp_path]

    assert ids() == ["references.E007"]


@pytest.mark.parametrize(
    "name", ["references.richtext.NoWidget", "no.such.module", "django.forms.forms.NON_FIELD_ERRORS"]
)
def test_a_widget_that_is_none_is_named(own_silence: Settings, name: str) -> None:
    own_silence.RICH_TEXT_WIDGET = name

    assert ids() == ["references.E001"]


def test_an_editor_that_asks_for_its_version_is_refused(own_silence: Settings) -> None:
    own_silence.RICH_TEXT_WIDGET = f"{__name__}.AskingWidget"

    assert ids() == ["references.E002"]


def test_another_widget_needs_no_editor_configuration(own_silence: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(editor_config.EDITOR_CONFIG, name="fullPage", value=True)
    own_silence.RICH_TEXT_WIDGET = "django.forms.Textarea"

    assert ids() == []
