"""The editing screens of an import: bring a text in with a look at it first, and tick off what it left to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.article_import import Outcome, import_article, preview
from articles.import_models import ArticleImport
from articles.models import FAQ, Article
from articles.text_files import NotPlainText, PlainText, read_text, refuse_size, tidy
from articles.to_do import standings, tick_off
from publishing.admin.forms import editor_of

# Seconds in which a previewed text may be confirmed.
PREVIEW_LASTS = 24 * 60 * 60
SALT = "articles.import"


class ImportForm(forms.Form):
    """A file or a pasted text; `plain` is what was read of it."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Text file",
        help_text="Plain text of at most 1 MB, for example an article copied from another site and saved as .txt.",
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        label="Or paste the text",
        help_text="With the title first, and every heading on a line of its own.",
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if file and text:
            raise forms.ValidationError("There is a file and a pasted text. Leave one of them out.")
        try:
            self.plain = self._read(file) if file is not None else tidy(text)
        except NotPlainText as error:
            raise forms.ValidationError(str(error)) from error
        self.source = file.name if file is not None else ""
        return cleaned

    def _read(self, file: Any) -> PlainText:
        # Asked first: the server holds large files on disk until somebody reads them.
        refuse_size(file.size)
        return read_text(file.read())


class ImportingAdmin(admin.ModelAdmin):
    """What the articles' admin has besides: the way to the import, and to what it left to do."""

    change_list_template = "admin/articles/import_change_list.html"
    change_form_template = "admin/articles/imported_change_form.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(import_page), name="articles_article_import"),
            path("<int:article_id>/to-do/", wrap(to_do_page), name="articles_article_to_do"),
        ]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .annotate(is_imported=Exists(ArticleImport.objects.filter(article=OuterRef("pk"))))
        )

    def panel(self, request: HttpRequest, draft: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().panel(request, draft)  # type: ignore[misc]
        is_imported = getattr(draft, "is_imported", None)
        if is_imported is None:
            is_imported = ArticleImport.objects.filter(article=draft).exists()
        to_do_url = reverse("admin:articles_article_to_do", args=[draft.pk]) if is_imported else ""
        return {**found, "to_do_url": to_do_url}


def import_page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied("Your account may not add articles. Ask an administrator.")
    if "previewed" in request.POST:
        return _import(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        try:
            outcome = preview(form.plain, by=editor_of(request))
        except NotPlainText as error:
            form.add_error(None, str(error))
        else:
            return _show(request, outcome, form)
    return _answer(request, "admin/articles/import.html", title="Import an article", form=form)


def _show(request: HttpRequest, outcome: Outcome, form: ImportForm) -> HttpResponse:
    shown = {"text": form.plain.text, "notes": form.plain.notes, "source": form.source}
    is_there = outcome.action in ("unchanged", "kept")
    return _answer(
        request,
        "admin/articles/import_preview.html",
        title="Import an article",
        outcome=outcome,
        found=outcome.found,
        previewed=signing.dumps(shown, salt=SALT, compress=True),
        change_url=_change_url(outcome.article) if is_there else "",
    )


def _import(request: HttpRequest) -> HttpResponse:
    try:
        shown = signing.loads(request.POST["previewed"], salt=SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature:
        messages.error(request, "This preview is older than a day, or was changed on its way. Choose the text again.")
        return HttpResponseRedirect(reverse("admin:articles_article_import"))
    plain = PlainText(text=shown["text"], notes=tuple(shown["notes"]))
    outcome = import_article(plain, source=shown["source"], by=editor_of(request))
    said = {
        "created": "Imported as a draft. Below is what it needs before readers can see it.",
        "updated": "The draft follows the changed text now.",
        "unchanged": "This very text was imported before. Here is its draft.",
        "kept": "The draft was changed here since its import, so it was left alone.",
    }
    messages.success(request, said[outcome.action])
    return HttpResponseRedirect(_change_url(outcome.article))


def to_do_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """What the import left to do, beside the text that it came from."""
    record = get_object_or_404(ArticleImport.objects.select_related("article", "imported_by"), article=article_id)
    may_change = request.user.has_perm("articles.change_article")
    if not (may_change or request.user.has_perm("articles.view_article")):
        raise PermissionDenied("Your account may not see articles.")
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied("Your account may not change articles. Ask someone who may.")
        ticked = {int(value) for value in request.POST.getlist("done") if value.isascii() and value.isdigit()}
        known = set(record.tasks.values_list("pk", flat=True))
        tick_off(record, ticked & known, by=editor_of(request))
        left = sum(standing.is_open for standing in standings(record))
        messages.success(request, f"{left} left to do." if left else "Nothing of the import is left to do.")
        return HttpResponseRedirect(_change_url(record.article))
    return _answer(
        request,
        "admin/articles/to_do.html",
        title="What the import left to do",
        record=record,
        standings=standings(record),
        unasked=FAQ.objects.filter(pk__in=record.article.faq_choices.values("faq"), question=""),
        may_change=may_change,
        draft=record.article,
        subtitle=record.article,
        back_url=_change_url(record.article),
    )


def _change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _answer(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    place = {"list_url": reverse("admin:articles_article_changelist"), "list_name": "Articles"}
    return TemplateResponse(request, template, {**admin.site.each_context(request), **place, **context})
