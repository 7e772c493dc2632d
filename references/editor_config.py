"""How the editor is set up, as plain data that settings may import; the server's own allow-list is sanitiser.py.

Both lists name the same tags and attributes: a test compares them. CKEditor 4 gets no more security fixes, so this list
is a convenience for editors and protects nobody.
"""

from __future__ import annotations

from typing import Any

# The editor's spelling: tags [attributes] (classes); "!" marks what a tag can't do without.
ALLOWED_CONTENT = [
    "p br hr h2 h3 h4 strong em b i s sub sup abbr q cite code ul ol li dl dt dd blockquote a caption colgroup col"
    " thead tbody tfoot tr th td figcaption [lang,dir]",
    "a[!href,title,hreflang]",
    "abbr[title]",
    "img[!src,alt,width,height,title,lang,dir]",
    "th[scope,colspan,rowspan,abbr]",
    "td[colspan,rowspan]",
    "ol[start,reversed]",
    "col[span]",
    "colgroup[span]",
    "blockquote[cite]",
    "q[cite]",
    "cite(!ref)[!data-refs,data-loc,data-quote]",
    "figure[lang,dir](align-left,align-right,wide)",
    "table[lang,dir](data)",
]
# From outside, also no pictures (they would be somebody else's) and no languages or directions.
PASTED_CONTENT = [
    "p br hr h2 h3 h4 strong em b i s sub sup abbr q cite code ul ol li dl dt dd blockquote table caption thead tbody"
    " tfoot tr th td",
    "a[!href]",
    "th[colspan,rowspan]",
    "td[colspan,rowspan]",
    "cite(!ref)[!data-refs,data-loc,data-quote]",
]
DISALLOWED_CONTENT = "script; style; iframe; object; embed; *[on*]; *{*}"

REMOVED_PLUGINS = [
    *("exportpdf", "scayt", "wsc", "flash", "iframe", "forms", "smiley", "save", "newpage", "preview", "templates"),
    *("print", "about", "codesnippetgeshi", "embed", "autoembed", "mathjax", "uploadimage", "wysiwygarea"),
]

EDITOR_CONFIG: dict[str, Any] = {
    "toolbar": [
        ["Format"],
        ["Bold", "Italic", "Subscript", "Superscript", "RemoveFormat"],
        ["NumberedList", "BulletedList", "Blockquote"],
        ["Cite"],
        ["PageLink", "Link", "Unlink", "Table", "Image", "SpecialChar"],
        ["PasteFromWord", "Undo", "Redo", "Source"],
    ],
    "format_tags": "p;h2;h3;h4",
    "allowedContent": "; ".join(ALLOWED_CONTENT),
    "disallowedContent": DISALLOWED_CONTENT,
    "pasteFilter": "; ".join(PASTED_CONTENT),
    # The iframe of the plain editing area needs an inline script, which our policy forbids; a div doesn't.
    "extraPlugins": "divarea,widget,refcite,pagelink,tidypaste",
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "versionCheck": False,
    "fullPage": False,
    "entities": False,
    "forceSimpleAmpersand": True,
    "customConfig": "",
    "stylesSet": False,
    "contentsCss": [],
    "disableNativeSpellChecker": False,
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "linkDefaultProtocol": "https://",
    "image_previewText": " ",
    "removeDialogTabs": "image:advanced;image:Link;link:advanced;link:target",
    "width": "100%",
    "height": 320,
}
