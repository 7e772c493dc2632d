"""Who may be named to readers as the medical reviewer of a page, and the records that reviewed submissions leave with their editions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from publishing import audit
from publishing.kinds import Mention
from publishing.models import AuditEntry, Decision, Edition, Item, Link, MedicalReview, Step, Submission, User
from publishing.moment import Live, Moment
from publishing.pages import holds_until
from publishing.people import PersonDocument
from publishing.problems import describe
from publishing.standing import Standing

AUTHOR = "author"
WHOLE_PAGE = "the whole page"


def why_unfit(person: Live | None, reviewer: Item, *, authors: Iterable[UUID]) -> str:
    """Why this person can't be named as the medical reviewer of a page by these authors; empty when they can."""
    if person is None or not isinstance(person.document, PersonDocument):
        return f"{describe(reviewer)} has no public page. A reviewer is a person whom readers can look up."
    if person.document.is_team or not person.document.credentials:
        return f"{person.document.name} needs a credential to be named as medical reviewer, and can't be a team."
    if person.item_id in set(authors):
        return f"{person.document.name} wrote this page, so someone else must review it."
    return ""


def authors_among(mentions: Iterable[Mention], moment: Moment) -> set[UUID]:
    targets = [mention for mention in mentions if mention.role == AUTHOR]
    return {live.item_id for live in moment.resolve(targets).values()}


def why_not_signed(by: User, mentions: Iterable[Mention], moment: Moment) -> str:
    """Why a medical review by this account would not be named to readers; empty when it would."""
    if by.person is None:
        return "Your account is linked to no person whom readers can look up"
    unfit = why_unfit(moment.get(by.person.item_id), by.person.item, authors=authors_among(mentions, moment))
    return unfit.rstrip(".")


def why_may_not_review(by: User, item: Item, live: Edition, moment: Moment) -> str:
    """Why this account can't put a review of the live edition on record; empty when it can."""
    if by.person is None:
        return (
            "A review names its reviewer to readers, and your account is linked to no person of the guide. "
            "Ask an administrator to link it to yours."
        )
    authors = Link.objects.filter(edition=live, role=AUTHOR).values_list("target_id", flat=True)
    if unfit := why_unfit(moment.get(by.person.item_id), by.person.item, authors=authors):
        return unfit
    written = Submission.objects.filter(item=item, sha256=live.sha256)
    own = written.filter(Q(submitted_by=by) | Q(contributors__user=by))
    if settings.FOUR_EYES and own.exists():
        return "You submitted or edited what readers see, so its review is for somebody else."
    return ""


def leave_reviews(
    editions: Iterable[Edition], standings: dict[UUID, Standing], *, moment: Moment, at: datetime
) -> None:
    """Puts on record who reviewed what goes out. It counts from when the edition is live, with the day of the review."""
    for edition in editions:
        decision = _signed(standings.get(edition.item_id))
        if decision is None or decision.reviewer is None or decision.submission.sha256 != edition.sha256:
            continue
        authors = edition.links.filter(role=AUTHOR).values_list("target_id", flat=True)
        if why_unfit(moment.get(decision.reviewer.id), decision.reviewer, authors=authors):
            continue
        live = moment.get(edition.item_id)
        assert live is not None
        MedicalReview.objects.create(
            item=edition.item,
            edition=edition,
            reviewer=decision.reviewer,
            reviewed_at=decision.decided_at,
            holds_until=holds_until(live, reviewed_at=decision.decided_at),
            scope=decision.scope,
            recorded_by=decision.decided_by,
        )
        audit.record(
            AuditEntry.Action.REVIEW,
            edition.item,
            by=decision.decided_by,
            at=at,
            edition=edition,
            reason=decision.scope,
        )


def _signed(standing: Standing | None) -> Decision | None:
    return standing.passed(Step.MEDICAL_REVIEW) if standing else None
