/* From a problem to the field that it names: opens what hides it, brings it into sight and puts the caret there. */
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
  const fields = ".cke_wysiwyg_div, textarea, input:not([type=hidden]), select, .select2-selection";
  row.scrollIntoView({ block: "center" });
  [...row.querySelectorAll(fields)].find((field) => field.checkVisibility())?.focus({ preventScroll: true });
});
