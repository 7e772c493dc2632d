"""What readers should get in each state: the answer of every address, and where each word of what is live can be read."""

from __future__ import annotations

from collections.abc import Iterable

from tests.leaks.readers import (
    DETAILS,
    LIBRARY,
    NOWHERE,
    WITH_ALIASES,
    alias,
    every_address,
    is_table,
    own_addresses,
    own_tables,
)
from tests.leaks.states import Look
from tests.universe import MODELS, WITH_IMAGE, address, marker, markers

Words = dict[str, set[str]]


def both(kind: str) -> list[str]:
    return [address(kind, "first"), address(kind, "other")]


ARTICLES, NUTRIENTS, SYMPTOMS = both("article"), both("nutrient"), both("symptom")
FOODS, POLICIES, REFERENCES, FAQS = both("food"), both("policy"), both("reference"), ["/faq/"]
MAP = "/sitemap.xml"
# Choices of the others, beside which the forms name all that is live.
COMPARED_NUTRIENTS = f"/nutrients/compare/?nutrient={marker(MODELS['nutrient'], 'slug', 'other')}"
COMPARED_FOODS = f"/foods/compare/?food={marker(MODELS['food'], 'slug', 'other')}"
FOUND_FOODS = f"/foods/find/?nutrient={marker(MODELS['nutrient'], 'slug', 'other')}&least=10"
EXPLORED = f"/symptoms/explore/?symptom={marker(MODELS['symptom'], 'slug', 'other')}"
RICH_FOODS = [f"{address('nutrient', 'other')}foods/", f"{address('nutrient', 'other')}foods/100-g/"]
# Their text links to all that the universe names and cites every reference.
CITING = [*ARTICLES, *NUTRIENTS, *SYMPTOMS, *FOODS, *POLICIES, *FAQS, EXPLORED]
TITLES = {
    "person": "person.name",
    "reference": "reference.title",
    "symptom": "symptom.name",
    "nutrient": "nutrient.name",
    "food": "food.name",
    "faq": "faq.question",
    "policy": "policy.title",
    "article": "article.title",
}
# A journal is cited by its short name, a translation after the original title.
CITATION = {
    *("reference.authors", "reference.title", "reference.original_title", "reference.container_title_short"),
    *("reference.volume", "reference.issue", "reference.page", "reference.doi"),
}
# A journal article has no edition and no number of its own in two of the formats, and no conference in RIS.
EXPORTED = CITATION | {
    *("reference.slug", "reference.container_title", "reference.editors", "reference.translators", "reference.series"),
    *("reference.publisher", "reference.publisher_place", "reference.url"),
}
EXPORTED_AS = {
    ".ris": EXPORTED,
    ".bib": EXPORTED | {"reference.edition", "reference.genre", "reference.event_title", "reference.event_place"},
    ".json": EXPORTED
    | {"reference.edition", "reference.genre", "reference.number", "reference.event_title", "reference.event_place"},
}
STATEMENT = {"deficiencylink.wording", "deficiencylink.population"}
NUTRIENT_PASSAGES = {
    *("nutrient.summary", "nutrient.function", "nutrient.body", "nutrient.food_sources"),
    *("nutrient.daily_value_source", "intake.source", "riskgroup.text", "interaction.text"),
}
FAQ_TEXT = {"faq.question", "faq.short_answer", "faq.long_answer"}


def both_tables(kind: str) -> list[str]:
    return [path for generation in ("first", "other") for path in own_tables(kind, generation)]


FOOD_TABLES = [path for generation in ("first", "other") for path in own_tables("food", generation)]
CITES = [path for path in both_tables("article") if "/cite." in path]
SOURCES = [path for path in both_tables("article") if path not in CITES]
NUTRIENT_TABLES = [path for generation in ("first", "other") for path in own_tables("nutrient", generation)]

