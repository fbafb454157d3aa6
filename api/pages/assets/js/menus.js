// Menus close when one looks elsewhere; a form that is changed by choosing sends itself.
export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
  });
  for (const button of document.querySelectorAll("[data-prints]")) {
    button.addEventListener("click", () => globalThis.print());
  }
}
