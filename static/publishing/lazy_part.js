/* A part of a page that takes long to make: fetched once the page stands, or once its details are opened.
   It says that it is awaited, and what one is writing in stays where it is when it arrives.
   Without this the link inside leads to the same text on a page of its own. */
"use strict";
(() => {
  function setAwaited(place, isAwaited) {
    place.setAttribute("aria-busy", String(isAwaited));
    const words = place.querySelector(".part-awaited");
    if (words) {
      words.hidden = !isAwaited;
      place.querySelector("a").hidden = isAwaited;
    }
  }

  /** Changes the page, and scrolls by as much as that moved the field with the caret, if one sees it. */
  function keepingInPlace(change) {
    const field = document.activeElement;
    const before = field.getBoundingClientRect();
    const isSeen = field !== document.body && before.bottom > 0 && before.top < innerHeight;
    const root = document.documentElement;
    // Browsers that keep the place themselves would do it a second time.
    root.style.overflowAnchor = isSeen ? "none" : "";
    change();
    if (isSeen && field.isConnected) {
      scrollBy({ top: field.getBoundingClientRect().top - before.top, behavior: "instant" });
    }
    requestAnimationFrame(() => {
      root.style.overflowAnchor = "";
    });
  }

  async function fill(place) {
    const address = place.dataset.part;
    delete place.dataset.part;
    setAwaited(place, true);
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("part");
      if (answer.ok && part) {
        part.removeAttribute("id");
        keepingInPlace(() => {
          place.replaceChildren(part);
          place.dispatchEvent(new CustomEvent("part:arrived", { bubbles: true }));
        });
      }
    } catch {
      // The page was left, or the line is down: the link stays.
    }
    keepingInPlace(() => setAwaited(place, false));
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-part]")) {
      const details = place.closest("details");
      if (details) {
        details.addEventListener("toggle", () => fill(place), { once: true });
      } else {
        fill(place);
      }
    }
  });
})();
