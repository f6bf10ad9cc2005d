/* Draws a page's charts before its widgets are there, and gives each drawing to the widget that it is of. */
globalThis.cycleKitFirst = (() => {
  const LIMIT = 5_000; // milliseconds after the widgets have begun to stand, or for plotly.js to come
  const VIEW = "application/vnd.jupyter.widget-view+json";
  const fronts = {};
  const charts = new Map();
  const places = [];
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  /* A page in the background has no frames. */
  const frame = () => Promise.race([new Promise((done) => requestAnimationFrame(() => setTimeout(done))), pause(200)]);
  let turn = Object.values(globalThis.cycleKitPlotly)[0];
  let starting = false, started = false, front = null;
  turn.catch(() => {}); // told by whoever waits for it

  /* Voila's own script begins at the page's load event. Added late, it may come when that is over: it is told so. */
  const listen = window.addEventListener;
  window.addEventListener = function (kind, heard, ...rest) {
    if (kind !== "load" || document.readyState !== "complete") return listen.call(this, kind, heard, ...rest);
    setTimeout(() => (heard.handleEvent?.bind(heard) ?? heard)(new Event("load")));
  };

  /** The front end is added once, when something is painted or nothing will be. */
  const go = () => {
    starting = true;
    if (started || !front) return;
    started = true;
    front();
  };

  const onDark = (node) => {
    const [red, green, blue] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
    return 0.3 * red + 0.6 * green + 0.1 * blue > 128;
  };

  const draw = async (place, chart, dark) => {
    const Plotly = await Object.values(globalThis.cycleKitPlotly)[0];
    if (place.over) return;
    const { node } = chart;
    const colours = (chart.dark = onDark(node)) ? dark : {};
    const { data = [], layout = {} } = JSON.parse(chart.text.replace(/#[\da-f]{6}\b/gi, (light) => colours[light] ?? light));
    const size = { height: Number.parseFloat(node.style.height) };
    chart.width = node.clientWidth;
    await Plotly.react(node, data, { autosize: true, ...layout, ...size }, chart.config);
    node.on("plotly_click", ({ points: [mark] }) => { chart.clicked = mark; });
    chart.drawn = true;
    await frame(); // painted before anything else is done
    go();
  };

  /** Notes what is chosen and pressed meanwhile, by its place among its like. */
  const note = ({ look, did }) => {
    const hear = (event) => {
      const at = event.target.closest(event.type === "click" ? "button, [data-say]" : "select, input");
      if (at) did.push({ kind: event.type, tag: at.tagName, nth: nth(look, at), value: at.value });
    };
    look.addEventListener("change", hear);
    look.addEventListener("click", hear);
  };
  const all = (root, tag) => [...root.querySelectorAll(tag)].filter((node) => !node.closest(".js-plotly-plot"));
  const nth = (root, node) => all(root, node.tagName).indexOf(node);

  /** What was done to the look is done to the page; where that is another page by now, nothing is. */
  const repeat = ({ look, did, focus }, page) => {
    const twin = (tag, at) => (all(look, tag).length === all(page, tag).length ? all(page, tag)[at] : null);
    for (const [at, details] of all(look, "details").entries()) {
      const there = details.open && twin("DETAILS", at);
      if (there) there.open = true;
    }
    const there = focus && twin(focus.tagName, nth(look, focus));
    there?.focus({ preventScroll: true });
    if (there?.tagName === "INPUT" && there.value !== focus.value) set(there, focus.value, "input"); // not told yet
    for (const { kind, tag, nth: at, value } of did) {
      if (kind === "click") twin(tag, at)?.click();
      else if (twin(tag, at)) set(twin(tag, at), value, "input", "change");
    }
  };
  const set = (field, value, ...kinds) => {
    field.value = value;
    for (const kind of kinds) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  const mounted = ({ output }) => output.querySelector(":scope > .jp-OutputArea-output:not(.ck-first)");

  /** Whether every widget stands: all charts have asked for their drawing, and all that has HTML has it. */
  const stands = (place) =>
    place.mine.every(({ el }) => el?.isConnected) && all(mounted(place), ".ck-live").length >= place.lives;

  /** In one step the widgets are seen in the place of the look, with its drawings in them. */
  const swap = (place) => {
    const { look, mine, output } = place;
    place.over = true;
    place.focus = look.contains(document.activeElement) ? document.activeElement : null;
    for (const { el, node, drawn } of mine) if (drawn) el?.append(node);
    output.classList.remove("ck-looking");
    look.remove();
    for (const { key, done, drawn, ...told } of mine) {
      charts.delete(key);
      done?.(drawn ? told : null);
    }
    repeat(place, mounted(place));
  };

  const watch = async (place) => {
    while (!mounted(place)) await frame();
    const until = performance.now() + LIMIT;
    const late = () => performance.now() > until;
    while (!stands(place) && !late()) await frame();
    while (place.mine.some(({ ended }) => !ended) && !late()) await frame();
    swap(place);
  };

  /** Where prose or tables stand on the page they have JupyterLab's look; where only widgets do, nobody needs it. */
  const dressed = () => {
    const plain = cycleKitLooks || all(document, ".jp-RenderedHTMLCommon").some((node) => node.checkVisibility());
    return plain ? Promise.race([cycleKitLook(), pause(LIMIT)]) : null;
  };

  const show = async (place, figures, dark) => {
    await dressed(); // or it would move
    document.getElementById("skeleton")?.remove();
    place.output.classList.add("ck-looking");
    for (const node of all(place.look, ".cycle-kit-chart")) {
      if (!node.clientWidth) continue; // out of sight
      const key = node.dataset.key;
      const chart = { key, node, text: JSON.stringify(figures[key].figure), config: figures[key].config };
      charts.set(key, chart);
      place.mine.push(chart);
      const drawing = turn.then(() => draw(place, chart, dark));
      turn = drawing.catch((error) => (console.warn(error), go())).then(() => { chart.ended = true; });
    }
    if (!place.mine.length) go();
    await watch(place);
  };

  /** The script stands behind an output's first look and what is told of it. */
  const start = (script) => {
    const telling = script.previousElementSibling, look = telling.previousElementSibling, output = script.parentElement;
    const { of, pieces, styles, figures, dark } = JSON.parse(telling.textContent);
    telling.remove();
    const other = location.search || of !== cycleKitExport; // than the choice and the file that the page opens with
    if (other) return look.remove();
    for (const node of all(look, "[data-piece]")) node.innerHTML = pieces[node.dataset.piece];
    for (const text of styles) look.prepend(Object.assign(document.createElement("style"), { textContent: text }));
    const place = { look, output, mine: [], did: [], lives: all(look, ".ck-live").length, over: false };
    note(place);
    place.gone = show(place, figures, dark);
    places.push(place);
  };

  /** For a widget: its drawing, when everything around it stands; null where nothing of it was drawn. */
  const take = (key, el) => {
    const chart = charts.get(key);
    if (!chart || chart.el) return null;
    chart.el = el;
    return new Promise((done) => { chart.done = done; });
  };

  /** Our own front end knows widgets, and nothing else that a notebook may put out. */
  const onlyWidgets = () => all(document, 'script[type="application/vnd.voila.cell-output+json"]')
    .every(({ textContent }) => VIEW in (JSON.parse(textContent).data ?? {}));

  /** At the page's end: the two front ends. Either waits for a first drawing, so long at most. */
  const end = ({ usual, own }) => {
    fronts.usual = usual;
    front = own && onlyWidgets() ? own : usual;
    if (front === usual) cycleKitLook();
    else dressed();
    if (starting || !places.length) go();
    else setTimeout(go, LIMIT);
  };

  /** Whether the page is made by Voila's front end. */
  const usual = () => front === fronts.usual;
  /** Our own front end has met what it does not know. */
  const instead = () => {
    front = fronts.usual;
    cycleKitLook();
    front();
  };

  /** When no output shows its first look any more. */
  const over = () => Promise.all(places.map(({ gone }) => gone));

  return { start, take, end, usual, instead, over };
})();
