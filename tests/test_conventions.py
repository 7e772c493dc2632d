"""Rules of the house that no single module can keep alone; each rule is shown to bite on a counter-example."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# An app imports only from apps to its left.
APPS = ("publishing", "references", "nutrients", "articles", "nutrition_site")
MODULES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *ROOT.glob("[a-z]*/templates/**/*.html")])

# Modules that turn text into HTML without escaping it, each with the reason why the text is safe by then.
MAY_MARK_SAFE = {
    "references/citations.py": "passages come from Numbering, which sanitises them again; citations from the formatter, which escapes",
}
# The one module that knows the rich-text editor, so that it can be swapped.
MAY_IMPORT_CKEDITOR = {"references/richtext.py"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def check(paths: Iterable[Path], rule: Callable[[str, str], Iterable[str]]) -> list[str]:
    return [f"{name_of(path)}: {problem}" for path in paths for problem in rule(name_of(path), path.read_text())]


def imported_modules(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def strings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def wrong_directions(name: str, source: str) -> list[str]:
    """Imports from apps to the right, and models or modules of theirs named in a string such as "articles.Article"."""
    if name == "nutrition_site/settings.py":
        return []
    app = name.split("/")[0]
    forbidden = APPS[APPS.index(app) + 1 :]
    named = [text for text in strings(source) if re.fullmatch(r"[a-z_]+(\.[A-Za-z_]+)+", text)]
    targets = [*imported_modules(source), *named]
    return [f"{app} names {target}" for target in targets if target.split(".")[0] in forbidden]


def test_an_app_imports_only_from_apps_to_its_left() -> None:
    assert check(MODULES, wrong_directions) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("from articles.models import Article", "nutrients names articles.models"),
        ("import nutrition_site", "nutrients names nutrition_site"),
        ("def late() -> None:\n    from articles import models", "nutrients names articles"),
        ("models.ForeignKey('articles.Article', PROTECT)", "nutrients names articles.Article"),
        ("import_module('nutrition_site.settings')", "nutrients names nutrition_site.settings"),
    ],
)
def test_an_import_from_the_right_is_found(source: str, problem: str) -> None:
    assert wrong_directions("nutrients/models.py", source) == [problem]


def test_an_import_from_the_left_is_allowed() -> None:
    source = (
        "from publishing.models import Item\nimport references.marks\nfrom nutrients import kinds\n# articles.models"
    )

    assert wrong_directions("nutrients/models.py", source) == []


def editor_imports(name: str, source: str) -> list[str]:
    if name in MAY_IMPORT_CKEDITOR:
        return []
    return [f"imports {module}" for module in imported_modules(source) if module.split(".")[0].startswith("ckeditor")]


def test_only_the_rich_text_module_knows_its_editor() -> None:
    assert check(MODULES, editor_imports) == []


def test_an_import_of_the_editor_elsewhere_is_found() -> None:
    assert editor_imports("articles/admin.py", "from ckeditor.widgets import CKEditorWidget") == [
        "imports ckeditor.widgets"
    ]


# Modules that reach the network, each with what for: one guard stands before every other site.
MAY_CONNECT = {
    "references/lookup/client.py": "the guarded client itself",
    "references/lookup/addresses.py": "resolves names for the client",
    "nutrition_site/serving.py": "looks whether its own port is free",
}
CONNECTING = {"socket", "http.client", "urllib.request", "ssl", "requests", "httpx", "urllib3", "aiohttp", "ftplib"}


def connecting_imports(name: str, source: str) -> list[str]:
    if name in MAY_CONNECT:
        return []
    return [f"imports {module}" for module in imported_modules(source) if module in CONNECTING]


def test_only_the_guarded_client_connects_to_other_sites() -> None:
    assert check(MODULES, connecting_imports) == []


def test_a_connection_made_elsewhere_is_found() -> None:
    assert connecting_imports("articles/views.py", "from urllib.request import urlopen") == ["imports urllib.request"]


def unescaped_python(name: str, source: str) -> list[str]:
    if name in MAY_MARK_SAFE:
        return []
    tree = ast.walk(ast.parse(source))
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in tree
        if isinstance(node, ast.Name | ast.Attribute)
    }
    return [f"uses {word}" for word in sorted(used & {"mark_safe", "SafeString", "SafeText", "SafeData"})]


def test_only_reviewed_modules_mark_text_as_safe_html() -> None:
    assert check(MODULES, unescaped_python) == []


@pytest.mark.parametrize("source", ["mark_safe(text)", "safestring.mark_safe(text)", "SafeString(text)"])
def test_text_marked_as_safe_elsewhere_is_found(source: str) -> None:
    assert len(unescaped_python("articles/views.py", source)) == 1


TEMPLATE_RULES = {
    "turns escaping off": r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off|\{%\s*filter\s[^%]*\bsafe",
    "holds an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)",
    "holds an inline style": r"<style\b|\sstyle\s*=",
    "holds an event attribute": r"<[^>]*\son[a-z]+\s*=",
    "loads something from another site": r"<(?:script|img|iframe|link(?![^>]*rel=\"?(?:canonical|alternate|license)))\b[^>]*(?:src|href)=[\"']?(?:https?:)?//",
}


def template_problems(name: str, source: str) -> list[str]:
    return [problem for problem, pattern in TEMPLATE_RULES.items() if re.search(pattern, source, re.IGNORECASE)]


def test_templates_escape_everything_and_hold_no_inline_code() -> None:
    assert check(TEMPLATES, template_problems) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{{ body|safe }}", "turns escaping off"),
        ("{{ body | safe }}", "turns escaping off"),
        ("{{ rows|safeseq|join:', ' }}", "turns escaping off"),
        ("{% autoescape off %}", "turns escaping off"),
        ("<script>alert(1)</script>", "holds an inline script"),
        ("<script type=module>", "holds an inline script"),
        ("<style>p {}</style>", "holds an inline style"),
        ('<p class="a" style="color: red">', "holds an inline style"),
        ('<a href="/" onclick="go()">', "holds an event attribute"),
        ('<script src="https://cdn.example/a.js">', "loads something from another site"),
        ('<link rel="stylesheet" href="//cdn.example/a.css">', "loads something from another site"),
    ],
)
def test_a_template_that_breaks_a_rule_is_found(source: str, problem: str) -> None:
    assert template_problems("page.html", source) == [problem]


@pytest.mark.parametrize(
    "source",
    [
        "{{ body|safe_summary }}",
        '<script src="{% static "admin.js" %}" nonce="{{ nonce }}"></script>',
        '<script type="application/ld+json">{{ data }}</script>',
        '<link rel="canonical" href="https://guide.example.org/">',
        "<p>In style: a plain word, based on evidence</p>",
    ],
)
def test_a_template_that_keeps_the_rules_passes(source: str) -> None:
    assert template_problems("page.html", source) == []


BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|core|common|services?|misc|manager2)(_|$)")


def shape_problems(name: str, source: str) -> list[str]:
    problems = []
    lines = source.count("\n")
    if lines > 300:
        problems.append(f"has {lines} lines, 300 at most: look for its second subject")
    if source and name.rsplit("/", 1)[1] != "__init__.py" and not ast.get_docstring(ast.parse(source)):
        problems.append("says at its head neither what it is for nor what it refuses")
    if any(BANNED_NAMES.search(part.removesuffix(".py")) for part in name.split("/")):
        problems.append("is named after nothing in particular")
    return problems


def test_modules_are_short_say_what_they_are_for_and_have_a_real_name() -> None:
    assert check(MODULES, shape_problems) == []


def test_a_long_nameless_module_without_a_sentence_is_found() -> None:
    assert shape_problems("articles/date_utils.py", "x = 1\n" * 301) == [
        "has 301 lines, 300 at most: look for its second subject",
        "says at its head neither what it is for nor what it refuses",
        "is named after nothing in particular",
    ]


def unannotated(name: str, source: str) -> list[str]:
    problems = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        positional = [*node.args.posonlyargs, *node.args.args]
        # self and cls need no annotation.
        arguments = [argument for argument in positional if argument.arg not in {"self", "cls"}] + node.args.kwonlyargs
        if node.returns is None or any(argument.annotation is None for argument in arguments):
            problems.append(f"line {node.lineno}: {node.name} lacks an annotation")
    return problems


def test_every_signature_is_annotated() -> None:
    assert check(MODULES, unannotated) == []


def test_a_signature_without_annotations_is_found() -> None:
    source = "class A:\n    def good(self, x: int) -> int: ...\n    def bad(self, x): ...\n"

    assert unannotated("articles/views.py", source) == ["line 3: bad lacks an annotation"]


def test_the_rules_look_at_the_whole_house() -> None:
    assert {name_of(path).split("/")[0] for path in MODULES} == set(APPS)
    assert "templates/base.html" in {name_of(path) for path in TEMPLATES}
