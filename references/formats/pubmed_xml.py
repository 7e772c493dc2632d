"""Reads PubMed's XML: articles and the chapters and books of its bookshelf (StatPearls). Each record is read by itself,

so that a broken one loses nothing of the others, and no document type is ever looked at.
"""

from __future__ import annotations

import re

from references.csl import Name
from references.formats.dates import UNDATED, Dated, of_parts, read_date
from references.formats.languages import language_code
from references.formats.names import organisation, person
from references.formats.notices import of_pubmed
from references.formats.records import BadRecord, Parsed, Reading, Record, unique
from references.formats.study_types import study_type_of
from references.formats.xml_tree import Node, NotXml, read_xml
from references.vocabulary import CslType

RECORD = re.compile(r"<(PubmedArticle|PubmedBookArticle)\b[^>]*>")
FOREIGN_TITLE = re.compile(r"\[(.+)\]\.?")


def read_pubmed_xml(text: str) -> Parsed:
    records: list[Record] = []
    bad: list[BadRecord] = []
    begins = list(RECORD.finditer(text))
    line, counted = 1, 0
    for place, found in enumerate(begins):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        end_tag = f"</{found[1]}>"
        limit = begins[place + 1].start() if place + 1 < len(begins) else len(text)
        end = text.find(end_tag, found.end(), limit)
        raw = text[found.start() : end + len(end_tag) if end >= 0 else limit].strip()
        try:
            tree = read_xml(raw)
        except NotXml as error:
            bad.append(BadRecord(line=line, raw=raw, message=f"This can't be read as XML: {error}"))
            continue
        record = _record(tree, raw, line)
        if record.source.title or record.source.pmid:
            records.append(record)
        else:
            bad.append(BadRecord(line=line, raw=raw, message="This has neither a title nor a PubMed ID."))
    return Parsed(records=tuple(records), bad=tuple(bad))


def _record(tree: Node, raw: str, line: int) -> Record:
    reading = Reading(line, raw)
    if tree.name == "PubmedBookArticle":
        _book(reading, tree)
    else:
        _article(reading, tree)
    return reading.record()


def _article(reading: Reading, tree: Node) -> None:
    article = tree.find("MedlineCitation/Article") or Node("Article")
    kinds = [node.text().casefold() for node in article.every("PublicationTypeList/PublicationType")]
    reading.values["type"] = CslType.ARTICLE if "preprint" in kinds else CslType.ARTICLE_JOURNAL
    _title(reading, article.text("ArticleTitle"), article.text("VernacularTitle"))
    reading.values["container_title"] = article.text("Journal/Title")
    short = article.text("Journal/ISOAbbreviation").replace(".", "") or tree.text(
        "MedlineCitation/MedlineJournalInfo/MedlineTA"
    )
    if short.casefold() != article.text("Journal/Title").casefold():
        reading.values["container_title_short"] = short
    issue = article.find("Journal/JournalIssue") or Node("JournalIssue")
    reading.values["volume"], reading.values["issue"] = issue.text("Volume"), issue.text("Issue")
    printed, online = _date(issue.find("PubDate")), _date(article.find("ArticleDate"))
    # The issue's date is the one to cite; only where it lacks the month does the day online tell more.
    reading.values["issued"], reading.values["season"] = printed if printed[0] else online
    reading.values["page"] = article.text("Pagination/MedlinePgn") or _pages(article)
    reading.values["authors"] = _people(article.find("AuthorList"))
    reading.values["language"] = language_code(article.text("Language"))
    _identifiers(reading, tree, article)
    reading.study_type = study_type_of(kinds)
    remarks = tree.every("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    reading.notices = of_pubmed(
        ((one.attributes.get("RefType", ""), _remark(one)) for one in remarks),
        kinds=kinds,
        own_pmid=tree.text("MedlineCitation/PMID"),
    )
    if not reading.values["page"]:
        numbers = [node.text() for node in article.every("ELocationID") if node.attributes.get("EIdType") == "pii"]
        reading.values["page"] = numbers[0] if numbers else ""


def _remark(node: Node) -> str:
    """As MEDLINE writes it: where it stands, then its number."""
    return f"{node.text('RefSource')} PMID: {node.text('PMID')}"


