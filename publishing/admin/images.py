"""The library of images in the admin: upload with a preview, texts to correct, and where each image is used."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from publishing import clock
from publishing.admin.base import GuideAdmin
from publishing.admin.forms import editor_of
from publishing.images import ImageRefused, StorageFailed
from publishing.images.cleaning import remove_image
from publishing.images.library import Upload, keep, known, prepare
from publishing.images.pictures import image_url
from publishing.images.renditions import widths
from publishing.images.where_used import drafts_choosing, editions_naming, kept_texts_naming
from publishing.models import Draft, Image
from publishing.workflow import Refused

Outcome = Upload | ImageRefused | StorageFailed

SMALL, LARGE = 400, 800


class ImageForm(forms.ModelForm):
    """`admin_outcome` is what became of the uploaded file before the form was looked at."""

    admin_outcome: Outcome | None = None

    source_url = forms.URLField(
        label="Source address",
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text="Where it was found.",
        widget=AdminURLFieldWidget,
    )

    class Meta:
        model = Image
        fields = ["title", "credit", "licence", "source_url", "focal_x", "focal_y"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if isinstance(self.admin_outcome, Upload):
            self._refuse_duplicate(self.admin_outcome)
        elif self.admin_outcome is not None:
            self.add_error("upload", str(self.admin_outcome))
        return cleaned

    def _refuse_duplicate(self, upload: Upload) -> None:
        there = known(upload)
        if there is not None:
            link = '<a href="{}">{}</a>'
            message = format_html(
                "The library has this picture already: " + link + ". Use that one, or correct its texts.",
                change_url(there),
                there,
            )
            self.add_error("upload", forms.ValidationError(message, code="duplicate"))


class UploadForm(ImageForm):
    upload = forms.FileField(
        label="Picture",
        help_text="A JPEG, PNG or WebP of at most 8 MB and 25 million pixels. What the camera noted in it, such as the place, "
        "is not kept.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class GapFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("credit", "No credit"), ("licence", "No licence")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        field = self.value()
        return queryset.filter(**{field: ""}) if field in ("credit", "licence") else queryset


@admin.register(Image)
class ImageAdmin(GuideAdmin):
    desk = ("Library", 2)

    class Media:
        css = {"all": ["publishing/images.css"]}
        js = ["publishing/focal_point.js"]

    list_display = ["thumbnail", "title", "credited", "licensed", "size", "uploaded_at"]
    list_display_links = ["title"]
    list_filter = [GapFilter, "format"]
    search_fields = ["title", "credit", "licence", "source_url"]
    search_help_text = "Title, credit, licence or source address."
    readonly_fields = ["preview", "size", "uploaded_by", "uploaded_at", "drafts", "editions"]
    texts = ("Texts", {"fields": ["title", "credit", "licence", "source_url"]})
    focus = ("What must stay in sight", {"fields": [("focal_x", "focal_y")]})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form = super().get_form(request, obj, change=change, form=ImageForm if obj else UploadForm, **kwargs)
        form.admin_outcome = outcome_of(request)  # type: ignore[attr-defined]
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["upload"]}), self.texts, self.focus]
        file = (None, {"fields": ["preview", "size", ("uploaded_by", "uploaded_at")]})
        return [file, self.texts, self.focus, ("Where it is used", {"fields": ["drafts", "editions"]})]

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
        file = request.FILES.get("upload") if object_id is None else None
        if file is not None and self.has_add_permission(request):
            # Encoding takes seconds, and the form is handled in a transaction that keeps others from writing.
            try:
                set_outcome(request, prepare(file))
            except ImageRefused as refusal:
                set_outcome(request, refusal)
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except StorageFailed as error:
            # Everything was rolled back. Once more, so that the form comes back with the reason and the typed text.
            set_outcome(request, error)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            super().save_model(request, obj, form, change)
            return
        texts = {name: form.cleaned_data[name] for name in ImageForm.Meta.fields}
        kept = keep(outcome_of(request), by=editor_of(request), **texts)
        # What follows, such as the log, speaks of this very object.
        vars(obj).update(vars(kept))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Drafts and editions protect their images by themselves; texts that only can be brought back do it here."""
        going, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        kept = [said for image in objs for said in kept_texts_naming(image, at=clock.now())]
        return going, counts, perms_needed, [*protected, *kept]

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:publishing_image_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        remove_image(obj)

    @admin.display(description="picture")
    def thumbnail(self, image: Image) -> str:
        return format_html('<img class="image-thumbnail" src="{}" alt="" loading="lazy">', shown(image, at_most=SMALL))

    @admin.display(description="credit", ordering="credit")
    def credited(self, image: Image) -> str:
        return image.credit or "no credit"

    @admin.display(description="licence", ordering="licence")
    def licensed(self, image: Image) -> str:
        return image.licence or "no licence"

    @admin.display(description="picture")
    def preview(self, image: Image) -> str:
        source = shown(image, at_most=LARGE)
        return format_html('<img class="image-preview" src="{}" alt="Preview of {}">', source, image)

    @admin.display(description="size", ordering="width")
    def size(self, image: Image) -> str:
        return f"{image.width} by {image.height}, {image.get_format_display()}"

    @admin.display(description="drafts")
    def drafts(self, image: Image) -> str:
        rows = [(draft_url(draft), draft._meta.verbose_name, draft) for draft in drafts_choosing(image)]
        return listed('<li><a href="{}">{}: {}</a></li>', rows) if rows else "No draft chooses it."

    @admin.display(description="editions")
    def editions(self, image: Image) -> str:
        rows = [
            (reverse("admin:publishing_edition_change", args=[edition.pk]), edition, said)
            for edition, said in editions_naming(image, at=clock.now())
        ]
        return listed('<li><a href="{}">{}</a>, {}</li>', rows) if rows else "No edition names it."


def outcome_of(request: HttpRequest) -> Any:
    """What became of the file of this request: an Upload, or the exception that says why it is none."""
    return getattr(request, "_image_outcome", None)


def set_outcome(request: HttpRequest, outcome: Outcome) -> None:
    request._image_outcome = outcome  # type: ignore[attr-defined]


def listed(row: str, rows: list[tuple[Any, ...]]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", row, rows))


def shown(image: Image, *, at_most: int) -> str:
    offered = widths(image.width)
    return image_url(image.sha256, max((width for width in offered if width <= at_most), default=offered[0]))


def change_url(image: Image) -> str:
    return reverse("admin:publishing_image_change", args=[image.pk])


def draft_url(draft: Draft) -> str:
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])
