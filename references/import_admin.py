"""The screens of an import of references: choose a file, look at every record, import, and take it back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from publishing.admin.forms import editor_of
from publishing.workflow import Refused
from references.citations import in_house_style
from references.formats.text import Decoded, decode, tidied
from references.import_models import ImportRow, ReferenceImport
from references.import_undo import undo
from references.marks import plain_text
from references.models import Reference
from references.reference_import import MAX_MEGABYTES, MAX_WHILE_WAITING, NotReferences, apply, refuse_size, stage
from references.vocabulary import Format

PER_PAGE = 50
RECENT = 10
# Characters of one record in the list; no real one has as many.
MOST_SHOWN = 3_000
Proposal, Choice, Outcome = ImportRow.Proposal, ImportRow.Choice, ImportRow.Outcome
# What an editor may choose, by what is proposed; what contradicts the library or can't be read stays out.
OFFERED: dict[str, tuple[ImportRow.Choice, ...]] = {
    Proposal.CREATE: (Choice.CREATE, Choice.SKIP),
    Proposal.UPDATE: (Choice.FILL, Choice.REPLACE, Choice.SKIP),
    Proposal.SAME: (Choice.SKIP, Choice.REPLACE),
    Proposal.DUPLICATE: (Choice.SKIP, Choice.CREATE, Choice.FILL, Choice.REPLACE),
    Proposal.CONFLICT: (),
    Proposal.BAD: (),
}


class PastedField(forms.CharField):
    def to_python(self, value: Any) -> str:
        """Without NUL, for which Django would refuse every record; other controls go when the text is read."""
        return str(super().to_python(value)).replace("\0", "")


class ImportForm(forms.Form):
    """A file or a pasted text; `decoded` is what was read of it."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text=f"From Zotero, EndNote, PubMed, Crossref, a journal: .bib, .ris, .nbib, .xml or .json, at most "
        f"{MAX_MEGABYTES} MB and {MAX_WHILE_WAITING:,} records. For more, whoever runs the site has "
        "`manage.py import_references FILE`.",
        widget=forms.FileInput(attrs={"accept": ".bib,.ris,.nbib,.txt,.xml,.json,.enw"}),
    )
    text = PastedField(
        required=False,
        label="Or paste the records",
        help_text="At most 2 MB; more as a file.",
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "spellcheck": "false"}),
    )
    format = forms.ChoiceField(
        required=False,
        choices=[("", "Told by the text itself"), *Format.choices],
        help_text="Choose one only if the text was taken for something else.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(
                "There is a file and a pasted text. Leave one of them out."
                if file
                else "Choose a file, or paste records."
            )
        try:
            self.decoded = self._read(file) if file else tidied(text)
        except NotReferences as error:
            raise forms.ValidationError(str(error)) from error
        self.name = file.name if file else ""
        return cleaned

    def _read(self, file: Any) -> Decoded:
        # Asked first: the server holds large files on disk until somebody reads them.
        refuse_size(file.size)
        return decode(file.read())


