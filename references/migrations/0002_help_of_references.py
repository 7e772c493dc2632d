from django.db import migrations, models

import references.models


class Migration(migrations.Migration):
    dependencies = [
        ("references", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reference",
            name="isbn",
            field=references.models.IdentifierField(
                blank=True,
                help_text="Of a book: 10 or 13 digits, with or without hyphens.",
                max_length=300,
                scheme="isbn",
                verbose_name="ISBN",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="pmcid",
            field=references.models.IdentifierField(
                blank=True,
                help_text="PMC and digits. Readers can read these in full.",
                max_length=300,
                scheme="pmcid",
                verbose_name="PubMed Central ID",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="pmid",
            field=references.models.IdentifierField(
                blank=True,
                help_text="Digits, or the link of its page at PubMed.",
                max_length=300,
                scheme="pmid",
                verbose_name="PubMed ID",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="publisher",
            field=models.CharField(
                blank=True, help_text="For books, reports and web pages: World Health Organization.", max_length=300
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="study_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("systematic-review", "Systematic review or meta-analysis"),
                    ("randomised-trial", "Randomised controlled trial"),
                    ("cohort", "Cohort study"),
                    ("case-control", "Case-control study"),
                    ("cross-sectional", "Cross-sectional study"),
                    ("case-report", "Case report or series"),
                    ("guideline", "Guideline or consensus statement"),
                    ("narrative-review", "Narrative review"),
                    ("fact-sheet", "Government fact sheet"),
                    ("reference-book", "Reference book"),
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
        migrations.AlterField(
            model_name="reference",
            name="tier",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="reference",
            name="type",
            field=models.CharField(
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
                ],
                default="article-journal",
                help_text="What was published. It decides how the source is written in lists of references.",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="url",
            field=references.models.IdentifierField(
                blank=True,
                help_text="Where readers can read it: https://www.who.int/...",
                max_length=1000,
                scheme="url",
                verbose_name="web address",
            ),
        ),
    ]
