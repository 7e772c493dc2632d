"""The librarian's steps: fill in from an identifier, be asked about duplicates, prove identity, merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publishing import clock, workflow
from publishing.models import AuditEntry, Edition, ItemKey, User
from publishing.workflow import Refused
from references.health import Told, record_notice
from references.identity import check_by_hand
from references.merging import merge
from references.models import DistinctSources, Reference
from tests.factories import edit, make_article, make_nutrient, make_policy, make_reference, make_user
from tests.references.lookup.replay import Registries, registries, reply
from tests.references.lookup.test_find import DOI, crossref

pytestmark = pytest.mark.django_db

TITLE = "A made-up trial of cobalamin"
ADD = "/admin/references/reference/add/"


@pytest.fixture
def known() -> Iterator[Registries]:
    with registries() as found:
        yield found


@pytest.fixture
def librarian() -> Client:
    user = make_user(name="ada")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True, first_name="Ada", last_name="Adeyemi")
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def a_record(**fields: Any) -> Reference:
    known = {"slug": "mueller-2020", "title": TITLE, "authors": "M\u00fcller, Ann", "issued": "2020"}
    return make_reference(**(known | fields))


def text(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    response = client.post(path, data, follow=True) if data is not None else client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def step(reference: Reference, name: str) -> str:
    return f"/admin/references/reference/{reference.pk}/{name}/"


def public(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_pasted_doi_fills_the_form_and_proves_the_record_when_it_is_saved(
    librarian: Client, known: Registries
) -> None:
    update = {"DOI": "10.5555/notice.2", "type": "expression_of_concern", "updated": {"date-parts": [[2024, 5, 14]]}}
    known["/works/10.5555%2Fmade-up.1"] = reply(crossref(**{"updated-by": [update]}))

    form = text(librarian, "/admin/references/reference/look-up/", {"pasted": f"https://doi.org/{DOI}"})

    assert "Filled in from Crossref. Look it over, then save." in form
    assert f'value="{TITLE}"' in form
    assert f'name="doi" value="{DOI}"' in form
    assert Reference.objects.count() == 0
    data = {
        "title": TITLE,
        "type": "article-journal",
        "doi": DOI,
        "authors": "M\u00fcller, Ann",
        "slug": "mueller-2020",
    }
    librarian.post(f"{ADD}?looked_up=1", data)
    page = public("/references/mueller-2020/")
    assert "by Ada Adeyemi: its DOI 10.5555/made-up.1 has this title. How: Looked up at Crossref." in page
    assert "The journal has published an expression of concern about this source on 14 May 2024." in page


def test_without_look_ups_the_form_holds_what_was_pasted_and_says_so(librarian: Client) -> None:
    form = text(librarian, "/admin/references/reference/look-up/", {"pasted": f"doi:{DOI}"})

    assert "Look-ups are off on this site, so nothing was asked." in form
    assert f'name="doi" value="{DOI}"' in form


def test_a_window_that_the_citation_dialog_opened_stays_one(librarian: Client) -> None:
    answer = librarian.post("/admin/references/reference/look-up/", {"pasted": f"doi:{DOI}", "_popup": "1"})

    assert answer["Location"].endswith("&_popup=1")
    assert '<input type="hidden" name="_popup" value="1">' in text(librarian, answer["Location"])


def test_what_the_library_has_is_opened_instead_of_looked_up(librarian: Client) -> None:
    a_record(doi=DOI)

    form = text(librarian, "/admin/references/reference/look-up/", {"pasted": DOI})

    assert "The library has this already, as \u201cmueller-2020\u201d. Cite that." in form


def test_a_record_that_looks_like_another_is_asked_about_once(librarian: Client) -> None:
    other = a_record()
    data = {
        "title": TITLE.upper(),
        "type": "article-journal",
        "authors": "M\u00fcller, A",
        "issued": "2021",
        "slug": "new",
    }

    asked = text(librarian, ADD, data)

    assert "Not saved yet: this may be in the library already." in asked
    assert "(mueller-2020): nearly the same title, year and first author." in asked
    assert f'name="title" value="{TITLE.upper()}"' in asked
    assert Reference.objects.count() == 1
    text(librarian, ADD, {**data, "not_same": str(other.pk)})
    new = Reference.objects.get(slug="new")
    assert DistinctSources.objects.filter(first=other, second=new).exists()
    saved = librarian.post(
        f"/admin/references/reference/{new.pk}/change/", {**data, "issued": "2020", "version_seen": new.version}
    )
    assert saved.status_code == 302


def test_the_form_of_a_record_names_what_looks_like_it_until_someone_says_no(librarian: Client) -> None:
    record, other = a_record(), a_record(slug="mueller-2020a")
    change = f"/admin/references/reference/{record.pk}/change/"
    assert "It may be the same work as" in text(librarian, change)

    page = text(librarian, step(record, "not-same"), {"with": other.slug})

    assert "Remembered: \u201cA made-up trial of cobalamin\u201d is another work." in page
    assert "It may be the same work as" not in text(librarian, change)


def test_two_records_become_one_field_by_field(librarian: Client) -> None:
    kept = a_record(doi=DOI, publisher="Right Press")
    gone = a_record(slug="mueller-2020a", pmid="31234567", publisher="Wrong Press", volume="5")
    make_policy(live=True)
    make_article(text="<p>Legs grow weak [[ref:mueller-2020a]]. Arms too [[ref:mueller-2020]].</p>", live=True)

    shown = text(librarian, f"{step(kept, 'merge')}?with=mueller-2020a")
    assert "An example article" in shown
    data = {"with": "mueller-2020a", "reason": "Typed twice.", "take-pmid": "merged", "take-volume": "merged"}
    said = text(librarian, step(kept, "merge"), {**data, "take-publisher": "kept"})

    assert "Merged. The key \u201cmueller-2020a\u201d leads here from now on, wherever it is cited." in said
    kept.refresh_from_db()
    assert (kept.doi, kept.pmid, kept.volume, kept.publisher) == (DOI, "31234567", "5", "Right Press")
    assert ItemKey.objects.get(key="mueller-2020a").item_id == kept.item_id
    assert Client().get("/references/mueller-2020a/").headers["Location"] == "/references/mueller-2020/"
    article = public("/articles/an-example-article/")
    assert (article.count('<li id="ref-'), article.count('href="#ref-1"')) == (1, 2)
    merged = AuditEntry.objects.get(action="merge")
    assert (merged.item_id, merged.reason, str(merged.actor)) == (gone.item_id, "Typed twice.", "ada")
    assert "mueller-2020a" not in text(librarian, "/admin/references/reference/").replace("mueller-2020a</", "")


def test_a_merge_that_can_not_be_is_refused_in_words_and_changes_nothing() -> None:
    kept, gone = a_record(doi=DOI), a_record(slug="mueller-2020a", authors="M\u00fcller, Ann")
    ada = make_user()
    before = list(Edition.objects.values_list("item__key", "live_until"))
    with pytest.raises(Refused, match="can't be merged into itself"):
        merge(kept, into=kept, taking=[], by=ada, reason="Twice.")
    with pytest.raises(Refused, match="Say why they are one work"):
        merge(gone, into=kept, taking=[], by=ada, reason=" ")
    Reference.objects.filter(pk=gone.pk).update(issued="soon")
    with pytest.raises(Refused, match=r"would not be right, so nothing was merged. .soon. is not a date"):
        merge(gone, into=kept, taking=["issued"], by=ada, reason="Twice.")

    assert list(Edition.objects.values_list("item__key", "live_until")) == before
    merge(gone, into=kept, taking=[], by=ada, reason="Twice.")
    with pytest.raises(Refused, match=r"\(mueller-2020a\) was merged into mueller-2020 already"):
        merge(gone, into=kept, taking=[], by=ada, reason="Twice.")


def test_notices_of_the_merged_record_stand_over_the_survivor() -> None:
    kept, gone = a_record(), a_record(slug="mueller-2020a")
    told = Told(nature="retraction", dated_on=None, registry="Crossref", number="retraction 1")
    record_notice(gone.item, told, at=clock.now())

    merge(gone, into=kept, taking=[], by=make_user(), reason="Twice.")

    assert "This source was retracted." in public("/references/mueller-2020/")


def test_a_librarian_proves_a_record_by_hand(librarian: Client) -> None:
    record = a_record(doi=DOI)
    assert "Unverified: nobody has put on record" in public("/references/mueller-2020/")

    said = text(
        librarian, step(record, "identity"), {"scheme": "doi", "title_seen": "A MADE-UP TRIAL OF COBALAMIN.", "how": ""}
    )

    assert "Verified: the title there is the title of this record." in said
    assert "How: Opened it and read the title there." in public("/references/mueller-2020/")


def test_another_title_or_identifier_voids_the_proof() -> None:
    record = a_record(doi=DOI)
    check_by_hand(record, scheme="doi", title_seen=TITLE, how="", by=make_user(), at=clock.now())
    publish_minor(edit(record, volume="6"))
    assert "Verified on" in public("/references/mueller-2020/")

    publish_minor(edit(record, title="A made-up trial of folate"))

    assert "Unverified" in public("/references/mueller-2020/")


def publish_minor(reference: Reference) -> None:
    workflow.publish([reference.item], by=make_user(), change="minor")


def test_a_mismatch_is_told_in_public_and_blocks_what_cites_it() -> None:
    record = a_record(doi=DOI)
    make_nutrient(function="<p>Cells need it [[ref:mueller-2020]].</p>", live=True)
    check_by_hand(record, scheme="doi", title_seen="Bones of whales", how="", by=make_user(), at=clock.now())
    other = make_nutrient(name="Other", function="<p>So [[ref:mueller-2020]]. And so [[ref:mueller-2020]].</p>")

    problems = [(problem.code, problem.message) for problem in other.publish_problems()]

    assert problems == [
        (
            "mismatched-source",
            "Source \u201cmueller-2020\u201d is stored as \u201cA made-up trial of cobalamin\u201d, but its DOI 10.5555/made-up.1 "
            "belongs to \u201cBones of whales\u201d. Correct the record's title or DOI, or cite another source.",
        )
    ]
    assert "<strong>Mismatch.</strong> Its DOI 10.5555/made-up.1 belongs to \u201cBones of whales\u201d" in public(
        "/references/mueller-2020/"
    )
    assert "Its title is not the one at its identifier." in public("/nutrients/cobalamin/")


def test_the_screen_of_retracted_sources_leads_to_the_very_sentences(librarian: Client) -> None:
    screen = "/admin/references/notice/"
    assert "Nothing is known of any retraction in the library." in text(librarian, screen)
    record = a_record(doi=DOI)
    make_nutrient(function="<p>Cells need it [[ref:mueller-2020]]. Bones do not.</p>", live=True)
    told = Told(nature="retraction", dated_on=None, registry="Crossref", number="retraction 1", reasons=["Fake data"])
    record_notice(record.item, told, at=clock.now())

    shown = text(librarian, screen)

    assert "<q>Cells need it.</q>" in shown
    assert "Bones do not" not in shown
    assert "Fake data" in shown


def test_steps_are_for_those_who_may_change_references() -> None:
    record, other = a_record(doi=DOI), a_record(slug="mueller-2020a")
    mo = make_user(name="mo")
    User.objects.filter(pk=mo.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=mo.pk))

    answers = [
        client.post("/admin/references/reference/look-up/", {"pasted": DOI}).status_code,
        client.get(step(record, "identity")).status_code,
        client.post(step(record, "merge"), {"with": other.slug, "reason": "x"}).status_code,
        client.post(step(record, "not-same"), {"with": other.slug}).status_code,
        client.get("/admin/references/notice/").status_code,
    ]

    assert answers == [403] * 5


@pytest.mark.on_postgresql
@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("look_up", {"pasted": "10.5555/\0x"}),
        ("merge", {"with": "rao-\0"}),
        ("merge", {"with": "ada-2001", "reason": "One\0 work."}),
        ("identity", {"scheme": "doi", "title_seen": "A\0 title", "how": "\0"}),
        ("newer", {"notice": "\0"}),
        ("not_same", {"with": "rao-\0"}),
    ],
)
def test_a_form_made_by_hand_with_a_nul_in_it_breaks_nothing(
    step: str, sent: dict[str, str], librarian: Client
) -> None:
    reference = make_reference(slug="rao-2020", doi="10.5555/x")
    make_reference(slug="ada-2001", title="Another")

    response = librarian.post(
        reverse(f"admin:references_reference_{step}", args=[] if step == "look_up" else [reference.pk]), sent
    )

    assert response.status_code in (200, 302)
