"""Finds a food in the loaded data releases by any of its words or its number, the likeliest first."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from nutrients.models import ReleaseFood

MOST_WORDS = 8


def matching(foods: QuerySet[ReleaseFood], text: str) -> QuerySet[ReleaseFood]:
    """Foods that hold every word, wherever it stands: those that begin with the first word, then short descriptions."""
    words = text.replace(",", " ").split()[:MOST_WORDS]
    if not words:
        return foods.none()
    for word in words:
        is_number = word.isascii() and word.isdigit()
        by_number = Q(number=word) | Q(number=word.zfill(5)) if is_number else Q()
        foods = foods.filter(Q(description__icontains=word) | Q(common_names__icontains=word) | by_number)
    begins = Case(When(description__istartswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField())
    return foods.order_by(begins, Length("description"), "description", "-release__released_on", "pk")
