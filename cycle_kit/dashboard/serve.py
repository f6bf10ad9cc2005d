"""A notebook as a page: Voila, set up so that it shows no code, keeps to this machine and is quick.

Nothing leaves the machine, and the browser is told so (`PRIVATE`). The page shows its first look before the code of
its widgets is there (`first_look`). Where `make front` has built them, a page loads a small plotly.js and a front
end of its own instead of Voila's; what is sent is compressed.
"""

import logging
import os
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import zmq
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from tornado import web
from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from cycle_kit.charts import lettering
from cycle_kit.charts.script import served, shared_folder
from cycle_kit.dashboard import first_look, front, guard, kernels, reader
from cycle_kit.dashboard import given as giving
from cycle_kit.dashboard.packed import packed
from cycle_kit.dashboard.place import HOST, LOOPBACK, VIEWERS, Place, check_free, token_for
from cycle_kit.errors import FileError

#: Voila's that no page of ours needs: they answer without the token, or show Jupyter's own pages.
LEFT_OUT = (RequestInfoSocketHandler, LoginFormHandler, LogoutHandler)
TEMPLATE = Path(__file__).with_name("template")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

BROKEN = (
    "Something in the export or in the notebook is not as expected: `cycle-kit check` says more."
)

#: The only front-end parts that a page needs; whatever else is installed for JupyterLab stays out.
PARTS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]

#: Said to the browser: take nothing from elsewhere, send nothing there, stay unframed, tell nobody this address.
PRIVATE = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(
    notebook: str | Path,
    *,
    port: int = 8866,
    export: str | Path | Sequence[str | Path] | None = None,
    given: Mapping[str, Any] | None = None,
    open_browser: bool = True,
    language: str = "",
    written: Mapping[str, str] | None = None,
    title: str = "",
    pool: int = 1,
    viewers: int = VIEWERS,
    host: str = HOST,
    token: str = "",
    certificate: str | Path | None = None,
    key: str | Path | None = None,
    ready: Callable[[str], None] | None = None,
    log_level: str = "ERROR",
) -> None:
    """Show `notebook` as a page on this machine until Ctrl-C or SIGTERM.

    `export`: the file or files that the page is of, `given`: arguments of `load` for them; the
    kernel finds both in its environment (`cycle_kit.dashboard.given`). `language`: the one in which
    the page opens, one of `cycle_kit.locale.LOCALES`, "" for that of the reader's browser,
    `written`: with which digits and time axes, where that is said. `pool` kernels are kept
    started, each with the notebook already run; at most `viewers` have the page open at once. At
    another `host` than this machine itself each reader needs the `token`, which is made where none
    is given and is part of the address that is told; `certificate` and `key` (PEM) make it https.
    `ready` is called once, with the page's address, as soon as that answers. Raises FileError for a
    notebook, export, certificate or key that is not there, CycleKitError for a taken port.
    """
    notebook = _there(notebook, "notebook")
    place = Place(
        host=host,
        port=port,
        token=token or token_for(host),
        certificate=_there(certificate, "certificate") if certificate else None,
        key=_there(key, "key") if key else None,
    )
    check_free(host, port)
    words = {"said": language, "title": title, "of": export is not None}
    with tempfile.TemporaryDirectory(prefix="cycle_kit_") as folder:
        shared = shared_folder(Path(folder))
        letters = lettering.put_into(shared)
        own = front.put_into(shared)
        variables = {"JUPYTER_PATH": _paths(TEMPLATE, shared), "JUPYTER_PREFER_ENV_PATH": "1"}
        if export is not None:
            exports = [export] if isinstance(export, (str, Path)) else export
            files = [_there(each, "export") for each in exports]
            variables |= giving.variables(
                files,
                given or {},
                replaced=Path(folder) / "replaced",
                public=place.public,
                locale=language,
                written=written or {},
            )
        first_look.install()
        with _environment(variables):
            app = _Server(
                config=_config(
                    place,
                    pool=pool,
                    viewers=viewers,
                    words={**words, "plotly": served(), "front": own, "letters": letters},
                    log_level=log_level,
                )
            )
            app.place = place
            app.ready = _starter(ready, open_browser)
            app.initialize([str(notebook)])
            logging.getLogger("tornado").setLevel(log_level)
            app.start()


