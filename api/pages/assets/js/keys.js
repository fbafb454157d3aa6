// One table of keys (keys.json, also read by the server for the help page). A key clicks the visible element
// that carries its action, so whatever a key does is a button or link too. Switched off by data-keys="off".
import table from "../../keys.json";
import { moveInList, openPanel, openRow } from "./lists.js";

const PREFIX_MS = 1200;
const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

const visible = (element) => element.checkVisibility();
export const actor = (action) =>
  [...document.querySelectorAll(`[data-action~="${action}"]`)].find((element) => visible(element) && !element.disabled);

const special = {
  "list.next": () => moveInList(1),
  "list.previous": () => moveInList(-1),
  "list.open": () => openRow(),
  "list.panel": () => openPanel(),
  close: () => closeTopmost(),
  help: () => openHelp(),
};

function openHelp() {
  const help = document.querySelector("dialog[data-help]");
  help?.showModal();
  return Boolean(help);
}

function closeTopmost() {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return dialog.close(), true;
  const menu = document.querySelector("details.menu[open]");
  if (menu) return (menu.open = false), menu.querySelector("summary").focus(), true;
  return press("close");
}

function press(action) {
  const element = actor(action);
  if (!element) return false;
  if (element.matches("input[type=radio]")) {
    element.checked = true;
    element.dispatchEvent(new Event("change", { bubbles: true }));
    element.focus();
  } else if (element.matches(FIELDS)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
  return true;
}

function written(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Control+${key}` : key;
}

export function startKeys() {
  let prefix = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing || event.repeat) return;
    const key = written(event);
    const chord = key.startsWith("Control+");
    const off = document.documentElement.dataset.keys === "off";
    if (event.target.closest(FIELDS) && !chord && key !== "Escape") return;
    if (off && key.length === 1) return;
    if (key === "Escape" && event.target.matches(FIELDS)) event.target.blur();
    const pressed = prefix ? `${prefix} ${key}` : key;
    prefix = "";
    clearTimeout(timer);
    if (table.some((entry) => entry.keys.startsWith(`${pressed} `))) {
      prefix = pressed;
      timer = setTimeout(() => (prefix = ""), PREFIX_MS);
      return;
    }
    for (const entry of table.filter((one) => one.keys === pressed)) {
      if (entry.action === "list.open" && event.target.closest("a, button, summary, input")) continue;
      if (document.querySelector("dialog[open]") && entry.action !== "close") continue;
      if ((special[entry.action] ?? (() => press(entry.action)))()) {
        event.preventDefault();
        return;
      }
    }
  });
  for (const button of document.querySelectorAll("[data-opens-help]")) {
    button.addEventListener("click", (event) => openHelp() && event.preventDefault());
  }
}
