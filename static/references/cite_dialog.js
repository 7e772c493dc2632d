/* The dialog that makes and changes a citation: sources from the library, a place in the source and its words.
   It gives plain data to whoever opened it and knows no editor. */
"use strict";
(() => {
  const { ask, make, openDialog, picker } = window.guidePicker;
  const MOST_KEYS = 12;
  const LONGEST_PLACE = 40;
  const LONGEST_QUOTE = 400;
  const MOST_RECENT = 8;

  function byline(source) {
    return [[source.by, source.year].filter(Boolean).join(", "), source.in].filter(Boolean).join(" · ");
  }

  function sourceRow(source) {
    return [
      source.warning ? make("strong", { className: "cite-wrong" }, source.warning) : "",
      make("span", { className: "picker-title" }, source.title),
      make("span", { className: "picker-line" }, byline(source), make("code", {}, source.key)),
    ];
  }

  // As the server will store it, so that nothing seems to change on saving.
  function tidyQuote(text) {
    const plain = text.replaceAll("|", " ").replace(/([[\]])\1+/g, "$1");
    return plain.replace(/\s+/g, " ").replace(/^[ "“”]+|[ "“”]+$/g, "");
  }

  /** What a key stands for, for tooltips: "Rao et al., 2020. Title". */
  function describe(source) {
    return [source.warning, byline(source), source.title].filter(Boolean).join(". ");
  }

  // The sources that this editor cited last in this browser, saved or not; the server adds those of what they saved.
  function recentPlace() {
    return `cited by ${document.getElementById("recovery")?.dataset.editor ?? ""}`;
  }

  function recentKeys() {
    try {
      return JSON.parse(localStorage.getItem(recentPlace())) ?? [];
    } catch {
      return [];
    }
  }

  function remember(keys) {
    try {
      const kept = [...keys, ...recentKeys().filter((key) => !keys.includes(key))].slice(0, MOST_RECENT);
      localStorage.setItem(recentPlace(), JSON.stringify(kept));
    } catch {
      // a browser that keeps nothing shows the newest sources instead
    }
  }

  /** Opens the form that adds a source beside this page; gives its id once it is saved. */
  function addInWindow(address, onSaved) {
    const popup = window.open(address, "cite-new-source", "popup,width=1000,height=800");
    const before = window.dismissAddRelatedObjectPopup;
    window.dismissAddRelatedObjectPopup = (closing, id, ...rest) => {
      if (closing !== popup) {
        before(closing, id, ...rest);
        return;
      }
      window.dismissAddRelatedObjectPopup = before;
      closing.close();
      onSaved(id);
    };
  }

  /** cite({url, known, start: {keys, locator, quote}, isNew, onDone(mark or null to remove), onLeft}) */
  function cite({ url, known, start, isNew, onDone, onLeft }) {
    const keys = [...start.keys];

    const search = picker({
      label: "Find a source",
      hint: "Title, author, year or key; or paste a DOI, PubMed ID, ISBN or web address.",
      search: async (text) => {
        const found = await ask(url, { q: text });
        const recent = text ? [] : [...new Set([...recentKeys(), ...found.recent])];
        if (recent.length) {
          const answer = await ask(url, { keys: recent.join(",") });
          const cited = recent.map((key) => answer.known[key]).filter(Boolean);
          // A former key and the present one are one source.
          found.sources = [...new Map(cited.map((source) => [source.key, source])).values()].slice(0, MOST_RECENT);
          found.isRecent = true;
        }
        for (const source of found.sources) {
          known.set(source.key, source);
        }
        return { rows: found.sources, says: said(text, found) };
      },
      row: sourceRow,
      onChoose: add,
      onEmptyEnter: () => form.requestSubmit(),
    });

    function said(text, found) {
      const count = found.sources.length;
      const words = text
        ? count === 0
          ? "Nothing in the library matches. "
          : `${found.more ? `The first ${count} that match` : count === 1 ? "1 source" : `${count} sources`}. `
        : found.isRecent
          ? "You cited these last. "
          : count
            ? "The newest sources. "
            : "The library is empty. ";
      if (!found.new || (count === 1 && found.new.says)) {
        return [words];
      }
      const label = found.new.says ? `Add ${found.new.says}` : "Add a source";
      const button = make("button", { type: "button", className: "picker-link" }, `${label} …`);
      button.addEventListener("click", () =>
        addInWindow(found.new.form, async (id) => {
          const saved = await ask(url, { id });
          saved.sources.forEach((source) => {
            known.set(source.key, source);
            search.choose(source);
          });
        }),
      );
      return [words, button];
    }

    const chosen = make("ul", { className: "cite-chosen" });
    const locator = make("input", { type: "text", id: "cite-locator", maxLength: LONGEST_PLACE, autocomplete: "off" });
    locator.value = start.locator;
    const quote = make("textarea", { id: "cite-quote", maxLength: LONGEST_QUOTE, rows: 2 });
    quote.value = start.quote;
    const single = make(
      "div",
      { className: "cite-single" },
      make("label", { htmlFor: "cite-locator" }, "Place in the source"),
      locator,
      make("p", { className: "picker-hint" }, "Page, table or section, as in “p 12” or “Table 3”. May stay empty."),
      make("label", { htmlFor: "cite-quote" }, "What the source says there"),
      quote,
      make(
        "p",
        { className: "picker-hint" },
        "Word for word, a sentence or two. Reviewers and readers see it with the source. Give one for every dose, limit and treatment.",
      ),
    );
    const several = make(
      "p",
      { className: "picker-hint" },
      "A place and a quote belong to one source. To give one, cite each source with a mark of its own.",
    );
    const submit = make("button", { type: "submit", className: "button default" }, isNew ? "Insert" : "Change");
    const cancel = make("button", { type: "button", className: "button" }, "Cancel");
    const remove = isNew ? null : make("button", { type: "button", className: "button picker-remove" }, "Remove citation");
    const form = make(
      "form",
      { method: "dialog", noValidate: true },
      search.element,
      make("h3", { id: "cite-chosen-title" }, "Cited here"),
      chosen,
      single,
      several,
      make("div", { className: "picker-foot" }, submit, cancel, remove),
    );
    chosen.setAttribute("aria-labelledby", "cite-chosen-title");

    function add(source) {
      if (!keys.includes(source.key) && keys.length < MOST_KEYS) {
        keys.push(source.key);
      }
      draw();
    }

    function chosenRow(key) {
      const source = known.get(key);
      const isWrong = source === null;
      const drop = make("button", { type: "button", "aria-label": `Take out ${key}` }, "×");
      drop.addEventListener("click", () => {
        keys.splice(keys.indexOf(key), 1);
        draw();
        search.field.focus();
      });
      const words = source ? sourceRow(source) : [make("code", {}, key)];
      const wrong = isWrong ? make("strong", { className: "cite-wrong" }, "No source has this key") : null;
      return make("li", {}, make("span", {}, ...words, wrong), drop);
    }

    function draw() {
      chosen.replaceChildren(...keys.map(chosenRow));
      if (!keys.length) {
        chosen.append(make("li", { className: "picker-hint" }, "Nothing yet. Choose a source above."));
      }
      single.hidden = keys.length !== 1;
      several.hidden = keys.length < 2;
      submit.disabled = keys.length === 0;
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (keys.length) {
        dialog.close();
        remember(keys);
        const isOne = keys.length === 1;
        onDone({ keys, locator: isOne ? locator.value.trim() : "", quote: isOne ? tidyQuote(quote.value) : "" });
      }
    });
    cancel.addEventListener("click", () => dialog.close());
    remove?.addEventListener("click", () => {
      dialog.close();
      onDone(null);
    });

    draw();
    const dialog = openDialog({ title: isNew ? "Cite a source" : "Change a citation", parts: [form], onLeft });
    search.field.focus();
    search.look();
  }

  window.guideCite = { cite, describe };
})();
