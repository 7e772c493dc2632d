/* From a problem to the field that it names: opens what hides it, brings it into sight and selects the words that it is about. */
"use strict";
// The list of problems comes after the form: only here is it known where in the form stands what each names.
document.addEventListener("part:arrived", ({ target }) => {
  const ids = JSON.parse(target.dataset.places ?? "{}");
  for (const place of target.querySelectorAll("[data-place]")) {
    const id = ids[place.dataset.place];
    if (id && document.getElementById(id)) {
      const link = document.createElement("a");
      link.className = "to-field";
      link.href = `#${id}`;
      link.textContent = place.dataset.place;
      place.replaceWith(link, ":");
    }
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.to-field");
  const named = link && document.getElementById(link.hash.slice(1));
  if (!named) {
    return;
  }
  event.preventDefault();
  const row = named.matches(".inline-related, tr") ? named : (named.closest(".form-row, td") ?? named);
  for (let details = row.closest("details"); details; details = details.parentElement.closest("details")) {
    details.open = true;
  }
  // A rich-text field's box is hidden behind its editor, a choice's behind its search box.
  const fields = "textarea, input:not([type=hidden]):not([name$='-DELETE']), select, .select2-selection";
  row.scrollIntoView({ block: "center" });
  const visible = (wanted) => [...row.querySelectorAll(wanted)].find((field) => field.checkVisibility());
  const field = visible(".cke_wysiwyg_div") ?? visible(fields);
  field?.focus({ preventScroll: true });
  // An editor puts back the selection that it had, so this comes after it.
  setTimeout(() => field && selectWords(field, link.closest("[data-sentence]")?.dataset.sentence ?? ""), 50);
});

// In a plain box, marks of sources stand among the words as they are typed: then the beginning is enough.
const ENOUGH = 25;
const GAP = "[\\s\\u200b]*";

function selectWords(field, words) {
  const wanted = words.replace(/\u2026$/, "").trim();
  if (!wanted || !("value" in field || field.isContentEditable)) {
    return;
  }
  const pieces = "value" in field ? [] : textsOf(field);
  const text = "value" in field ? field.value : pieces.map(({ node }) => node.data).join("");
  const found = pattern(wanted).exec(text) ?? pattern(wanted.slice(0, ENOUGH)).exec(text);
  if (!found) {
    return;
  }
  const start = found.index;
  const end = start + found[0].length;
  if ("value" in field) {
    field.setSelectionRange(start, end);
    return;
  }
  const from = pieces.findLast(({ begins }) => begins <= start);
  const to = pieces.findLast(({ begins }) => begins < end);
  getSelection().setBaseAndExtent(from.node, start - from.begins, to.node, end - to.begins);
  from.node.parentElement.scrollIntoView({ block: "center" });
}

// The words, with whatever blanks a mark left between them or before a full stop.
function pattern(words) {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(/\s+/g, GAP).replace(/(\\[.?]|[,;:!])/g, `${GAP}$1`), "u");
}

function textsOf(field) {
  const found = [];
  let begins = 0;
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("cite, .cke_widget_wrapper")) {
      found.push({ node, begins });
      begins += node.data.length;
    }
  }
  return found;
}
