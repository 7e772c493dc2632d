"""What is kept of an imported text: the text itself, and what it left to do. Nothing public reads it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ArticleImport(models.Model):
    """The text from which an article's draft was made, as it was brought in last."""

    article = models.OneToOneField("articles.Article", models.CASCADE, editable=False, related_name="text_import")
    title_key = models.CharField(max_length=200, unique=True, editable=False)
    source = models.CharField(max_length=200, blank=True, editable=False)
    text = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    # Item id -> version of each draft as the import left it; what has another by now was edited.
    versions = models.JSONField(default=dict, editable=False)
    imported_at = models.DateTimeField(editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"Import of “{self.article}”"


class ImportTask(models.Model):
    """One thing that the text left to do; it refuses publishing until it is mended or ticked off."""

    article_import = models.ForeignKey(ArticleImport, models.CASCADE, editable=False, related_name="tasks")
    code = models.CharField(max_length=40, editable=False)
    message = models.TextField(editable=False)
    detail = models.TextField(blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="importtask_done_by_somebody",
                violation_error_message="What is ticked off was ticked off by somebody.",
            )
        ]

    def __str__(self) -> str:
        return self.message

    @property
    def lines(self) -> list[str]:
        return self.detail.splitlines()
