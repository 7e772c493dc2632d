"""The review page: what was submitted, as readers would see it and against what they see now, and the decision about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from publishing import clock, kinds
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.admin.recovery import prose_in
from publishing.browser_policy import preview_policy
from publishing.candidates import Candidate, NoDraft
from publishing.comparison import Difference, compare
from publishing.documents import UnreadableDocument
from publishing.drafting import names_in
from publishing.evidence import evidence_of
from publishing.models import Decision, Edition, Step, Submission, User
from publishing.moment import Live, Moment
from publishing.pages import page
from publishing.problems import problems_of
from publishing.review_news import review_url
from publishing.reviewers import WHOLE_PAGE, why_not_signed
from publishing.standing import RIGHTS, Standing, standings_of
from publishing.submissions import decide, editions_seen, frozen, hands_in, included, moment_of_set
from publishing.views import render_page
from publishing.workflow import Refused

STEPS = {"_pass": Decision.Verdict.PASSED, "_send_back": Decision.Verdict.SENT_BACK}
DONE = {
    Step.FACT_CHECK: "Fact-checked. The next in the chain have been told.",
    Step.MEDICAL_REVIEW: "Reviewed. The next in the chain have been told.",
    Step.APPROVAL: "Approved. It can go out exactly as it is; any edit makes the approval void.",
}


@dataclass(frozen=True, kw_only=True)
class Member:
    """One of the submissions that were handed over together."""

    submission: Submission
    standing: Standing | None
    url: str
    is_this: bool


class DecisionForm(forms.Form):
    step = forms.ChoiceField(choices=Step, widget=forms.HiddenInput)
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed to send it back: what is to be mended, and where. Everybody who had to do with it reads this.",
    )
    scope = forms.CharField(
        label="What you reviewed",
        required=False,
        max_length=300,
        initial=WHOLE_PAGE,
        help_text="Stands on the page with your name, for example: the whole page, or the care cards.",
    )

    def __init__(self, data: Any, *, step: Step, seen: dict[str, Any]) -> None:
        super().__init__(data, initial={"step": step, "seen": seen})
        if step != Step.MEDICAL_REVIEW:
            del self.fields["scope"]

    def clean_seen(self) -> dict[str, dict[str, Any]]:
        seen = self.cleaned_data["seen"]
        if not isinstance(seen, dict) or not all(isinstance(one, dict) for one in seen.values()):
            raise forms.ValidationError("Open this page again: what it said of the included editions did not arrive.")
        return seen


def review(request: HttpRequest, submission_id: int) -> HttpResponse:
    submission = _found(request, submission_id)
    try:
        return _answer(request, submission)
    except (NoDraft, UnreadableDocument) as error:
        raise Http404(str(error)) from error


def _found(request: HttpRequest, submission_id: int) -> Submission:
    rows = Submission.objects.select_related("item", "submitted_by").prefetch_related("contributors__user")
    submission = get_object_or_404(rows, pk=submission_id)
    _require_view(request, submission)
    return submission


def _require_view(request: HttpRequest, submission: Submission) -> None:
    if not admin.site._registry[kinds.get(submission.item.kind).draft_model].has_view_permission(request):
        raise PermissionDenied("Your account may not see drafts of this kind.")


def _answer(request: HttpRequest, submission: Submission) -> HttpResponse:
    together = list(
        Submission.objects.filter(set_id=submission.set_id).select_related("item", "submitted_by").order_by("pk")
    )
    standings = standings_of(one.item_id for one in together)
    members = [
        Member(submission=one, standing=_of(one, standings), url=review_url(one), is_this=one.pk == submission.pk)
        for one in together
    ]
    standing = _of(submission, standings)
    t = clock.of(request)
    found = frozen(submission)
    moment = moment_of_set(submission, at=t)
    if submission.item_id not in moment.overrides:
        moment = Moment(t, overrides=[found.as_live(t)])
    waiting = [one for one in members if standing and one.standing and one.standing.step == standing.step]
    seen = _editions_seen(waiting, moment)
    step = standing.step if standing else None
    form = None if step is None else DecisionForm(request.POST or None, step=step, seen=seen)
    why_not = _why_not(editor_of(request), submission, found, step)
    if request.method == "POST":
        if step is not None and why_not:
            raise PermissionDenied(why_not)
        answer = _decided(request, form, waiting)
        if answer is not None:
            return answer
    live = found.record.live(at=t)
    context = {
        **admin.site.each_context(request),
        "title": "Review",
        "subtitle": submission.title,
        "draft": found.draft,
        "back_url": change_url(submission.item),
        "submission": submission,
        "kind": found.kind,
        "standing": standing,
        "label": standing.label if standing else "Went out, or was submitted again, after this",
        "members": members,
        "waiting": waiting,
        "decisions": submission.decisions.select_related("decided_by"),
        "form": form,
        "typed": prose_in(request.POST) if request.method == "POST" and form is None else [],
        "why_not": why_not,
        "step": step,
        "unsigned": _unsigned(editor_of(request), found, moment, step),
        "live": live,
        "differences": _differences(found, live),
        "problems": problems_of([found], moment),
        "included": _included(found, moment),
        "evidence": evidence_of(found.mentions, moment),
        "four_eyes": settings.FOUR_EYES,
    }
    return TemplateResponse(request, "admin/publishing/review.html", context)


def _of(submission: Submission, standings: dict[Any, Standing]) -> Standing | None:
    """Where this very submission stands; nowhere, once another came after it."""
    standing = standings.get(submission.item_id)
    return standing if standing and standing.submission.pk == submission.pk else None


def _editions_seen(waiting: Sequence[Member], moment: Moment) -> dict[str, Any]:
    return {str(one.submission.item_id): editions_seen(frozen(one.submission), moment) for one in waiting}


def _why_not(by: User, submission: Submission, found: Candidate, step: Step | None) -> str:
    """Why this account can't decide; empty when it can."""
    if step is None:
        return "There is nothing to decide."
    if not by.has_perm(RIGHTS[step]):
        return f"Your account may not decide about the {step.label}."
    if settings.FOUR_EYES and by.pk in hands_in(submission, found):
        return f"You submitted or edited this yourself, so the {step.label} is for somebody else."
    return ""


