/* After a stale save: copies what is stored into a field of the form, and back again on a second press. */
"use strict";
(() => {
  function put(id, text) {
    const editor = window.CKEDITOR?.instances[id];
    const field = document.getElementById(id);
    if (editor) {
      const mine = editor.getData();
      editor.setData(text);
      return mine;
    }
    const mine = field.value;
    field.value = text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return mine;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-to]");
    if (!button) {
      return;
    }
    button.dataset.stored = put(button.dataset.copyTo, button.dataset.stored);
    const isTheirs = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", isTheirs);
    button.textContent = isTheirs ? "Use my words again" : "Use the saved words here";
  });
})();
