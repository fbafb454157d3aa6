// Rows of a list share one tab stop (roving tabindex); the row that is open keeps its place when the page returns.
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")].filter((row) => row.checkVisibility());
const linkOf = (row) => row.querySelector("a.open");

function current(all) {
  const focused = all.findIndex((row) => row.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((row) => linkOf(row)?.tabIndex === 0);
}

function focusRow(all, index) {
  for (const row of all) linkOf(row)?.setAttribute("tabindex", "-1");
  const link = linkOf(all[index]);
  link?.setAttribute("tabindex", "0");
  link?.focus({ preventScroll: true });
  all[index].scrollIntoView({ block: "nearest" });
}

export function moveInList(step) {
  const all = rows();
  if (!all.length) return false;
  const focused = all.findIndex((row) => row.contains(document.activeElement));
  const from = focused >= 0 ? focused : current(all) - (step > 0 ? 1 : -1);
  focusRow(all, Math.min(Math.max(from + step, 0), all.length - 1));
  return true;
}

export function openRow() {
  const all = rows();
  const index = current(all);
  if (index < 0) return false;
  linkOf(all[index])?.click();
  return true;
}

export function openPanel() {
  const all = rows();
  const panel = all[current(all)]?.querySelector("a.panel-link");
  panel?.click();
  return Boolean(panel);
}

// Narrowing a list happens on this page only: what is typed is a name, and names stay out of addresses.
function narrow(input) {
  const wanted = input.value.trim().toLocaleLowerCase();
  for (const row of document.querySelectorAll("[data-list] [data-row]")) {
    row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase().includes(wanted);
  }
}

export function startLists() {
  for (const input of document.querySelectorAll("[data-narrows]")) input.addEventListener("input", () => narrow(input));
  const all = rows();
  const start = Math.max(all.findIndex((row) => row.matches(".selected")), 0);
  all.forEach((row, index) => linkOf(row)?.setAttribute("tabindex", index === start ? "0" : "-1"));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.closest("[data-list] a.open")) return;
    event.preventDefault();
    moveInList(step);
  });
}
