from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.ama import expand_pages, format_authors, format_source
from references.csl import Name, Source
from references.vocabulary import CslType
from tests.growth import grows_with_length_alone


def people(*names: str) -> tuple[Name, ...]:
    """Names as the literature lists print them: "Dalla Torre C"."""
    return tuple(Name(family=name.rpartition(" ")[0], given=name.rpartition(" ")[2]) for name in names)


def link(address: str, text: str = "") -> str:
    return f'<a href="{address}" rel="noopener noreferrer">{text or address}</a>'


GOLDEN = {
    "journal article by seven authors, with a DOI": (
        Source(
            key="briani-2013",
            type="article-journal",
            title="Cobalamin Deficiency: Clinical Picture and Radiological Findings",
            authors=people("Briani C", "Dalla Torre C", "Citton V", "Manara R", "Pompanin S", "Binotto G", "Adami F"),
            container_title="Nutrients",
            issued=(2013, 11, 15),
            volume="5",
            issue="11",
            page="4521-4539",
            doi="10.3390/nu5114521",
            pmid="24248213",
        ),
        "Briani C, Dalla Torre C, Citton V, et al. Cobalamin Deficiency: Clinical Picture and Radiological Findings. "
        "<i>Nutrients</i>. 2013;5(11):4521-4539. " + link("https://doi.org/10.3390/nu5114521", "doi:10.3390/nu5114521"),
    ),
    "journal article without an issue, with a short page range": (
        Source(
            key="liu-2018",
            type="article-journal",
            title="Vitamin D deficiency and insufficiency among US adults: prevalence, predictors and clinical implications",
            authors=people("Liu X", "Baylin A", "Levy PD"),
            container_title="British Journal of Nutrition",
            issued=(2018,),
            volume="119",
            page="928-36",
            doi="10.1017/s0007114518000491",
        ),
        "Liu X, Baylin A, Levy PD. Vitamin D deficiency and insufficiency among US adults: prevalence, predictors and "
        "clinical implications. <i>British Journal of Nutrition</i>. 2018;119:928-936. "
        + link("https://doi.org/10.1017/s0007114518000491", "doi:10.1017/s0007114518000491"),
    ),
    "journal article with a PMID and no DOI": (
        Source(
            key="langan-2017",
            type="article-journal",
            title="Vitamin B12 Deficiency: Recognition and Management",
            authors=people("Langan RC", "Goodbred AJ"),
            container_title="American Family Physician",
            issued=(2017, 9, 15),
            volume="96",
            issue="6",
            page="384-389",
            pmid="28925645",
        ),
        "Langan RC, Goodbred AJ. Vitamin B12 Deficiency: Recognition and Management. <i>American Family Physician</i>. "
        "2017;96(6):384-389. " + link("https://pubmed.ncbi.nlm.nih.gov/28925645/", "PMID:28925645"),
    ),
    "journal article without any identifier": (
        Source(
            key="bordelon-2009",
            type="article-journal",
            title="Recognition and Management of Vitamin D Deficiency",
            authors=people("Bordelon P", "Ghetu MV", "Langan R"),
            container_title="American Family Physician",
            issued=(2009,),
            volume="80",
            issue="8",
            page="841-846",
        ),
        "Bordelon P, Ghetu MV, Langan R. Recognition and Management of Vitamin D Deficiency. "
        "<i>American Family Physician</i>. 2009;80(8):841-846.",
    ),
    "journal article by an organisation, without a volume": (
        Source(
            key="uspstf-2021",
            type="article-journal",
            title="Screening for Vitamin D Deficiency in Adults: US Preventive Services Task Force Recommendation Statement",
            authors=(Name(literal="US Preventive Services Task Force"),),
            container_title="JAMA",
            issued=(2021,),
            doi="10.1001/jama.2021.3069",
        ),
        "US Preventive Services Task Force. Screening for Vitamin D Deficiency in Adults: US Preventive Services Task "
        "Force Recommendation Statement. <i>JAMA</i>. 2021. "
        + link("https://doi.org/10.1001/jama.2021.3069", "doi:10.1001/jama.2021.3069"),
    ),
    "systematic review with an article number and brackets in the DOI": (
        Source(
            key="pasricha-2020",
            type="article-journal",
            title="Iron deficiency",
            authors=people("Pasricha SR", "Tye-Din J", "Muckenthaler MU", "Swinkels DW"),
            container_title="The Lancet",
            issued=(2020, 12, 4),
            doi="10.1016/s0140-6736(20)32594-0",
        ),
        "Pasricha SR, Tye-Din J, Muckenthaler MU, Swinkels DW. Iron deficiency. <i>The Lancet</i>. "
        "Published online December 4, 2020. "
        + link("https://doi.org/10.1016/s0140-6736(20)32594-0", "doi:10.1016/s0140-6736(20)32594-0"),
    ),
    "web page by an organisation, without a date": (
        Source(
            key="ods-b12",
            type="webpage",
            title="Vitamin B12: Fact Sheet for Health Professionals",
            authors=(Name(literal="Office of Dietary Supplements"),),
            publisher="National Institutes of Health",
            url="https://ods.od.nih.gov/factsheets/VitaminB12-HealthProfessional/",
            accessed=(2026, 11, 22),
        ),
        "Office of Dietary Supplements. Vitamin B12: Fact Sheet for Health Professionals. National Institutes of Health. "
        "Accessed November 22, 2026. " + link("https://ods.od.nih.gov/factsheets/VitaminB12-HealthProfessional/"),
    ),
    "web page without an author, with a date": (
        Source(
            key="mlp-k",
            type="webpage",
            title="Low blood potassium",
            publisher="MedlinePlus, National Library of Medicine",
            issued=(2023, 2, 9),
            url="https://medlineplus.gov/ency/article/000479.htm",
            accessed=(2026, 11),
        ),
        "Low blood potassium. MedlinePlus, National Library of Medicine. February 9, 2023. Accessed November 2026. "
        + link("https://medlineplus.gov/ency/article/000479.htm"),
    ),
    "journal under its short name, with an article number": (
        Source(
            key="parva-2018",
            type="article-journal",
            title="Prevalence of Vitamin D Deficiency",
            authors=people("Parva NR", "Tadepalli S"),
            container_title="British Journal of Nutrition",
            container_title_short="Br J Nutr",
            issued=(2018, 6, 5),
            volume="10",
            issue="6",
            page="e2741",
        ),
        "Parva NR, Tadepalli S. Prevalence of Vitamin D Deficiency. <i>Br J Nutr</i>. 2018;10(6):e2741.",
    ),
    "journal article by persons for a group": (
        Source(
            key="group",
            type="article-journal",
            title="A trial",
            authors=(*people("Doe J", "Rao R"), Name(literal="Example Study Group")),
            container_title="JAMA",
            issued=(2020,),
            volume="1",
            page="1-2",
        ),
        "Doe J, Rao R; Example Study Group. A trial. <i>JAMA</i>. 2020;1:1-2.",
    ),
    "journal article by many persons for a group": (
        Source(
            key="group",
            type="article-journal",
            title="A trial",
            authors=(*people("A B", "C D", "E F", "G H", "I J", "K L"), Name(literal="Example Study Group")),
            container_title="JAMA",
            issued=(2020,),
            volume="1",
            page="1-2",
        ),
        "A B, C D, E F, et al; Example Study Group. A trial. <i>JAMA</i>. 2020;1:1-2.",
    ),
    "journal article without a volume, of a season": (
        Source(
            key="season",
            type="article-journal",
            title="A piece",
            container_title="A Quarterly",
            issued=(2008,),
            season="winter",
            page="8-12",
        ),
        "A piece. <i>A Quarterly</i>. Winter 2008:8-12.",
    ),
    "translated journal article with its original title": (
        Source(
            key="translated",
            type="article-journal",
            title="Iron deficiency",
            original_title="Eisenmangel",
            language="de",
            authors=people("Muster E"),
            container_title="Dtsch Med Wochenschr",
            issued=(2004,),
            volume="129",
            page="1434-40",
        ),
        "Muster E. Eisenmangel [Iron deficiency]. <i>Dtsch Med Wochenschr</i>. 2004;129:1434-1440.",
    ),
    "translated journal article whose original title isn't known": (
        Source(
            key="translated",
            type="article-journal",
            title="[Iron deficiency]",
            language="ja",
            authors=people("Rei E"),
            container_title="Rinsho Ketsueki",
            issued=(2004,),
            volume="1",
            page="5",
        ),
        "Rei E. Iron deficiency. Article in Japanese. <i>Rinsho Ketsueki</i>. 2004;1:5.",
    ),
    "book by editors alone": (
        Source(
            key="book",
            type="book",
            title="Nutrition in Outline",
            editors=people("Rao R", "Doe J"),
            publisher="A Press",
            edition="8th",
            issued=(2014,),
        ),
        "Rao R, Doe J, eds. <i>Nutrition in Outline</i>. 8th ed. A Press; 2014.",
    ),
    "book with an editor, a translator, a volume and a series": (
        Source(
            key="book",
            type="book",
            title="Nutrition in Outline",
            authors=people("Rao R"),
            editors=people("Doe J"),
            translators=people("Ada A"),
            volume="2",
            edition="3",
            publisher="A Press",
            issued=(2014,),
            series="Example Series",
            number="7",
        ),
        "Rao R. <i>Nutrition in Outline</i>. Doe J, ed. Ada A, trans. Vol 2. 3rd ed. A Press; 2014. Example Series 7.",
    ),
    "book without a date": (
        Source(key="book", type="book", title="Nutrition in Outline", authors=people("Rao R"), publisher="A Press"),
        "Rao R. <i>Nutrition in Outline</i>. A Press.",
    ),
    "chapter in an edited book": (
        Source(
            key="chapter",
            type="chapter",
            title="Iron",
            authors=people("Doe J"),
            editors=people("Rao R", "Ada A"),
            container_title="Modern Nutrition",
            edition="11",
            publisher="A Press",
            issued=(2012,),
            page="176-88",
        ),
        "Doe J. Iron. In: Rao R, Ada A, eds. <i>Modern Nutrition</i>. 11th ed. A Press; 2012:176-188.",
    ),
    "report with its number": (
        Source(
            key="report",
            type="report",
            title="A Report",
            authors=(Name(literal="Example Agency"),),
            publisher="Example Department",
            issued=(2012,),
            number="Publication 12-345",
            url="https://example.org/report",
            accessed=(2026, 11, 22),
        ),
        "Example Agency. <i>A Report</i>. Example Department; 2012. Publication 12-345. Accessed November 22, 2026. "
        + link("https://example.org/report"),
    ),
    "doctoral thesis": (
        Source(
            key="thesis",
            type="thesis",
            title="A Study",
            authors=people("Doe J"),
            genre="Doctoral thesis",
            publisher="A University",
            issued=(2010,),
        ),
        "Doe J. <i>A Study</i>. Dissertation. A University; 2010.",
    ),
    "conference paper heard at a place": (
        Source(
            key="conf",
            type="paper-conference",
            title="A talk",
            authors=people("Doe J"),
            event_title="A Meeting",
            event_place="Exampleton",
            issued=(2024, 4, 10),
        ),
        "Doe J. A talk. Paper presented at: A Meeting; April 10, 2024; Exampleton.",
    ),
    "conference paper in its proceedings": (
        Source(
            key="conf",
            type="paper-conference",
            title="A talk",
            authors=people("Doe J"),
            editors=people("Rao R"),
            container_title="Proceedings of a Meeting",
            publisher="A Press",
            issued=(2024,),
            page="1-9",
        ),
        "Doe J. A talk. In: Rao R, ed. <i>Proceedings of a Meeting</i>. A Press; 2024:1-9.",
    ),
    "law": (
        Source(key="cfr", type="legislation", title="Nutrition labeling of food, 21 CFR §101.9", issued=(2024,)),
        "Nutrition labeling of food, 21 CFR §101.9. 2024.",
    ),
    "book without an author, a first edition": (
        Source(
            key="book",
            type="book",
            title="Nutrition in Outline",
            publisher="A Press",
            edition="1st ed.",
            issued=(2001,),
        ),
        "<i>Nutrition in Outline</i>. A Press; 2001.",
    ),
    "book in its third edition": (
        Source(
            key="book",
            type="book",
            title="Nutrition in Outline",
            authors=(Name(family="Doe", given="Jane Ann, Jr."),),
            publisher="A Press",
            edition="3",
            issued=(2001,),
            page="202",
        ),
        "Doe JA Jr. <i>Nutrition in Outline</i>. 3rd ed. A Press; 2001:202.",
    ),
    "chapter of an online book": (
        Source(
            key="sp-k",
            type="chapter",
            title="Hypokalemia",
            authors=people("Castro D", "Sharma S"),
            container_title="StatPearls [Internet] [Internet]",
            publisher="StatPearls Publishing",
            issued=(2025,),
            url="https://www.ncbi.nlm.nih.gov/books/NBK482465/",
            accessed=(2026, 11, 22),
        ),
        "Castro D, Sharma S. Hypokalemia. In: <i>StatPearls</i>. StatPearls Publishing; 2025. Accessed November 22, 2026. "
        + link("https://www.ncbi.nlm.nih.gov/books/NBK482465/"),
    ),
    "report by an organisation": (
        Source(
            key="iom-2000",
            type="report",
            title="Dietary Reference Intakes for Vitamin C, Vitamin E, Selenium, and Carotenoids",
            authors=(Name(literal="Institute of Medicine"),),
            publisher="National Academies Press",
            issued=(2000,),
            url="http://books.nap.edu/openbook.php?record_id=9810&page=202",
        ),
        "Institute of Medicine. <i>Dietary Reference Intakes for Vitamin C, Vitamin E, Selenium, and Carotenoids</i>. "
        "National Academies Press; 2000. " + link("http://books.nap.edu/openbook.php?record_id=9810&amp;page=202"),
    ),
    "report published by its author": (
        Source(
            key="cdc",
            type="report",
            title="Second National Report on Biochemical Indicators of Diet and Nutrition in the U.S. Population",
            authors=(Name(literal="Centers for Disease Control and Prevention"),),
            publisher="Centers for Disease Control and Prevention",
            issued=(2012,),
        ),
        "Centers for Disease Control and Prevention. <i>Second National Report on Biochemical Indicators of Diet and "
        "Nutrition in the U.S. Population</i>. 2012.",
    ),
    "thesis": (
        Source(
            key="thesis",
            type="thesis",
            title="A Study",
            authors=(Name(family="Doe", given="Jean-Paul"),),
            publisher="A University",
            issued=(2010,),
        ),
        "Doe JP. <i>A Study</i>. Thesis. A University; 2010.",
    ),
    "data set with a version": (
        Source(
            key="fdc",
            type="dataset",
            title="FoodData Central",
            authors=(Name(literal="US Department of Agriculture, Agricultural Research Service"),),
            edition="2",
            url="https://fdc.nal.usda.gov/",
            accessed=(2026, 11, 22),
        ),
        "US Department of Agriculture, Agricultural Research Service. FoodData Central. Data set. Version 2. "
        "Accessed November 22, 2026. " + link("https://fdc.nal.usda.gov/"),
    ),
    "preprint": (
        Source(
            key="preprint",
            type="article",
            title="Is it so?",
            authors=people("Doe J"),
            container_title="A Server",
            issued=(2024, 4, 10),
        ),
        "Doe J. Is it so? <i>A Server</i>. Preprint posted online April 10, 2024.",
    ),
    "newspaper article": (
        Source(
            key="news",
            type="article-newspaper",
            title="A headline",
            container_title="The Paper",
            issued=(2024, 4, 10),
            page="A1",
        ),
        "A headline. <i>The Paper</i>. April 10, 2024:A1.",
    ),
    "magazine article": (
        Source(key="mag", type="article-magazine", title="A piece", container_title="The Magazine", issued=(2024, 4)),
        "A piece. <i>The Magazine</i>. April 2024.",
    ),
    "conference paper": (
        Source(
            key="conf",
            type="paper-conference",
            title="A talk",
            authors=people("Doe J"),
            container_title="A Meeting",
            issued=(2024, 4, 10),
        ),
        "Doe J. A talk. Paper presented at: A Meeting; April 10, 2024.",
    ),
    "encyclopedia entry": (
        Source(
            key="entry",
            type="entry-encyclopedia",
            title="Iron",
            container_title="An Encyclopedia",
            publisher="A Press",
            issued=(1999,),
            page="12-5",
        ),
        "Iron. In: <i>An Encyclopedia</i>. A Press; 1999:12-15.",
    ),
}


