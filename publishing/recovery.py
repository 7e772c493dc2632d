"""What an editor typed but hasn't saved: kept in one slot per editor and form, given back on asking, gone after a save.

It keeps text and judges nothing: whether it can be saved is for the form to say.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import QueryDict

from publishing import clock
from publishing.models import RecoveryCopy, User

# A text that nobody came back to for so long is taken for given up.
KEPT_FOR = timedelta(days=90)
# What a browser sends with every form and what means a step, not text.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_publish", "_preview", "_submit"})


def keep(data: QueryDict, *, path: str, editor: User) -> None:
    """Puts the form's text into the slot, over what was there. A new slot is the occasion to empty those left for long."""
    if not editor.keeps_typing:
        return
    now = clock.now()
    _, is_new = RecoveryCopy.objects.update_or_create(
        editor=editor, path=path, defaults={"data": typed_text(data), "kept_at": now}
    )
    if is_new:
        RecoveryCopy.objects.filter(kept_at__lt=now - KEPT_FOR).delete()


def kept(*, path: str, editor: User) -> RecoveryCopy | None:
    return RecoveryCopy.objects.filter(editor=editor, path=path).first()


def forget(*, path: str, editor: User) -> None:
    RecoveryCopy.objects.filter(editor=editor, path=path).delete()


@transaction.atomic
def choose(editor: User, *, keeps: bool) -> None:
    """Whether the editor's forms keep their text from now on; without it, what was kept goes too."""
    User.objects.filter(pk=editor.pk).update(keeps_typing=keeps)
    if not keeps:
        RecoveryCopy.objects.filter(editor=editor).delete()


def typed_text(data: QueryDict) -> str:
    typed = data.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    return typed.urlencode()


def as_typed(copy: RecoveryCopy) -> QueryDict:
    """The form's data as the browser had it."""
    return QueryDict(copy.data)
