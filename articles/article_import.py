"""Brings a plain text in as an article's draft with its to-do list; refuses to write over what an editor changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from articles.import_models import ArticleImport, ImportTask
from articles.import_tasks import Guide, Task, tasks_of
from articles.imported_document import document_of, paragraphs, passage
from articles.models import FAQ, Article, Policy
from articles.plain_text import parse, refusal
from articles.text_files import NotPlainText, PlainText
from articles.text_parts import Answer, Listed, ParsedArticle
from articles.to_do import guide_names
from nutrients.models import Nutrient
from nutrients.nutrient_names import NutrientNames
from publishing import clock, kinds
from publishing.lock import lock_publishing
from publishing.models import Draft, User
from publishing.problems import Problem, refusals
from references.identifiers import BadIdentifier, normalise_doi, normalise_pmid
from references.marks import plain_text
from references.models import Reference
from references.richtext import stored_passage

Action = Literal["created", "updated", "unchanged", "kept"]
DOI = re.compile(r"\b10\.\d{4,9}/\S{1,200}")
PMID = re.compile(r"\bPMID:? ?(\d{1,8})\b", re.I)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`kept`: the text changed, and so did the draft, which was left alone."""

    action: Action
    article: Article
    record: ArticleImport
    found: ParsedArticle
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        found = self.found
        return {
            "sections": len(found.sections),
            "key points": len(found.key_points),
            "table rows": len(found.rows),
            "FAQ answers": len(found.answers),
            "references": len(found.references),
            "problems": len(self.problems),
        }


@transaction.atomic
def import_article(text: PlainText, *, source: str = "", by: User | None = None) -> Outcome:
    """The draft of the text with this title. Raises NotPlainText if the text is no article."""
    found = parse(text.text)
    if reason := refusal(found):
        raise NotPlainText(reason)
    # Two imports of one text at once would make two drafts.
    lock_publishing()
    title_key = " ".join(found.title.casefold().split())[:200]
    record = ArticleImport.objects.select_related("article").filter(title_key=title_key).first()
    action = _action(record, text)
    if record is None or action == "updated":
        record = record or ArticleImport(article=Article(), title_key=title_key)
        _write(record, found, text, source=source, by=by)
    return Outcome(
        action=action,
        article=record.article,
        record=record,
        found=found,
        problems=refusals(record.article.publish_problems()),
    )


def preview(text: PlainText, *, by: User) -> Outcome:
    """What importing would bring, with nothing written."""
    with transaction.atomic():
        outcome = import_article(text, by=by)
        transaction.set_rollback(True)
    return outcome


def _action(record: ArticleImport | None, text: PlainText) -> Action:
    if record is None:
        return "created"
    if record.sha256 == text.sha256:
        return "unchanged"
    return "updated" if _is_untouched(record) else "kept"


def _is_untouched(record: ArticleImport) -> bool:
    drafts: list[Draft] = [record.article, *_faqs(record.article)]
    never_published = record.article.published_version is None
    return never_published and record.versions == _versions(drafts)


def _versions(drafts: Iterable[Draft]) -> dict[str, int]:
    return {str(draft.item_id): draft.version for draft in drafts}


def _faqs(article: Article) -> list[FAQ]:
    return [choice.faq for choice in article.faq_choices.select_related("faq")]


def _write(record: ArticleImport, found: ParsedArticle, text: PlainText, *, source: str, by: User | None) -> None:
    article = record.article
    nutrients = list(Nutrient.objects.all())
    names = guide_names(nutrients)
    known = {names.canonical(nutrient.name): nutrient.item_id for nutrient in nutrients}
    rows = [row.cells[0] for row in found.rows]
    guide = _guide(found, names, frozenset(known))
    article.changed_by = by
    faqs = _write_faqs(found.answers, former=_faqs(article) if article.pk else [], by=by)
    document = document_of(
        found,
        slug=article.slug,
        faqs=[faq.item_id for faq in faqs],
        nutrients={cell: known[name] for cell in rows if (name := names.canonical(cell)) in known},
        anchors=[(words, anchor) for words, anchor in article.heading_anchors],
    )
    kinds.get(Article.kind).restore(document, article)
    record.article = article
    record.source, record.text, record.sha256 = source[:200], text.text, text.sha256
    record.versions = _versions([article, *faqs])
    record.imported_at, record.imported_by = clock.now(), by
    record.save()
    _write_tasks(record, tasks_of(found, guide, notes=text.notes))