@pytest.mark.parametrize(("source", "text"), GOLDEN.values(), ids=GOLDEN.keys())
def test_a_source_is_written_in_ama_style(source: Source, text: str) -> None:
    assert format_source(source) == text


def test_every_type_has_a_golden_reference() -> None:
    assert {source.type for source, _ in GOLDEN.values()} == set(CslType.values)


def test_a_site_that_is_also_the_title_or_the_author_is_said_once() -> None:
    page = Source(key="a", type="webpage", url="https://medlineplus.gov/")
    titled = msgspec.structs.replace(page, title="MedlinePlus", container_title="MedlinePlus")
    authored = msgspec.structs.replace(page, title="Iron", publisher="NHS", authors=(Name(literal="NHS"),))

    assert format_source(titled) == f"MedlinePlus. {link(page.url)}"
    assert format_source(authored) == f"NHS. Iron. {link(page.url)}"


def test_titles_keep_italics_and_indices_and_show_any_other_markup_as_text() -> None:
    title = "<i>In vivo</i> Ca<sup>2+</sup> & p<0.05 <b>now</b> <i>open </sub>"

    assert format_source(Source(key="a", type="article-journal", title=title)) == (
        "<i>In vivo</i> Ca<sup>2+</sup> &amp; p&lt;0.05 &lt;b&gt;now&lt;/b&gt; &lt;i&gt;open &lt;/sub&gt;."
    )


