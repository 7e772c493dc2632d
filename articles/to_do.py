"""What an imported article still lacks: each task refuses publishing until it is mended or somebody ticks it off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from articles.import_models import ArticleImport, ImportTask
from articles.import_tasks import not_in_the_guide, not_in_the_table, without_a_question
from articles.models import Article, ComparisonTable
from nutrients.models import Nutrient
from nutrients.nutrient_names import NutrientNames
from nutrients.other_names import lines
from publishing import clock
from publishing.models import Item, User
from publishing.problems import Problem

PLACE = "To do"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A task as it stands now; `message` is empty once the draft shows that it was mended."""

    task: ImportTask
    message: str

    @property
    def is_open(self) -> bool:
        return bool(self.message) and self.task.done_at is None


def to_do_problems(item: Item) -> Iterator[Problem]:
    """Each open task of the article's import."""
    record = ArticleImport.objects.select_related("article").filter(article__item=item).first()
    if record is not None:
        for standing in standings(record):
            if standing.is_open:
                yield Problem(item_id=item.id, code=standing.task.code, message=standing.message, place=PLACE)


def standings(record: ArticleImport) -> list[Standing]:
    return [Standing(task=task, message=_message(task, record.article)) for task in record.tasks.all()]


def tick_off(record: ArticleImport, done: Collection[int], *, by: User) -> None:
    """Lets exactly these tasks be done; who ticked one off first, and when, stays."""
    record.tasks.exclude(pk__in=done).update(done_at=None, done_by=None)
    record.tasks.filter(pk__in=done, done_at=None).update(done_at=clock.now(), done_by=by)


def guide_names(nutrients: Collection[Nutrient]) -> NutrientNames:
    return NutrientNames((nutrient.name, *lines(nutrient.other_names)) for nutrient in nutrients)


def _message(task: ImportTask, article: Article) -> str:
    """What there is to do now; tasks that a draft can't show to be mended keep their words."""
    mended = MENDED.get(task.code)
    return mended(task, article) if mended else task.message


def _questions(task: ImportTask, article: Article) -> str:
    number = article.faq_choices.filter(faq__question="").count()
    return without_a_question(number) if number else ""


def _care_cards(task: ImportTask, article: Article) -> str:
    return "" if article.symptoms.exists() else task.message


def _guide(task: ImportTask, article: Article) -> str:
    missing = _not_compared(task, article)
    return not_in_the_guide(missing) if missing else ""


def _table(task: ImportTask, article: Article) -> str:
    missing = _not_compared(task, article)
    return not_in_the_table(missing) if missing else ""


def _not_compared(task: ImportTask, article: Article) -> list[str]:
    """The nutrients of the task that no table of the article compares."""
    tables = ComparisonTable.objects.filter(parent=article)
    compared = list(Nutrient.objects.filter(pk__in=tables.values("nutrients")))
    names = guide_names(compared)
    have = {names.canonical(nutrient.name) for nutrient in compared}
    return [name for name in task.detail.splitlines() if names.canonical(name) not in have]


MENDED: dict[str, Callable[[ImportTask, Article], str]] = {
    "no-question": _questions,
    "no-care-cards": _care_cards,
    "not-in-the-guide": _guide,
    "not-in-the-table": _table,
}
