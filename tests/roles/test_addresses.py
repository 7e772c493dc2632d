"""Role by address: every page of the admin, asked and sent to by every role, does what a committed table says.

The addresses come from the URLconf, so that a new one fails here until somebody has written down who may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from publishing.models import User
from tests.roles.world import ROLES, World, is_allowed

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TABLE = Path(__file__).with_name("addresses.txt")
# Django's own: the way in and out, texts of scripts, and what leads on to another address of this table.
OPEN = {"index", "login", "logout", "jsi18n", "view_on_site", "app_list", "autocomplete"}
# Of some models the world holds no row yet: their detail pages lead whoever asks back to the desk.
NOT_THERE = User(pk=1)
# What a form that was made by hand would send: enough to do the thing, if one may.
CRAFTED = {"post": "yes", "_publish": "1", "_submit": "1", "change": "major", "reason": "Harm.", "_pass": "1"}


def names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def addresses() -> list[str]:
    (site,) = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and one.app_name == "admin"]
    return sorted(set(names(site.url_patterns)) - OPEN)


def path_of(name: str, world: World) -> str:
    """The address of the one row that there is of what it is about."""
    symptom = world.rows["nutrients.Symptom"]
    if name.endswith("_export"):
        return reverse(f"admin:{name}", args=["csv"])
    for args in ([], [_row(name, world).pk], [symptom.item_id], [symptom.item_id, 1], [1]):
        try:
            return reverse(f"admin:{name}", args=args)
        except NoReverseMatch:
            continue  # The next way of naming a row.
    raise AssertionError(f"Say here which row admin:{name} is about.")


def _row(name: str, world: World) -> Any:
    if name.startswith("auth_user_"):
        return world.rows["publishing.User"]
    found = [model for model in admin.site._registry if name.startswith(f"{_stem(model)}_")]
    model = max(found, key=lambda one: len(_stem(one)), default=User)
    return world.rows.get(model._meta.label, NOT_THERE)


def _stem(model: Any) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def data_for(name: str, world: World) -> dict[str, Any]:
    item = world.rows["nutrients.Symptom"].item
    if name.endswith("_changelist"):
        return {"action": "publish_selected", "_selected_action": str(_row(name, world).pk)}
    return {**CRAFTED, "item": str(item.id), "number": "1", "version": "1"}


# What Django's own pages of a model ask is the same on every database, and what may be read is too.
STOCK = ("_add", "_change", "_changelist", "_delete", "_history")


def table(world: World, names: Iterable[str], methods: Iterable[str]) -> list[str]:
    lines = []
    for name in names:
        path = path_of(name, world)
        for method in methods:
            data = data_for(name, world) if method == "POST" else {"item": str(world.rows["nutrients.Symptom"].item_id)}
            allowed = [role for role in ROLES if is_allowed(world, role, path, method=method, data=data)]
            lines.append(f"{method:4} {name}: {', '.join(allowed) or 'no one'}")
    return lines


def test_every_address_of_the_admin_is_open_to_the_roles_of_the_table_and_to_no_other(world: World) -> None:
    lines = TABLE.read_text().splitlines()
    wanted, methods = addresses(), ["GET", "POST"]
    if connection.vendor != "sqlite":
        wanted = [name for name in wanted if not name.endswith(STOCK)]
        methods = ["POST"]
        lines = [line for line in lines if line.split()[0] in methods and line.split()[1].rstrip(":") in wanted]

    assert table(world, wanted, methods) == lines