def test_an_address_that_is_not_the_web_is_shown_and_not_linked() -> None:
    assert (
        format_source(Source(key="a", type="webpage", title="T", url="javascript:alert(1)")) == "T. javascript:alert(1)"
    )


def test_a_source_of_which_nothing_is_known_shows_its_key() -> None:
    assert format_source(Source(key="someone-2020", type="book")) == "someone-2020"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("PD", "PD"),
        ("Paul D.", "PD"),
        ("P. D.", "PD"),
        ("P.D.", "PD"),
        ("Jean-Pierre", "JP"),
        ("Martin Luther, Jr.", "ML Jr"),
        ("Martin Luther Jr", "ML Jr"),
        ("\u017daneta", "\u017d"),
        ("", ""),
    ],
)
def test_given_names_become_initials(given_name: str, shown: str) -> None:
    assert format_authors((Name(family="King", given=given_name),)) == f"King {shown}".strip()


def test_six_authors_are_all_listed() -> None:
    assert format_authors(people("A A", "B B", "C C", "D D", "E E", "F F")) == "A A, B B, C C, D D, E E, F F"


@pytest.mark.parametrize(
    ("typed", "expanded"),
    [
        ("1124-9", "1124-1129"),
        ("928\u201336", "928-936"),
        ("149--60", "149-160"),
        ("1124", "1124"),
        ("e2741", "e2741"),
        ("S12-5", "S12-S15"),
        ("S12-S15", "S12-S15"),
        ("12-15, 20-4", "12-15, 20-24"),
        ("1199-2", "1199-2"),
        ("xi-xv", "xi-xv"),
        ("98-102", "98-102"),
        ("", ""),
    ],
)
def test_page_ranges_are_written_in_full(typed: str, expanded: str) -> None:
    assert expand_pages(typed) == expanded


