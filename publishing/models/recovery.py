"""What an editor typed and has not saved: one copy per editor and form. Never an edition, never live, never another's."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class RecoveryCopy(models.Model):
    """A form as it stood in an editor's browser, in the encoding in which a browser would send it."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    """The form's own address."""
    data = models.TextField()
    kept_at = models.DateTimeField()

    objects: models.Manager[RecoveryCopy] = models.Manager()

    class Meta:
        verbose_name_plural = "recovery copies"
        constraints = [
            models.UniqueConstraint(fields=["editor", "path"], name="recoverycopy_one_per_editor_and_form"),
        ]

    def __str__(self) -> str:
        return f"{self.editor} at {self.path}"
