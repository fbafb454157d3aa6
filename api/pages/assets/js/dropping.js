// Files may be dropped on the marked place; they go through the same form as chosen ones.
export function startDropping() {
  for (const place of document.querySelectorAll("[data-drop]")) {
    const input = place.querySelector("input[type=file]");
    const form = place.closest("form");
    const toggle = (on) => (event) => {
      event.preventDefault();
      place.classList.toggle("over", on);
    };
    place.addEventListener("dragover", toggle(true));
    place.addEventListener("dragleave", toggle(false));
    place.addEventListener("drop", (event) => {
      toggle(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
}
