"""Which sources an editor cited last, as the texts that they saved last say; it keeps no list of its own."""

from __future__ import annotations

from publishing import kinds
from publishing.drafting import drafts_of
from publishing.kinds import KeyOf
from publishing.models import DraftVersion, User

MOST_TEXTS = 5
MOST_SAVES = 40


def recently_cited(by: User, *, most: int) -> list[str]:
    """Their keys, those of the newest text first."""
    saves = DraftVersion.objects.filter(saved_by=by).order_by("-saved_at", "-pk").values_list("item", flat=True)
    items = list(dict.fromkeys(saves[:MOST_SAVES]))[:MOST_TEXTS]
    drafts = drafts_of(items)
    found: dict[str, None] = {}
    for draft in (drafts[item] for item in items if item in drafts):
        kind = kinds.get(draft.kind)
        for mention in kind.mentions(kind.build(draft)):
            if isinstance(mention.target, KeyOf) and mention.role == "cites":
                found.setdefault(mention.target.key)
    return list(found)[:most]
