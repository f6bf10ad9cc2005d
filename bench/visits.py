"""What a visit to the manager's page costs: time to the first chart and to a live page, requests, bytes.

    python -m bench.visits [--times 7] [--again] [--notebook notebooks/manager.ipynb --export FILE]

The server is warm and at rest, the browser's cache is empty for each visit; with --again each reader comes a second
time with what their browser has kept. First chart: from the start of the navigation to the first frame in which a
mark can be seen, not only is there under the skeleton. Live: the page's own drop-down stands, and follows a choice.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench import first_chart

ROOT = Path(__file__).resolve().parent.parent

WATCH = r"""
globalThis.bench = { shift: 0 };
const seen = (name, there) => { if (!(name in bench) && there()) bench[name] = performance.now(); };
const visible = (mark) => {
  const { x, y, width, height } = mark.getBoundingClientRect(), chart = mark.closest(".js-plotly-plot");
  if (!width && !height) return false;
  const hit = document.elementsFromPoint(x + width / 2, y + height / 2);
  const over = hit.findIndex((node) => node.id === "skeleton"), at = hit.findIndex((node) => chart.contains(node));
  return at >= 0 && (over < 0 || at < over);
};
const charts = () => [...document.querySelectorAll(".js-plotly-plot")];
const field = () => document.querySelector("#rendered_cells .jp-OutputArea-output select");
const look = () => {
  if (document.body) {
    seen("something", () => document.querySelector("#skeleton"));
    seen("chart", () => charts().map((chart) => chart.querySelector(".point")).filter(Boolean).some(visible));
    seen("charts", () => charts().filter((chart) => chart.querySelector(".trace")).length >= bench.want);
    seen("live", () => "chart" in bench && field() && !document.querySelector(".ck-first"));
    if (bench.chosen) seen("answer", () => shape() !== bench.before);
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value } of list.getEntries()) bench.shift += hadRecentInput || bench.chosen ? 0 : value;
}).observe({ type: "layout-shift", buffered: true });
const shape = () => charts().map((chart) => chart.querySelector(".main-svg")?.innerHTML.length).join();
globalThis.choose = () => {
  const select = field();
  bench.before = shape();
  bench.chosen = performance.now();
  select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
  select.dispatchEvent(new Event("change", { bubbles: true }));
};
"""
SHOWN = {
    "something": "something to see, ms",
    "chart": "first chart, ms",
    "charts": "all charts, ms",
    "live": "live, ms",
    "answer": "answer to a choice made as soon as it is live, ms",
    "requests": "requests",
    "bytes": "bytes, kB",
    "shift": "layout shift",
}


def visit(context: BrowserContext, side: first_chart.Side, want: int) -> dict[str, float]:
    """One visit in this context."""
    first_chart.at_rest(side)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    told: dict[str, float] = {"requests": 0, "bytes": 0}

    def add(name: str, count: float) -> None:
        told[name] += count

    wire.on("Network.requestWillBeSent", lambda _: add("requests", 1))
    wire.on("Network.loadingFinished", lambda said: add("bytes", said["encodedDataLength"] / 1000))
    page.add_init_script(f"{WATCH}; bench.want = {want};")
    page.goto(side.address, wait_until="commit")
    page.wait_for_function(
        "['chart', 'charts', 'live'].every((name) => name in bench)", timeout=60_000
    )
    page.evaluate("choose()")
    page.wait_for_function("'answer' in bench", timeout=60_000)
    page.wait_for_timeout(1500)
    told |= {name: value for name, value in page.evaluate("bench").items() if name in SHOWN}
    page.close()
    return told


def visits(browser: Browser, side: first_chart.Side, options: argparse.Namespace) -> list[dict]:
    rows = []
    for turn in range(options.times + 1):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        row = visit(context, side, options.charts)
        if options.again:
            time.sleep(4)
            row |= {
                f"again {name}": value
                for name, value in visit(context, side, options.charts).items()
            }
        context.close()
        if turn:  # the first one warms the machine
            rows.append(row)
            print(json.dumps({name: round(value, 3) for name, value in row.items()}), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--charts", type=int, default=4, help="that are to be drawn")
    parser.add_argument("--again", action="store_true", help="come a second time as well")
    parser.add_argument("--notebook", type=Path, default=ROOT / "notebooks" / "manager.ipynb")
    parser.add_argument("--export", default="")
    options = parser.parse_args()
    export = str(Path(options.export).resolve()) if options.export else ""
    side = first_chart.ours("page", options.notebook.resolve(), export)
    with sync_playwright() as playwright, first_chart.running(side):
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=first_chart.FLAGS
        )
        rows = visits(browser, side, options)
        browser.close()
    for prefix in ("", "again ") if options.again else ("",):
        for name, words in SHOWN.items():
            report(prefix + words, [row[prefix + name] for row in rows if prefix + name in row])


def report(words: str, values: list[float]) -> None:
    if values:
        spread = f"({min(values):.2f} to {max(values):.2f}, n = {len(values)})"
        print(f"{words:56} {statistics.median(values):9.2f}  {spread}")


if __name__ == "__main__":
    main()
