// One plotly figure as a live widget. plotly.js itself is loaded once per page and shared by all charts of the page.
const DEFAULT_HEIGHT = 320;
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Absolute address of a file in the lab extensions folder of this page's server, or null where there is none. */
function address(file) {
  const config = document.getElementById("jupyter-config-data");
  const folder = config && JSON.parse(config.textContent).fullLabextensionsUrl;
  return file && folder ? new URL(`${folder}/${file}`, document.baseURI).href : null;
}

function run(src) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.onload = () => done(globalThis.Plotly);
    script.onerror = () => failed(new Error(`could not load ${src}`));
    script.src = src;
    document.head.append(script);
  });
}

/** plotly.js as sent by Python, for servers that do not serve the file (a plain `jupyter lab`). */
function fromPython(model) {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error("no plotly.js from the kernel")), 60_000);
    const hear = (message, buffers) => {
      if (message.kind !== "plotly.js") return;
      model.off("msg:custom", hear);
      clearTimeout(late);
      done(run(URL.createObjectURL(new Blob(buffers, { type: "text/javascript" }))));
    };
    model.on("msg:custom", hear);
    model.send({ kind: "plotly.js" });
  });
}

async function load(model) {
  const src = address(model.get("_script"));
  return src ? run(src) : (globalThis.Plotly ?? fromPython(model));
}

/** Whether this plotly.js knows all traces of the figure: one that was built for pages has no others than ours. */
function knows(Plotly, model) {
  return !Plotly.only || (model.get("figure").data ?? []).every(({ type = "scatter" }) => Plotly.only.includes(type));
}

/** The page's one plotly.js of this version. Where a server does not keep its promise, Python is asked after all. */
async function plotly(model) {
  const shared = (globalThis.cycleKitPlotly ??= {});
  const name = model.get("_script") || model.get("_version");
  shared[name] ??= load(model);
  const Plotly = await shared[name].catch(() => (shared[name] = fromPython(model)));
  return knows(Plotly, model) ? Plotly : (shared.whole ??= fromPython(model));
}

/** True where the page writes in a light colour, whoever decided that: the system, a theme of JupyterLab, a page. */
function onDark(node) {
  const [red, green, blue] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
  return 0.3 * red + 0.6 * green + 0.1 * blue > 128;
}

