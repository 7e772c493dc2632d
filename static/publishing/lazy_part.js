/* A part of a page that takes long to make: fetched once the page stands, or once its details are opened.
   Without this the link inside leads to the same text on a page of its own. */
"use strict";
(() => {
  async function fill(place) {
    const address = place.dataset.part;
    delete place.dataset.part;
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("part");
      if (answer.ok && part) {
        part.removeAttribute("id");
        place.replaceChildren(part);
        place.dispatchEvent(new CustomEvent("part:arrived", { bubbles: true }));
      }
    } catch {
      // The page was left, or the line is down: the link stays.
    }
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
