"""The fixed words for what a source is, and what it comes in: its type, the season it is of, its tier and its study design. It judges nothing."""

from __future__ import annotations

from django.db.models import TextChoices


class CslType(TextChoices):
    """The types the formatter knows, by their names in CSL-JSON."""

    ARTICLE_JOURNAL = "article-journal", "Journal article"
    WEBPAGE = "webpage", "Web page"
    BOOK = "book", "Book"
    CHAPTER = "chapter", "Book chapter"
    REPORT = "report", "Report"
    THESIS = "thesis", "Thesis"
    DATASET = "dataset", "Data set"
    ARTICLE = "article", "Preprint"
    ARTICLE_NEWSPAPER = "article-newspaper", "Newspaper article"
    ARTICLE_MAGAZINE = "article-magazine", "Magazine article"
    PAPER_CONFERENCE = "paper-conference", "Conference paper"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopedia entry"
    LEGISLATION = "legislation", "Law or regulation"


class Season(TextChoices):
    """For what appears four times a year and prints no month."""

    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"
    AUTUMN = "autumn", "Autumn"
    WINTER = "winter", "Winter"


class SourceTier(TextChoices):
    """How near a source stands to the evidence it speaks of."""

    PRIMARY = "primary", "Primary: reports its own data"
    SECONDARY = "secondary", "Secondary: reviews the data of others"
    TERTIARY = "tertiary", "Tertiary: summarises reviews for readers"


class StudyType(TextChoices):
    """Study design or kind of document, in falling order of what a claim of effect may rest on."""

    SYSTEMATIC_REVIEW = "systematic-review", "Systematic review or meta-analysis"
    RANDOMISED_TRIAL = "randomised-trial", "Randomised controlled trial"
    COHORT = "cohort", "Cohort study"
    CASE_CONTROL = "case-control", "Case-control study"
    CROSS_SECTIONAL = "cross-sectional", "Cross-sectional study"
    CASE_REPORT = "case-report", "Case report or series"
    LABORATORY = "laboratory", "Laboratory or animal study"
    GUIDELINE = "guideline", "Guideline or consensus statement"
    NARRATIVE_REVIEW = "narrative-review", "Narrative review"
    FACT_SHEET = "fact-sheet", "Government fact sheet"
    REFERENCE_BOOK = "reference-book", "Reference book"
    DATASET = "dataset", "Data set"
    REGULATION = "regulation", "Law or regulation"
    CONSUMER_PAGE = "consumer-page", "Consumer health page"
    NEWS = "news", "News"
    COMMERCIAL = "commercial", "Commercial page"
    OPINION = "opinion", "Expert opinion"


class GradeSystem(TextChoices):
    """The systems in which sources grade themselves; the guide only quotes their words."""

    GRADE = "grade", "GRADE certainty"
    USPSTF = "uspstf", "USPSTF grade"
    SORT = "sort", "SORT rating"


class Nature(TextChoices):
    """What can happen to a work after it was published, in the words of the Retraction Watch database; and that it has a newer version."""

    RETRACTION = "retraction", "Retracted"
    CONCERN = "concern", "Expression of concern"
    CORRECTION = "correction", "Corrected"
    REINSTATEMENT = "reinstatement", "Reinstated"
    NEWER_VERSION = "newer-version", "Newer version"


class LinkState(TextChoices):
    """What became of the last attempt to reach a source's address."""

    OK = "ok", "Works"
    REDIRECTED = "redirected", "Works at another address"
    BLOCKED = "blocked", "Closed to machines"
    TIMEOUT = "timeout", "Did not answer"
    FAILING = "failing", "Fails"
    DEAD = "dead", "Dead"


class Format(TextChoices):
    """What references are imported from."""

    BIBTEX = "bibtex", "BibTeX"
    RIS = "ris", "RIS"
    MEDLINE = "medline", "PubMed (MEDLINE, .nbib)"
    CSL_JSON = "csl-json", "CSL-JSON"
    PUBMED_XML = "pubmed-xml", "PubMed XML"
