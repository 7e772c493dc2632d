/* Names for readers' software where Django's rows and its search boxes leave them out. */
"use strict";
(() => {
  const text = (place) => place?.textContent.replace(/:\s*$/, "").trim() ?? "";

  /* What the label of a field says; in a table the heading of its column. */
  function nameOf(field) {
    const label = text(document.querySelector(`label[for="${CSS.escape(field.id)}"]`));
    const cell = field.closest("td");
    return label || text(cell?.closest("table").querySelector("thead tr").children[cell.cellIndex]);
  }

  function nameBoxes(root) {
    for (const field of root.querySelectorAll("select.admin-autocomplete")) {
      const box = field.nextElementSibling;
      const name = nameOf(field);
      if (!name || !box?.matches(".select2-container")) {
        continue;
      }
      box.querySelector(".select2-search__field")?.setAttribute("aria-label", `${name}: search`);
      box.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
      const selection = box.querySelector(".select2-selection");
      if (!selection.hasAttribute("aria-labelledby")) {
        selection.setAttribute("aria-label", name);
      }
    }
  }

  function nameRows(root) {
    for (const box of root.querySelectorAll("td.delete input[type='checkbox']")) {
      box.setAttribute("aria-label", `Delete ${text(box.closest("tr").querySelector(".original p"))}`.trim());
    }
    for (const heading of root.querySelectorAll("th.original:empty")) {
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = "Row";
      heading.append(name);
    }
  }

  // jQuery's ready comes later than the browser's, even later than "load" when all files are cached: boxes are made then.
  document.addEventListener("DOMContentLoaded", () => {
    nameRows(document);
    django.jQuery(() => setTimeout(() => nameBoxes(document)));
  });
  document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameBoxes(target)));
})();
