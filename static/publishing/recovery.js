/* Nothing typed is lost: what changes in a form goes to the server within three seconds, into this browser while the
   server can't be reached, and is offered when the form is opened again. Leaving with unsaved text warns. */
"use strict";
(() => {
  const EVERY = 3000;
  const MEGABYTE = 1024 * 1024;

  function start(form) {
    const panel = document.getElementById("recovery");
    const address = panel.dataset.slot;
    const place = `recovery ${panel.dataset.editor} ${location.pathname}`;
    const status = panel.querySelector(".recovery-status");
    const isRefused = Boolean(document.querySelector(".errornote"));
    // Who wishes that nothing is kept still is warned before leaving, and told what is too much.
    const isOff = "off" in panel.dataset;
    let known = null;
    let isLeaving = false;
    let isSending = false;

    function text() {
      for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
        // Only what was changed: an editor rewrites what it was given even if nobody touched it.
        if (editor.status === "ready" && editor.checkDirty()) {
          editor.updateElement();
        }
      }
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken" && !name.includes("__prefix__")) {
          data.append(name, value);
        }
      }
      return data.toString();
    }

    function body(kept) {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      return new URLSearchParams(`${kept}&${new URLSearchParams({ _form: location.pathname, csrfmiddlewaretoken: token })}`);
    }

    function inBrowser(kept) {
      if (isOff) {
        return false;
      }
      try {
        localStorage.setItem(place, JSON.stringify({ at: Date.now(), text: kept }));
        return true;
      } catch {
        return false;
      }
    }

    /** Why the server would refuse so much, in words; empty when it takes it. Its own fields come to a few hundred bytes. */
    function tooMuch(kept) {
      const bytes = kept.length + 1000;
      const fields = kept.split("&").length + 3;
      const { mostBytes, mostFields } = panel.dataset;
      if (bytes > Number(mostBytes)) {
        return `The form holds ${(bytes / MEGABYTE).toFixed(1)} MB of text, and ${(mostBytes / MEGABYTE).toFixed(1)} MB is the most that is taken at once. A picture pasted into a text is the usual reason: take it out there and add it under Images.`;
      }
      return fields > Number(mostFields)
        ? `The form holds ${fields} fields, and ${mostFields} is the most that is taken at once. Put its last part into a draft of its own.`
        : "";
    }

    async function send(kept) {
      try {
        const answer = await fetch(address, { method: "POST", body: body(kept), credentials: "same-origin", redirect: "manual" });
        return answer.status === 204;
      } catch {
        return false;
      }
    }

    async function keep() {
      if (isOff || known === null || isSending || isLeaving) {
        return;
      }
      const now = text();
      if (now === known) {
        return;
      }
      isSending = true;
      const isKept = inBrowser(now);
      const reason = tooMuch(now);
      const isSent = !reason && (await send(now));
      isSending = false;
      if (isSent) {
        known = now;
        localStorage.removeItem(place);
      }
      status.textContent = isSent
        ? "Not saved yet. What you typed is kept for you."
        : isKept && reason
          ? `${reason} Until then what you typed is kept in this browser.`
        : isKept
          ? "The server can’t be reached or you were logged out. What you typed is kept in this browser."
          : "The server can’t be reached, and this browser keeps nothing. Copy your text before you leave.";
    }

    function refuse(words) {
      const note = panel.querySelector(".errornote") ?? document.createElement("p");
      note.className = "errornote";
      note.setAttribute("role", "alert");
      note.textContent = words;
      panel.append(note);
      note.scrollIntoView({ block: "center" });
    }

    function isDirty() {
      return !isLeaving && first !== null && (isRefused || text() !== first);
    }

    // What stood there before the first touch is not typed; editors settle while the page loads.
    let first = null;
    function begin() {
      if (first === null) {
        first = text();
        known = isRefused ? "" : first;
      }
    }
    for (const kind of ["focusin", "keydown", "pointerdown", "paste", "drop"]) {
      form.addEventListener(kind, begin, { capture: true });
    }
    if (isRefused) {
      window.addEventListener("load", begin);
    }
    setInterval(keep, EVERY);
    form.addEventListener("submit", (event) => {
      const reason = tooMuch(text());
      if (reason) {
        event.preventDefault();
        refuse(`Not saved. ${reason} All that you typed is still here.`);
        return;
      }
      isLeaving = true;
      if (first !== null) {
        // Should the session be over or the line be down, the text waits here.
        inBrowser(text());
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (isDirty()) {
        event.preventDefault();
      }
    });
    window.addEventListener("pagehide", () => {
      if (!isOff && !isLeaving && known !== null && text() !== known) {
        inBrowser(text());
        navigator.sendBeacon(address, body(text()));
      }
    });

    offerFromBrowser();

    function toCopy(kept) {
      const texts = [...new URLSearchParams(kept).values()].filter((value) => value.trim().includes(" "));
      const box = document.createElement("textarea");
      box.readOnly = true;
      box.rows = 10;
      box.setAttribute("aria-label", "What you typed");
      box.value = texts.join("\n\n");
      return box;
    }

    // A copy in this browser is one that the server never got.
    function offerFromBrowser() {
      if (isOff) {
        localStorage.removeItem(place);
      }
      const found = localStorage.getItem(place);
      if (!found || isRefused) {
        return;
      }
      const { at, text: kept } = JSON.parse(found);
      if (kept === text()) {
        localStorage.removeItem(place);
        return;
      }
      const offer = panel.querySelector(".recovery-offer");
      offer.querySelector("time").textContent = new Date(at).toLocaleString();
      offer.hidden = false;
      offer.querySelector("a").addEventListener("click", async (event) => {
        event.preventDefault();
        const reason = tooMuch(kept);
        if (reason) {
          refuse(`${reason} Here is your text, to copy:`);
          panel.append(toCopy(kept));
        } else if (await send(kept)) {
          localStorage.removeItem(place);
          location.assign(event.target.href);
        } else {
          status.textContent = "The server can’t be reached. Try again in a moment; your text stays in this browser.";
        }
      });
      offer.querySelector("button").addEventListener("click", () => localStorage.removeItem(place), { capture: true });
    }
  }

  // The server names the form that it has just saved: what this browser kept of it is of no more use.
  function forgetSaved() {
    const saved = document.cookie.split("; ").find((one) => one.startsWith("saved_form="));
    if (!saved) {
      return;
    }
    const path = decodeURIComponent(saved.slice("saved_form=".length));
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("recovery ") && key.endsWith(` ${path}`)) {
        localStorage.removeItem(key);
      }
    }
    document.cookie = "saved_form=; path=/admin/; max-age=0; samesite=strict";
  }

  document.addEventListener("DOMContentLoaded", () => {
    forgetSaved();
    const panel = document.getElementById("recovery");
    const form = document.querySelector("#content-main form[method=post]");
    if (!panel || !form) {
      return;
    }
    panel.querySelector(".recovery-offer button").addEventListener("click", async () => {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const data = new URLSearchParams({ _form: location.pathname, _forget: "1", csrfmiddlewaretoken: token });
      await fetch(panel.dataset.slot, { method: "POST", body: data, credentials: "same-origin" });
      panel.querySelector(".recovery-offer").hidden = true;
    });
    start(form);
  });
})();
