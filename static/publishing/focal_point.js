/* A click on an image's preview fills in its focal point. The two numbers can be typed just as well. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const image = document.querySelector(".image-preview");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!image || !across || !down) {
    return;
  }

  const map = document.createElement("span");
  map.className = "focal-point";
  map.title = "Click on what must stay in sight";
  const mark = document.createElement("span");
  mark.className = "focal-point-mark";
  image.replaceWith(map);
  map.append(image, mark);

  function show() {
    mark.style.left = `${Number(across.value) * 100}%`;
    mark.style.top = `${Number(down.value) * 100}%`;
  }

  function fraction(distance, whole) {
    return Math.min(1, Math.max(0, distance / whole)).toFixed(2);
  }

  map.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    across.value = fraction(event.clientX - box.left, box.width);
    down.value = fraction(event.clientY - box.top, box.height);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
});
