// node build.mjs TO ANYWIDGET VERSION: both files and a font with Arabic letters into the folder TO, with the licences of all that is in them.
// ANYWIDGET is the widget code that the installed Python package of this VERSION brings.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [to, anywidget] = process.argv.slice(2, 4).map((path) => resolve(path));
const version = process.argv[4];
const here = import.meta.dirname;
const common = { absWorkingDir: here, bundle: true, minify: true, metafile: true, legalComments: "none", target: "es2022", logLevel: "error" };

mkdirSync(to, { recursive: true });

const plotly = await build({
  ...common,
  entryPoints: ["plotly.cjs"],
  outfile: join(to, "plotly.min.js"),
  format: "iife",
  globalName: "Plotly",
  banner: { js: "/* plotly.js, in part. Copyright Plotly, Inc., MIT License: see LICENSES.txt */" },
  define: { global: "globalThis" },
  loader: { ".css": "empty", ".glsl": "empty" },
});

const style = await build({
  ...common,
  stdin: { contents: '@import "@jupyter-widgets/base/css/index.css"; @import "@jupyter-widgets/controls/css/widgets-base.css";', loader: "css", resolveDir: here },
  write: false,
});

/** anywidget comes for another kind of loader: its last line hands over a function that makes the classes. */
function asModule(text) {
  const last = /^define\(\[.*\], (\w+)\);\s*$/m;
  if (!last.test(text)) throw new Error("anywidget is written otherwise than this build knows.");
  return text.replace(last, "export default $1;");
}

const given = {
  name: "given",
  setup(on) {
    on.onResolve({ filter: /^anywidget$/ }, () => ({ path: anywidget, namespace: "anywidget" }));
    on.onLoad({ filter: /.*/, namespace: "anywidget" }, () => ({ contents: asModule(readFileSync(anywidget, "utf8")) }));
    on.onResolve({ filter: /^style$/ }, () => ({ path: "style", namespace: "style" }));
    on.onLoad({ filter: /.*/, namespace: "style" }, () => ({ contents: style.outputFiles[0].text, loader: "text" }));
  },
};
const widgets = await build({
  ...common,
  entryPoints: ["widgets.js"],
  outfile: join(to, "widgets.js"),
  format: "iife",
  plugins: [given],
  define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
});

/** The packages that a build took something of: their folders. */
function packages({ metafile }) {
  const found = Object.keys(metafile.inputs).map((path) => path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]);
  return found.filter((folder) => folder && !folder.startsWith("(disabled)"));
}

const about = (folder) => JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));

/** Jupyter's packages, and a few more, name their licence and come without its text. */
function licence(folder) {
  const { name, version, license, author } = about(folder);
  const file = readdirSync(join(here, folder)).find((each) => /^(licen[cs]e|copying|ofl)/i.test(each));
  const text = readFileSync(file ? join(here, folder, file) : join(here, "licences", `${license}.txt`), "utf8");
  const whose = file || license !== "MIT" ? "" : `Copyright (c) ${author.name ?? author}\n\n`;
  return `${name} ${version}\n\n${whose}${text.trim()}\n`;
}

// Its letters of Arabic script in all weights; Latin ones are those of the reader's system.
const font = "node_modules/vazirmatn";
copyFileSync(join(here, font, "misc/Non-Latin/fonts/webfonts/Vazirmatn-NL[wght].woff2"), join(to, "letters.woff2"));

const folders = [...new Set([font, ...[plotly, style, widgets].flatMap(packages)])].sort();
const texts = [...folders.map(licence), `anywidget ${version}\n\n${readFileSync(join(here, "licences", "anywidget.txt"), "utf8")}`];
writeFileSync(join(to, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
const told = { plotly: about("node_modules/plotly.js").version, anywidget: version, traces: JSON.parse(readFileSync(join(here, "traces.json"), "utf8")) };
writeFileSync(join(to, "front.json"), `${JSON.stringify(told)}\n`);