def _config(place: Place, *, pool: int, viewers: int, words: dict, log_level: str) -> Config:
    config = Config()
    config.Voila.update(
        ip=place.host,
        port=place.port,
        token=place.token,
        port_retries=0,
        open_browser=True,
        log_level=log_level,
    )
    config.IdentityProvider.cookie_options = {"samesite": "Lax"}
    config.Voila.config_file_paths = []  # no voila.json found nearby shall open the page to others
    config.Voila.tornado_settings = {
        "allow_remote_access": place.public,
        "headers": PRIVATE,
    }
    config.VoilaConfiguration.update(
        template="cycle_kit",
        strip_sources=True,
        show_tracebacks=False,
        multi_kernel_manager_class=kernels.Kernels,
        preheat_kernel=pool > 0,
        default_pool_size=pool,
        extension_allowlist=PARTS,
        file_allowlist=[],
        allow_template_override="NO",
        allow_theme_override="NO",
        resources={"page": {**words, "early": True}},
    )
    config.VoilaExecutor.update(
        timeout=600, cell_error_instruction=BROKEN, cell_timeout_instruction=BROKEN
    )
    config.KernelManager.transport_encryption = "auto" if zmq.has("curve") else "disabled"
    config.VoilaKernelManager.fill_delay = 3.0  # the next kernel starts when this page is drawn
    config.MappingKernelManager.update(
        cull_idle_timeout=kernels.UNHEARD, cull_interval=kernels.LOOK
    )
    config.Kernels.most = viewers
    config.KernelRestarter.restart_limit = 0  # a new kernel would know nothing of the page
    return config


class _Page(TornadoVoilaHandler):
    """Sends the page's head and its skeleton at once; the rest when the kernel has it."""

    @allow_unauthenticated  # who lacks the token is told so here
    async def get(self, path: str | None = None) -> None:
        if path:
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if not self.current_user:
            self.set_status(401)
            self.write(self._part("head.html.j2") + self._part("token.html.j2"))
            return
        if self.get_query_argument("token", ""):  # a cookie holds it from now on, no address does
            self.redirect(_without_token(self.request))
            return
        if self.kernel_manager.full():
            self.set_status(503)
            self.set_header("Retry-After", "10")
            self.write(self._part("head.html.j2") + self._part("full.html.j2"))
            return
        with self.kernel_manager.seat() as seat:  # before anything is waited for
            await self._make(path, seat)

    async def _make(self, path: str | None, seat: kernels.Seat) -> None:
        self.write(self._part("head.html.j2"))
        await self.flush()
        try:
            async for html in self.get_generator(path=path):
                seat.taken()
                self.write(html)
                await self.flush()
        except StreamClosedError:
            return  # the reader has gone
        except Exception:  # the head is out: an error page can no longer be sent in its place
            self.log.exception("The page could not be made.")
            self.write(self._part("failed.html.j2"))

    def _part(self, name: str) -> str:
        words = self._words()
        now = "" if words["waits"] else first_look.export_now()
        told = reader.told_in(words["language"])
        return self.render_template(
            name,
            page=words,
            base_url=self.base_url,
            export_now=now,
            told=told,
            face=lettering.face,
        )

    def _words(self) -> dict[str, Any]:
        """What the page's head says, in this reader's language."""
        words = self.voila_configuration.resources["page"]
        asked = self.get_query_argument("locale", "")
        accepted = self.request.headers.get("Accept-Language", "")
        told = reader.head(words["said"], asked=asked, accepted=accepted)
        # a notebook of no export tells nobody when it is in another language
        told["waits"] = told["waits"] and words["of"]
        return {**words, **told, "title": words["title"] or told["title"]}


def _without_token(request: HTTPServerRequest) -> str:
    others = [pair for pair in parse_qsl(request.query) if pair[0] != "token"]
    return f"?{urlencode(others)}" if others else request.path


class _Server(Voila):
    ready: Callable[[str], None]
    place: Place

    def init_handlers(self) -> list:
        """Voila's own, but for the page and the kernels' sockets; all of them guarded."""
        ours = {TornadoVoilaHandler: _Page, VoilaKernelWebsocketHandler: guard.Channels}
        hosts = None if self.place.public else LOOPBACK
        return [
            (address, guard.guarded(packed(ours.get(handler, handler)), hosts), *settings)
            for address, handler, *settings in super().init_handlers()
            if not issubclass(handler, LEFT_OUT)
        ]

    def listen(self) -> None:
        self.app.add_transform(web.GZipContentEncoding)  # for what is no file, see `packed`
        if self.place.certificate:
            self.app.listen = partial(self.app.listen, ssl_options=self.place.encryption())
        super().listen()

    def launch_browser(self) -> None:
        self.ready(self.place.address)


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