# Which words of the first subject of a kind stand where, besides all of them on its own page.
SHOWN: dict[str, list[tuple[Iterable[str], set[str]]]] = {
    "person": [
        ([MAP, *CITING], {"person.slug"}),
        (ARTICLES, {"person.name", "person.credentials"}),
        (CITES, {"person.name"}),
        (["/about/"], {"person.name", "person.role"}),
    ],
    "reference": [
        ([MAP], {"reference.slug"}),
        (["/references/", COMPARED_NUTRIENTS, *CITING], {"reference.slug"} | CITATION),
        ([COMPARED_NUTRIENTS, *CITING], {"reference.quoted_grade"}),
        # A statement stands on the start page, with its sources.
        (["/"], CITATION),
        *[
            ([path], EXPORTED_AS["." + path.rpartition(".")[2]])
            for path in (*own_tables("reference", "first"), *SOURCES, *LIBRARY.values())
        ],
    ],
    "symptom": [
        (["/symptoms/"], {"symptom.slug", "symptom.name", "symptom.other_names", "symptom.summary"}),
        ([MAP, *CITING], {"symptom.slug"}),
        (["/", "/evidence/", EXPLORED], {"symptom.slug", "symptom.name"}),
        ([COMPARED_NUTRIENTS], {"symptom.name"}),
        ([*ARTICLES, *NUTRIENTS], {"symptom.name"}),
        (ARTICLES, {"carecard.heading", "carecard.body"}),
        (REFERENCES, {"symptom.slug", "symptom.name", "symptom.summary", "symptom.body", "carecard.body"}),
        (REFERENCES, {"symptom.other_causes"}),
    ],
    "nutrient": [
        (["/nutrients/"], {"nutrient.slug", "nutrient.name", "nutrient.other_names", "nutrient.summary"}),
        ([MAP, *CITING], {"nutrient.slug"}),
        (["/"], {"nutrient.slug", "nutrient.name"} | STATEMENT),
        (["/evidence/"], {"nutrient.slug", "nutrient.name", "deficiencylink.population"}),
        ([COMPARED_NUTRIENTS, COMPARED_FOODS, FOUND_FOODS], {"nutrient.slug", "nutrient.name"}),
        ([EXPLORED], {"nutrient.slug", "nutrient.name", "deficiencylink.certainty_reason"} | STATEMENT),
        (ARTICLES, {"nutrient.name", "nutrient.function", "nutrient.food_sources"} | STATEMENT),
        (SYMPTOMS, {"nutrient.name", "deficiencylink.certainty_reason"} | STATEMENT),
        (FOODS, {"nutrient.name"}),
        ([*own_tables("nutrient", "first"), *FOOD_TABLES], {"nutrient.slug", "nutrient.name"}),
        (REFERENCES, {"nutrient.slug", "nutrient.name"} | STATEMENT | NUTRIENT_PASSAGES),
    ],
    "food": [
        (["/foods/"], {"food.slug", "food.name", "food.other_names", "food.summary"}),
        ([MAP, *CITING], {"food.slug"}),
        (["/"], {"food.slug", "food.name"}),
        ([*RICH_FOODS, FOUND_FOODS, COMPARED_NUTRIENTS], {"food.slug", "food.name"}),
        ([FOUND_FOODS], {"portion.label"}),
        ([COMPARED_FOODS], {"food.name"}),
        (RICH_FOODS[:1], {"portion.label"}),
        # The foods that are richest in it.
        ([*NUTRIENTS, *ARTICLES], {"food.name", "portion.label"}),
        ([*own_tables("food", "first"), *NUTRIENT_TABLES], {"food.slug", "food.name", "portion.label"}),
        (REFERENCES, {"food.slug", "food.name", "food.summary", "food.reference_source", "food.body"}),
    ],
    "faq": [
        (CITING, {"faq.slug"}),
        (["/"], {"faq.slug", "faq.question"}),
        ([*ARTICLES, *REFERENCES], {"faq.slug"} | FAQ_TEXT),
    ],
    "policy": [([*ARTICLES, *REFERENCES], {"policy.body"})],
    "article": [
        ([path for path in own_tables("article", "first") if path in CITES], {"article.slug", "article.title"}),
        ([path for path in own_tables("article", "first") if path in SOURCES], {"article.slug"}),
        (["/", "/articles/", "/feeds/articles.atom"], {"article.slug", "article.title", "article.summary"}),
        ([MAP, *CITING], {"article.slug"}),
        ([*ARTICLES, *NUTRIENTS, *SYMPTOMS, *FOODS], {"article.slug", "article.title"}),
        (both("person"), {"article.slug", "article.title", "article.summary"}),
        (REFERENCES, {"article.slug", "article.title", "article.summary", "keypoint.text", "richtext.text"}),
        (REFERENCES, {"figure.caption"}),
    ],
}
FEEDS = {f"/feeds/{name}.atom" for name in ("articles", "reviews", "corrections")}
NO_PAGES = {"/healthz/live", "/healthz/ready", "/robots.txt", "/site.webmanifest", *FEEDS, MAP}
# A journal article is cited without its publisher, edition and address.
ON_ITS_PAGE = {kind: set(markers(kind, "first")) for kind in MODELS} | {
    "reference": {
        *("reference.slug", "reference.container_title", "reference.funding", "reference.archive_url"),
        "reference.quoted_grade",
    }
    | CITATION
}
# By its title editors find a picture.
for kind in WITH_IMAGE:
    ON_ITS_PAGE[kind] -= {"image.title"}


