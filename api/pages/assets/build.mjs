// Builds everything under api/pages/static from the sources beside this file and the pinned packages.
// Output names carry a hash of their content, so they may be cached for ever; manifest.json maps plain names.
// `--check` builds in a temporary folder and exits 1 when the committed files differ.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { iconSprite, ICON_LICENCE } from "./icons.mjs";
import { landOutline } from "./land.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const modules = join(root, "node_modules");
const committed = resolve(here, "../static");

async function buildInto(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const manifest = {};
  const result = await build({
    absWorkingDir: root,
    entryPoints: { console: join(here, "js/console.js"), style: join(here, "css/console.css"), print: join(here, "css/print.css") },
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome120", "firefox121", "safari17.5"],
    outdir: out,
    entryNames: "[name].[hash]",
    assetNames: "[name].[hash]",
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    const file = path.split("/").at(-1);
    const plain = made.entryPoint ? file.replace(/\.[A-Z0-9]{8}\./, ".") : null;
    if (plain) manifest[plain] = file;
    else if (/latin-(wght|400)/.test(file) && !/latin-ext/.test(file)) manifest[file.replace(/\.[A-Z0-9]{8}\./, ".")] = file;
  }
  const written = (name, extension, text) => {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
    const file = `${name}.${hash}.${extension}`;
    writeFileSync(join(out, file), text);
    manifest[`${name}.${extension}`] = file;
  };
  written("icons", "svg", iconSprite(join(modules, "lucide-static/icons")));
  written("mark", "svg", readFileSync(join(here, "mark.svg"), "utf8"));
  written("land", "json", landOutline(join(modules, "world-atlas/land-110m.json")));
  writeFileSync(join(out, "THIRD-PARTY.txt"), notices());
  writeFileSync(join(out, "manifest.json"), JSON.stringify(sorted(manifest), null, 2) + "\n");
}

const sorted = (table) => Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));

function notices() {
  const parts = [
    ["htmx.org", "Zero-Clause BSD", "htmx.org/LICENSE"],
    ["IBM Plex Sans (variable), through @fontsource-variable", "SIL Open Font License 1.1", "@fontsource-variable/ibm-plex-sans/LICENSE"],
    ["IBM Plex Mono, through @fontsource", "SIL Open Font License 1.1", "@fontsource/ibm-plex-mono/LICENSE"],
    ["Lucide icons (a selection, in icons.svg)", ICON_LICENCE, "lucide-static/LICENSE"],
    ["world-atlas (land outline of Natural Earth, which is in the public domain; in land.json)", "ISC", "world-atlas/LICENSE"],
  ];
  const version = (path) => JSON.parse(readFileSync(join(modules, dirname(path), "package.json"), "utf8")).version;
  const body = parts.map(([name, licence, path]) => {
    const text = readFileSync(join(modules, path), "utf8").trim();
    return `${name}\nversion ${version(path)}, ${licence}\n\n${text}\n`;
  });
  return `Works of others in this folder, with their licences.\n\n${body.join("\n" + "-".repeat(78) + "\n\n")}`;
}

function differences(one, other) {
  const names = new Set([...readdirSync(one), ...readdirSync(other)]);
  return [...names].filter((name) => {
    try {
      return !readFileSync(join(one, name)).equals(readFileSync(join(other, name)));
    } catch {
      return true;
    }
  });
}

if (process.argv.includes("--check")) {
  const scratch = mkdtempSync(join(tmpdir(), "najava-assets-"));
  await buildInto(scratch);
  const changed = differences(scratch, committed);
  rmSync(scratch, { recursive: true, force: true });
  if (changed.length) {
    console.error(`api/pages/static is not what its sources build: ${changed.sort().join(", ")}\nRun scripts/assets and commit.`);
    process.exit(1);
  }
  console.log("api/pages/static is what its sources build.");
} else {
  await buildInto(committed);
}