/** The figure to draw: a copy, for plotly writes into it; on a dark page with each colour's dark counterpart. */
function prepared(model, node) {
  const dark = onDark(node) ? model.get("_dark") : {};
  const text = JSON.stringify(model.get("figure"));
  const { data = [], layout = {} } = JSON.parse(text.replace(/#[\da-f]{6}\b/gi, (light) => dark[light] ?? light));
  return [data, { autosize: true, ...layout, height: height(model) }, model.get("config")];
}

/** First drawings one by one, the page painted in between: the first chart does not wait for the last. */
function inTurn(draw) {
  const turn = (globalThis.cycleKitTurn ?? Promise.resolve()).then(draw, draw);
  globalThis.cycleKitTurn = turn.catch(() => {}).then(() => new Promise((done) => setTimeout(done)));
  return turn;
}

const height = (model) => model.get("figure").layout?.height ?? DEFAULT_HEIGHT;

function label(model) {
  const title = model.get("figure").layout?.title;
  return model.get("label") || String(title?.text ?? title ?? "").replace(/<[^>]*>/g, " ").trim() || "Chart";
}

function tellClick(model, customdata, curve, point) {
  const count = (model.get("clicked").count ?? 0) + 1;
  model.set("clicked", { customdata: customdata ?? null, curve, point, count });
  model.save_changes();
}

/** Where words at the left of a line would run into the figure at its right, what is muted of them is left out. */
function giveWay(node) {
  const texts = [...node.querySelectorAll(".textpoint text")];
  const atRight = texts.filter((text) => getComputedStyle(text).textAnchor === "end");
  const meets = (text, figure) => {
    const [one, other] = [text.getBoundingClientRect(), figure.getBoundingClientRect()];
    return one.right + 4 > other.left && one.left < other.left && one.top < other.bottom && one.bottom > other.top;
  };
  for (const text of texts.filter((each) => !atRight.includes(each))) {
    const muted = [...text.querySelectorAll("tspan[style*='fill']")];
    for (const part of muted) part.style.display = "";
    while (muted.length && atRight.some((figure) => meets(text, figure))) muted.pop().style.display = "none";
  }
}

/** Clicks to Python; and what the mouse can do, for the keyboard: arrows go from mark to mark, Enter clicks. */
function listen(node, model, Plotly) {
  node.on("plotly_afterplot", () => giveWay(node));
  giveWay(node);
  node.on("plotly_click", ({ points: [mark] }) => tellClick(model, mark.customdata, mark.curveNumber, mark.pointNumber));
  let at = -1;
  const marks = () => node.data.flatMap(({ customdata = [] }, curve) => Array.from(customdata, (_, point) => [curve, point]));
  node.addEventListener("blur", () => (at = -1));
  node.addEventListener("keydown", (event) => {
    const all = marks();
    if (event.key in STEPS && all.length) {
      at = at < 0 ? 0 : (at + STEPS[event.key] + all.length) % all.length;
      Plotly.Fx.hover(node, [{ curveNumber: all[at][0], pointNumber: all[at][1] }]);
    } else if (event.key === "Enter" && all[at]) {
      const [curve, point] = all[at];
      tellClick(model, node.data[curve].customdata[point], curve, point);
    } else if (event.key === "Escape") {
      Plotly.Fx.unhover(node);
    } else return;
    event.preventDefault();
  });
}

function place(el) {
  const node = document.createElement("div");
  node.className = "cycle-kit-chart";
  node.dir = "ltr";
  node.tabIndex = 0;
  node.setAttribute("role", "figure");
  node.style.width = "100%";
  el.append(node);
  return node;
}

/** What a page has drawn before the kernel was there is moved here when all of the page stands. */
async function render({ model, el }) {
  const drawn = await globalThis.cycleKitFirst?.take(model.get("_key"), el);
  const node = drawn?.node ?? place(el);
  let width = drawn?.width ?? 0; // as last drawn; 0: not drawn yet
  let begun = Boolean(width);
  let stale = false; // the figure has changed while this was out of sight

  const reserve = () => {
    node.style.height = `${height(model)}px`;
    node.setAttribute("aria-label", label(model));
  };
  const draw = async () => {
    const Plotly = await plotly(model);
    stale = !node.clientWidth;
    if (stale) return; // out of sight: drawn by the observer below when it is shown
    const first = !width;
    width = node.clientWidth;
    await Plotly.react(node, ...prepared(model, node));
    if (first) listen(node, model, Plotly);
  };
  const begin = async () => {
    if (begun) return;
    begun = true;
    await plotly(model);
    await inTurn(draw);
    begun = Boolean(width);
  };
  const fit = async () => {
    if (!node.clientWidth) return;
    if (!width) return begin();
    if (stale) return draw();
    if (node.clientWidth === width) return;
    width = node.clientWidth;
    (await plotly(model)).Plots.resize(node);
  };
  const redraw = () => {
    reserve();
    if (width) draw();
  };

  const adopt = async () => {
    listen(node, model, await plotly(model));
    if (drawn.text !== JSON.stringify(model.get("figure")) || drawn.dark !== onDark(node)) draw();
    const { customdata, curveNumber, pointNumber } = drawn.clicked ?? {};
    if (drawn.clicked) tellClick(model, customdata, curveNumber, pointNumber);
  };

  reserve();
  if (drawn) adopt();
  const size = new ResizeObserver(fit);
  size.observe(node);
  const theme = new MutationObserver(redraw);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  theme.observe(document.documentElement, { attributeFilter: ["data-ground"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", redraw);
  model.on("change:figure change:config change:label", redraw);
  return () => {
    size.disconnect();
    theme.disconnect();
    system.removeEventListener("change", redraw);
    model.off("change:figure change:config change:label", redraw);
    if (width) plotly(model).then((Plotly) => Plotly.purge(node));
  };
}

export default { render };
