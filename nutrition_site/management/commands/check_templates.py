"""Compiles every template of ours and looks up what it extends and includes; refuses to render any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import Node
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode


class Command(BaseCommand):
    help = "Compile every template of the site."

    def handle(self, *args: Any, **options: Any) -> None:
        names = sorted(template_names())
        problems = [f"{name}: {problem}" for name in names for problem in problems_of(name)]
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(names)} templates compile.")


def template_names() -> Iterator[str]:
    folders = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates")]
    for folder in folders:
        yield from (str(path.relative_to(folder)) for path in folder.rglob("*") if is_template(path))


def is_template(path: Path) -> bool:
    return path.suffix in {".html", ".txt", ".xml"} and path.is_file()


def problems_of(name: str) -> list[str]:
    try:
        template: Template = get_template(name).template  # type: ignore[attr-defined]
        for target in constant_targets(template):
            get_template(target)
    except TemplateDoesNotExist as error:
        return [f"there is no template {error}"]
    except TemplateSyntaxError as error:
        return [str(error)]
    return []


def constant_targets(template: Template) -> Iterator[str]:
    """Names in extends and include tags: Django looks them up only when a page is rendered."""
    parents = [node.parent_name for node in nodes_of(template, ExtendsNode)]
    parts = [node.template for node in nodes_of(template, IncludeNode)]
    yield from (expression.var for expression in parents + parts if isinstance(expression.var, str))


def nodes_of(template: Template, kind: type[Node]) -> list[Any]:
    # Django's stubs know neither of the two attributes read from these nodes.
    return list(template.nodelist.get_nodes_by_type(kind))
