/* Names for readers' software where Django's rows and its search boxes leave them out. */
"use strict";
(() => {
  const text = (place) => place?.textContent.replace(/:\s*$/, "").trim() ?? "";

  /* What the label of a field says; in a table the heading of its column. */
  function nameOf(field) {
    const label = text(document.querySelector(`label[for="${CSS.escape(field.id)}"]`));
    if (label) {
      return label;
    }
    if (field.matches(".datetime input")) {
      const part = field.matches(".vTimeField") ? "time" : "date";
      return `${text(field.closest("fieldset, .flex-container").querySelector("legend, label"))}: ${part}`;
    }
    const cell = field.closest("td");
    return text(cell?.closest("table").querySelector("thead tr").children[cell.cellIndex]);
  }

  function nameBoxes(root) {
    for (const field of root.querySelectorAll("select.admin-autocomplete")) {
      const box = field.nextElementSibling;
      const name = nameOf(field);
      if (!name || !box?.matches(".select2-container")) {
        continue;
      }
      box.querySelector(".select2-search__field")?.setAttribute("aria-label", `${name}: search`);
      const shown = box.querySelector(".select2-selection__rendered");
      shown.setAttribute("role", "presentation");
      shown.removeAttribute("aria-readonly");
      // The box takes its name from what is chosen, which may be nothing.
      const selection = box.querySelector(".select2-selection");
      selection.removeAttribute("aria-labelledby");
      selection.setAttribute("aria-label", name);
      if (shown.id) {
        selection.setAttribute("aria-describedby", shown.id);
      }
    }
  }

  function nameFields(root) {
    for (const field of root.querySelectorAll("td :is(input:not([type=hidden], [type=checkbox]), select, textarea), .datetime input")) {
      if (!field.labels.length) {
        field.setAttribute("aria-label", nameOf(field));
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
    nameFields(document);
    django.jQuery(() => setTimeout(() => nameBoxes(document)));
  });
  document.addEventListener("formset:added", ({ target }) => {
    nameFields(target);
    setTimeout(() => nameBoxes(target));
  });
})();
