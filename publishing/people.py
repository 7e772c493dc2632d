"""The kind "person": authors, reviewers and teams, with plain-text biographies."""

from __future__ import annotations

from collections.abc import Iterable

from publishing.documents import Document
from publishing.images import ImageUse, choose, image_problems, image_use, picture
from publishing.kinds import Card, Content, Kind
from publishing.models import Item, Person
from publishing.moment import Live, Moment
from publishing.problems import Problem

FIELDS = ("name", "slug", "is_team", "credentials", "role", "biography", "disclosure")


class PersonDocument(Document, frozen=True, kw_only=True):
    name: str
    slug: str
    is_team: bool = False
    credentials: str = ""
    role: str = ""
    biography: str = ""
    disclosure: str = ""
    portrait: ImageUse | None = None

    @property
    def paragraphs(self) -> list[str]:
        return [text.strip() for text in self.biography.replace("\r\n", "\n").split("\n\n") if text.strip()]

    @property
    def name_with_credentials(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class PersonKind(Kind[Person, PersonDocument]):
    name = "person"
    label = "Person"
    prefix = "/people/"
    draft_model = Person
    document_type = PersonDocument
    template = "publishing/person_detail.html"

    def build(self, draft: Person) -> PersonDocument:
        return PersonDocument(portrait=image_use(draft), **{name: getattr(draft, name) for name in FIELDS})

    def restore(self, document: PersonDocument, draft: Person) -> None:
        for name in FIELDS:
            setattr(draft, name, getattr(document, name))
        choose(draft, document.portrait)
        draft.save()

    def card(self, document: PersonDocument) -> Card:
        return Card(title=document.name, path=self.path(document.slug), summary=document.role)

    def problems(self, document: PersonDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        if not document.disclosure.strip():
            yield Problem(
                item_id=item.id,
                code="no-disclosure",
                place="Disclosure",
                message="Say what readers should know of money, shares or posts, or that there is nothing to disclose.",
            )
        yield from image_problems(document.portrait, item, place="Portrait")

    def page(self, live: Live, moment: Moment) -> Content:
        person: PersonDocument = live.document
        portrait = picture(person.portrait, sizes="12rem", is_eager=True) if person.portrait else None
        wrote = [said for said in moment.incoming(live.item_id) if said.role == "author"]
        return Content(context={"person": person, "portrait": portrait, "wrote": wrote})
