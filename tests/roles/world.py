"""One small guide for the matrices of roles: a draft of each kind, a row of each record, and a member of each group.

Views are called as the site's addresses name them, without rendering their pages: what may be done is decided before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from publishing import clock, inbox, tasks
from publishing.models import AuditEntry, Image, Task, User
from publishing.submissions import submit
from tests.factories import (
    make_article,
    make_faq,
    make_food,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_release_food,
    make_symptom,
    make_user,
)

NOBODY, STAFF, SUPERUSER = "nobody", "staff", "superuser"
GROUPS = ["Authors", "Editors", "Librarians", "Medical reviewers", "Publishers", "Administrators"]
ROLES = [NOBODY, STAFF, *GROUPS, SUPERUSER]


@dataclass(kw_only=True)
class World:
    users: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    """By label of the model: one that is there."""


def make_world() -> World:
    world = World(users=make_users())
    release_food = make_release_food()
    drafts = [make_article(live=False), make_faq(), make_policy(), make_nutrient(), make_symptom(live=True)]
    drafts += [make_food(sources=[release_food]), make_person(name="Mo Moreau"), make_reference()]
    rows = [*drafts, release_food, release_food.release, make_user(name="mo")]
    rows += submit([make_symptom(name="Submitted").item], by=make_user())
    now = clock.now()
    item = drafts[4].item
    task = tasks.open_task(item, kind=Task.Kind.RE_REVIEW, reason="New.", due_on=now.date(), by=None, at=now)
    rows += [task, *inbox.tell(world.users.values(), subject="A", text="B", item=item, by=None, at=now)]
    rows += [item, item.editions.get(), AuditEntry.objects.latest("pk")]
    rows += [Group.objects.get(name="Authors"), Permission.objects.get(codename="publish"), make_image()]
    world.rows = {row._meta.label: row for row in rows}
    return world


def make_image() -> Image:
    hashed = "0" * 64
    fields = {"format": Image.Format.WEBP, "width": 400, "height": 300, "bytes": 1, "uploaded_at": clock.now()}
    return Image.objects.create(sha256=hashed, upload_sha256=hashed, uploaded_by=make_user(), title="A", **fields)


def make_users() -> dict[str, Any]:
    """One account for each role; the roles of groups are in one group each and may do nothing else."""
    found: dict[str, Any] = {}
    for role in [STAFF, *GROUPS, SUPERUSER]:
        name = role.lower().replace(" ", "-")
        user = User.objects.create(username=name, is_staff=True, is_superuser=role == SUPERUSER)
        user.groups.set(Group.objects.filter(name=role))
        found[role] = user
    return found


def ask(world: World, role: str, path: str, *, method: str, data: dict[str, Any] | None = None) -> HttpResponseBase:
    """What the view at the path answers to the role; its page is not rendered, and nothing that it wrote stays."""
    build = RequestFactory().post if method == "POST" else RequestFactory().get
    request: Any = build(path, data or {})
    request.user = world.users.get(role, AnonymousUser())
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    request.csp_nonce = "nonce"
    found = resolve(path)
    request.resolver_match = found
    answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return answer


def is_allowed(world: World, role: str, path: str, *, method: str, data: dict[str, Any] | None = None) -> bool:
    with transaction.atomic():
        try:
            answer = ask(world, role, path, method=method, data=data)
        except (PermissionDenied, Http404):
            return False
        except BadRequest:
            return True  # Asked wrongly, but by somebody who may ask.
        finally:
            transaction.set_rollback(True)
    to = answer.headers.get("Location", "")
    # To the desk goes whoever asks for a row that isn't there, or isn't there for them.
    return not (to.startswith("/admin/login/") or to == "/admin/") and answer.status_code not in (403, 405)
