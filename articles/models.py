"""Drafts of articles with their blocks, of questions and answers, and of the site's policy pages."""

from __future__ import annotations

from typing import Any

from content_editor.models import Region, create_plugin_base
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from articles.import_models import ArticleImport as ArticleImport
from articles.import_models import ImportTask as ImportTask
from nutrients.models import Nutrient, Symptom
from publishing.models import Draft, ImageChoice, Person
from references.marks import plain_text
from references.richtext import CitedTextField, RichTextField


class FAQ(Draft):
    """One question and its answer. An imported answer may wait for its question."""

    kind = "faq"
    title_field = "question"

    question = models.CharField(
        max_length=300, blank=True, help_text="In a reader's words: Can low vitamin B12 make my legs weak?"
    )
    short_answer = CitedTextField(blank=True, help_text="Answers by itself, in one or two sentences.")
    long_answer = RichTextField(blank=True, help_text="More, for those who want it.")

    class Meta(Draft.Meta):
        ordering = ["question"]
        verbose_name = "FAQ"

    def __str__(self) -> str:
        return self.question or f"FAQ without a question: {Truncator(plain_text(self.short_answer)).chars(60)}"

    def clean(self) -> None:
        if not self.question and not self.short_answer:
            raise ValidationError("Write the question or the short answer; one of them is enough to save.")


class Policy(Draft):
    """A page that the site owes its readers, under a fixed address of its own."""

    class Key(models.TextChoices):
        ABOUT = "about", "About this guide"
        EDITORIAL_POLICY = "editorial-policy", "Editorial policy"
        CORRECTIONS = "corrections", "Corrections"
        DISCLAIMER = "disclaimer", "Medical disclaimer"

    kind = "policy"

    slug = models.SlugField(
        "page",
        max_length=30,
        choices=Key,
        unique=True,
        error_messages={"unique": "This page exists already. Change it instead of adding another."},
    )
    title = models.CharField(max_length=200, help_text="As readers see it above the page and in links to it.")
    body = RichTextField(blank=True)

    class Meta(Draft.Meta):
        ordering = ["slug"]
        verbose_name = "policy page"
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__in=["about", "editorial-policy", "corrections", "disclaimer"]),
                name="policy_slug_is_a_known_page",
            )
        ]


class Article(Draft):
    kind = "article"
    regions = [Region(key="body", title="Body")]

    title = models.CharField(max_length=200, help_text="The reader's question, or what the page answers.")
    summary = CitedTextField(blank=True, help_text="Answers the title in two or three sentences; lists show it too.")
    symptoms = models.ManyToManyField(
        Symptom,
        blank=True,
        related_name="+",
        verbose_name="symptoms it is about",
        help_text="Their care cards are shown in the article, so that readers see when to get help.",
    )
    # (words, anchor) of the headings as they were last published.
    heading_anchors = models.JSONField(default=list, editable=False)

    class Meta(Draft.Meta):
        ordering = ["title"]


class ArticleAuthor(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "author"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person"],
                name="articleauthor_unique",
                violation_error_message="This person is already an author of the article.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class KeyPoint(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="key_points")
    text = CitedTextField(help_text="One thing to remember, in one sentence.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return Truncator(plain_text(self.text)).chars(60)


class FAQChoice(models.Model):
    """A question that the article's FAQ group shows."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="faq_choices")
    faq = models.ForeignKey(FAQ, models.PROTECT, related_name="+", verbose_name="FAQ")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "FAQ of this article"
        verbose_name_plural = "FAQs of this article"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "faq"],
                name="faqchoice_unique",
                violation_error_message="The article already shows this FAQ.",
            )
        ]

    def __str__(self) -> str:
        return str(self.faq)


ArticleBlock: Any = create_plugin_base(Article)


class RichText(ArticleBlock):
    text = RichTextField(blank=True)

    class Meta:
        verbose_name = "text"
        verbose_name_plural = "texts"

    def __str__(self) -> str:
        return Truncator(plain_text(self.text)).chars(60) or "Empty text"


class ComparisonTable(ArticleBlock):
    """Nutrients side by side; the cells are filled from their live editions."""

    caption = models.CharField(
        max_length=200, blank=True, help_text="Says what is compared: Nutrients and leg symptoms."
    )
    nutrients = models.ManyToManyField(
        Nutrient, blank=True, related_name="+", help_text="One row each, in the order you choose them."
    )
    show_function = models.BooleanField("key function", default=True)
    show_signs = models.BooleanField("signs", default=True)
    show_food_sources = models.BooleanField("food sources", default=True)
    symptoms = models.ManyToManyField(
        Symptom,
        blank=True,
        related_name="+",
        verbose_name="signs of these only",
        help_text="The signs that this article is about. Left empty, the table shows every sign of each nutrient.",
    )

    class Meta:
        verbose_name = "comparison table"

    def __str__(self) -> str:
        return self.caption or "Comparison table"


class Figure(ImageChoice, ArticleBlock):
    """A picture with its caption."""

    caption = CitedTextField(blank=True, help_text="What the picture adds to the text, with its source if it claims.")

    class Meta:
        verbose_name = "figure"

    def __str__(self) -> str:
        return Truncator(plain_text(self.caption) or self.alt).chars(60) or "Figure"


class FoodSources(ArticleBlock):
    """The foods of the guide that hold most of one nutrient; the rows are filled from their live editions."""

    nutrient = models.ForeignKey(
        Nutrient,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its richest foods are listed, by their first portion.",
    )
    heading = models.CharField(max_length=200, blank=True, help_text="Says what is listed: Foods with iron.")
    rows = models.PositiveSmallIntegerField(
        "how many", default=10, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )

    class Meta:
        verbose_name = "food sources"
        verbose_name_plural = "food sources"

    def __str__(self) -> str:
        return self.heading or "Food sources"


class CareCards(ArticleBlock):
    """When to get help: the care cards of the symptoms that the article is about."""

    heading = models.CharField(
        max_length=200,
        default="When to get help",
        help_text="Stands above the cards of the symptoms chosen at the top.",
    )

    class Meta:
        verbose_name = "care cards"
        verbose_name_plural = "care cards"

    def __str__(self) -> str:
        return self.heading


class FAQGroup(ArticleBlock):
    """Where in the article its FAQs stand."""

    heading = models.CharField(
        max_length=200,
        default="Frequently asked questions",
        help_text="Stands above the questions that are chosen below the body.",
    )

    class Meta:
        verbose_name = "FAQ group"

    def __str__(self) -> str:
        return self.heading
