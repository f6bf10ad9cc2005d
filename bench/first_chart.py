"""How long until the first chart, and until all are redrawn: our page and Streamlit's, in turn.

    python bench/first_chart.py [--times 7] [--notebook notebooks/manager.ipynb --export FILE]

The same six charts on both (six_charts.py), servers warm and at rest, a browser with an empty cache
for each visit. First chart: from the start of the navigation to the first frame that shows a mark
of a chart. Redraw: from the choice in the drop-down to the first frame in which all six titles
name what was chosen. Medians, in milliseconds. With --notebook, that page's first chart as well.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
GOALS = {"first chart": 1.0, "redraw": 0.5}  # at most so many times Streamlit's
CHOICES = ["South", "West", "North", "East"]

SERVE = """
import sys
from cycle_kit.dashboard.serve import serve
serve(sys.argv[1], port=int(sys.argv[2]), export=sys.argv[3] or None, open_browser=False)
"""

#: Runs before anything of the page: looks at every frame, and notes when things were first there.
WATCH = """
globalThis.bench = {};
const seen = (name, there) => { if (!(name in bench) && there()) bench[name] = performance.now(); };
const look = () => {
  if (document.body) {
    seen("something", () => document.querySelector("#skeleton, [data-testid='stSkeleton']"));
    seen("first chart", () => document.querySelector(".js-plotly-plot .point"));
    if (bench.wanted) seen("redrawn", () => titles().length === 6 &&
      titles().every(title => title.textContent.endsWith(bench.wanted)));
  }
  requestAnimationFrame(look);
};
const titles = () => [...document.querySelectorAll(".js-plotly-plot .gtitle")];
requestAnimationFrame(look);
for (const kind of ["change", "click"])
  addEventListener(kind, event => {
    if (event.target.closest("select, [role='option']")) bench.chosen = performance.now();
  }, true);
"""


@dataclass
class Side:
    """One server and its page: how it starts, and how a reader picks from its drop-down."""

    name: str
    command: list[str]
    port: int
    choose: Callable[[Page, str], None] | None = None
    times: dict[str, list[float]] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def add(self, what: str, milliseconds: float) -> None:
        self.times.setdefault(what, []).append(milliseconds)

    def median(self, what: str) -> float:
        return statistics.median(self.times[what])


def ours(name: str, notebook: Path, export: str = "") -> Side:
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(notebook), str(port), export]
    return Side(name, command, port, lambda page, text: page.select_option("select", text))


def streamlit() -> Side:
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "server.fileWatcherType": "none",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    script = str(HERE / "six_charts_streamlit.py")
    return Side("Streamlit", [sys.executable, "-m", "streamlit", "run", script, *flags], port, pick)


def pick(page: Page, text: str) -> None:
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=text).click()


@contextmanager
def running(side: Side) -> Iterator[Side]:
    """The side's server, answering; stopped by its pid."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)])}
    side.process = subprocess.Popen(side.command, env=env, stdout=subprocess.DEVNULL, cwd=HERE)
    try:
        until = time.monotonic() + 60
        while not answers(side.address):
            if side.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{side.name} did not start.")
            time.sleep(0.2)
        yield side
    finally:
        side.process.terminate()
        side.process.wait(20)


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as reply:
            return reply.status == 200
    except OSError:
        return False


def at_rest(side: Side, *, within: float = 30) -> None:
    """Wait until the server and its kernels have had nothing to do for a second."""
    assert side.process
    until, idle = time.monotonic() + within, 0
    before = busy(side.process.pid)
    while idle < 5 and time.monotonic() < until:
        time.sleep(0.25)
        now = busy(side.process.pid)
        idle = idle + 1 if now - before < 0.03 else 0
        before = now


def busy(pid: int) -> float:
    """Seconds of processor time that the process and its children have used."""
    server = psutil.Process(pid)
    total = 0.0
    for process in [server, *server.children(recursive=True)]:
        try:
            total += sum(process.cpu_times()[:2])
        except psutil.Error:  # a child that has just ended
            continue
    return total


def visit(browser: Browser, side: Side) -> None:
    """One reader who has never been here: first chart, then each choice of the drop-down."""
    at_rest(side)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(side.address, wait_until="commit")
    page.wait_for_function("'first chart' in bench", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot .point').length >= 6")
    side.add("first chart", page.evaluate("bench['first chart']"))
    side.add("something to see", page.evaluate("bench.something ?? bench['first chart']"))
    page.wait_for_timeout(1000)
    for text in CHOICES if side.choose else []:
        redraw(page, side, text)
    context.close()


def redraw(page: Page, side: Side, text: str) -> None:
    assert side.choose
    page.evaluate("text => { bench.wanted = text; delete bench.redrawn; }", text)
    side.choose(page, text)
    page.wait_for_function("'redrawn' in bench", timeout=60_000)
    side.add("redraw", page.evaluate("bench.redrawn - bench.chosen"))
    page.wait_for_timeout(300)


def report(sides: list[Side]) -> None:
    for what in ("something to see", "first chart", "redraw"):
        for side in sides:
            if times := side.times.get(what):
                spread = f"{min(times):5.0f} to {max(times):5.0f}"
                print(
                    f"{what:17} {side.name:10} {side.median(what):6.0f} ms   ({spread}, n = {len(times)})"
                )
    us, them = sides[:2]
    for what, goal in GOALS.items():
        ratio = us.median(what) / them.median(what)
        word = "holds" if ratio <= goal else "DOES NOT HOLD"
        print(f"{what}: {ratio:.2f} times {them.name}'s; the goal, at most {goal:.2f}, {word}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=7, help="visits to each page")
    parser.add_argument("--notebook", type=Path, help="one more page of ours to time")
    parser.add_argument("--export", default="", help="the export which that page reads")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    sides = [ours("cycle_kit", HERE / "six_charts.ipynb"), streamlit()]
    if given.notebook:
        export = str(Path(given.export).resolve()) if given.export else ""
        page = ours(given.notebook.stem, given.notebook.resolve(), export)
        sides.append(Side(page.name, page.command, page.port))
    with sync_playwright() as playwright, ExitStack() as servers:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
        for side in sides:
            servers.enter_context(running(side))
            visit(browser, side)  # to warm it
            side.times.clear()
        for _ in range(given.times):
            for side in sides:
                visit(browser, side)
        browser.close()
    report(sides)


if __name__ == "__main__":
    main()
