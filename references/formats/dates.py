"""Dates of publication in every way that exports write them; what can't be read is no date, never a wrong one."""

from __future__ import annotations

import re
from calendar import monthrange

from references.vocabulary import Season

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {
    "spring": Season.SPRING,
    "summer": Season.SUMMER,
    "autumn": Season.AUTUMN,
    "fall": Season.AUTUMN,
    "winter": Season.WINTER,
}
# Months 21 to 24 are seasons in EDTF, which biblatex and CSL use.
SEASON_OF_NUMBER = dict(zip(range(21, 25), Season, strict=True))
NUMBER_OF_SEASON = {str(season): number for number, season in SEASON_OF_NUMBER.items()}
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
SLASHED = re.compile(r"(\d{4})/(\d{0,2})/?(\d{0,2})/?(.*)")
COMPACT = re.compile(r"(1[5-9]|20)(\d{2})(\d{2})(\d{2})")
YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|2[01][0-9]{2})(?!\d)")
WORD = re.compile(r"[a-z]+")
NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")

Dated = tuple[tuple[int, ...], str]
UNDATED: Dated = ((), "")


def read_date(text: str | None) -> Dated:
    """Year, or year and month, or year, month and day; and the season, if one is named. A range is its beginning."""
    text = (text or "").strip().lower()
    if not text:
        return UNDATED
    if found := ISO.search(text):
        return of_parts([found[1], found[2], found[3]])
    if found := SLASHED.match(text):
        parts, season = of_parts([found[1], found[2], found[3]])
        return parts, season or _season(found[4])
    if found := COMPACT.fullmatch(text):
        return of_parts([found[1] + found[2], found[3], found[4]])
    return _in_words(text)


def _in_words(text: str) -> Dated:
    year = YEAR.search(text)
    if year is None:
        return UNDATED
    words = WORD.findall(text)
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    if month is None:
        return of_parts([year[1]])[0], _season(text)
    rest = text[: year.start()] + " " + text[year.end() :]
    # "2019 Jan-Feb" and "1998 Dec-1999 Jan" have no day; "2013 Nov 15" has.
    day = NUMBER.search(rest)
    return of_parts([year[1], month, day[1] if day else None])


def _season(text: str) -> str:
    return next((str(SEASONS[word]) for word in WORD.findall(text) if word in SEASONS), "")


def of_parts(parts: list[object]) -> Dated:
    """Of a year, a month and a day as numbers or texts; what is impossible ends the date before it."""
    numbers = [_number(part) for part in parts[:3]]
    year = numbers[0] if numbers else 0
    if not 1000 <= year <= 2999:
        return UNDATED
    month = numbers[1] if len(numbers) > 1 else 0
    if month in SEASON_OF_NUMBER:
        return (year,), str(SEASON_OF_NUMBER[month])
    if not 1 <= month <= 12:
        return (year,), ""
    day = numbers[2] if len(numbers) > 2 else 0
    if not 1 <= day <= monthrange(year, month)[1]:
        return (year, month), ""
    return (year, month, day), ""


def _number(part: object) -> int:
    text = str(part if part is not None else "").strip().lower().rstrip(".")
    if text in MONTHS:
        return MONTHS[text]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def most_precise(*dates: Dated) -> Dated:
    """The one of them that says most, if they agree on the year; else the first that says anything."""
    said = [date for date in dates if date[0]]
    if not said:
        return UNDATED
    same_year = [date for date in said if date[0][0] == said[0][0][0]]
    return max(same_year, key=lambda date: (len(date[0]), bool(date[1])))


def as_iso(parts: tuple[int, ...], season: str = "") -> str:
    """2013-11-15; a season is a month beyond twelve, as in EDTF."""
    shown = f"{parts[0]:04}" + "".join(f"-{part:02}" for part in parts[1:]) if parts else ""
    return f"{shown}-{NUMBER_OF_SEASON[season]}" if season in NUMBER_OF_SEASON and len(parts) == 1 else shown
