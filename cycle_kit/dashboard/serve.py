"""A notebook as a page: Voila, set up so that it shows no code, keeps to this machine and is quick.

Nothing leaves the machine, and the browser is told so (`PRIVATE`). Answers are not compressed: on
one machine that costs more time than it saves.
"""

import logging
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zmq
from tornado import web
from tornado.iostream import StreamClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from cycle_kit.charts.widget import SCRIPT, shared_folder
from cycle_kit.dashboard import given as giving
from cycle_kit.errors import CycleKitError, FileError

HOST = "127.0.0.1"
TEMPLATE = Path(__file__).with_name("template")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

BROKEN = (
    "Something in the export or in the notebook is not as expected: `cycle-kit check` says more."
)

#: The only front-end parts that a page needs; whatever else is installed for JupyterLab stays out.
PARTS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]

#: Said to the browser: take nothing from elsewhere, send nothing there, stay unframed.
PRIVATE = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
)


def serve(
    notebook: str | Path,
    *,
    port: int = 8866,
    export: str | Path | Sequence[str | Path] | None = None,
    given: Mapping[str, Any] | None = None,
    open_browser: bool = True,
    language: str = "en",
    title: str = "Sales cycle",
    pool: int = 1,
    ready: Callable[[str], None] | None = None,
    log_level: str = "ERROR",
) -> None:
    """Show `notebook` as a page on this machine until Ctrl-C or SIGTERM.

    `export`: the file or files that the page is of, `given`: arguments of `load` for them; the
    kernel finds both in its environment (`cycle_kit.dashboard.given`). `pool` kernels are kept
    started, each with the notebook already run. `ready` is called once, with the page's address, as
    soon as that answers. Raises FileError for a notebook or export that is not there, CycleKitError
    for a taken port.
    """
    notebook = _there(notebook, "notebook")
    _check_free(port)
    words = {"language": language, "title": title, "direction": _direction(language)}
    with tempfile.TemporaryDirectory(prefix="cycle_kit_") as folder:
        shared = shared_folder(Path(folder))
        variables = {"JUPYTER_PATH": _paths(TEMPLATE, shared), "JUPYTER_PREFER_ENV_PATH": "1"}
        if export is not None:
            exports = [export] if isinstance(export, (str, Path)) else export
            files = [_there(each, "export") for each in exports]
            variables |= giving.variables(files, given or {}, replaced=Path(folder) / "replaced")
        with _environment(variables):
            app = _Server(config=_config(port=port, pool=pool, words=words, log_level=log_level))
            app.ready = _starter(ready, open_browser)
            app.initialize([str(notebook)])
            logging.getLogger("tornado").setLevel(log_level)
            app.start()


def _config(*, port: int, pool: int, words: dict, log_level: str) -> Config:
    config = Config()
    config.Voila.update(ip=HOST, port=port, port_retries=0, open_browser=True, log_level=log_level)
    config.Voila.config_file_paths = []  # no voila.json found nearby shall open the page to others
    config.Voila.tornado_settings = {
        "allow_remote_access": False,
        "headers": {"Content-Security-Policy": PRIVATE},
    }
    config.VoilaConfiguration.update(
        template="cycle_kit",
        strip_sources=True,
        show_tracebacks=False,
        preheat_kernel=pool > 0,
        default_pool_size=pool,
        extension_allowlist=PARTS,
        file_allowlist=[],
        allow_template_override="NO",
        allow_theme_override="NO",
        resources={"page": {**words, "early": True, "plotly": SCRIPT}},
    )
    config.VoilaExecutor.update(
        timeout=600, cell_error_instruction=BROKEN, cell_timeout_instruction=BROKEN
    )
    config.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"
    config.VoilaKernelManager.fill_delay = 3.0  # the next kernel starts when this page is drawn
    config.MappingKernelManager.update(cull_idle_timeout=3600, cull_interval=300)
    return config


class _Page(TornadoVoilaHandler):
    """Sends the page's head and its skeleton at once; the rest when the kernel has it."""

    @web.authenticated
    async def get(self, path: str | None = None) -> None:
        if path:
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(self._part("head.html.j2"))
        await self.flush()
        try:
            async for html in self.get_generator(path=path):
                self.write(html)
                await self.flush()
        except StreamClosedError:
            return  # the reader has gone
        except Exception:  # the head is out: an error page can no longer be sent in its place
            self.log.exception("The page could not be made.")
            self.write(self._part("failed.html.j2"))

    def _part(self, name: str) -> str:
        words = self.voila_configuration.resources["page"]
        return self.render_template(name, page=words, base_url=self.base_url)


class _Server(Voila):
    ready: Callable[[str], None]

    def init_handlers(self) -> list:
        """Voila's own, the page's excepted."""
        return [
            (rule[0], _Page, *rule[2:]) if rule[1] is TornadoVoilaHandler else rule
            for rule in super().init_handlers()
        ]

    def launch_browser(self) -> None:
        self.ready(f"http://{HOST}:{self.port}/")


def _starter(ready: Callable[[str], None] | None, open_browser: bool) -> Callable[[str], None]:
    def start(address: str) -> None:
        if ready:
            ready(address)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    return start


def _there(path: str | Path, kind: str) -> Path:
    path = Path(path).expanduser().absolute()
    if not path.exists():
        raise FileError(
            f'There is no {kind} "{path.name}".',
            there=f"Looked in {path.parent}.",
            fix=f"Check the path of the {kind}.",
        )
    return path


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CycleKitError(
                f"Port {port} cannot be used.",
                there=f"The system says: {error.strerror}.",
                fix=f"Stop the page that runs there, or take another: --port {port + 1}",
            ) from None


def _direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _paths(*folders: Path) -> str:
    before = os.environ.get("JUPYTER_PATH")
    return os.pathsep.join([*map(str, folders), *([before] if before else [])])


@contextmanager
def _environment(variables: dict[str, Any]) -> Iterator[None]:
    """Kernels get these variables by inheritance; afterwards the process is as it was."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
