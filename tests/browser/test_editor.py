"""The rich-text editor in a real browser: what is typed and pasted there, and what of it is stored."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from references.richtext import stored_rich_text
from tests.browser.editor_page import MARK, START

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.editor_page"),
]

FIRST = "CKEDITOR.instances.id_first"

WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
    '<meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal{color:red}</style></head><body>'
    '<h1 style="color:#2F5496">Iron</h1><p class=MsoNormal style="margin:0cm"><b>Iron</b><span style="color:red"> helps'
    "<o:p></o:p></span></p></body></html>"
)
DOCS_STYLE = (
    "font-size:11pt;font-family:Arial;color:#000000;background-color:transparent;font-style:normal;white-space:pre-wrap"
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f0a-2b">'
    f'<h1 dir="ltr" style="line-height:1.38"><span style="{DOCS_STYLE};font-weight:400">Zinc</span></h1>'
    f'<p dir="ltr" style="line-height:1.38"><span style="{DOCS_STYLE};font-weight:700">Zinc</span>'
    f'<span style="{DOCS_STYLE};font-weight:700;font-style:italic"> much</span>'
    f'<span style="{DOCS_STYLE};font-weight:400"> and helps</span><span> bones</span></p></b>'
)
WEB = (
    '<div class="x" id="y" onclick="z()"><h1 style="color:red">Folate</h1><h6>Low</h6><p style="font-size:9px">A '
    '<a href="javascript:x()"><font color="red">red</font></a> word, <a href="https://a.example/" class="c" target="_blank">a link</a>'
    '<script>x()</script><img src="https://a.example/x.png" onerror="x()"></p><table border="1"><tbody><tr>'
    '<td bgcolor="red">cell</td></tr></tbody></table></div>'
)


def open_editor(page: Page) -> None:
    page.goto("/editing/")
    wait_until(page, "Object.values(CKEDITOR.instances).filter((editor) => editor.status === 'ready').length === 2")


def wait_until(page: Page, expression: str) -> None:
    """Asks again and again from here: what Playwright offers for it needs eval in the page, which our policy refuses."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Waited five seconds in vain for {expression}")


def data(page: Page) -> str:
    """What the editor would send, as it would be stored, without the line ends that the editor adds for reading."""
    return " ".join(stored_rich_text(page.evaluate(f"{FIRST}.getData()")).split())


def saved(page: Page) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    return page.locator("#stored").inner_text().strip()


def paste(page: Page, html: str) -> None:
    """As the browser hands it over: a real paste event whose clipboard came from elsewhere."""
    page.evaluate(
        f"""async () => {{
          const editor = {FIRST};
          editor.focus();
          const clipboard = new DataTransfer();
          clipboard.setData("text/html", {json.dumps(html)});
          clipboard.setData("text/plain", "plain");
          const pasted = new Promise((resolve) => editor.once("afterPaste", resolve));
          editor.editable().$.dispatchEvent(
            new ClipboardEvent("paste", {{clipboardData: clipboard, bubbles: true, cancelable: true}}),
          );
          await pasted;
        }}"""
    )


def empty(page: Page) -> None:
    page.evaluate(f"new Promise((done) => {FIRST}.setData('', {{callback: () => done()}}))")


def test_two_editors_load_type_and_save_without_breaking_the_policy(page: Page) -> None:
    open_editor(page)
    empty(page)

    page.evaluate(f"{FIRST}.focus()")
    page.keyboard.type("Iron 35% ")
    page.keyboard.press("Control+b")
    page.keyboard.type("helps")
    page.keyboard.press("Control+b")
    page.keyboard.type(" [[ref:cui-2022]] <script>")

    assert saved(page) == (
        '<p>Iron 35% <strong>helps</strong> <cite class="ref" data-refs="cui-2022">[ref:cui-2022]</cite> &lt;script&gt;</p>'
    )


def test_a_mark_is_a_unit_that_comes_back_as_it_was_stored(page: Page) -> None:
    open_editor(page)

    assert (
        page.locator("cite.ref").first.evaluate("(mark) => mark.closest('.cke_widget_wrapper').isContentEditable")
        is False
    )
    assert data(page) == START
    assert saved(page) == START


def test_a_mark_stays_whole_when_its_paragraph_is_written_around_and_split(page: Page) -> None:
    open_editor(page)

    page.evaluate(f"{FIRST}.focus()")
    page.keyboard.press("Control+Home")
    page.keyboard.type("Low ")
    for _ in "Vitamin D":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Next.")

    assert data(page) == f"<p>Low Vitamin D</p> <p>{MARK} is low.</p> <p>Next.</p>"
    assert saved(page).split() == f"<p>Low Vitamin D</p> <p>{MARK} is low.</p> <p>Next.</p>".split()


def test_a_mark_survives_bold_undo_and_the_source_view(page: Page) -> None:
    open_editor(page)

    page.evaluate(f"{FIRST}.focus(); {FIRST}.execCommand('selectAll'); {FIRST}.execCommand('bold')")
    assert data(page).count(MARK) == 1
    page.evaluate(f"{FIRST}.execCommand('undo')")
    page.evaluate(f"new Promise((done) => {FIRST}.setMode('source', done))")
    page.evaluate(f"new Promise((done) => {FIRST}.setMode('wysiwyg', done))")

    assert data(page) == START


def test_a_mark_copied_within_the_editor_is_pasted_as_a_mark(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_editor(page)

    page.evaluate(f"{FIRST}.focus()")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    wait_until(page, f"{FIRST}.getData().split('data-refs').length === 3")

    assert data(page) == f"{START} {START}"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (WORD, "<h2>Iron</h2> <p><strong>Iron</strong> helps</p>"),
        (DOCS, "<h2>Zinc</h2> <p><strong>Zinc</strong><em><strong> much</strong></em> and helps bones</p>"),
        (
            WEB,
            '<h2>Folate</h2> <h4>Low</h4> <p>A red word, <a href="https://a.example/" rel="noopener noreferrer">a link</a></p> '
            "<table> <tbody> <tr> <td>cell</td> </tr> </tbody> </table>",
        ),
        (f"<p>From another window{MARK}</p>", f"<p>From another window{MARK}</p>"),
    ],
    ids=["Word", "Docs", "web page", "another window"],
)
def test_pasting_keeps_only_what_the_guide_has(page: Page, source: str, kept: str) -> None:
    open_editor(page)
    empty(page)

    paste(page, source)

    assert data(page) == kept
    # Nobody sees a link there that will not be stored.
    assert page.locator("#cke_id_first .cke_wysiwyg_div a").evaluate_all(
        "links => links.map((one) => one.protocol)"
    ) == (["https:"] if source is WEB else [])


def test_hostile_text_opened_in_the_editor_runs_nothing(page: Page) -> None:
    open_editor(page)

    page.evaluate(
        f"""new Promise((done) => {FIRST}.setData(
          '<p onclick="window.hit=1">a</p><iframe src="javascript:window.hit=1"></iframe><svg onload="window.hit=1"></svg>'
          + '<style><!--</style><img src=/x onerror="window.hit=1">-->', {{callback: () => done()}}))"""
    )

    assert page.evaluate("window.hit") is None
    assert saved(page) == "<p>a</p>"
