"""What the page's server refuses: requests that other sites make, frames that are no messages, tracebacks.

Any page that a reader opens can send requests to an address of this machine, and any client can send bytes. Both
are looked at here before Voila and Jupyter see them.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tornado import web
from tornado.httputil import HTTPServerRequest
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

#: The form of messages that front ends of today speak. The older one is not: its frames are read before anything
#: about them is known.
PROTOCOL = "v1.kernel.websocket.jupyter.org"
NUMBER = 8  # bytes of a count or of a place in a frame
LEAST_PLACES = 6  # channel, header, parent header, metadata, content, and the end
MOST_PLACES = 64  # with as many buffers as nobody here sends

#: What a kernel says that no widget needs, and that may hold paths and lines of code.
UNTOLD = frozenset({"stream", "error", "execute_input", "execute_reply", "execute_result"})


def refused(request: HTTPServerRequest, *, hosts: frozenset[str] | None) -> str:
    """Why this request is not answered; empty where it is. `hosts`: the names that the server has, None: any."""
    if hosts is not None and _name(request.host) not in hosts:
        return "This server has another name."
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2].lower() != request.host.lower():
        return "Asked by another site."
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return "Nobody asked for it yet."
    if request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return ""
    return "" if _followed(request.headers) else "Asked by another site."


def _name(host: str) -> str:
    """A host without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _followed(headers: Mapping[str, str]) -> bool:
    """True where a reader follows a link of another site to a page: not a picture, frame or script of that site."""
    return (
        headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    )


def guarded(handler: type[web.RequestHandler], hosts: frozenset[str] | None) -> type:
    """The handler, answering only what `refused` lets through."""

    class Guarded(handler):
        def prepare(self) -> Any:
            if why := refused(self.request, hosts=hosts):
                raise web.HTTPError(403, why)
            return super().prepare()

    Guarded.__name__ = Guarded.__qualname__ = f"Guarded{handler.__name__}"
    return Guarded


class Channels(VoilaKernelWebsocketHandler):
    """A kernel's socket that reads nothing but whole messages, and tells nothing but what widgets need."""

    ended = False  # by a frame that is no message: what comes behind it is not read

    async def get(self, kernel_id: str) -> None:
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if PROTOCOL not in map(str.strip, offered):
            raise web.HTTPError(400, f"Speak {PROTOCOL}.")
        await super().get(kernel_id)

    def on_message(self, ws_message: Any) -> None:
        if self.ended or self.ws_connection is None:
            return
        if self.selected_subprotocol == PROTOCOL and header_of(ws_message) is not None:
            super().on_message(ws_message)
        else:
            self.ended = True
            self.close(1007, "Not a message.")

    def write_message(self, message: Any, binary: bool = False) -> Any:
        header = header_of(message)
        if header is not None and header["msg_type"] not in UNTOLD:
            return super().write_message(message, binary)


def header_of(frame: Any) -> dict[str, Any] | None:
    """The header of a message as it goes over the socket; None where the frame is no such message.

    A frame is a count of places, the places, and behind them the parts that begin and end there. Count and places
    are held against the length of the frame before anything is made of them.
    """
    if not isinstance(frame, bytes) or len(frame) < NUMBER:
        return None
    count = int.from_bytes(frame[:NUMBER], "little")
    start = NUMBER * (count + 1)
    if not LEAST_PLACES <= count <= MOST_PLACES or len(frame) < start:
        return None
    places = [
        int.from_bytes(frame[at : at + NUMBER], "little") for at in range(NUMBER, start, NUMBER)
    ]
    if places[0] < start or places[-1] > len(frame) or places != sorted(places):
        return None
    try:
        header = json.loads(frame[places[1] : places[2]])
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) and isinstance(header.get("msg_type"), str) else None
