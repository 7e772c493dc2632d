"""Which tables readers' requests may read, and a guard that refuses every other one.

A model that stands in neither list fails tests/test_models_are_classified.py, so that nobody adds one without saying
whether readers may see what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

PUBLIC = {
    "nutrients.Amount",
    "nutrients.DataRelease",
    "nutrients.FoodAmountProjection",
    "nutrients.FoodProjection",
    "nutrients.FoodSourceProjection",
    "nutrients.NutrientProjection",
    "nutrients.ReleaseFood",
    "nutrients.ReleaseNutrient",
    "publishing.Edition",
    "publishing.Item",
    "publishing.ItemKey",
    "publishing.Link",
    "publishing.MedicalReview",
    "publishing.NoteAmendment",
    "publishing.Overlay",
    "publishing.Path",
    # What their one route shows to whoever holds its address.
    "publishing.PreviewDocument",
    "publishing.PreviewLink",
}
EDITORS = {
    "articles.Article",
    "articles.ArticleAuthor",
    "articles.ArticleImport",
    "articles.Article_symptoms",
    "articles.CareCards",
    "articles.ComparisonTable",
    "articles.ComparisonTable_nutrients",
    "articles.ComparisonTable_symptoms",
    "articles.FAQ",
    "articles.FAQChoice",
    "articles.FAQGroup",
    "articles.Figure",
    "articles.FoodSources",
    "articles.ImportTask",
    "articles.KeyPoint",
    "articles.Policy",
    "articles.RichText",
    "nutrients.CareCard",
    "nutrients.DeficiencyLink",
    "nutrients.Food",
    "nutrients.FoodSource",
    "nutrients.Intake",
    "nutrients.Interaction",
    "nutrients.Nutrient",
    "nutrients.Portion",
    # What editors choose a food's portions from; a page has them in its document.
    "nutrients.ReleasePortion",
    "nutrients.RiskGroup",
    "nutrients.Symptom",
    "nutrition_site.StarterRecord",
    "publishing.AuditEntry",
    "publishing.Contributor",
    "publishing.Decision",
    "publishing.DraftCheck",
    "publishing.DraftVersion",
    # A page has all it needs of an image in its document.
    "publishing.EditionImage",
    "publishing.Image",
    "publishing.Message",
    "publishing.Person",
    "publishing.RecoveryCopy",
    "publishing.ReplacedDraft",
    "publishing.Task",
    "publishing.Submission",
    "publishing.User",
    "publishing.User_groups",
    "publishing.User_user_permissions",
    "references.AgeLimit",
    "references.ClaimWaiver",
    "references.DistinctSources",
    "references.IdentityCheck",
    "references.LinkCheck",
    "references.Notice",
    "references.ImportRow",
    "references.Reference",
    "references.ReferenceImport",
}

# A name after one of these words is that of a table, quoted or not.
AFTER_KEYWORD = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?:ONLY\s+)?"?([A-Za-z_][\w.]*)"?', re.I)
# A union begins with a parenthesis on PostgreSQL.
READS = re.compile(r"[\s(]*SELECT\b", re.I)
QUOTED = re.compile(r'"([^"]+)"')


class NotPublic(AssertionError):
    """A reader's request touched something that only editors may read."""


def public_tables() -> set[str]:
    return {apps.get_model(label)._meta.db_table for label in PUBLIC}


@cache
def known_tables() -> frozenset[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return frozenset(found) | {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def tables_in(sql: str, known: frozenset[str]) -> set[str]:
    """Every table that the statement names: what stands where a table must, and any known one in quotes."""
    return {*AFTER_KEYWORD.findall(sql), *(name for name in QUOTED.findall(sql) if name in known)}


def refusal(sql: str, *, allowed: set[str], known: frozenset[str]) -> str:
    """Why readers' requests may not run this; empty when they may."""
    if not READS.match(sql):
        return f"A reader's request may only read; it ran: {sql}"
    hidden = tables_in(sql, known) - allowed
    return f"A reader's request read {', '.join(sorted(hidden))}: {sql}" if hidden else ""


@contextmanager
def only_public_tables(*, besides: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """Lets only SELECTs on public tables through, and gives the list that they are written to."""
    allowed = public_tables() | besides
    known = known_tables()
    seen: list[str] = []

    def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        reason = refusal(sql, allowed=allowed, known=known)
        if reason:
            raise NotPublic(reason)
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield seen
