/* A refused save shows its reason first: the block editor would scroll to where one was when saving. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector(".errornote")) {
    history.replaceState(null, "", location.href.replace(/scrollY=\d+/, "scrollY=0"));
  }
});
