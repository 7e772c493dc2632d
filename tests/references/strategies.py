"""Passages with citations for property tests: sanitised HTML of a few blocks, marks and links."""

from __future__ import annotations

from hypothesis import strategies as st

from references.marks import Mark, convert_tokens
from references.markup import serialise
from references.sanitiser import sanitise

KEYS = ("iron", "zinc", "folate", "b-12", "cui-2022", "liu-2018", "k9")
UUIDS = ("0b8f6c5e-3a77-4a47-9d0c-0d3c6f0a8c11", "8d4a5f0e-7a3b-4c58-8f0d-1f8a0b1c2d3e")

key_lists = st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True).map(tuple)
locators = st.sampled_from(["Table 3", "p. 12", "\u00a74 & 5"])
marks = st.builds(Mark, key_lists) | st.builds(
    lambda key, locator, quote: Mark((key,), locator, quote),
    st.sampled_from(KEYS),
    locators | st.just(""),
    st.sampled_from(["", "", "a quarter [sic] were “low” & < 50", 'He said "no". Then [...] yes']),
)
words = st.sampled_from(
    ["Iron is a mineral. ", "35% of adults ", "a", " ", ". ", "1 in 4.", "\u00a0", "B12? ", "x < y & z", "\n"]
)
inline = st.one_of(
    words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    marks.map(lambda mark: serialise(mark.tokens())),
    st.sampled_from(["<b>bold</b>", "<br>", *(f'<a href="object:{uuid}">item</a>' for uuid in UUIDS)]),
    marks.map(lambda mark: f'<a href="https://a.example/">out {serialise(mark.tokens())}</a>'),
)
inlines = st.lists(inline, max_size=8).map("".join)
blocks = st.one_of(
    inlines.map("<p>{}</p>".format),
    inlines.map("<h2>{}</h2>".format),
    inlines.map("<ul><li>{}</li></ul>".format),
    inlines.map("<table><tbody><tr><td>{}</td></tr></tbody></table>".format),
)
passages = st.lists(blocks, max_size=5).map("".join).map(sanitise).map(convert_tokens)
pages = st.lists(passages, max_size=4)
