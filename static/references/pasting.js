/* Tidy pasting: what other programs say in styles becomes the tags we have, before the paste filter drops the styles.
   Links that the server would drop are dropped at once, so that nobody sees one which is not stored; what is safe the
   server alone decides. */
"use strict";
(() => {
  // Headings of a pasted page start below our own, which the page's title holds.
  const RENAMED_ON_PASTE = { h1: "h2", h5: "h4", h6: "h4" };

  const SCHEMES = new Set(["http", "https", "mailto", "object"]);

  // The server's sanitiser has the same rule: no scheme but these, and no address of another site without one.
  function isStored(text) {
    const address = text.trim();
    const scheme = /^([^/?#:]*):/.exec(address);
    return !/[\\\s\p{C}]|^\/\//u.test(address) && (!scheme || SCHEMES.has(scheme[1].toLowerCase()));
  }

  // Its words stay.
  function withoutUnstoredLink(element) {
    const address = element.attributes["data-cke-saved-href"] ?? element.attributes.href;
    if (address !== undefined && !isStored(CKEDITOR.tools.htmlDecode(address))) {
      element.replaceWithChildren();
    }
  }

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

  // CKEditor's filter for Docs stumbles over a span without a style, and then nothing is pasted at all. It asks the
  // clipboard itself, so that is what must answer otherwise; the style given is one that no filter keeps.
  function giveEverySpanAStyle({ dataTransfer }) {
    const getData = dataTransfer.getData.bind(dataTransfer);
    dataTransfer.getData = (type, ...rest) => {
      const found = getData(type, ...rest);
      return type === "text/html" && found?.includes("docs-internal-guid")
        ? found.replace(/<span(?![^>]*\sstyle=)/gi, '<span style="white-space:normal"')
        : found;
    };
  }

  CKEDITOR.plugins.add("tidypaste", {
    requires: "clipboard",
    init(editor) {
      // Before them all.
      editor.on("paste", ({ data }) => giveEverySpanAStyle(data), null, null, 2);
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
    afterInit(editor) {
      // Whatever comes into the editor: pasted, typed as source, or stored long ago.
      editor.dataProcessor.dataFilter.addRules({ elements: { a: withoutUnstoredLink } }, { applyToAll: true });
    },
  });
})();
