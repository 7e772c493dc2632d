# Every migration before it as one: a new database takes this step instead of theirs, an older one goes on with them.
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import publishing.models.drafts
import references.likeness
import references.match_keys
import references.models


class Migration(migrations.Migration):
    replaces = [
        ("references", "0001_initial"),
        ("references", "0002_help_of_references"),
        ("references", "0003_what_formats_need"),
        ("references", "0004_match_keys_of_duplicates"),
        ("references", "0005_funding_and_landmark_of_sources"),
    ]

    initial = True

    dependencies = [
        ("publishing", "0001_squashed_0019_task_reminded_at"),
        ("publishing", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "title",
                    models.CharField(help_text="As printed. For a web page, the title of the page.", max_length=1000),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("article-journal", "Journal article"),
                            ("webpage", "Web page"),
                            ("book", "Book"),
                            ("chapter", "Book chapter"),
                            ("report", "Report"),
                            ("thesis", "Thesis"),
                            ("dataset", "Data set"),
                            ("article", "Preprint"),
                            ("article-newspaper", "Newspaper article"),
                            ("article-magazine", "Magazine article"),
                            ("paper-conference", "Conference paper"),
                            ("entry-encyclopedia", "Encyclopedia entry"),
                            ("legislation", "Law or regulation"),
                        ],
                        default="article-journal",
                        help_text="What was published. It decides how the source is written in lists of references.",
                        max_length=30,
                    ),
                ),
                (
                    "authors",
                    models.TextField(
                        blank=True,
                        help_text="One a line: Briani, Chiara. An organisation stands alone on its line: World Health Organization.",
                        validators=[references.models.validate_authors],
                    ),
                ),
                (
                    "original_title",
                    models.CharField(
                        blank=True,
                        help_text="Only where the title above is a translation: the title in its own language.",
                        max_length=1000,
                    ),
                ),
                (
                    "editors",
                    models.TextField(
                        blank=True,
                        help_text="One a line, like authors. Of a chapter or conference paper: the editors of the whole book.",
                        validators=[references.models.validate_authors],
                    ),
                ),
                (
                    "translators",
                    models.TextField(
                        blank=True,
                        help_text="One a line, like authors.",
                        validators=[references.models.validate_authors],
                    ),
                ),
                (
                    "container_title",
                    models.CharField(
                        blank=True,
                        help_text="What the work appeared in: Nutrients.",
                        max_length=500,
                        verbose_name="journal, book or site",
                    ),
                ),
                (
                    "container_title_short",
                    models.CharField(
                        blank=True,
                        help_text="As PubMed abbreviates it: Am Fam Physician. Lists of references show it in place of the whole name.",
                        max_length=200,
                        verbose_name="short name of the journal",
                    ),
                ),
                (
                    "series",
                    models.CharField(
                        blank=True,
                        help_text="That a book or report is part of: WHO Technical Report Series.",
                        max_length=300,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="Of a report, or within the series: 916, or NICE guideline NG239.",
                        max_length=100,
                    ),
                ),
                (
                    "genre",
                    models.CharField(
                        blank=True,
                        help_text="A word that belongs into the reference: Doctoral thesis, Policy brief.",
                        max_length=100,
                        verbose_name="kind of work",
                    ),
                ),
                (
                    "event_title",
                    models.CharField(
                        blank=True,
                        help_text="Its name, for what was presented there.",
                        max_length=300,
                        verbose_name="conference",
                    ),
                ),
                ("event_place", models.CharField(blank=True, max_length=200, verbose_name="place of the conference")),
                (
                    "publisher",
                    models.CharField(
                        blank=True,
                        help_text="For books, reports and web pages: World Health Organization.",
                        max_length=300,
                    ),
                ),
                ("publisher_place", models.CharField(blank=True, max_length=200, verbose_name="place of publication")),
                (
                    "issued",
                    models.CharField(
                        blank=True,
                        help_text="2013 or 2013-05-14.",
                        max_length=10,
                        validators=[references.models.validate_issued],
                        verbose_name="date of publication",
                    ),
                ),
                (
                    "season",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spring", "Spring"),
                            ("summer", "Summer"),
                            ("autumn", "Autumn"),
                            ("winter", "Winter"),
                        ],
                        help_text="Only where one is printed in place of a month.",
                        max_length=10,
                    ),
                ),
                ("volume", models.CharField(blank=True, max_length=50)),
                ("issue", models.CharField(blank=True, max_length=50)),
                (
                    "page",
                    models.CharField(
                        blank=True,
                        help_text="4521-4539, or an article number: e2741.",
                        max_length=100,
                        verbose_name="pages",
                    ),
                ),
                ("edition", models.CharField(blank=True, help_text="For books: 11, or revised.", max_length=100)),
                (
                    "doi",
                    references.models.IdentifierField(
                        blank=True,
                        help_text="In any form: 10.3390/nu5114521 or its link.",
                        max_length=300,
                        scheme="doi",
                        verbose_name="DOI",
                    ),
                ),
                (
                    "pmid",
                    references.models.IdentifierField(
                        blank=True,
                        help_text="Digits, or the link of its page at PubMed.",
                        max_length=300,
                        scheme="pmid",
                        verbose_name="PubMed ID",
                    ),
                ),
                (
                    "pmcid",
                    references.models.IdentifierField(
                        blank=True,
                        help_text="PMC and digits. Readers can read these in full.",
                        max_length=300,
                        scheme="pmcid",
                        verbose_name="PubMed Central ID",
                    ),
                ),
                (
                    "isbn",
                    references.models.IdentifierField(
                        blank=True,
                        help_text="Of a book: 10 or 13 digits, with or without hyphens.",
                        max_length=300,
                        scheme="isbn",
                        verbose_name="ISBN",
                    ),
                ),
                (
                    "url",
                    references.models.IdentifierField(
                        blank=True,
                        help_text="Where readers can read it: https://www.who.int/...",
                        max_length=1000,
                        scheme="url",
                        verbose_name="web address",
                    ),
                ),
                (
                    "accessed_on",
                    models.DateField(
                        blank=True,
                        help_text="When a person last read the page.",
                        null=True,
                        verbose_name="last read on",
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, help_text="Code of the language, if not English: de.", max_length=20),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Primary: reports its own data"),
                            ("secondary", "Secondary: reviews the data of others"),
                            ("tertiary", "Tertiary: summarises reviews for readers"),
                        ],
                        help_text="A trial is primary, a review of trials secondary, a fact sheet tertiary.",
                        max_length=10,
                    ),
                ),
                (
                    "study_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("systematic-review", "Systematic review or meta-analysis"),
                            ("randomised-trial", "Randomised controlled trial"),
                            ("cohort", "Cohort study"),
                            ("case-control", "Case-control study"),
                            ("cross-sectional", "Cross-sectional study"),
                            ("case-report", "Case report or series"),
                            ("laboratory", "Laboratory or animal study"),
                            ("guideline", "Guideline or consensus statement"),
                            ("narrative-review", "Narrative review"),
                            ("fact-sheet", "Government fact sheet"),
                            ("reference-book", "Reference book"),
                            ("dataset", "Data set"),
                            ("regulation", "Law or regulation"),
                            ("consumer-page", "Consumer health page"),
                            ("news", "News"),
                            ("commercial", "Commercial page"),
                            ("opinion", "Expert opinion"),
                        ],
                        help_text="Shown on the reference's own page, so that readers can weigh it.",
                        max_length=20,
                        verbose_name="kind of study",
                    ),
                ),
                (
                    "author_key",
                    references.match_keys.MatchKeyField(
                        default="", editable=False, make=references.likeness.author_key, max_length=120
                    ),
                ),
                (
                    "title_key",
                    references.match_keys.MatchKeyField(
                        default="", editable=False, make=references.likeness.title_key, max_length=120
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        blank=True,
                        help_text="Only if readers should know it, as the source states it: paid for by the maker of the tablets.",
                        max_length=300,
                        verbose_name="funding and interests",
                    ),
                ),
                (
                    "is_landmark",
                    models.BooleanField(
                        default=False,
                        help_text="Then no report asks for a newer one: the trial that settled a question, the law that is in force.",
                        verbose_name="still the best word on its subject, whatever its age",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["author_key"], name="reference_author_key"),
                    models.Index(fields=["title_key"], name="reference_title_key"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="reference_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("doi", ""), _negated=True),
                        fields=("doi",),
                        name="reference_doi_unique",
                        violation_error_message="Another reference has this DOI. Cite that one instead of adding it again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pmid", ""), _negated=True),
                        fields=("pmid",),
                        name="reference_pmid_unique",
                        violation_error_message="Another reference has this PubMed ID. Cite that one instead of adding it again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pmcid", ""), _negated=True),
                        fields=("pmcid",),
                        name="reference_pmcid_unique",
                        violation_error_message="Another reference has this PubMed Central ID. Cite that one instead of adding it again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("isbn", ""), _negated=True),
                        fields=("isbn",),
                        name="reference_isbn_unique",
                        violation_error_message="Another reference has this ISBN. Cite that one instead of adding it again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        fields=("url",),
                        name="reference_url_unique",
                        violation_error_message="Another reference has this web address. Cite that one instead of adding it again.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DistinctSources",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_at", models.DateTimeField()),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="references.reference"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="references.reference"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="distinctsources_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="distinctsources_in_order"
                    ),
                ],
            },
        ),
    ]
