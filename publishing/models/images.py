"""The library of images: one row for each file, and which editions show it. The file itself never changes."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from publishing.models.editions import Edition

FRACTION = [
    MinValueValidator(0, message="At least 0, which is the left or upper edge."),
    MaxValueValidator(1, message="At most 1, which is the right or lower edge."),
]


class Image(models.Model):
    """A picture as it was encoded when it came in. Its texts may be corrected: documents copy them at each publish."""

    class Format(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # Of the bytes that were uploaded: a newer encoder may turn the same upload into other bytes.
    upload_sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    format = models.CharField(max_length=4, choices=Format, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    bytes = models.PositiveIntegerField("size in bytes", editable=False)

    title = models.CharField(
        max_length=200,
        help_text="How editors find it here; readers don't see it. For example: Cooked lentils in a bowl.",
    )
    credit = models.CharField(
        max_length=300, blank=True, help_text="Who made it, as it will stand under the picture: Photo: Ada Example."
    )
    licence = models.CharField(
        max_length=200, blank=True, help_text="Why the site may show it, for example: CC BY 4.0, or: own work."
    )
    source_url = models.URLField(
        "source address", max_length=500, blank=True, help_text="Where it was found, if anywhere: https://..."
    )
    focal_x = models.FloatField(
        "focal point, from the left",
        default=0.5,
        validators=FRACTION,
        help_text="From 0 to 1: what must stay in sight when the picture is cropped. Once it is saved, a click on the preview sets it.",
    )
    focal_y = models.FloatField("focal point, from the top", default=0.5, validators=FRACTION, help_text="From 0 to 1.")

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    uploaded_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=["jpeg", "png", "webp"]), name="image_format_known"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_not_empty"),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
                violation_error_message="The focal point lies outside the picture. Both numbers go from 0 to 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Image {self.sha256[:8]}"


class EditionImage(models.Model):
    """Says that an edition's document names the image, so that the image stays as long as the edition does."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "image"], name="editionimage_unique")]

    def __str__(self) -> str:
        return f"{self.image} in {self.edition}"


class ImageChoice(models.Model):
    """Base of every draft row that shows an image: which one, and what it says here to someone who can't see it."""

    image = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, related_name="+")
    alt = models.CharField(
        "text alternative",
        max_length=300,
        blank=True,
        help_text="What the picture tells, for readers who can't see it: A bowl of cooked lentils with a lemon.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="Tick if the picture tells nothing that the text doesn't. It then needs no text alternative.",
    )

    class Meta:
        abstract = True
