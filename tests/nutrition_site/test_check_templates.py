"""The template check: it finds what Django would only find while a reader waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings


@pytest.fixture
def templates(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [folder]}]
    return folder


def test_every_template_of_the_site_compiles() -> None:
    call_command("check_templates", verbosity=0)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{% if x %}", "page.html: Unclosed tag"),
        ("{% nosuchtag %}", "page.html: Invalid block tag"),
        ("{{ x|nosuchfilter }}", "page.html: Invalid filter"),
        ('{% extends "missing.html" %}', "page.html: there is no template missing.html"),
        ('{% if x %}{% include "missing.html" %}{% endif %}', "page.html: there is no template missing.html"),
    ],
)
def test_a_broken_template_is_named(templates: Path, source: str, problem: str) -> None:
    (templates / "page.html").write_text(source)

    with pytest.raises(CommandError, match=f"^{problem}"):
        call_command("check_templates")


def test_a_template_chosen_while_rendering_is_not_looked_up(
    templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (templates / "page.html").write_text("{% include block.template_name %}")

    call_command("check_templates")

    assert capsys.readouterr().out == "1 templates compile.\n"
