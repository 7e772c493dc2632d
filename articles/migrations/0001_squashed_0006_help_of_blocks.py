# Every migration before it as one: a new database takes this step instead of theirs, an older one goes on with them.
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import publishing.models.drafts


class Migration(migrations.Migration):
    replaces = [
        ("articles", "0001_initial"),
        ("articles", "0002_care_cards_columns_and_anchors"),
        ("articles", "0003_figures_and_food_sources"),
        ("articles", "0004_imported_texts"),
        ("articles", "0005_signs_of_chosen_symptoms"),
        ("articles", "0006_help_of_blocks"),
    ]

    initial = True

    dependencies = [
        ("nutrients", "0001_squashed_0010_portions_and_names_in_releases"),
        ("publishing", "0001_squashed_0019_task_reminded_at"),
        ("publishing", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
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
                    models.CharField(help_text="The reader's question, or what the page answers.", max_length=200),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Answers the title in two or three sentences; lists show it too."
                    ),
                ),
                ("heading_anchors", models.JSONField(default=list, editable=False)),
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
                (
                    "symptoms",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Their care cards are shown in the article, so that readers see when to get help.",
                        related_name="+",
                        to="nutrients.symptom",
                        verbose_name="symptoms it is about",
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="article_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="article_authors",
                        to="articles.article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "person"),
                        name="articleauthor_unique",
                        violation_error_message="This person is already an author of the article.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_key", models.CharField(editable=False, max_length=200, unique=True)),
                ("source", models.CharField(blank=True, editable=False, max_length=200)),
                ("text", models.TextField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("versions", models.JSONField(default=dict, editable=False)),
                ("imported_at", models.DateTimeField(editable=False)),
                (
                    "article",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_import",
                        to="articles.article",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareCards",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                (
                    "heading",
                    models.CharField(
                        default="When to get help",
                        help_text="Stands above the cards of the symptoms chosen at the top.",
                        max_length=200,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "care cards",
                "verbose_name_plural": "care cards",
            },
        ),
        migrations.CreateModel(
            name="ComparisonTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                (
                    "caption",
                    models.CharField(
                        blank=True, help_text="Says what is compared: Nutrients and leg symptoms.", max_length=200
                    ),
                ),
                ("show_function", models.BooleanField(default=True, verbose_name="key function")),
                ("show_signs", models.BooleanField(default=True, verbose_name="signs")),
                ("show_food_sources", models.BooleanField(default=True, verbose_name="food sources")),
                (
                    "nutrients",
                    models.ManyToManyField(
                        blank=True,
                        help_text="One row each, in the order you choose them.",
                        related_name="+",
                        to="nutrients.nutrient",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
                (
                    "symptoms",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The signs that this article is about. Left empty, the table shows every sign of each nutrient.",
                        related_name="+",
                        to="nutrients.symptom",
                        verbose_name="signs of these only",
                    ),
                ),
            ],
            options={
                "verbose_name": "comparison table",
            },
        ),
        migrations.CreateModel(
            name="FAQ",
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
                    "question",
                    models.CharField(
                        blank=True,
                        help_text="In a reader's words: Can low vitamin B12 make my legs weak?",
                        max_length=300,
                    ),
                ),
                ("short_answer", models.TextField(blank=True, help_text="Answers by itself, in one or two sentences.")),
                ("long_answer", models.TextField(blank=True, help_text="More, for those who want it.")),
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
                "verbose_name": "FAQ",
                "ordering": ["question"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="faq_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FAQChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="faq_choices", to="articles.article"
                    ),
                ),
                (
                    "faq",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.faq",
                        verbose_name="FAQ",
                    ),
                ),
            ],
            options={
                "verbose_name": "FAQ of this article",
                "verbose_name_plural": "FAQs of this article",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "faq"),
                        name="faqchoice_unique",
                        violation_error_message="The article already shows this FAQ.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FAQGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                (
                    "heading",
                    models.CharField(
                        default="Frequently asked questions",
                        help_text="Stands above the questions that are chosen below the body.",
                        max_length=200,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "FAQ group",
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture tells, for readers who can't see it: A bowl of cooked lentils with a lemon.",
                        max_length=300,
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick if the picture tells nothing that the text doesn't. It then needs no text alternative.",
                        verbose_name="decorative",
                    ),
                ),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                (
                    "caption",
                    models.TextField(
                        blank=True, help_text="What the picture adds to the text, with its source if it claims."
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.image",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
            },
        ),
        migrations.CreateModel(
            name="FoodSources",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                (
                    "heading",
                    models.CharField(blank=True, help_text="Says what is listed: Foods with iron.", max_length=200),
                ),
                (
                    "rows",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="how many",
                    ),
                ),
                (
                    "nutrient",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its richest foods are listed, by their first portion.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nutrients.nutrient",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "food sources",
                "verbose_name_plural": "food sources",
            },
        ),
        migrations.CreateModel(
            name="ImportTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=40)),
                ("message", models.TextField(editable=False)),
                ("detail", models.TextField(blank=True, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                (
                    "article_import",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="articles.articleimport",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="importtask_done_by_somebody",
                        violation_error_message="What is ticked off was ticked off by somebody.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(help_text="One thing to remember, in one sentence.")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="key_points", to="articles.article"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "slug",
                    models.SlugField(
                        choices=[
                            ("about", "About this guide"),
                            ("editorial-policy", "Editorial policy"),
                            ("corrections", "Corrections"),
                            ("disclaimer", "Medical disclaimer"),
                        ],
                        error_messages={"unique": "This page exists already. Change it instead of adding another."},
                        max_length=30,
                        unique=True,
                        verbose_name="page",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="As readers see it above the page and in links to it.", max_length=200),
                ),
                ("body", models.TextField(blank=True)),
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
                "verbose_name": "policy page",
                "ordering": ["slug"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__in", ["about", "editorial-policy", "corrections", "disclaimer"])),
                        name="policy_slug_is_a_known_page",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RichText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=255)),
                ("ordering", models.IntegerField(default=0)),
                ("text", models.TextField(blank=True)),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_set",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
            },
        ),
    ]