def _title(reading: Reading, title: str, original: str) -> None:
    if found := FOREIGN_TITLE.fullmatch(title):
        title = found[1].rstrip(".") if original else f"[{found[1].rstrip('.')}]"
    reading.values["title"] = title
    reading.values["original_title"] = original.rstrip(".")


def _pages(article: Node) -> str:
    first, last = article.text("Pagination/StartPage"), article.text("Pagination/EndPage")
    return f"{first}-{last}" if first and last and first != last else first


def _identifiers(reading: Reading, tree: Node, article: Node) -> None:
    reading.first("pmid", tree.text("MedlineCitation/PMID"), tree.text("BookDocument/PMID"))
    lists = [*tree.every("PubmedData/ArticleIdList/ArticleId"), *tree.every("PubmedBookData/ArticleIdList/ArticleId")]
    lists += tree.every("BookDocument/ArticleIdList/ArticleId")
    found = {node.attributes.get("IdType", ""): node.text() for node in reversed(lists)}
    named = [node.text() for node in article.every("ELocationID") if node.attributes.get("EIdType") == "doi"]
    reading.first("doi", *named, found.get("doi"))
    reading.first("pmcid", found.get("pmc"))
    reading.first("pmid", found.get("pubmed"))


def _book(reading: Reading, tree: Node) -> None:
    document = tree.find("BookDocument") or Node("BookDocument")
    book = document.find("Book") or Node("Book")
    title = document.text("ArticleTitle")
    reading.values["type"] = CslType.CHAPTER if title else CslType.BOOK
    _title(reading, title or book.text("BookTitle"), document.text("VernacularTitle"))
    if title:
        reading.values["container_title"] = book.text("BookTitle")
    lists = {
        node.attributes.get("Type", "authors"): node
        for node in (*book.every("AuthorList"), *document.every("AuthorList"))
    }
    reading.values["authors"] = _people(lists.get("authors"))
    reading.values["editors"] = _people(lists.get("editors"))
    reading.values["publisher"] = book.text("Publisher/PublisherName")
    reading.values["publisher_place"] = book.text("Publisher/PublisherLocation")
    reading.values["edition"] = book.text("Edition")
    reading.values["volume"] = book.text("Volume")
    reading.values["series"] = book.text("CollectionTitle")
    reading.values["isbn"] = book.text("Isbn")
    reading.values["page"] = document.text("Pagination/MedlinePgn")
    reading.values["language"] = language_code(document.text("Language"))
    dates = (
        document.find("ContributionDate"),
        document.find("DateRevised"),
        book.find("PubDate"),
        book.find("BeginningDate"),
    )
    # Chapters of StatPearls are revised for years; the date of the book is the one under which PubMed lists them.
    said = [date for node in (dates[2], dates[0], dates[1], dates[3]) if (date := _date(node))[0]]
    reading.values["issued"], reading.values["season"] = said[0] if said else UNDATED
    number = next(
        (
            node.text()
            for node in document.every("ArticleIdList/ArticleId")
            if node.attributes.get("IdType") == "bookaccession"
        ),
        "",
    )
    if re.fullmatch(r"NBK\d+", number):
        reading.values["url"] = f"https://www.ncbi.nlm.nih.gov/books/{number}/"
    _identifiers(reading, tree, book)


def _people(authors: Node | None) -> tuple[Name, ...]:
    if authors is None:
        return ()
    return unique(_name(author) for author in authors.children() if author.attributes.get("ValidYN", "Y") == "Y")


def _name(author: Node) -> Name | None:
    group = author.text("CollectiveName")
    if group:
        return organisation(group)
    given = author.text("ForeName") or author.text("FirstName") or author.text("Initials")
    return person(author.text("LastName"), given, author.text("Suffix"))


def _date(node: Node | None) -> Dated:
    if node is None:
        return UNDATED
    parts: list[object] = [node.text(name) for name in ("Year", "Month", "Day")]
    if parts[0]:
        found, season = of_parts(parts)
        return found, season or read_date(f"{parts[0]} {node.text('Season')}")[1]
    return read_date(node.text("MedlineDate"))
