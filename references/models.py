"""The library: one record a source, with normalised identifiers that no two records share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from publishing.models import Draft
from references import identifiers
from references.age_models import AgeLimit as AgeLimit
from references.csl import authors_from_lines
from references.health_models import IdentityCheck as IdentityCheck
from references.health_models import LinkCheck as LinkCheck
from references.health_models import Notice as Notice
from references.identifiers import BadIdentifier
from references.import_models import ImportRow as ImportRow
from references.import_models import ReferenceImport as ReferenceImport
from references.likeness import author_key, title_key
from references.match_keys import MatchKeyField
from references.vocabulary import CslType, GradeSystem, Season, SourceTier, StudyType
from references.waiver_models import ClaimWaiver as ClaimWaiver

KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
ISSUED = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")

NORMALISERS: dict[str, Callable[[str], str]] = {
    "doi": identifiers.normalise_doi,
    "pmid": identifiers.normalise_pmid,
    "pmcid": identifiers.normalise_pmcid,
    "isbn": identifiers.normalise_isbn,
    "url": identifiers.canonical_url,
}


class IdentifierField(models.CharField):
    """Holds an identifier in its normal form, however it was typed and whoever writes it.

    Look-ups are normalised alike: filter(doi="https://doi.org/10.1/X") finds 10.1/x.
    """

    def __init__(self, *args: Any, scheme: str, **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(*args, **{"blank": True, "max_length": 300, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "scheme": self.scheme}

    def to_python(self, value: Any) -> Any:
        """Django asks this of every form and of every value on its way to the database."""
        text = super().to_python(value)
        try:
            return NORMALISERS[self.scheme](text) if text else text
        except BadIdentifier as error:
            raise ValidationError(str(error), code="bad-identifier") from error


def validate_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ValidationError(
            f"“{key}” can't be a citation key. Use 2 to 64 small letters, digits and hyphens, for example briani-2013.",
            code="bad-key",
        )


def validate_issued(text: str) -> None:
    if not ISSUED.fullmatch(text):
        raise ValidationError(
            f"“{text}” is not a date of publication. Write 2013, 2013-05 or 2013-05-14.", code="bad-date"
        )


def validate_authors(text: str) -> None:
    try:
        authors_from_lines(text)
    except ValueError as error:
        raise ValidationError(f"One author can't be read. {error}", code="bad-author") from error


def unique_when_filled(scheme: str, label: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[scheme],
        condition=~Q(**{scheme: ""}),
        name=f"reference_{scheme}_unique",
        violation_error_message=f"Another reference has this {label}. Cite that one instead of adding it again.",
    )


class Reference(Draft):
    """A record of the library. Saving it makes an edition at once; its `slug` is the citation key."""

    kind = "reference"

    title = models.CharField(max_length=1000, help_text="As printed. For a web page, the title of the page.")
    type = models.CharField(
        max_length=30,
        choices=CslType,
        default=CslType.ARTICLE_JOURNAL,
        help_text="What was published. It decides how the source is written in lists of references.",
    )
    authors = models.TextField(
        blank=True,
        validators=[validate_authors],
        help_text="One a line: Briani, Chiara. An organisation stands alone on its line: World Health Organization.",
    )
    original_title = models.CharField(
        max_length=1000,
        blank=True,
        help_text="Only where the title above is a translation: the title in its own language.",
    )
    editors = models.TextField(
        blank=True,
        validators=[validate_authors],
        help_text="One a line, like authors. Of a chapter or conference paper: the editors of the whole book.",
    )
    translators = models.TextField(blank=True, validators=[validate_authors], help_text="One a line, like authors.")
    container_title = models.CharField(
        "journal, book or site", max_length=500, blank=True, help_text="What the work appeared in: Nutrients."
    )
    container_title_short = models.CharField(
        "short name of the journal",
        max_length=200,
        blank=True,
        help_text="As PubMed abbreviates it: Am Fam Physician. Lists of references show it in place of the whole name.",
    )
    series = models.CharField(
        max_length=300, blank=True, help_text="That a book or report is part of: WHO Technical Report Series."
    )
    number = models.CharField(
        max_length=100, blank=True, help_text="Of a report, or within the series: 916, or NICE guideline NG239."
    )
    genre = models.CharField(
        "kind of work",
        max_length=100,
        blank=True,
        help_text="A word that belongs into the reference: Doctoral thesis, Policy brief.",
    )
    event_title = models.CharField(
        "conference", max_length=300, blank=True, help_text="Its name, for what was presented there."
    )
    event_place = models.CharField("place of the conference", max_length=200, blank=True)
    publisher = models.CharField(
        max_length=300, blank=True, help_text="For books, reports and web pages: World Health Organization."
    )
    publisher_place = models.CharField("place of publication", max_length=200, blank=True)
    issued = models.CharField(
        "date of publication", max_length=10, blank=True, validators=[validate_issued], help_text="2013 or 2013-05-14."
    )
    season = models.CharField(
        max_length=10, choices=Season, blank=True, help_text="Only where one is printed in place of a month."
    )
    volume = models.CharField(max_length=50, blank=True)
    issue = models.CharField(max_length=50, blank=True)
    page = models.CharField("pages", max_length=100, blank=True, help_text="4521-4539, or an article number: e2741.")
    edition = models.CharField(max_length=100, blank=True, help_text="For books: 11, or revised.")
    doi = IdentifierField("DOI", scheme="doi", help_text="In any form: 10.3390/nu5114521 or its link.")
    pmid = IdentifierField("PubMed ID", scheme="pmid", help_text="Digits, or the link of its page at PubMed.")
    pmcid = IdentifierField(
        "PubMed Central ID", scheme="pmcid", help_text="PMC and digits. Readers can read these in full."
    )
    isbn = IdentifierField("ISBN", scheme="isbn", help_text="Of a book: 10 or 13 digits, with or without hyphens.")
    url = IdentifierField(
        "web address", scheme="url", max_length=1000, help_text="Where readers can read it: https://www.who.int/..."
    )
    accessed_on = models.DateField("last read on", null=True, blank=True, help_text="When a person last read the page.")
    archive_url = IdentifierField(
        "archived copy",
        scheme="url",
        max_length=1000,
        help_text="Of the page, at an archive. Readers are offered it when the address above is dead.",
    )
    archived_on = models.DateField(null=True, blank=True, help_text="The day that the archived copy shows.")
    language = models.CharField(max_length=20, blank=True, help_text="Code of the language, if not English: de.")
    tier = models.CharField(
        max_length=10,
        choices=SourceTier,
        blank=True,
        help_text="A trial is primary, a review of trials secondary, a fact sheet tertiary.",
    )
    study_type = models.CharField(
        "kind of study",
        max_length=20,
        choices=StudyType,
        blank=True,
        help_text="Shown on the reference's own page, so that readers can weigh it.",
    )
    grade_system = models.CharField(
        "graded by",
        max_length=10,
        choices=GradeSystem,
        blank=True,
        help_text="Only where the source states a grade itself. What editors think of it belongs to a statement's certainty.",
    )
    quoted_grade = models.CharField(
        "grade in its own words", max_length=60, blank=True, help_text="As printed: low, or I statement, or B."
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="older_versions",
        verbose_name="newer version",
        help_text="The record of what took its place: the update of a review, the next edition of a guideline. "
        "Readers are told, and whoever answers for a text that cites this one is asked to look.",
    )
    author_key = MatchKeyField(make=author_key)
    title_key = MatchKeyField(make=title_key)
    funding = models.CharField(
        "funding and interests",
        max_length=300,
        blank=True,
        help_text="Only if readers should know it, as the source states it: paid for by the maker of the tablets.",
    )
    is_landmark = models.BooleanField(
        "still the best word on its subject, whatever its age",
        default=False,
        help_text="Then no report asks for a newer one: the trial that settled a question, the law that is in force.",
    )

    class Meta(Draft.Meta):
        ordering = ["title"]
        constraints = [
            *Draft.Meta.constraints,
            unique_when_filled("doi", "DOI"),
            unique_when_filled("pmid", "PubMed ID"),
            unique_when_filled("pmcid", "PubMed Central ID"),
            unique_when_filled("isbn", "ISBN"),
            unique_when_filled("url", "web address"),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")),
                name="reference_superseded_by_another",
                violation_error_message="A source can't be the newer version of itself. Choose another record.",
            ),
        ]
        indexes = [
            models.Index(fields=["author_key"], name="reference_author_key"),
            models.Index(fields=["title_key"], name="reference_title_key"),
        ]

    def clean(self) -> None:
        if self.slug:
            validate_key(self.slug)
        if bool(self.grade_system) != bool(self.quoted_grade):
            missing = "quoted_grade" if self.grade_system else "grade_system"
            raise ValidationError({missing: "A grade is quoted with its system and its own words, or not at all."})
        if any(newer.pk == self.pk for newer in self.newer_versions() if self.pk):
            said = "This record is an older version of it already, so it can't be its newer one. Choose another."
            raise ValidationError({"superseded_by": said})

    def newer_versions(self) -> Iterator[Reference]:
        """What took its place, and what took the place of that, up to the newest."""
        seen: set[int] = set()
        newer = self.superseded_by
        while newer is not None and newer.pk not in seen:
            yield newer
            seen.add(newer.pk)
            newer = newer.superseded_by


class DistinctSources(models.Model):
    """Two records that look alike and are different works: someone looked and said so."""

    first = models.ForeignKey(Reference, models.CASCADE, related_name="+")
    second = models.ForeignKey(Reference, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinctsources_unique"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinctsources_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
