/* Links to pages of the guide: chosen by title in a dialog, stored by the page's identity, so that a new address breaks
   none. A link whose page is missing or not public says so in the text; what it says is never stored. */
"use strict";
(() => {
  const { ask, make, openDialog, picker } = window.guidePicker;
  const SCHEME = "object:";
  const SHORTCUT = CKEDITOR.CTRL + CKEDITOR.ALT + 76; // L
  const WARNING = "data-cke-page-warning"; // CKEditor stores nothing that is named so
  const ASKED_AT_ONCE = 50;

  // What the server said of each item, for all editors of the page; null where it knows none.
  const known = new Map();

  function itemOf(link) {
    const address = link?.getAttribute("data-cke-saved-href") ?? link?.getAttribute("href") ?? "";
    return address.startsWith(SCHEME) ? address.slice(SCHEME.length) : "";
  }

  function selectedPageLink(editor) {
    const link = CKEDITOR.plugins.link.getSelectedLink(editor);
    return itemOf(link) ? link : null;
  }

  function addressed(page) {
    const address = SCHEME + page.id;
    return { href: address, "data-cke-saved-href": address };
  }

  function row(page) {
    return [
      page.warning ? make("strong", { className: "cite-wrong" }, page.warning) : "",
      make("span", { className: "picker-title" }, page.title),
      make("span", { className: "picker-line" }, [page.kind, page.path].filter(Boolean).join(" · ")),
    ];
  }

  function dress(link) {
    const page = known.get(itemOf(link));
    const warning = page === null ? "no such page" : page?.warning.toLowerCase();
    if (warning) {
      link.setAttribute(WARNING, warning);
    } else {
      link.removeAttribute(WARNING);
    }
  }

  async function check(editor) {
    const links = editor.editable()?.find(`a[href^="${SCHEME}"]`).toArray() ?? [];
    const ids = [...new Set(links.map(itemOf))].filter((id) => !known.has(id));
    for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
      const some = ids.slice(at, at + ASKED_AT_ONCE);
      try {
        const answer = await ask(editor.config.pagesUrl, { ids: some.join(",") });
        some.forEach((id) => known.set(id, answer.known[id] ?? null));
      } catch {
        return; // without an answer a link is neither right nor wrong
      }
    }
    editor.fire("lockSnapshot");
    links.forEach(dress);
    editor.fire("unlockSnapshot");
  }

  function insert(editor, page, words) {
    const link = editor.document.createElement("a");
    link.setAttributes(addressed(page));
    link.setText(words);
    editor.insertElement(link);
    const range = editor.createRange();
    range.setStartAfter(link);
    range.collapse(true);
    editor.getSelection().selectRanges([range]);
  }

  function apply(editor, { link, hasWords }, page, words) {
    if (link) {
      link.setAttributes(addressed(page));
      link.removeAttributes(["title", "hreflang"]); // they spoke of where it led before
    } else if (hasWords) {
      // A link among the marked words would stay, and lead elsewhere.
      editor.removeStyle(new CKEDITOR.style({ element: "a", type: CKEDITOR.STYLE_INLINE, alwaysRemoveElement: true }));
      editor.applyStyle(new CKEDITOR.style({ element: "a", attributes: addressed(page), type: CKEDITOR.STYLE_INLINE }));
    } else {
      insert(editor, page, words);
    }
  }

  // A link that leads elsewhere is changed into one to a page: inside itself it can hold no other.
  function open(editor, link = CKEDITOR.plugins.link.getSelectedLink(editor)) {
    const selection = editor.getSelection();
    const places = selection?.createBookmarks2(true) ?? [];
    const hasWords = !link && Boolean(selection?.getSelectedText());
    const before = link && !itemOf(link) ? `Leads to ${link.getAttribute("href")}` : "No such page";
    let chosen = link ? known.get(itemOf(link)) : null;

    const words = make("input", { type: "text", id: "page-link-words", maxLength: 200, autocomplete: "off" });
    const wording = make("div", {}, make("label", { htmlFor: words.id }, "Words of the link"), words);
    wording.hidden = Boolean(link) || hasWords;
    const leadsTo = make("ul", { className: "cite-chosen", "aria-label": "Leads to" });
    const submit = make("button", { type: "submit", className: "button default" }, link ? "Change" : "Insert");
    const cancel = make("button", { type: "button", className: "button" }, "Cancel");
    const remove = link ? make("button", { type: "button", className: "button picker-remove" }, "Remove link") : null;

    const search = picker({
      label: "Find a page",
      hint: hasWords ? "By its title. The words that you marked become the link." : "By its title.",
      search: async (text) => {
        const found = await ask(editor.config.pagesUrl, { q: text });
        return { rows: found.pages, says: [said(text, found)] };
      },
      row,
      onChoose(page) {
        known.set(page.id, page);
        chosen = page;
        words.value ||= page.title;
        draw();
      },
      onEmptyEnter: () => form.requestSubmit(),
    });
    const form = make(
      "form",
      { method: "dialog", noValidate: true },
      search.element,
      make("h3", {}, "Leads to"),
      leadsTo,
      wording,
      make("div", { className: "picker-foot" }, submit, cancel, remove),
    );

    function said(text, found) {
      const count = found.pages.length;
      if (!text) {
        return count ? "Those that were changed last." : "There are no pages yet.";
      }
      return count === 0 ? "No page has such a title." : found.more ? `The first ${count} that match.` : `${count} found.`;
    }

    function draw() {
      const nothing = `${link ? before : "Nothing yet"}. Choose a page above.`;
      leadsTo.replaceChildren(
        chosen ? make("li", {}, make("span", {}, ...row(chosen))) : make("li", { className: "picker-hint" }, nothing),
      );
      submit.disabled = !chosen;
    }

    let isDone = false;
    function comeBack() {
      editor.focus();
      if (places.length) {
        editor.getSelection().selectBookmarks(places);
      }
    }
    function finish(change) {
      isDone = true;
      dialog.close();
      comeBack();
      editor.fire("saveSnapshot");
      change();
      editor.fire("saveSnapshot");
      check(editor);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (chosen) {
        finish(() => apply(editor, { link, hasWords }, chosen, words.value.trim() || chosen.title));
      }
    });
    cancel.addEventListener("click", () => dialog.close());
    remove?.addEventListener("click", () => finish(() => link.remove(true)));

    draw();
    const dialog = openDialog({
      title: link ? "Change a link to a page" : "Link to a page",
      parts: [form],
      onLeft: () => isDone || comeBack(),
    });
    search.field.focus();
    search.look();
  }

  CKEDITOR.plugins.add("pagelink", {
    requires: "link",
    init(editor) {
      editor.addCommand("pageLink", { exec: () => open(editor), async: true, editorFocus: false });
      editor.ui.addButton("PageLink", {
        label: "Page",
        title: "Link to a page of the guide (Ctrl+Alt+L)",
        command: "pageLink",
      });
      editor.on("dataReady", () => check(editor));
      editor.on("afterPaste", () => check(editor));
      editor.on("key", (event) => {
        // AltGr is Ctrl+Alt on Windows, and types a letter on some keyboards.
        if (event.data.keyCode === SHORTCUT && !event.data.domEvent.$.getModifierState("AltGraph")) {
          event.cancel();
          editor.execCommand("pageLink");
        }
      });
      // CKEditor's own dialog would show an address that means nothing to a person.
      editor.on("beforeCommandExec", (event) => {
        if (event.data.name === "link" && selectedPageLink(editor)) {
          event.cancel();
          open(editor);
        }
      });
      const afterItsOwn = 30;
      editor.on(
        "doubleclick",
        (event) => {
          const link = event.data.element.getAscendant("a", true);
          if (itemOf(link)) {
            event.data.dialog = null;
            open(editor, link);
          }
        },
        null,
        null,
        afterItsOwn,
      );
    },
  });
})();
