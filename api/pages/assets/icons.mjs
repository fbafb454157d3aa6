// The icons the console uses, copied from Lucide into one sprite. Templates name them with icon("name").
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ICON_LICENCE = "ISC, some from Feather under MIT";

const ICONS = [
  "arrow-right", "ban", "check", "chevron-down", "chevron-right", "circle-alert", "circle-check",
  "circle-question-mark", "clock", "contrast", "download", "eye", "file-spreadsheet", "file-text", "hand",
  "history", "hourglass", "inbox", "key-round", "keyboard", "list", "list-checks", "lock", "log-out", "menu",
  "moon", "plane-landing", "printer", "scan-text", "scroll-text", "search", "server", "shield-check", "sun",
  "undo-2", "upload", "user-round", "users", "x",
];

export function iconSprite(folder) {
  const symbols = ICONS.map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
