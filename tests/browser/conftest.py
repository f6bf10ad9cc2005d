"""A real browser, pages that may not fail or call out, and servers stopped by their own pid."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000  # milliseconds; a loaded machine may start a kernel slowly
NO_BROWSER = """\
The pages are tested in a real browser, and there is none here. Install one of these:
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask google-chrome
  anywhere:        python -m playwright install chromium
or set CHROMIUM=/path/to/chromium-or-chrome"""

SERVE = """
import sys
from pathlib import Path
from cycle_kit.charts import script
from cycle_kit.dashboard import kernels
from cycle_kit.dashboard.serve import serve
options = eval(sys.argv[2])
kernels.UNHEARD, kernels.LOOK = options.pop("unheard", (kernels.UNHEARD, kernels.LOOK))
script.BUILT = script.BUILT if options.pop("built", True) else Path("nowhere")
serve(sys.argv[1], open_browser=False, ready=lambda address: print(address, flush=True), **options)
"""


def browser_path(own: str | None = None) -> str | None:
    """Chromium or Chrome: named by CHROMIUM, on the PATH, or playwright's `own`."""
    found = [shutil.which(name) for name in (os.environ.get("CHROMIUM") or "", *NAMES)]
    if own and Path(own).exists():
        found.append(own)
    return next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; use `page`, or `new_page` for another size or colour scheme."""
    with sync_playwright() as playwright:
        path = browser_path(playwright.chromium.executable_path)
        if not path:
            pytest.fail(NO_BROWSER, pytrace=False)
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages (`new_page(color_scheme="dark")`); the test fails if one of them did not behave.

    That is: an error in the console, an error in a script, or a request that leaves this machine.
    """
    contexts, faults = [], []

    def open_one(**options) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda told: told.type == "error" and faults.append(told.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(_outside(request.url)))
        page.on("websocket", lambda socket: faults.extend(_outside(socket.url)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(new_page) -> Page:
    """A page of 1280 x 900 that must behave, see `new_page`."""
    return new_page()


@pytest.fixture(scope="module")
def voila() -> Iterator[Callable[..., str]]:
    """`voila(notebook, env=None, **options of serve)` starts a server and returns its address.

    `unheard=(seconds, seconds)`: how long a kernel without a reader is kept, and between two looks.
    `built=False`: without what `make front` builds.

    The same call again gives the same server; all are stopped after the module.
    """
    yield from _servers(_voila)


@pytest.fixture(scope="module")
def lab() -> Iterator[Callable[..., str]]:
    """`lab(notebook, env=None)` opens a copy of a notebook in a plain JupyterLab: its address."""
    yield from _servers(_lab)


def _outside(url: str) -> list[str]:
    parts = urlsplit(url)
    local = parts.scheme in ("data", "blob", "about", "file") or parts.hostname == "127.0.0.1"
    return [] if local else [f"leaves this machine: {url}"]


def _servers(start) -> Iterator[Callable[..., str]]:
    running = {}

    def serve(notebook: Path, env: dict | None = None, **options) -> str:
        key = (str(notebook), repr(env), repr(options))
        if key not in running:
            running[key] = start(
                Path(notebook), {**os.environ, **_here(), **(env or {})}, **options
            )
            running[key, "address"] = running[key].__enter__()
        return running[key, "address"]

    yield serve
    for server in running.values():
        if not isinstance(server, str):
            server.__exit__(None, None, None)


def _here() -> dict[str, str]:
    """The checkout first, whether or not the package is installed."""
    before = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([str(ROOT), *([before] if before else [])])}


@contextmanager
def _voila(notebook: Path, env: dict, **options) -> Iterator[str]:
    options = {"port": free_port(), "host": "127.0.0.1", **options}
    address = f"http://{options['host']}:{options['port']}/"
    command = [sys.executable, "-c", SERVE, str(notebook), repr(options)]
    with _started(command, env, f"{address}voila/static/voila.js"):
        yield address


@contextmanager
def _lab(notebook: Path, env: dict) -> Iterator[str]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(notebook, folder)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR"):
            env[name] = str(Path(folder) / "mine" / name)
        env["JUPYTERLAB_WORKSPACES_DIR"] = str(Path(folder) / "mine" / "workspaces")
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
            *("--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"),
            *(
                "--LabApp.news_url=None",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            ),
        ]
        with _started(command, env, f"http://127.0.0.1:{port}/api"):
            yield f"http://127.0.0.1:{port}/lab/tree/{notebook.name}"


@contextmanager
def _started(command: list[str], env: dict, answers: str, *, within: float = 60) -> Iterator[None]:
    """A server process that has begun to answer; stopped by its own pid, its kernels with it."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=ROOT)
        try:
            _wait(process, answers, log, time.monotonic() + within)
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen, answers: str, log, until: float) -> None:
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(answers, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    pytest.fail(f"{answers} does not answer:\n{log.read()}", pytrace=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