def _guide(found: ParsedArticle, names: NutrientNames, nutrients: frozenset[str]) -> Guide:
    disclaimer = Policy.objects.filter(slug=Policy.Key.DISCLAIMER).values_list("body", flat=True).first()
    questions = FAQ.objects.exclude(question="").values_list("question", "short_answer")
    return Guide(
        names=names,
        nutrients=nutrients,
        questions=tuple((question, plain_text(answer)) for question, answer in questions),
        disclaimer=plain_text(disclaimer or ""),
        keys=_keys_of(found.references),
    )


def _keys_of(listed: Sequence[Listed]) -> dict[str, str]:
    """Keys of those sources that the library has, by the text that names them."""
    dois = {line.text: _read(normalise_doi, DOI.search(line.text)) for line in listed}
    pmids = {line.text: _read(normalise_pmid, PMID.search(line.text), group=1) for line in listed}
    by_doi = {record.doi: record.slug for record in Reference.objects.filter(doi__in=filter(None, dois.values()))}
    by_pmid = {record.pmid: record.slug for record in Reference.objects.filter(pmid__in=filter(None, pmids.values()))}
    keys = {text: by_doi.get(dois[text]) or by_pmid.get(pmids[text]) for text in dois}
    return {text: key for text, key in keys.items() if key}


def _read(normalise: Callable[[str], str], found: re.Match[str] | None, *, group: int = 0) -> str:
    try:
        return normalise(found[group]) if found else ""
    except BadIdentifier:
        return ""


def _write_faqs(answers: Sequence[Answer], *, former: list[FAQ], by: User | None) -> list[FAQ]:
    """A draft for each answer: one that says the same already, else one of the last import, else a new one."""
    wanted = [_fields(answer) for answer in answers]
    same = [FAQ.objects.filter(**_sought(fields)).order_by("pk").first() for fields in wanted]
    spare = [faq for faq in former if faq not in same and faq.published_version is None]
    found: list[FAQ] = []
    for fields, faq in zip(wanted, same, strict=True):
        if faq is None:
            faq = spare.pop(0) if spare else FAQ()
            faq.changed_by = by
            for name, value in fields.items():
                setattr(faq, name, value)
            faq.save()
        found.append(faq)
    return list(dict.fromkeys(found))


def _fields(answer: Answer) -> dict[str, str]:
    first, *rest = answer.paragraphs or [""]
    return {
        "question": answer.question,
        "short_answer": stored_passage(passage(first)),
        "long_answer": paragraphs(rest),
    }


def _sought(fields: dict[str, str]) -> dict[str, str]:
    """An answer that lost its question is the same as one that has found it."""
    return {name: value for name, value in fields.items() if value or name != "question"}


def _write_tasks(record: ArticleImport, tasks: Sequence[Task]) -> None:
    """What was ticked off stays so where the new text says the same."""
    done = {(task.code, task.message, task.detail): task for task in record.tasks.exclude(done_at=None)}
    rows = []
    for position, task in enumerate(tasks):
        before = done.get((task.code, task.message, task.detail))
        rows.append(
            ImportTask(
                article_import=record,
                code=task.code,
                message=task.message,
                detail=task.detail,
                position=position,
                done_at=before.done_at if before else None,
                done_by=before.done_by if before else None,
            )
        )
    record.tasks.all().delete()
    ImportTask.objects.bulk_create(rows)
