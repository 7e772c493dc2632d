/* The order of rows in a form: two buttons move a row, and its hidden "position" follows.
   Leaves alone the blocks of an article, whose editor orders them itself. */
"use strict";
(() => {
  const POSITION = "input[name$='-position']";
  const ROW = ":is(.inline-related:not(.tabular), tr.form-row):not(.empty-form)";

  const position = (row) => row.querySelector(POSITION);
  const rowsOf = (group) => [...group.querySelectorAll(ROW)].filter(position);
  const groupsOf = (root) => [...root.querySelectorAll(".inline-group")].filter((group) => group.querySelector(POSITION));
  // Django takes the first rows for the stored ones, by the number in their id.
  const index = (row) => Number(row.id.match(/\d+$/)[0]);

  function partsOf(row) {
    const before = row.previousElementSibling;
    return before?.matches(".row-form-errors") ? [before, row] : [row];
  }

  function arrange(group, key) {
    const rows = rowsOf(group);
    const wanted = [...rows].sort((one, other) => key(one) - key(other));
    if (wanted.some((row, place) => row !== rows[place])) {
      const end = rows.at(-1).nextElementSibling;
      for (const part of wanted.map(partsOf).flat()) {
        end.before(part);
      }
    }
    refresh(group);
  }

  function refresh(group) {
    const rows = rowsOf(group);
    rows.forEach((row, place) => {
      const [up, down] = row.querySelectorAll(".move-row");
      up.disabled = place === 0;
      down.disabled = place === rows.length - 1;
    });
  }

  function move(row, button, distance) {
    const group = row.closest(".inline-group");
    const rows = rowsOf(group);
    const place = rows.indexOf(row);
    rows.splice(place, 1);
    rows.splice(place + distance, 0, row);
    rows.forEach((each, number) => {
      position(each).value = number;
    });
    arrange(group, (each) => Number(position(each).value));
    button.focus();
  }

  function addButtons(row) {
    const place = document.createElement("span");
    place.className = "move-rows";
    for (const [label, sign, distance] of [["Move up", "↑", -1], ["Move down", "↓", 1]]) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "move-row", textContent: sign, title: label });
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => move(row, button, distance));
      place.append(button);
    }
    row.querySelector(":scope > h3, :scope > td:last-child").append(place);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of groupsOf(document)) {
      rowsOf(group).forEach(addButtons);
      arrange(group, (row) => Number(position(row).value));
    }
  });

  document.addEventListener("formset:added", ({ target }) => {
    const group = target.closest(".inline-group");
    if (!group || !position(target)) {
      return;
    }
    const others = rowsOf(group).filter((row) => row !== target);
    position(target).value = Math.max(-1, ...others.map((row) => Number(position(row).value))) + 1;
    addButtons(target);
    refresh(group);
  });

  document.addEventListener("formset:removed", ({ detail }) => {
    const group = document.getElementById(`${detail.formsetName}-group`);
    if (!group?.querySelector(POSITION)) {
      return;
    }
    // Django is about to number the rows as they stand.
    arrange(group, index);
    setTimeout(() => arrange(group, (row) => Number(position(row).value)));
  });
})();
