"""LaTeX in BibTeX fields to plain text: accents, symbols, emphasis as <i>, <sub> and <sup>, braces taken off."""

from __future__ import annotations

import re
import unicodedata

from references.formats.latex_symbols import ACCENTS, LETTERS, SYMBOLS

MARKED = {
    **dict.fromkeys(("textit", "emph", "mathit", "textsl", "mkbibemph"), "i"),
    **dict.fromkeys(("textsubscript", "ensuremath_", "mathrm_"), "sub"),
    "textsuperscript": "sup",
}
# Commands whose one argument is the text.
PASSED_ON = frozenset(
    [
        "textbf",
        "textrm",
        "textsf",
        "texttt",
        "textsc",
        "textup",
        "textmd",
        "textnormal",
        "mathrm",
        "mathbf",
        "mathsf",
        "mathtt",
        "text",
        "mbox",
        "ensuremath",
        "enquote",
        "mkbibquote",
        "url",
        "href",
        "uppercase",
        "lowercase",
        "MakeUppercase",
        "MakeLowercase",
        "mathcal",
        "mathbb",
        "operatorname",
        "relax",
        "protect",
        "noopsort",
    ]
)
OLD_STYLE = frozenset(
    ["it", "em", "bf", "rm", "sf", "tt", "sc", "sl", "itshape", "bfseries", "upshape", "rmfamily", "normalfont", "emph"]
)
COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s*|\\(.)", re.S)
ESCAPED = frozenset("&%$#_{}\\ ~^,;:!/|<>()[]@-+*")
MAX_DEPTH = 40


def to_text(value: str) -> str:
    """Plain text with <i>, <sub> and <sup>. Unknown commands leave their argument; nothing is refused."""
    if not any(character in value for character in "\\{}$~`'-"):
        return value
    return unicodedata.normalize("NFC", _Reader(value).text())


class _Reader:
    def __init__(self, value: str) -> None:
        self.value, self.place = value, 0
        self.in_math = False

    def text(self, *, closing: str = "", depth: int = 0) -> str:
        """Up to the closing brace, which is taken too, or the end."""
        pieces: list[str] = []
        while self.place < len(self.value):
            character = self.value[self.place]
            if character == closing:
                self.place += 1
                break
            pieces.append(self._next(character, depth))
        return "".join(pieces)

    def _next(self, character: str, depth: int) -> str:
        if character == "\\":
            return self._command(depth)
        self.place += 1
        if character == "{":
            return self._group(depth)
        if character == "}":
            return ""
        if character == "$":
            self.in_math = not self.in_math
            return ""
        if character == "~":
            return "\u00a0" if not self.in_math else " "
        if self.in_math and character in "_^":
            tag = "sub" if character == "_" else "sup"
            return f"<{tag}>{self._argument(depth)}</{tag}>"
        if character in "`'-":
            return self._run(character)
        return character

    def _group(self, depth: int) -> str:
        if depth > MAX_DEPTH:
            return ""
        old_style = re.compile(r"\s*\\(it|em|itshape|sl)\b\s*").match(self.value, self.place)
        if old_style:
            self.place = old_style.end()
            return f"<i>{self.text(closing='}', depth=depth + 1)}</i>"
        return self.text(closing="}", depth=depth + 1)

    def _run(self, character: str) -> str:
        """Quotes and dashes that are written as several characters."""
        begin = self.place - 1
        while self.place < len(self.value) and self.value[self.place] == character and self.place - begin < 3:
            self.place += 1
        run = self.value[begin : self.place]
        return {"``": "“", "''": "”", "--": "\u2013", "---": "—"}.get(run, run)

    def _command(self, depth: int) -> str:
        found = COMMAND.match(self.value, self.place)
        if found is None:
            self.place += 1
            return ""
        word, sign = found[1], found[2]
        self.place = found.end()
        if sign is not None:
            return self._sign(sign, depth)
        if word in ACCENTS and (len(word) > 1 or self._has_argument(found)):
            return _accented(self._argument(depth), ACCENTS[word])
        if word in LETTERS:
            return LETTERS[word] + self._after_letter(found)
        if word in SYMBOLS:
            self._skip_empty_group()
            return SYMBOLS[word]
        if word in MARKED:
            tag = MARKED[word]
            return f"<{tag}>{self._argument(depth)}</{tag}>"
        if word in OLD_STYLE:
            return ""
        if word == "char":
            return self._character_code()
        if word == "href":
            self._argument(depth)
        if word in PASSED_ON or self._peek() == "{":
            return self._argument(depth)
        return ""

    def _after_letter(self, found: re.Match[str]) -> str:
        """The blank after a command ends it; one after empty braces is a blank."""
        self._skip_empty_group()
        return ""

    def _skip_empty_group(self) -> None:
        if self.value.startswith("{}", self.place):
            self.place += 2

    def _has_argument(self, found: re.Match[str]) -> bool:
        return self._peek() in "{\\" or found[0].endswith((" ", "\t", "\n"))

    def _sign(self, sign: str, depth: int) -> str:
        if sign in ACCENTS:
            return _accented(self._argument(depth), ACCENTS[sign])
        if sign in ",;:/!|@-":
            return {",": "\u2009", ";": " ", ":": " "}.get(sign, "")
        if sign in "([)]":
            self.in_math = sign in "(["
            return ""
        if sign == "\\":
            return " "
        return sign

    def _peek(self) -> str:
        return self.value[self.place : self.place + 1] or "\0"

    def _argument(self, depth: int) -> str:
        """A group, a command or one character."""
        while self._peek() in " \t\n":
            self.place += 1
        if self.place >= len(self.value) or depth > MAX_DEPTH:
            return ""
        character = self._peek()
        if character == "}":
            return ""
        return self._next(character, depth + 1)

    def _character_code(self) -> str:
        found = re.compile(r"\s*(?:\"([0-9A-Fa-f]{1,5})|(\d{1,6}))").match(self.value, self.place)
        if found is None:
            return ""
        self.place = found.end()
        code = int(found[1], 16) if found[1] else int(found[2])
        return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _accented(letter: str, accent: str) -> str:
    if not letter:
        return ""
    letter = {"\u0131": "i", "\u0237": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", letter[0] + accent) + letter[1:]