class ImportingAdmin(admin.ModelAdmin):
    """What the library's admin has besides: the way to imports."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("import/", wrap(start), name="references_reference_import"),
            path("import/<int:number>/", wrap(look), name="references_reference_import_look"),
            path("import/<int:number>/undo/", wrap(take_back), name="references_reference_import_undo"),
        ]
        return own + super().get_urls()


def _require(request: HttpRequest, *rights: str) -> None:
    if not all(request.user.has_perm(right) for right in rights):
        raise PermissionDenied(
            "Importing adds and changes records of the library. Ask an administrator for the rights."
        )


def start(request: HttpRequest) -> HttpResponse:
    _require(request, "references.add_reference", "references.change_reference")
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        try:
            chosen, by = form.cleaned_data["format"], editor_of(request)
            found = stage(form.decoded, form=chosen, name=form.name, by=by, most=MAX_WHILE_WAITING)
        except NotReferences as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(_look_url(found))
    recent = ReferenceImport.objects.select_related("started_by")[:RECENT]
    return _answer(request, "admin/references/import.html", title="Import references", form=form, recent=recent)


def look(request: HttpRequest, number: int) -> HttpResponse:
    """Every record with what would become of it, or what became of it."""
    _require(request, "references.add_reference", "references.change_reference")
    found = get_object_or_404(
        ReferenceImport.objects.select_related("started_by", "applied_by", "undone_by"), pk=number
    )
    shown = request.GET.get("show", "")
    if request.method == "POST" and found.is_waiting:
        _keep_choices(request, found)
        if "all" in request.POST:
            _choose_for_all(request, found, shown)
        if "apply" in request.POST:
            return _apply(request, found)
        return HttpResponseRedirect(
            _look_url(found, show=shown, page=request.POST.get("go") or request.GET.get("page", ""))
        )
    field = "proposal" if found.is_waiting else "outcome"
    counts = Counter(found.rows.values_list(field, flat=True))
    labels = dict(Proposal.choices if found.is_waiting else Outcome.choices)
    rows = found.rows.filter(**{field: shown}) if shown in labels and shown else found.rows.all()
    pages = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return _answer(
        request,
        "admin/references/import_look.html",
        title=str(found),
        found=found,
        shown=shown,
        tabs=[(value, label, counts[value]) for value, label in labels.items() if counts[value]],
        total=sum(counts.values()),
        page=pages,
        rows=_rows(pages.object_list),
        offered=[(choice.value, choice.label) for choice in OFFERED.get(shown, ())],
        wanted=found.rows.exclude(choice=Choice.SKIP).count() if found.is_waiting else 0,
        can_undo=not found.is_waiting and _leftover(found) and _may_take_back(request, found),
    )


def _rows(rows: Any) -> list[dict[str, Any]]:
    rows = list(rows)
    drafts = {
        draft.item_id: draft
        for draft in Reference.objects.filter(item__in=[row.target_id for row in rows if row.target_id]).only(
            "slug", "item_id"
        )
    }
    return [
        {
            "row": row,
            "citation": _shown(row),
            "choices": [(choice.value, choice.label) for choice in _offered(row)],
            "record": drafts.get(row.target_id),
        }
        for row in rows
    ]


def _offered(row: ImportRow) -> list[ImportRow.Choice]:
    """What its twin in the same file lacks can't be filled in: that one isn't stored yet."""
    needs_record = () if row.target_id else (Choice.FILL, Choice.REPLACE)
    return [choice for choice in OFFERED[row.proposal] if choice not in needs_record]


def _shown(row: ImportRow) -> str:
    """The record in the house style, without the rest of a title that has no end."""
    citation = in_house_style(row.read_source()) if row.source else ""
    return citation if len(citation) <= MOST_SHOWN else plain_text(citation)[:MOST_SHOWN] + "…"


def _leftover(found: ReferenceImport) -> bool:
    return found.rows.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED]).exists()


def _may_take_back(request: HttpRequest, found: ReferenceImport) -> bool:
    """Whoever brought them in may: nothing else rests on what is taken back."""
    return found.applied_by_id == request.user.pk or request.user.has_perm("publishing.withdraw")


def _keep_choices(request: HttpRequest, found: ReferenceImport) -> None:
    chosen = {name.removeprefix("choice-"): value for name, value in request.POST.items() if name.startswith("choice-")}
    numbers = [int(name) for name in chosen if name.isascii() and name.isdigit() and len(name) < 19]
    changed = []
    for row in found.rows.filter(pk__in=numbers):
        choice = chosen[str(row.pk)]
        if choice in _offered(row) and choice != row.choice:
            row.choice = choice
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["choice"])


def _choose_for_all(request: HttpRequest, found: ReferenceImport, shown: str) -> None:
    choice = request.POST.get("choice", "")
    if choice in OFFERED.get(shown, ()):
        found.rows.filter(proposal=shown).update(choice=choice)


def _apply(request: HttpRequest, found: ReferenceImport) -> HttpResponse:
    try:
        counts = apply(found, by=editor_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ", ".join(f"{Outcome(name).label} {number}" for name, number in sorted(counts.items()))
        public = " What is new is public now." if counts[Outcome.CREATED] or counts[Outcome.UPDATED] else ""
        told = messages.success if public else messages.warning
        noted = " What they say has happened to their works since is on record." if _tells_of_works(found) else ""
        told(request, f"{'Imported' if public else 'No record was added or changed'}: {said}.{public}{noted}")
    return HttpResponseRedirect(_look_url(found))


def _tells_of_works(found: ReferenceImport) -> bool:
    return found.rows.exclude(notices=[]).exclude(target=None).exists()


def take_back(request: HttpRequest, number: int) -> HttpResponse:
    _require(request, "references.add_reference", "references.change_reference")
    found = get_object_or_404(ReferenceImport, pk=number)
    if not _may_take_back(request, found):
        raise PermissionDenied("Somebody else brought these records in. Ask them, or someone who may withdraw pages.")
    if request.method != "POST":
        counts = Counter(found.rows.values_list("outcome", flat=True))
        return _answer(
            request,
            "admin/references/import_undo.html",
            title=f"Take back: {found}",
            found=found,
            created=counts[Outcome.CREATED],
            updated=counts[Outcome.UPDATED],
            look_url=_look_url(found),
        )
    try:
        undone = undo(found, by=editor_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_look_url(found))
    messages.success(request, f"{undone.count} taken back.")
    if undone.kept:
        messages.warning(request, f"Left as it is: {len(undone.kept)}, each with its reason below.")
    return HttpResponseRedirect(_look_url(found))


def _look_url(found: ReferenceImport, **query: str) -> str:
    url = reverse("admin:references_reference_import_look", args=[found.pk])
    wanted = {name: value for name, value in query.items() if value}
    return f"{url}?{urlencode(wanted)}" if wanted else url


def _answer(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    place = {"list_url": reverse("admin:references_reference_changelist"), "list_name": "References"}
    return TemplateResponse(request, template, {**admin.site.each_context(request), **place, **context})
