/* Reasons and notes on the pages of steps are not lost: they stay in this browser while they are typed, and are offered
   when the page is opened again. Leaving with words that were not sent warns. Once the server took them they are gone. */
"use strict";
(() => {
  const PREFIX = "step words ";
  const DAYS = 90;

  function read(place) {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  }

  function entries() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  /** What was sent is known to have been taken when a later page says so; what nobody came back to is given up. */
  function forget() {
    const isTaken = document.querySelector(".messagelist li:not(.error)") && !document.querySelector(".errornote, .errorlist");
    for (const place of entries()) {
      const found = read(place);
      if (!found || (found.sent && isTaken) || Date.now() - found.at > DAYS * 86400000) {
        localStorage.removeItem(place);
      }
    }
  }

  function start(form, { editor, off }) {
    const fields = [...form.querySelectorAll("textarea:not([readonly])")];
    if (fields.length === 0) {
      return;
    }
    // The address alone doesn't say of which drafts a set is.
    const of = [...form.querySelectorAll("[name=item]")].map((box) => box.value).sort();
    const place = `${PREFIX}${editor} ${new URL(form.action).pathname} ${of.join(" ")}`;
    const isRefused = Boolean(document.querySelector(".errornote, .errorlist"));
    let isLeaving = false;

    function isTyped() {
      return fields.some((field) => field.value.trim() && (isRefused || field.value !== field.defaultValue));
    }

    function keep(sent) {
      if (off) {
        return;
      }
      try {
        if (isTyped()) {
          const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
          localStorage.setItem(place, JSON.stringify({ at: Date.now(), words, sent }));
        } else {
          localStorage.removeItem(place);
        }
      } catch {
        // A browser that keeps nothing still warns.
      }
    }

    function offer(found) {
      const line = document.createElement("p");
      line.className = "recovery-offer";
      line.append(`You wrote here on ${new Date(found.at).toLocaleString()}, and it was not taken. `);
      for (const [name, step] of [["Bring it back", bringBack], ["Throw it away", () => localStorage.removeItem(place)]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button";
        button.textContent = name;
        button.addEventListener("click", () => {
          step(found.words);
          line.remove();
        });
        line.append(button, " ");
      }
      fields[0].closest(".form-row, form").before(line);
    }

    function bringBack(words) {
      for (const field of fields.filter((one) => one.name in words)) {
        field.value = words[field.name];
      }
      fields[0].focus();
      keep(false);
    }

    const found = off ? null : read(place);
    if (found && fields.some((field) => found.words[field.name]?.trim() && found.words[field.name] !== field.value)) {
      offer(found);
    }
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => {
      isLeaving = true;
      keep(true);
    });
    window.addEventListener("pageshow", () => {
      isLeaving = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving && isTyped()) {
        event.preventDefault();
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    forget();
    const own = document.querySelector("script[src*='step_words']").dataset;
    // The forms of drafts have a keeper of their own.
    if (document.getElementById("recovery")) {
      return;
    }
    for (const form of document.querySelectorAll("#content form[method=post]")) {
      start(form, { editor: own.editor, off: "off" in own });
    }
  });
})();
