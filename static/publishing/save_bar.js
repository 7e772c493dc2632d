/* The menu of the row of buttons shuts when one looks elsewhere, and leaving with unsaved words asks first.
   Without this the menu stays open until it is pressed again. */
"use strict";
(() => {
  let changed = false;

  function shutMenus(except) {
    for (const menu of document.querySelectorAll(".save-more[open]")) {
      menu.open = menu === except;
    }
  }

  const editors = () => Object.values(window.CKEDITOR?.instances ?? {});

  document.addEventListener("click", ({ target }) => shutMenus(target.closest(".save-more")));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      shutMenus();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector(".save-bar")?.closest("form");
    if (!form) {
      return;
    }
    // What was refused is not saved either.
    changed = Boolean(document.querySelector(".errornote"));
    const note = () => {
      changed = true;
    };
    // Scripts fill in fields too; only what a person does counts.
    const noteTyped = ({ isTrusted }) => isTrusted && note();
    form.addEventListener("input", noteTyped);
    form.addEventListener("change", noteTyped);
    django.jQuery(form).on("select2:select select2:unselect", note);
    document.addEventListener("formset:added", note);
    document.addEventListener("formset:removed", note);
    form.addEventListener("click", ({ target }) => target.closest(".move-row, .focal-point") && note());
    form.addEventListener("submit", () => {
      changed = false;
      editors().forEach((editor) => editor.resetDirty());
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed || editors().some((editor) => editor.checkDirty())) {
        event.preventDefault();
      }
    });
  });
})();
