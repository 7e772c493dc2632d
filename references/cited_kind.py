"""Kinds whose documents hold cited text: their citations and links become mentions, their text is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from django.urls import reverse

from publishing.kinds import Kind, Mention
from publishing.models import Item
from publishing.moment import Moment
from publishing.problems import Problem, Severity
from references import marks
from references.citations import mentions_in
from references.claim_kinds import ClaimKind
from references.claims import EVERY_KIND, Finding, findings, short, without_place
from references.richtext import shows_something
from references.source_gaps import kind_of_study
from references.source_problems import problems_of_sources
from references.waiver_models import ClaimWaiver

MAY_WAIVE = "references.add_claimwaiver"


class CitedKind(Kind[Any, Any]):
    # The claims that need a source in texts of this kind.
    gated: ClassVar[Collection[ClaimKind]] = EVERY_KIND

    def passages(self, document: Any) -> Iterator[tuple[str, str]]:
        """Every piece of cited text in display order: its place in an editor's words, and its HTML."""
        raise NotImplementedError

    def mentions(self, document: Any) -> Iterable[Mention]:
        for place, html in self.passages(document):
            yield from mentions_in(html, place=place)

    def findings(self, document: Any, item: Item, moment: Moment) -> Iterator[tuple[str, Finding]]:
        """What the claim gate finds in the document, each with its place."""
        sources = self.sources(document, moment)
        waived = set(ClaimWaiver.objects.in_force(item).values_list("fingerprint", flat=True))
        for place, html in self.passages(document):
            for finding in findings(html, sources=sources, waived=waived, gated=self.gated):
                yield place, finding

    def sources(self, document: Any, moment: Moment) -> dict[str, str]:
        """The kind of study of every live source, by each key that the document cites it with."""
        keys = {key for _, html in self.passages(document) for key in marks.keys(html)}
        return {
            key: kind_of_study(live.document.source, live.document.study_type)
            for key, live in moment.by_keys("reference", keys).items()
        }

    def problems(self, document: Any, item: Item, moment: Moment) -> Iterable[Problem]:
        for place, finding in self.findings(document, item, moment):
            yield Problem(
                item_id=item.id,
                code=finding.code,
                message=finding.message,
                place=place,
                severity=finding.severity,
                exception_url=waiver_url(item, finding),
                exception_right=MAY_WAIVE,
                sentence=finding.excerpt,
            )
        yield from self._without_place(document, item, moment)
        yield from problems_of_sources(self.passages(document), item_id=item.id, moment=moment)

    def _without_place(self, document: Any, item: Item, moment: Moment) -> Iterator[Problem]:
        """Advice, once an item: most sources are web pages without a page or table to name."""
        sources = self.sources(document, moment)
        found = [
            (place, text) for place, html in self.passages(document) for text in without_place(html, sources=sources)
        ]
        if found:
            place, text = found[0]
            others = f" There are {len(found) - 1} more like it here." if len(found) > 1 else ""
            yield Problem(
                item_id=item.id,
                code="no-locator",
                place=place,
                severity=Severity.ADVISES,
                sentence=short(text),
                message=f"“{short(text)}” tells of a treatment: say where in the source it stands, for example "
                f"[[ref:key | Table 3]] or [[ref:key | Dosage]].{others}",
            )


def waiver_url(item: Item, finding: Finding) -> str:
    if not finding.fingerprint:
        return ""
    return reverse("admin:references_claimwaiver_give", args=[item.id, finding.fingerprint])


def empty(text: str, item: Item, *, place: str, says: str) -> Iterator[Problem]:
    """A problem when a text that readers need is missing; `says` tells what belongs there."""
    if not shows_something(text):
        yield Problem(item_id=item.id, code="empty", place=place, message=f"This is empty. Write {says}.")
