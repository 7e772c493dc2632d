/* A dialog of the admin with a search box over a list, for the editor's own plugins. It knows neither sources nor
   pages: who opens it says where to ask and how a row reads. */
"use strict";
(() => {
  const PAUSE = 200;
  let number = 0;

  /** make("p", {className: "x"}, "words", anElement) */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element && !name.includes("-")) {
        element[name] = value;
      } else {
        element.setAttribute(name, value);
      }
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** A modal dialog with a heading; `onLeft` is told once it has gone, however that came about. */
  function openDialog({ title, parts, onLeft }) {
    number += 1;
    const heading = make("h2", { id: `picker-${number}` }, title);
    const close = make("button", { type: "button", className: "picker-close", "aria-label": "Close" }, "×");
    const head = make("div", { className: "picker-head" }, heading, close);
    const dialog = make("dialog", { className: "picker", "aria-labelledby": heading.id }, head, ...parts);
    close.addEventListener("click", () => dialog.close());
    // What is typed here is not the form's: its watchers would take it for a change.
    for (const kind of ["keydown", "keypress", "keyup", "input", "change", "paste"]) {
      dialog.addEventListener(kind, (event) => event.stopPropagation());
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      onLeft();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  async function ask(url, query) {
    const address = new URL(url, location.href);
    address.search = new URLSearchParams(query);
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
      throw new Error(answer.status === 403 ? "forbidden" : "no answer");
    }
    return answer.json();
  }

  /** The search box, its list and a line that says how it went.

      search(text) gives {rows, says}; row(one) its two lines; onChoose(one) takes it; onEmptyEnter() leads on. */
  function picker({ label, hint, search, row, onChoose, onEmptyEnter }) {
    number += 1;
    const ids = { field: `picker-field-${number}`, list: `picker-list-${number}`, hint: `picker-hint-${number}` };
    const field = make("input", {
      type: "search",
      id: ids.field,
      autocomplete: "off",
      spellcheck: false,
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": ids.list,
      "aria-describedby": ids.hint,
    });
    const list = make("ul", { id: ids.list, role: "listbox", "aria-label": label, hidden: true });
    const status = make("p", { className: "picker-status", role: "status" });
    const element = make(
      "div",
      { className: "picker-search" },
      make("label", { htmlFor: ids.field }, label),
      field,
      make("p", { className: "picker-hint", id: ids.hint }, hint),
      status,
      list,
    );
    let rows = [];
    let active = -1;
    let asked = 0;
    let timer = 0;

    function activate(place) {
      active = place;
      [...list.children].forEach((option, at) => {
        option.setAttribute("aria-selected", String(at === active));
        if (at === active) {
          field.setAttribute("aria-activedescendant", option.id);
          option.scrollIntoView({ block: "nearest" });
        }
      });
      if (active < 0) {
        field.removeAttribute("aria-activedescendant");
      }
    }

    function show(found) {
      rows = found.rows;
      list.replaceChildren(
        ...rows.map((one, at) => {
          const option = make("li", { id: `${ids.list}-${at}`, role: "option", "aria-selected": "false" }, ...row(one));
          // On the press, so that the search box keeps the focus.
          option.addEventListener("mousedown", (event) => event.preventDefault());
          option.addEventListener("click", () => choose(one));
          return option;
        }),
      );
      list.hidden = rows.length === 0;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      status.replaceChildren(...found.says);
      activate(rows.length && field.value.trim() ? 0 : -1);
    }

    async function look() {
      clearTimeout(timer);
      timer = 0;
      asked += 1;
      const mine = asked;
      let found;
      try {
        found = await search(field.value.trim());
      } catch (error) {
        const why = error.message === "forbidden" ? "You may not see this list." : "The server gave no answer. Try again.";
        found = { rows: [], says: [why] };
      }
      if (mine === asked) {
        show(found);
      }
    }

    function choose(one) {
      field.value = "";
      activate(-1); // so that Enter leads on at once
      onChoose(one);
      look();
      field.focus();
    }

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    field.addEventListener("keydown", async (event) => {
      if (event.isComposing) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        activate(rows.length ? (active + step + rows.length + (active < 0 && step < 0 ? 1 : 0)) % rows.length : -1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (timer) {
          await look(); // typed faster than the list followed
        }
        if (active >= 0) {
          choose(rows[active]);
        } else if (!field.value.trim()) {
          onEmptyEnter();
        }
      } else if (event.key === "Escape" && field.value) {
        event.preventDefault(); // the first press empties the box, the next one leaves
        field.value = "";
        look();
      }
    });
    return { element, field, look, choose };
  }

  window.guidePicker = { ask, make, openDialog, picker };
})();
