"""Medical reviews: a named person with a credential looked at what readers see. Nothing here approves a draft."""

from __future__ import annotations

from django.db import transaction

from publishing import audit, clock, tasks
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Item, Link, MedicalReview, User
from publishing.moment import Moment
from publishing.pages import holds_until
from publishing.problems import describe
from publishing.reviewers import AUTHOR, why_unfit
from publishing.workflow import Refused


@transaction.atomic
def record_review(
    item: Item, *, reviewer: Item, scope: str, by: User, edition_seen: int | None = None
) -> MedicalReview:
    """Adds a review of the item's live edition by a person whose credentials readers can see.

    Where `edition_seen` is given, that must be the live one still.
    """
    # The edition that was reviewed must not be replaced while this is written.
    lock_publishing()
    item, reviewer = (_survivor(one) for one in (item, reviewer))
    now = clock.stamp()
    moment = Moment(now)
    live, person = moment.get(item.id), moment.get(reviewer.id)
    if live is None or live.edition is None:
        raise Refused(f"{describe(item)} is not live; a review is of what readers see. Publish it first.")
    if edition_seen not in (None, live.edition.number):
        raise Refused(
            f"Readers see edition {live.edition.number} of {describe(item)} by now, and you read edition {edition_seen}. "
            "Look at what changed, then record the review of that."
        )
    if not scope.strip():
        raise Refused("Say what was reviewed, for example: the whole page.")
    authors = Link.objects.filter(edition=live.edition, role=AUTHOR).values_list("target_id", flat=True)
    if unfit := why_unfit(person, reviewer, authors=authors):
        raise Refused(unfit)
    review = MedicalReview.objects.create(
        item=item,
        edition=live.edition,
        reviewer=reviewer,
        reviewed_at=now,
        holds_until=holds_until(live, reviewed_at=now),
        scope=scope.strip(),
        recorded_by=by,
    )
    audit.record(AuditEntry.Action.REVIEW, item, by=by, at=now, edition=live.edition, reason=scope)
    assert person is not None
    tasks.close_reviewed(item, note=f"Reviewed by {person.card.title}: {review.scope}", by=by, at=now)
    return review


def _survivor(item: Item) -> Item:
    """What the item was merged into, read afresh, or itself."""
    fresh = Item.objects.select_related("merged_into").get(id=item.id)
    return fresh.merged_into or fresh
