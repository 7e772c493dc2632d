/* A refused save leads to what must be mended: the first field with an error, opened where it was folded away.
   Where the whole form is refused its reason comes first; the block editor would scroll to where one was when saving. */
"use strict";
(() => {
  const FIELD = "input:not([type=hidden]), textarea, select, .select2-selection";

  function unfold(place) {
    for (let details = place.closest("details"); details; details = details.parentElement.closest("details")) {
      details.open = true;
    }
  }

  function focusOn(errors) {
    const row = errors.closest(".form-row, td, .fieldBox") ?? errors.parentElement;
    unfold(row);
    // A rich-text field's box is hidden behind its editor, a choice's behind its search box.
    const shown = [...row.querySelectorAll(`.cke_wysiwyg_div, ${FIELD}`)].find((field) => field.checkVisibility());
    row.scrollIntoView({ block: "center" });
    shown?.focus({ preventScroll: true });
    return shown;
  }

  /** While editors above are still being made and push everything down, and nobody has moved on. */
  function keepInView(field) {
    window.CKEDITOR?.on("instanceReady", () => {
      if (field && document.activeElement === field) {
        field.scrollIntoView({ block: "center" });
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const note = document.querySelector(".errornote");
    if (!note) {
      return;
    }
    history.replaceState(null, "", location.href.replace(/scrollY=\d+/, "scrollY="));
    const all = [...document.querySelectorAll(".errorlist")].filter((list) => !list.closest(".empty-form"));
    const whole = all.filter((list) => list.matches(".nonfield"));
    const fields = all.filter((list) => !list.matches(".nonfield"));
    if (!fields.length) {
      return;
    }
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = "Go to the first error";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      focusOn(fields[0]);
    });
    note.append(" ", link);
    fields.forEach(unfold);
    if (!whole.length) {
      // After the editors and search boxes are made.
      window.addEventListener("load", () => setTimeout(() => keepInView(focusOn(fields[0]))));
    }
  });
})();