def _decided(request: HttpRequest, form: DecisionForm | None, waiting: Sequence[Member]) -> HttpResponse | None:
    verdict = next((verdict for name, verdict in STEPS.items() if name in request.POST), None)
    if form is None:
        # The page shows what was typed beside what became of it.
        messages.error(request, "There is nothing to decide any more: somebody else was faster, or it was edited.")
        return None
    if verdict is None or not form.is_valid():
        return None
    ticked = set(request.POST.getlist("submission"))
    chosen = [one.submission for one in waiting if str(one.submission.pk) in ticked]
    data = form.cleaned_data
    try:
        decide(
            chosen,
            step=data["step"],
            verdict=verdict,
            by=editor_of(request),
            reason=data["reason"],
            scope=data.get("scope") or WHOLE_PAGE,
            seen=data["seen"],
        )
    except Refused as refusal:
        form.add_error("reason" if verdict == "sent-back" and not data["reason"].strip() else None, str(refusal))
        return None
    sent_back = "Sent back. Everybody who had to do with it has been told."
    messages.success(request, sent_back if verdict == "sent-back" else DONE[Step(data["step"])])
    return HttpResponseRedirect(request.path)


def _unsigned(by: User, found: Candidate, moment: Moment, step: Step | None) -> str:
    """What keeps a medical review by this account from being named to readers."""
    return why_not_signed(by, found.mentions, moment) if step == Step.MEDICAL_REVIEW else ""


def _differences(found: Candidate, live: Edition | None) -> Sequence[Difference]:
    if live is None:
        return ()
    text = Edition.objects.values_list("document", flat=True).get(pk=live.pk)
    names = names_in(found.kind, [text, found.text])
    return compare(found.kind.read(text), found.document, names)


def _included(found: Candidate, moment: Moment) -> list[Live]:
    return [live for _, live in included(found, moment)]


@preview_policy
def preview(request: HttpRequest, submission_id: int) -> HttpResponse:
    """What was submitted, as readers would get it together with what was submitted with it."""
    submission = _found(request, submission_id)
    t = clock.of(request)
    try:
        own = frozen(submission).as_live(t)
        others = moment_of_set(submission, at=t).overrides.values()
        found = page(submission.item, t, overrides=[*(one for one in others if one.item_id != own.item_id), own])
    except (NoDraft, UnreadableDocument) as error:
        raise Http404(str(error)) from error
    response = render_page(request, found)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