text = st.text(max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=y>', "<i>", "</i>", "&lt;", "a?"]
)
dates = st.lists(st.integers(0, 3000), max_size=3).map(tuple)
sources = st.builds(
    Source,
    key=text,
    type=st.sampled_from(CslType.values) | text,
    title=text,
    container_title=text,
    publisher=text,
    issued=dates,
    volume=text,
    issue=text,
    page=text,
    edition=text,
    doi=text,
    pmid=text,
    url=text | text.map("https://a.example/{}".format),
    accessed=dates,
)


@given(sources)
def test_nothing_of_a_source_becomes_markup_but_italics_and_indices(source: Source) -> None:
    html = format_source(source)
    own = re.sub(r'<a href="https?://[^"<>]*" rel="noopener noreferrer">([^<>]*)</a>', r"\1", html)

    assert re.findall(r"<(?!/?(?:i|sub|sup)>)|>(?<!<i>)(?<!</i>)(?<!<sub>)(?<!</sub>)(?<!<sup>)(?<!</sup>)", own) == []


@pytest.mark.parametrize(
    "hostile", ["<i>" * 30_000, "[Internet]" * 10_000, " " * 100_000, "1" * 100_000, "1-" * 50_000, "a," * 50_000]
)
def test_hostile_fields_are_written_in_time_that_grows_with_their_length_alone(hostile: str) -> None:
    def written(text: str) -> str:
        return format_source(Source(key="a", type="chapter", title=text, container_title=text, page=text, edition=text))

    assert written(hostile) != ""
    assert grows_with_length_alone(written, hostile)
