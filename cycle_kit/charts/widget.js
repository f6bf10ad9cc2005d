// One plotly figure as a live widget. plotly.js itself is loaded once per page and shared by all charts of the page.
const DEFAULT_HEIGHT = 320;
const CLEAR = new Set(["transparent", "rgba(0,0,0,0)", "rgba(0, 0, 0, 0)"]);

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
    const late = setTimeout(() => failed(new Error("no answer from the kernel")), 60_000);
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

function load(model) {
  const src = address(model.get("_script"));
  return src ? run(src).catch(() => fromPython(model)) : fromPython(model);
}

/** The page's one plotly.js of this version; a failed load is forgotten, so that the next chart tries again. */
function plotly(model) {
  const name = model.get("_script") || model.get("_version");
  const shared = (globalThis.cycleKitPlotly ??= {});
  shared[name] ??= load(model).catch((error) => {
    delete shared[name];
    throw error;
  });
  return shared[name];
}

/** The figure to draw: a copy (plotly writes into it), as wide as its place, in the page's text colour if see-through. */
function prepared(model, node) {
  const { data = [], layout = {} } = structuredClone(model.get("figure"));
  const ground = layout.paper_bgcolor ?? layout.template?.layout?.paper_bgcolor;
  if (CLEAR.has(ground)) layout.font = { ...layout.font, color: getComputedStyle(node).color };
  return { data, layout: { autosize: true, ...layout, height: height(model) }, config: model.get("config") };
}

const height = (model) => model.get("figure").layout?.height ?? DEFAULT_HEIGHT;

function label(model) {
  const title = model.get("figure").layout?.title;
  return model.get("label") || String(title?.text ?? title ?? "").replace(/<[^>]*>/g, " ").trim() || "Chart";
}

function tellClick(model, points) {
  if (!points?.length) return;
  const { customdata = null, curveNumber, pointNumber } = points[0];
  const count = (model.get("clicked").count ?? 0) + 1;
  model.set("clicked", { customdata, curve: curveNumber, point: pointNumber ?? null, count });
  model.save_changes();
}

function place(model, el) {
  const node = document.createElement("div");
  node.className = "cycle-kit-chart";
  node.dir = "ltr";
  node.tabIndex = 0;
  node.setAttribute("role", "figure");
  node.style.width = "100%";
  el.append(node);
  return node;
}

function render({ model, el }) {
  const node = place(model, el);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let width = 0; // as last drawn; 0: not drawn yet

  const reserve = () => {
    node.style.height = `${height(model)}px`;
    node.setAttribute("aria-label", label(model));
  };
  const draw = async () => {
    reserve();
    const Plotly = await plotly(model);
    if (!node.clientWidth) return; // out of sight: drawn by the observer below when it is shown
    const { data, layout, config } = prepared(model, node);
    const first = !width;
    width = node.clientWidth;
    await Plotly.react(node, data, layout, config);
    if (first) node.on("plotly_click", ({ points }) => tellClick(model, points));
  };
  const fit = async () => {
    if (!node.clientWidth || node.clientWidth === width) return;
    if (!width) return draw();
    width = node.clientWidth;
    (await plotly(model)).Plots.resize(node);
  };

  reserve();
  const observer = new ResizeObserver(fit);
  observer.observe(node);
  model.on("change:figure change:config change:label", draw);
  dark.addEventListener("change", draw);
  return () => {
    observer.disconnect();
    model.off("change:figure change:config change:label", draw);
    dark.removeEventListener("change", draw);
    if (width) plotly(model).then((Plotly) => Plotly.purge(node));
  };
}

export default { render };
