"""The screens of a review: submitting, reading and deciding, the desk, and what forms and lists say of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from publishing import kinds
from publishing.candidates import candidate
from publishing.models import Message, Submission, Task, User
from publishing.submissions import decide, submit
from publishing.workflow import publish
from tests.browser.editing import change_path
from tests.factories import make_article, make_nutrient, make_person, make_user
from tests.publishing.test_submissions import approved, drafted, may, save

pytestmark = pytest.mark.django_db
SUBMIT = "/admin/publishing/item/submit/"
PUBLISH = "/admin/publishing/item/publish/"
MOST_QUERIES_OF_THE_DESK = 10


@pytest.fixture(autouse=True)
def four_eyes(settings: Any) -> None:
    settings.FOUR_EYES = True


def member(name: str, *groups: str) -> User:
    user = make_user(name=name)
    user.is_staff = True
    user.save()
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def at_work(name: str, *groups: str) -> Client:
    client = Client()
    client.force_login(member(name, *groups))
    return client


def send(client: Client, draft: Any, **changed: Any) -> Any:
    """The submit page as it was shown, ticked and sent."""
    seen = f"{draft.item_id}:{candidate(draft.item).sha256}"
    return client.post(SUBMIT, {"item": draft.item_id, "seen": seen, "_submit": "1", "note": "Look.", **changed})


def shown(client: Client, submission: Submission) -> dict[str, Any]:
    """What the decision form of the page would send."""
    form = client.get(f"/admin/publishing/submission/{submission.pk}/review/").context["form"]
    seen = json.dumps(form.initial["seen"])
    return {"step": form.initial["step"], "seen": seen, "submission": submission.pk, "reason": ""}


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_draft_goes_from_its_author_over_three_desks_to_its_readers() -> None:
    draft = drafted(by="ada", name="Numbness")
    ada, ravi, petra = at_work("ada", "Editors"), at_work("ravi", "Editors"), at_work("petra", "Publishers")
    send(ada, draft, fact_check="on")
    (submission,) = Submission.objects.all()
    page = f"/admin/publishing/submission/{submission.pk}/review/"

    for client, done in [(ravi, "Fact-checked."), (petra, "Approved.")]:
        answer = client.post(page, {**shown(client, submission), "_pass": "1"}, follow=True)
        assert said(answer)[0].startswith(done)
    petra.post(PUBLISH, {"item": draft.item_id, "_publish": "1", "change": "major"})

    assert Client().get("/symptoms/numbness/").status_code == 200


def test_the_review_page_shows_the_changes_the_page_the_problems_and_the_sources() -> None:
    draft = drafted(summary="An example.")
    approved(draft)
    publish([draft.item], by=make_user(name="paul"))
    draft = save(draft, by=make_user(name="ada"), summary="Other words [[ref:nobody]].")
    send(at_work("ada", "Editors"), draft, fact_check="on")
    submission = Submission.objects.latest("pk")

    context = at_work("ravi", "Editors").get(f"/admin/publishing/submission/{submission.pk}/review/").context

    assert [difference.place for difference in context["differences"]] == [("Summary",)]
    assert [problem.code for problem in context["problems"]] == ["unknown-reference"]
    assert (context["why_not"], context["label"][:14]) == ("", "In fact-check,")


def test_the_preview_of_a_submission_shows_the_frozen_words_whatever_the_draft_says_by_now() -> None:
    draft = drafted()
    (submission,) = submit([draft.item], by=make_user(name="ada"))
    save(draft, by=make_user(name="bob"), summary="Other words.")

    page = at_work("ravi", "Editors").get(f"/admin/publishing/submission/{submission.pk}/preview/")

    assert (b"Written." in page.content, b"Other words." in page.content) == (True, False)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")


def test_sending_back_without_a_reason_is_refused_beside_the_field_and_keeps_the_form() -> None:
    (submission,) = submit([drafted().item], by=make_user(name="ada"))
    ravi = at_work("ravi", "Editors")

    answer = ravi.post(
        f"/admin/publishing/submission/{submission.pk}/review/", {**shown(ravi, submission), "_send_back": "1"}
    )

    assert list(answer.context["form"].errors) == ["reason"]


def test_a_rejection_reaches_everybody_who_had_to_do_with_it() -> None:
    draft = save(drafted(by="ada"), by=make_user(name="bob"), body="<p>More.</p>")
    (submission,) = submit([draft.item], by=make_user(name="ada"))
    decide([submission], step="fact-check", verdict="passed", by=may("rosa", "fact_check"))
    Message.objects.all().delete()
    petra = at_work("petra", "Publishers")

    petra.post(
        f"/admin/publishing/submission/{submission.pk}/review/",
        {**shown(petra, submission), "_send_back": "1", "reason": "Which study?"},
    )

    told = {message.recipient.username: message.text for message in Message.objects.all()}
    assert set(told) == {"ada", "bob", "rosa"}
    assert "Which study?" in told["ada"]


def test_two_who_decide_at_once_have_one_winner_and_the_other_is_told_with_the_text_kept() -> None:
    (submission,) = submit([drafted().item], by=make_user(name="ada"), fact_check=False)
    first, second = at_work("petra", "Publishers"), at_work("paul", "Publishers")
    page, form = f"/admin/publishing/submission/{submission.pk}/review/", shown(second, submission)
    first.post(page, {**shown(first, submission), "_pass": "1"})

    late = second.post(page, {**form, "_send_back": "1", "reason": "Too long."}, follow=True)

    assert submission.decisions.count() == 1
    assert said(late) == ["There is nothing to decide any more: somebody else was faster, or it was edited."]
    assert late.context["typed"] == ["Too long."]


def test_sending_the_submit_form_twice_makes_one_submission() -> None:
    draft, ada = drafted(), at_work("ada", "Editors")

    answers = [send(ada, draft, fact_check="on") for _ in range(2)]

    assert Submission.objects.count() == 1
    assert "has been submitted as it is" in answers[1].context["form"].non_field_errors()[0]
    page = ada.get(f"{SUBMIT}?item={draft.item_id}")
    assert "has been submitted as it is" in page.context["why_not"]
    assert 'disabled aria-describedby="why-not"' in page.content.decode()


@pytest.mark.parametrize("seen", ["", "garbage", "a:b", "\0"])
def test_garbage_instead_of_what_was_seen_names_no_draft(seen: str) -> None:
    assert send(at_work("ada", "Editors"), drafted(), seen=seen).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [{"step": ""}, {"step": "nonsense"}, {"seen": "{"}, {"seen": "[1]"}, {"seen": '{"a": 1}'}, {"submission": "x"}],
)
def test_a_crafted_decision_decides_nothing(changed: dict[str, str]) -> None:
    (submission,) = submit([drafted().item], by=make_user(name="ada"), fact_check=False)
    petra = at_work("petra", "Publishers")

    answer = petra.post(
        f"/admin/publishing/submission/{submission.pk}/review/", {**shown(petra, submission), "_pass": "1", **changed}
    )

    assert (answer.status_code, submission.decisions.count()) == (200, 0)


def test_the_desk_has_a_list_of_each_for_whom_it_concerns() -> None:
    waiting, back, done = (drafted(by="ada", name=name) for name in ("Waiting", "Back", "Done"))
    submit([waiting.item], by=make_user(name="ada"))
    decide(
        submit([back.item], by=make_user(name="ada")),
        step="fact-check",
        verdict="sent-back",
        by=may("rosa", "fact_check"),
        reason="Why?",
    )
    approved(done)
    make_person(name="Untouched")

    def lists(client: Client) -> dict[str, list[str]]:
        found = client.get("/admin/").context["reviews"].lists
        return {heading: [row.submission.title for row in rows] for _, heading, rows in found}

    assert lists(at_work("ada", "Editors")) == {"Sent back to me": ["Back"], "Approved, not yet out": ["Done"]}
    assert lists(at_work("ravi", "Editors")) == {"Waiting for me": ["Waiting"]}
    assert lists(at_work("paul", "Publishers")) == {"Approved, not yet out": ["Done"]}


def test_lists_can_be_cut_to_each_state_of_a_review_and_say_it_in_words() -> None:
    rosa = may("rosa", "fact_check")
    states = {
        "In fact-check": drafted(name="A"),
        "Sent back": drafted(name="B"),
        "Approved, not yet out": drafted(name="C"),
    }
    submit([states["In fact-check"].item], by=make_user(name="ada"))
    back = submit([states["Sent back"].item], by=make_user(name="ada"))
    decide(back, step="fact-check", verdict="sent-back", by=rosa, reason="Why?")
    approved(states["Approved, not yet out"])
    client = at_work("ravi", "Editors")

    listed = {
        state: [str(row) for row in client.get(f"/admin/nutrients/symptom/?state={state}").context["cl"].result_list]
        for state in ("fact-check", "medical-review", "approval", "approved", "sent-back")
    }

    assert listed == {"fact-check": ["A"], "medical-review": [], "approval": [], "approved": ["C"], "sent-back": ["B"]}


def test_the_form_says_that_an_edit_voided_the_approval_and_whose_it_was() -> None:
    draft = drafted()
    approved(draft)
    save(draft, by=make_user(name="bob"), summary="Other words.")

    page = at_work("ravi", "Editors").get(change_path(draft)).content.decode()

    assert "Approval void: bob edited it on" in page


def test_saving_in_the_admin_voids_an_approval_and_tells() -> None:
    draft = drafted()
    approved(draft)
    Message.objects.all().delete()
    bob = at_work("bob", "Editors")
    form = bob.get(change_path(draft)).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields} | {"summary": "Other words."}
    data |= {"care_cards-TOTAL_FORMS": "0", "care_cards-INITIAL_FORMS": "0"}

    assert bob.post(change_path(draft), {**data, "_save": "1"}).status_code == 302

    assert sorted(message.recipient.username for message in Message.objects.all()) == ["ada", "petra"]


def test_a_submission_is_a_side_of_the_comparison() -> None:
    draft = drafted()
    submit([draft.item], by=make_user(name="ada"))
    save(draft, by=make_user(name="bob"), summary="Other words.")

    page = f"/admin/publishing/item/{draft.item_id}/compare/?before=submission-1&after=draft"
    context = at_work("ravi", "Editors").get(page).context

    assert [difference.place for difference in context["differences"]] == [("Summary",)]
    assert context["before"].label.startswith("Submission 1, by ada")


def test_the_publish_page_says_what_is_missing_and_publishes_nothing() -> None:
    draft = drafted(name="Numbness")
    petra = at_work("petra", "Publishers")

    page = petra.get(f"{PUBLISH}?item={draft.item_id}").context
    rows = page["rows"]
    answer = petra.post(PUBLISH, {"item": draft.item_id, "_publish": "1", "change": "major"})

    missing = "Nobody has reviewed what it says now. Submit it for review."
    assert [row.missing for row in rows] == [missing]
    assert page["why_not"] == "Not yet: a review is missing of “Numbness”."
    assert answer.context["form"].non_field_errors() == [f"Symptom “Numbness”: {missing}"]
    assert draft.item.editions.count() == 0


def buttons(client: Client, draft: Any) -> tuple[list[str], list[str]]:
    """What stands in the row of the form, and what under More."""
    bar = client.get(change_path(draft)).content.decode().partition('<div class="save-bar">')[2].partition("</form>")[0]
    row, _, rest = bar.partition("<details")
    menu, _, after = rest.partition("</details>")
    named = [re.findall(r'value="([^"]*)"|<a [^>]*>([^<]*)</a>', part) for part in (row + after, menu)]
    in_row, in_menu = [["".join(names) for names in found] for found in named]
    return in_row, in_menu


def test_the_step_that_the_policy_lets_through_leads_and_the_other_waits_under_more(settings: Any) -> None:
    draft = drafted()
    both, petra = at_work("bo", "Editors", "Publishers"), at_work("petra", "Publishers")
    rest = ["Save and close", "Save and add another", "Delete …"]

    assert buttons(at_work("ada", "Editors"), draft) == (["Save", "Preview", "Submit …"], rest)
    assert buttons(both, draft) == (["Save", "Preview", "Submit …"], ["Publish …", *rest])
    assert buttons(petra, draft) == (["Publish …", "Back to the list"], [])
    approved(draft)
    assert buttons(both, draft) == (["Save", "Preview", "Publish …"], ["Submit …", *rest])
    settings.FOUR_EYES = False
    assert buttons(both, drafted(name="Other")) == (["Save", "Preview", "Publish …"], ["Submit …", *rest])


@pytest.mark.parametrize("group", ["Publishers", "Medical reviewers"])
def test_an_emergency_withdrawal_takes_one_form_and_one_person(group: str) -> None:
    draft = drafted(name="Numbness")
    approved(draft)
    publish([draft.item], by=make_user(name="paul"))
    client = at_work("mira", group)

    client.post(f"/admin/publishing/item/{draft.item_id}/withdraw/", {"reason": "Wrong dose.", "for_harm": "on"})

    (task,) = Task.objects.all()
    assert (Client().get("/symptoms/numbness/").status_code, task.kind, task.reason) == (
        410,
        "withdrawal",
        "Wrong dose.",
    )
    # Who published it, and who wrote it: its submission is history by now.
    for concerned in ("paul", "ada"):
        assert "Wrong dose." in Message.objects.filter(recipient__username=concerned).latest("pk").text


def test_the_desk_asks_few_queries_of_a_member_of_a_group_however_much_is_in_review() -> None:
    client = at_work("petra", "Publishers")
    counts = []
    for round_ in range(2):
        for number in range(4):
            draft = drafted(by="ada", name=f"Sign {round_} {number}")
            submit([draft.item], by=make_user(name="ada"), fact_check=bool(number % 2))
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        counts.append(len(queries))

    assert counts == [counts[0], counts[0]]
    assert counts[0] <= MOST_QUERIES_OF_THE_DESK


def test_a_draft_that_was_submitted_stays_on_record() -> None:
    draft = drafted()
    submit([draft.item], by=make_user(name="ada"))

    answer = at_work("ravi", "Editors").post(
        f"{change_path(draft).removesuffix('change/')}delete/", {"post": "yes"}, follow=True
    )

    assert "what was reviewed stays on record" in said(answer)[0]
    assert kinds.get("symptom").draft_of(draft.item).pk == draft.pk


def test_a_form_that_may_only_be_read_loads_no_scripts_of_the_editor() -> None:
    article = make_article()

    pages = [
        at_work("ada", "Editors").get(change_path(article)),
        at_work("petra", "Publishers").get(change_path(article)),
    ]

    assert [b"content_editor" in page.content for page in pages] == [True, False]
    assert [b"admin/js/jquery.init.js" in page.content for page in pages] == [True, True]


def test_a_form_that_may_only_be_read_shows_texts_as_they_look() -> None:
    text = '<p>It is <strong>so</strong><cite class="ref" data-refs="a">[ref:a]</cite>.</p>'
    article = make_article(text=text, summary="Said [[ref:a]].")

    page = at_work("mira", "Medical reviewers").get(change_path(article)).content.decode()

    assert ("<strong>so</strong>" in page, "&lt;" in page, "Said [[ref:a]]." in page) == (True, False, True)


def test_links_in_a_form_that_may_only_be_read_lead_to_the_pages_they_name(settings: Any) -> None:
    settings.FOUR_EYES = False
    iron, zinc = make_nutrient(name="Iron & co", live=True), make_nutrient(name="Zinc")
    text = f'<p><a href="object:{iron.item_id}">One</a> and <a href="object:{zinc.item_id}">another</a>.</p>'
    typed = f'href="object:{iron.item_id}"'
    article = make_article(text=text, summary=typed)

    page = at_work("mira", "Medical reviewers").get(change_path(article)).content.decode()

    assert '<a href="/nutrients/iron-co/" title="Iron &amp; co"' in page
    assert f'<a href="/admin/publishing/item/{zinc.item_id}/preview/" title="Not public"' in page
    assert (escape(typed) in page, typed in page) == (True, False)


def test_the_note_of_a_publisher_who_came_second_is_given_back(settings: Any) -> None:
    settings.FOUR_EYES = False
    draft, petra = drafted(name="Numbness"), at_work("petra", "Publishers")
    sent = {"item": draft.item_id, "_publish": "1", "change": "major", "note": "Clearer words."}
    petra.post(PUBLISH, sent)

    answer = at_work("paul", "Publishers").post(PUBLISH, sent, follow=True)

    told = "Nothing was published: readers already see exactly this. Your note was not used: “Clearer words.”"
    assert said(answer) == [told]
    assert draft.item.editions.count() == 1
