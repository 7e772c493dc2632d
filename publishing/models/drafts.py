"""Drafts: the ordinary rows that editors work on. Nothing public ever reads them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.text import slugify

from publishing import clock
from publishing.models.items import Item, ItemKey
from publishing.models.versions import DraftVersion

if TYPE_CHECKING:
    from publishing.problems import Problem

# Last words of addresses below every page; a slug that took one would hide a page from its readers.
RESERVED_SLUGS = frozenset({"compare", "explore", "find", "history", "as-of"})


class StaleDraft(Exception):
    """Someone else saved the draft after this copy was read; nothing was written."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"“{draft}” was saved by someone else after you opened it (you have version {draft.version}). "
            "Nothing of theirs was overwritten; read it again, then save."
        )
        self.draft = draft


SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def validate_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug):
        raise ValidationError(
            f"“{slug}” can't be an address. Use small letters, digits and hyphens between them, "
            f"for example “{slugify(slug).strip('-_') or 'vitamin-b12'}”.",
            code="bad-address",
        )
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            f"“{slug}” is kept for a page of its own below every address. Choose another word, for example “{slug}-guide”.",
            code="reserved",
        )


class Draft(models.Model):
    """What every kind's draft has: its item, its address-to-be and a version that guards against lost updates.

    Constraints on drafts bind only what is filled in: saving needs a title and no more. What is missing for
    readers is told by `publish_problems()`.
    """

    kind: ClassVar[str]
    title_field: ClassVar[str] = "title"

    item = models.OneToOneField(Item, models.PROTECT, editable=False, related_name="+")
    slug = models.SlugField(
        "address",
        max_length=100,
        blank=True,
        validators=[validate_slug],
        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. "
        "After a change the old address leads to the new one.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    published_version = models.PositiveIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=~Q(slug=""),
                name="%(class)s_slug_unique",
                violation_error_message="Another draft of this kind already has this address. Choose a different one.",
            ),
        ]

    def __str__(self) -> str:
        return str(getattr(self, self.title_field)) or f"Untitled {self._meta.verbose_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves this copy if nobody saved another since it was read; else raises StaleDraft.

        A refused save leaves the copy as it was, so that it can be mended and saved again.
        """
        before = self.version, self.item_id
        try:
            with transaction.atomic():
                self._drop_nul()
                self.changed_at = clock.now()
                self.slug = self.slug or self._free_slug()
                if not self._state.adding:
                    self._claim_next_version()
                elif self.item_id is None:
                    self.item = new_item(self.kind, self.slug)
                super().save(*args, **kwargs)
                self._record_version()
        except BaseException:
            self.version, self.item_id = before
            raise

    @property
    def has_unpublished_changes(self) -> bool:
        return self.version != self.published_version

    def publish_problems(self) -> list[Problem]:
        """Everything that stands between this draft, as saved, and its readers."""
        # The checks read models, this one among them.
        from publishing.problems import publish_problems

        return publish_problems([self.item])

    def _claim_next_version(self) -> None:
        rows = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not rows.update(version=F("version") + 1):
            raise StaleDraft(self)
        self.version += 1

    def _record_version(self) -> None:
        DraftVersion.objects.create(
            item=self.item, version=self.version, saved_by=self.changed_by, saved_at=self.changed_at
        )

    def _drop_nul(self) -> None:
        """PostgreSQL stores no NUL in text. Forms refuse it; importers and restored documents come past here."""
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and "\0" in value:
                setattr(self, field.attname, value.replace("\0", ""))

    def _free_slug(self) -> str:
        stem = slugify(str(getattr(self, self.title_field)))[:80].strip("-")
        stem = stem if stem and stem not in RESERVED_SLUGS else f"{self.kind}-{uuid.uuid4().hex[:8]}"
        others = type(self)._base_manager.exclude(pk=self.pk)
        return first_free(stem, lambda slug: others.filter(slug=slug).exists())


def new_item(kind: str, key: str) -> Item:
    """A new item under the key, or under key-2, key-3 ... when an item had it before."""
    free = first_free(key, lambda candidate: ItemKey.objects.filter(kind=kind, key=candidate).exists())
    item = Item.objects.create(kind=kind, key=free)
    ItemKey.objects.create(kind=kind, key=free, item=item)
    return item


def first_free(stem: str, is_taken: Callable[[str], bool]) -> str:
    """The stem, or stem-2, stem-3 ..., within the 100 characters that slugs and keys have."""
    candidate, number = stem, 1
    while is_taken(candidate):
        number += 1
        ending = f"-{number}"
        candidate = stem[: 100 - len(ending)] + ending
    return candidate
