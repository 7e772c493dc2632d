/* Tidy pasting: what other programs say in styles becomes the tags we have, before the paste filter drops the styles.
   Refuses to decide what is safe: the server cleans whatever comes from here. */
"use strict";
(() => {
  // Headings of a pasted page start below our own, which the page's title holds.
  const RENAMED_ON_PASTE = { h1: "h2", h5: "h4", h6: "h4" };

  // Docs and some web pages say bold and italic in styles only, which the paste filter drops.
  function emphasised(span) {
    const style = CKEDITOR.tools.parseCssText(span.attributes.style || "", true);
    const names = [];
    if (style["font-weight"] === "bold" || Number(style["font-weight"]) >= 600) names.push("strong");
    if (style["font-style"] === "italic") names.push("em");
    if (names.length === 2) {
      const inner = new CKEDITOR.htmlParser.element("em");
      span.children.slice().forEach((child) => {
        child.remove();
        inner.add(child);
      });
      span.add(inner);
    }
    return names[0] || span.name;
  }

  function tidyPasted(html) {
    const fragment = CKEDITOR.htmlParser.fragment.fromHtml(html);
    const filter = new CKEDITOR.htmlParser.filter({
      elements: {
        $(element) {
          element.name = element.name === "span" ? emphasised(element) : RENAMED_ON_PASTE[element.name] || element.name;
          return element;
        },
      },
    });
    const writer = new CKEDITOR.htmlParser.basicWriter();
    filter.applyTo(fragment);
    fragment.writeHtml(writer);
    return writer.getHtml();
  }

  CKEDITOR.plugins.add("tidypaste", {
    requires: "clipboard",
    init(editor) {
      // After CKEditor's own filters for Word, Docs and LibreOffice (3), before the paste filter (6), which those
      // switch off for what they cleaned.
      editor.on(
        "paste",
        ({ data }) => {
          if (data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL || !data.dataValue) {
            return;
          }
          data.dontFilter = false;
          data.dataValue = tidyPasted(data.dataValue);
        },
        null,
        null,
        5,
      );
    },
  });
})();