def statuses(kind: str, look: Look) -> dict[str, str]:
    """The answer of every address that is asked about the subject of a kind."""
    found = dict.fromkeys(every_address(subject=kind), "200")
    found |= dict.fromkeys(NOWHERE, "404")
    found |= {alias(linked, "first"): f"301 {address(linked, 'first')}" for linked in WITH_ALIASES}
    if kind in WITH_ALIASES:
        found[alias(kind, "other")] = f"301 {address(kind, 'other')}"
    if kind in DETAILS.values():
        found |= dict.fromkeys([*own_addresses(kind, "next"), *own_addresses(kind, "secret")], "404")
    return found | _own(kind, look)


def statuses_together(look: Look) -> dict[str, str]:
    """The same when the subjects of all kinds look alike."""
    found: dict[str, str] = {}
    for kind in MODELS:
        found |= statuses(kind, look)
    for kind in MODELS:
        found |= _own(kind, look)
    return found


def _own(kind: str, look: Look) -> dict[str, str]:
    if kind == "faq":
        return {}  # It has its place on the hub only.
    first, following = address(kind, "first"), address(kind, "next")
    if look.status in ("404", "410"):
        return dict.fromkeys(own_addresses(kind, "first"), look.status)
    if look.status == "merged":
        moved = dict.fromkeys(own_addresses(kind, "first"), f"301 {address(kind, 'other')}")
        return moved | _tables_moved(kind, "first", "other")
    if look.status == "moved" and first != following:
        moved = {first: f"301 {following}", following: "200"}
        moved |= _tables_moved(kind, "first", "next") | dict.fromkeys(own_tables(kind, "next"), "200")
        # The other names of an item lead to it while they are its names.
        return moved | (
            {alias(kind, "first"): "404", alias(kind, "next"): f"301 {following}"} if kind in WITH_ALIASES else {}
        )
    return {}


def _tables_moved(kind: str, before: str, after: str) -> dict[str, str]:
    pairs = zip(own_tables(kind, before), own_tables(kind, after), strict=True)
    return {path: f"301 {to}" for path, to in pairs}


def words(kind: str, look: Look, answers: dict[str, str]) -> Words:
    """Which words of the subject's visible generation stand at which of the addresses."""
    return _words(kind, look, answers, _pages_moved(kind, look.visible) if look.visible else {})


def words_together(kind: str, look: Look, answers: dict[str, str]) -> Words:
    moved = [_pages_moved(other, look.visible) for other in MODELS]
    return _words(kind, look, answers, {path: to for pages in moved for path, to in pages.items()})


def _pages_moved(kind: str, visible: str) -> dict[str, str]:
    """Where the first subject's page and its tables are, now that they are as it is visible."""
    tables = zip(own_tables(kind, "first"), own_tables(kind, visible), strict=True)
    return {own_page(kind, "first"): own_page(kind, visible), **dict(tables)}


def _words(kind: str, look: Look, answers: dict[str, str], moved: dict[str, str]) -> Words:
    if not look.visible:
        return {path: {TITLES[kind]} for path, status in answers.items() if status == "410"}
    shown = [*SHOWN[kind], ([own_page(kind, "first")], ON_ITS_PAGE[kind])]
    if kind == "policy":
        # The foot of every page, found or not, names the policies.
        no_pages = NO_PAGES | {path for path, status in answers.items() if status == "200" and is_table(path)}
        pages = [path for path, status in answers.items() if status in ("200", "404") and path not in no_pages]
        shown.append((pages, {TITLES[kind]}))
    found: Words = {}
    for paths, fields in shown:
        for path in paths:
            where = moved.get(path, path)
            if where in answers:
                found[where] = found.get(where, set()) | fields
    return found


def own_page(kind: str, generation: str) -> str:
    return "/faq/" if kind == "faq" else address(kind, generation)
