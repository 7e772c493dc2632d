"""Rights of groups, for migrations: every site begins with the same groups, and no editor needs to be a superuser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# Rights that no single model's add, change, delete or view says: their model and their words.
OF_THEIR_OWN = {
    "publish": ("publishing.item", "Can publish, schedule and cancel"),
    "withdraw": ("publishing.item", "Can withdraw from the public site"),
    "fact_check": ("publishing.submission", "Can fact-check submissions"),
    "medical_review": ("publishing.submission", "Can review submissions medically"),
    "approve": ("publishing.submission", "Can approve submissions"),
}


def grant(apps: Any, groups: Mapping[str, Sequence[str]]) -> None:
    """Gives each group its rights, such as "view articles.article" or "publish"; makes a group that isn't there.

    Django makes rights only after all migrations have run, so those that are missing are made here as it would.
    """
    for name, rights in groups.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for right in rights:
            group.permissions.add(_permission(apps, right))


def take_back(apps: Any, groups: Mapping[str, Sequence[str]]) -> None:
    """The way back of `grant`. A group that somebody belongs to, or that has rights of other origin, stays."""
    for name, rights in groups.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*(_permission(apps, right) for right in rights))
            if not group.permissions.exists() and not group.user_set.exists():
                group.delete()


def _permission(apps: Any, right: str) -> Any:
    verb, _, label = right.partition(" ")
    label, words = (label, "") if label else OF_THEIR_OWN[verb]
    app_label, model = label.split(".")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    codename = verb if words else f"{verb}_{model}"
    words = words or f"Can {verb} {apps.get_model(app_label, model)._meta.verbose_name_raw}"
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": words}
    )
    return permission
