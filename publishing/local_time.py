"""Editors' times: from the site's zone to a moment, refusing what the clock change makes ambiguous or skips, and back."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

# Further away is a slip of the keyboard, and the ends of the calendar overflow when a zone is added.
YEARS = 20


def moment_of(local: datetime) -> datetime:
    """The UTC moment of a naive local time in the editors' zone."""
    zone = timezone.get_default_timezone()
    this_year = timezone.now().year
    if not this_year - YEARS <= local.year <= this_year + YEARS:
        raise ValidationError(
            f"The year {local.year} is more than {YEARS} years from now. Check the date.", code="far-away"
        )
    earlier, later = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if earlier.astimezone(zone).replace(tzinfo=None) != local:
        raise ValidationError(
            f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks go forward over it. Choose another time.",
            code="skipped",
        )
    if earlier != later:
        raise ValidationError(
            f"{local:%Y-%m-%d %H:%M} happens twice in {zone}, when the clocks go back: at {earlier:%H:%M} UTC and at "
            f"{later:%H:%M} UTC. Choose another time.",
            code="ambiguous",
        )
    return earlier


def shown(moment: datetime) -> str:
    """A moment as editors read it, with the name of their zone: an hour that comes twice has two."""
    return f"{timezone.localtime(moment):%d %b %Y, %H:%M %Z}"
