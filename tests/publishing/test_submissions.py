"""From a draft to its edition through review: what was approved goes out, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from nutrients.models import Symptom
from publishing import clock
from publishing.candidates import candidate
from publishing.models import AuditEntry, Decision, DraftVersion, MedicalReview, Message, Submission, User
from publishing.pages import page_of
from publishing.standing import Standing, newer_editions, standings_of
from publishing.submissions import Changed, decide, note_saved, submit
from publishing.workflow import Refused, Unapproved, cancel, publish, withdraw
from tests.factories import (
    edit,
    make_article,
    make_faq,
    make_nutrient,
    make_person,
    make_reference,
    make_symptom,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_eyes(settings: Any) -> None:
    settings.FOUR_EYES = True


def may(name: str, *rights: str) -> User:
    """A user with these rights, read afresh so that nothing is remembered of before."""
    user = make_user(name=name)
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return User.objects.get(pk=user.pk)


def checker() -> User:
    return may("ravi", "fact_check")


def approver() -> User:
    return may("petra", "approve")


def save(draft: Any, *, by: User, **fields: Any) -> Any:
    """As the admin saves."""
    saved = edit(draft, changed_by=by, **fields)
    note_saved(candidate(saved.item), by=by)
    return saved


def drafted(*, by: str = "ada", **fields: Any) -> Symptom:
    return save(make_symptom(**fields), by=make_user(name=by), summary="Written.")


def approved(draft: Any, *, by: User | None = None) -> Submission:
    (submission,) = submit([draft.item], by=by or make_user(name="ada"), fact_check=False)
    decide([submission], step="approval", verdict="passed", by=approver())
    return submission


def standing(draft: Any) -> Standing:
    return standings_of([draft.item])[draft.item_id]


def refused(action: Any) -> str:
    with pytest.raises(Refused) as caught:
        action()
    return str(caught.value)


def test_what_was_approved_by_somebody_else_goes_out_byte_for_byte() -> None:
    draft = drafted()
    submission = approved(draft)

    (edition,) = publish([draft.item], by=make_user(name="paul"))

    assert (edition.document, edition.sha256) == (submission.document, submission.sha256)
    assert standings_of([draft.item]) == {}


def test_a_draft_that_nobody_reviewed_is_refused_for_every_account_but_the_sites_own() -> None:
    draft = drafted(name="Numbness")
    root = make_user(name="root")
    root.is_superuser = True
    root.save()
    system = User.objects.create(username="system", is_system=True, is_active=False)

    said = refused(lambda: publish([draft.item], by=root))

    assert said == "Symptom “Numbness”: Nobody has reviewed what it says now. Submit it for review."
    assert len(publish([draft.item], by=system)) == 1


def test_a_record_of_the_library_needs_no_approval() -> None:
    assert make_reference().item.editions.count() == 1


def test_with_the_policy_off_one_person_publishes_their_own_work(settings: Any) -> None:
    settings.FOUR_EYES = False

    assert len(publish([drafted().item], by=make_user(name="ada"))) == 1


@pytest.mark.parametrize("name", ["ada", "bob", "sue"])
def test_nobody_approves_what_they_submitted_or_edited_since_the_last_edition(name: str) -> None:
    draft = save(drafted(by="ada"), by=make_user(name="bob"), body="<p>More.</p>")
    (submission,) = submit([draft.item], by=make_user(name="sue"), fact_check=False)

    said = refused(lambda: decide([submission], step="approval", verdict="passed", by=may(name, "approve")))

    assert said.startswith("You submitted or edited Symptom “Numbness” yourself")


def test_whoever_edited_before_the_last_edition_may_approve_the_next() -> None:
    draft = drafted(by="petra")
    approved_by_ravi = submit([draft.item], by=make_user(name="petra"), fact_check=False)
    decide(approved_by_ravi, step="approval", verdict="passed", by=may("ravi", "approve"))
    publish([draft.item], by=make_user(name="paul"))

    draft = save(draft, by=make_user(name="ada"), summary="Mended.")
    approved(draft)

    assert len(publish([draft.item], by=make_user(name="paul"), note="Mended.")) == 1


def test_saving_without_a_change_makes_nobody_a_writer_and_voids_nothing() -> None:
    draft = drafted()
    approved(draft)

    draft = save(draft, by=approver())

    assert (standing(draft).name, len(publish([draft.item], by=make_user(name="paul")))) == ("approved", 1)


def test_an_edit_after_approval_voids_it_and_says_who_and_when() -> None:
    draft = drafted()
    approved(draft)

    draft = save(draft, by=make_user(name="bob"), summary="Other words.")

    when = DraftVersion.objects.get(item=draft.item, version=draft.version).saved_at
    said = f"Approval void: bob edited it on {when:%d %b %Y, %H:%M}"
    assert (standing(draft).label, standing(draft).name) == (said, "")
    assert said in refused(lambda: publish([draft.item], by=make_user(name="paul")))
    assert list(Submission.objects.pending().current()) == []
    assert AuditEntry.objects.filter(action="void").count() == 1


def test_an_edit_of_a_row_voids_too_though_nobody_told() -> None:
    nutrient = save(make_nutrient(), by=make_user(name="ada"), summary="Written.")
    approved(nutrient)
    edit(nutrient, function="Other words.")

    assert "void" in refused(lambda: publish([nutrient.item], by=make_user(name="paul")))


def test_typing_the_approved_words_again_makes_the_approval_good_again() -> None:
    draft = drafted()
    approved(draft)
    draft = save(draft, by=make_user(name="bob"), summary="Other words.")

    draft = save(draft, by=make_user(name="bob"), summary="Written.")

    assert standing(draft).name == "approved"


def test_the_steps_come_in_their_order_and_each_once() -> None:
    draft = drafted()
    (submission,) = submit([draft.item], by=make_user(name="ada"), medical_review=True)
    medic = may("mira", "medical_review")
    names = [standing(draft).name]

    early = refused(lambda: decide([submission], step="approval", verdict="passed", by=approver()))
    for step, who in [("fact-check", checker()), ("medical-review", medic), ("approval", approver())]:
        assert list(Submission.objects.pending().current().at_step(step)) == [submission]
        decide([submission], step=step, verdict="passed", by=who)
        names.append(standing(draft).name)

    assert early == "The approval of Symptom “Numbness” is not due: fact-check comes first."
    assert names == ["fact-check", "medical-review", "approval", "approved"]
    again = refused(lambda: decide([submission], step="approval", verdict="passed", by=may("paul", "approve")))
    assert again == "The approval of Symptom “Numbness” was passed already, by petra."


def test_a_decision_needs_its_right_and_a_rejection_its_reason() -> None:
    (submission,) = submit([drafted().item], by=make_user(name="ada"))

    without_right = refused(lambda: decide([submission], step="fact-check", verdict="passed", by=approver()))
    without_reason = refused(
        lambda: decide([submission], step="fact-check", verdict="sent-back", by=checker(), reason=" ")
    )

    assert without_right == "Your account may not decide about the fact-check. Ask someone who may."
    assert without_reason == "Say why it is sent back: whoever wrote it has to know what to mend."
    assert Decision.objects.count() == 0


def test_what_asked_several_people_for_a_step_is_news_to_none_once_one_took_it_or_an_edit_made_it_void() -> None:
    draft = drafted()
    for name in ("ravi", "rita"):
        may(name, "fact_check")
    (submission,) = submit([draft.item], by=make_user(name="ada"))
    unread = Message.objects.filter(read_at__isnull=True)
    asked = set(unread.values_list("recipient__username", flat=True))
    boss = approver()

    decide([submission], step="fact-check", verdict="passed", by=may("ravi", "fact_check"))
    then = set(unread.values_list("recipient__username", flat=True))
    save(draft, by=make_user(name="bob"), summary="Other words.")

    assert (asked, then) == ({"ravi", "rita"}, {boss.username})
    assert {message.subject for message in unread} == {"“Numbness” was edited: its submission is void"}


def test_what_was_sent_back_can_be_submitted_again_and_then_pass() -> None:
    draft = drafted()
    (first,) = submit([draft.item], by=make_user(name="ada"))
    decide([first], step="fact-check", verdict="sent-back", by=checker(), reason="Which study?")
    said = refused(lambda: publish([draft.item], by=make_user(name="paul")))
    late = refused(lambda: decide([first], step="fact-check", verdict="passed", by=may("rosa", "fact_check")))

    draft = save(draft, by=make_user(name="ada"), summary="Mended.")
    second = approved(draft)

    assert "Which study? Mend it, then submit it again." in said
    assert late == "Symptom “Numbness” was sent back already, by ravi."
    assert (second.number, len(publish([draft.item], by=make_user(name="paul")))) == (2, 1)


def test_submitting_twice_makes_one_submission() -> None:
    draft = drafted()
    submit([draft.item], by=make_user(name="ada"))

    said = refused(lambda: submit([draft.item], by=make_user(name="bob")))

    assert said.startswith("Symptom “Numbness” has been submitted as it is: in fact-check, submitted by ada")
    assert Submission.objects.count() == 1


def test_submitting_what_somebody_else_saved_meanwhile_is_refused() -> None:
    draft = drafted()
    seen = {draft.item_id: candidate(draft.item).sha256}
    save(draft, by=make_user(name="bob"), summary="Other words.")

    with pytest.raises(Changed, match="was saved by somebody else since you opened this page"):
        submit([draft.item], by=make_user(name="ada"), seen=seen)


def test_a_decision_about_a_former_submission_is_refused() -> None:
    draft = drafted()
    (first,) = submit([draft.item], by=make_user(name="ada"))
    draft = save(draft, by=make_user(name="ada"), summary="Mended.")
    void = refused(lambda: decide([first], step="fact-check", verdict="passed", by=checker()))
    submit([draft.item], by=make_user(name="ada"))

    former = refused(lambda: decide([first], step="fact-check", verdict="passed", by=checker()))

    assert "It has to be submitted again." in void
    assert former == "Symptom “Numbness” was submitted again, or went out, after this. Decide about what is there now."


def test_an_approval_is_used_up_by_the_edition_that_it_let_out() -> None:
    draft = drafted()
    approved(draft)
    publish([draft.item], by=make_user(name="paul"))
    withdraw(draft.item, by=make_user(name="paul"), reason="Harm.")

    with pytest.raises(Unapproved):
        publish([draft.item], by=make_user(name="paul"))


def test_an_approval_from_before_a_withdrawal_does_not_bring_the_page_back() -> None:
    draft = drafted()
    approved(draft)
    publish([draft.item], by=make_user(name="paul"))
    draft = save(draft, by=make_user(name="ada"), summary="Mended.")
    approved(draft)
    withdraw(draft.item, by=make_user(name="paul"), reason="Harm.")

    said = refused(lambda: publish([draft.item], by=make_user(name="paul"), note="Back."))

    assert said.endswith("It was withdrawn after it was reviewed. Submit it again.")


def test_a_cancelled_schedule_leaves_the_approval_good() -> None:
    draft = drafted()
    approved(draft)
    (edition,) = publish([draft.item], by=make_user(name="paul"), at=clock.now() + timedelta(days=1))
    cancel(edition, by=make_user(name="paul"))

    assert (standing(draft).name, len(publish([draft.item], by=make_user(name="paul")))) == ("approved", 1)


def test_a_set_is_submitted_and_approved_together() -> None:
    symptom = drafted()
    faq = save(make_faq(), by=make_user(name="ada"), short_answer=f'<a href="object:{symptom.item_id}">It is.</a>')
    both = submit([symptom.item, faq.item], by=make_user(name="ada"), fact_check=False)

    decide(both, step="approval", verdict="passed", by=approver())

    assert len({submission.set_id for submission in both}) == 1
    assert len(publish([symptom.item, faq.item], by=make_user(name="paul"))) == 2


def test_one_of_a_set_that_is_not_approved_keeps_the_whole_set_in() -> None:
    symptom, faq = drafted(), save(make_faq(), by=make_user(name="ada"), short_answer="Written.")
    approved(symptom)

    said = refused(lambda: publish([symptom.item, faq.item], by=make_user(name="paul")))

    assert (said[:4], symptom.item.editions.count()) == ("FAQ ", 0)


def test_an_approval_names_the_editions_of_what_the_page_includes(settings: Any) -> None:
    settings.FOUR_EYES = False
    faq = make_faq(live=True)
    article = make_article(authors=[])
    article.faq_choices.create(faq=faq, position=0)
    settings.FOUR_EYES = True
    (submission,) = submit([article.item], by=make_user(name="ada"), fact_check=False)

    (decision,) = decide([submission], step="approval", verdict="passed", by=approver())

    settings.FOUR_EYES = False
    publish([save(faq, by=make_user(name="bob"), short_answer="Newer.").item], by=make_user(), note="Newer.")
    assert decision.seen == {str(faq.item_id): 1}
    assert newer_editions(standing(article), {faq.item_id: 2}) == {faq.item_id: (1, 2)}


def medic_with_a_person(**fields: Any) -> User:
    person = make_person(name="Mira Mo", **fields)
    publish([person.item], by=User.objects.create(username="system", is_system=True, is_active=False))
    medic = may("mira", "medical_review")
    medic.person = person
    medic.save()
    return medic


def reviewed(draft: Any, medic: User) -> Decision:
    (submission,) = submit([draft.item], by=make_user(name="ada"), fact_check=False, medical_review=True)
    (decision,) = decide([submission], step="medical-review", verdict="passed", by=medic, scope="the care cards")
    decide([submission], step="approval", verdict="passed", by=approver())
    return decision


def test_a_medical_review_of_a_person_with_a_credential_goes_on_record_with_the_edition() -> None:
    medic = medic_with_a_person(credentials="MD")
    draft = drafted()
    decision = reviewed(draft, medic)
    before = MedicalReview.objects.count()

    (edition,) = publish([draft.item], by=make_user(name="paul"))

    assert medic.person is not None
    (record,) = MedicalReview.objects.all()
    review = page_of(edition, clock.now()).review
    assert review is not None
    # It was reviewed before it went out, and the reviewer saw these very words.
    assert (review.at < edition.substantive_from, review.is_outdated) == (True, False)
    assert (before, record.edition, record.reviewer, record.scope, record.reviewed_at, record.recorded_by) == (
        0,
        edition,
        medic.person.item,
        "the care cards",
        decision.decided_at,
        medic,
    )


@pytest.mark.parametrize("credentials", ["", None])
def test_a_medical_review_without_a_credential_is_a_decision_and_no_more(credentials: str | None) -> None:
    medic = may("mira", "medical_review") if credentials is None else medic_with_a_person(credentials=credentials)
    draft = drafted()

    decision = reviewed(draft, medic)
    publish([draft.item], by=make_user(name="paul"))

    assert (decision.reviewer, MedicalReview.objects.count()) == (None, 0)


def test_a_review_of_what_is_scheduled_is_not_told_before_it_is_live() -> None:
    draft = drafted()
    reviewed(draft, medic_with_a_person(credentials="MD"))
    later = clock.now() + timedelta(days=1)

    publish([draft.item], by=make_user(name="paul"), at=later)

    found = [MedicalReview.objects.latest_of(draft.item_id, at=t) for t in (clock.now(), later)]
    assert [review is not None for review in found] == [False, True]


def test_a_kind_that_needs_a_medical_review_does_not_go_out_without(settings: Any) -> None:
    settings.MEDICAL_REVIEW_OF = ["symptom"]
    draft = drafted()
    (submission,) = submit([draft.item], by=make_user(name="ada"), fact_check=False, medical_review=False)
    early = refused(lambda: decide([submission], step="approval", verdict="passed", by=approver()))
    decide([submission], step="medical-review", verdict="passed", by=may("mira", "medical_review"))
    decide([submission], step="approval", verdict="passed", by=approver())

    assert early == "The approval of Symptom “Numbness” is not due: medical review comes first."
    assert len(publish([draft.item], by=make_user(name="paul"))) == 1


def test_a_submission_made_before_the_policy_asked_for_a_medical_review_has_to_be_made_again(
    settings: Any,
) -> None:
    draft = drafted()
    approved(draft)
    settings.MEDICAL_REVIEW_OF = ["symptom"]

    said = refused(lambda: publish([draft.item], by=make_user(name="paul")))

    assert said.endswith("It needs a medical review. Submit it again, and ask for one.")


def test_a_minor_change_needs_no_new_medical_review_unless_it_says_otherwise_when_to_get_help(settings: Any) -> None:
    settings.FOUR_EYES = False
    draft, ada = make_symptom(name="Numbness", live=True), make_user(name="ada")
    settings.MEDICAL_REVIEW_OF = ["symptom"]

    save(draft, by=ada, summary="Spelt rightly.")
    minor = publish([draft.item], by=ada, change="minor")
    draft.care_cards.create(urgency="routine", heading="Wait and see.", body="<p>An example.</p>")
    said = refused(lambda: publish([draft.item], by=ada, change="minor"))

    assert len(minor) == 1
    assert said == "Symptom “Numbness”: Nobody has reviewed what it says now. Submit it for review."
