"""Attacks on the page's server, as any site that a reader opens and any client can make them."""

import asyncio
import json
import re
import struct
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
import pytest
from playwright.sync_api import expect
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from cycle_kit.dashboard import kernels
from cycle_kit.dashboard.guard import PROTOCOL
from tests.browser.conftest import ROOT

NOTEBOOK = ROOT / "tests" / "pages" / "charts.ipynb"


@pytest.fixture(scope="module")
def address(voila) -> str:
    return voila(NOTEBOOK)


def asked(address, path="/", *, method="GET", **headers) -> tuple[int, dict, str]:
    """Status, headers and body of an answer."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(
        method, path, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


@pytest.fixture(scope="module")
def held() -> dict[str, str]:
    return {}


@pytest.fixture
def kernel(address, held) -> str:
    """A kernel that is there; the same one as long as it is."""
    if asked(address, f"/api/kernels/{held.get(address, '')}")[0] != 200:
        held[address] = kernel_of(address)
    return held[address]


def kernel_of(address) -> str:
    """A page is opened, as a browser does it: its kernel."""
    body = asked(address)[2]
    return re.search(r'"kernelId":\s*"([\w-]+)"', body)[1]


def spoken(address, kernel, *frames, protocol=PROTOCOL, until=b"", within=10.0) -> list:
    """What a kernel's socket says to these frames until it says this or the time is over; None: it closes."""

    async def talk() -> list:
        server = urlsplit(address).netloc
        request = HTTPRequest(
            f"ws://{server}/api/kernels/{kernel}/channels?session_id={uuid4()}",
            headers={"Origin": f"http://{server}"},
        )
        socket = await websocket_connect(request, subprotocols=[protocol] if protocol else None)
        for frame in frames:
            await socket.write_message(frame, binary=isinstance(frame, bytes))
        told = []
        try:
            async with asyncio.timeout(within):
                while not told or (told[-1] is not None and not (until and until in told[-1])):
                    told.append(await socket.read_message())
        except TimeoutError:
            pass
        socket.close()
        return told

    return run(talk())


def run(coroutine: Coroutine) -> Any:
    """In a thread of its own, since a browser that other tests opened leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def framed(channel: str, message_type: str, content: dict, **header) -> bytes:
    """A message as a front end of today sends it."""
    told = {
        "msg_id": uuid4().hex,
        "msg_type": message_type,
        "username": "",
        "session": "x",
        "version": "5.3",
        **header,
    }
    parts = [channel.encode(), *(json.dumps(part).encode() for part in (told, {}, {}, content))]
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    return struct.pack(f"<{len(places) + 1}Q", len(places), *places) + b"".join(parts)


def alive() -> bytes:
    """What every kernel answers; anew each time, as a message is taken once only."""
    return framed("shell", "kernel_info_request", {})


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff" * 8,
        struct.pack("<Q", 20_000_000),
        struct.pack("<Q", 20_000_000) + bytes(4096),
        struct.pack("<QQ", 6, 5),
        b"",
        b"\x00",
        struct.pack("!i", 0x7FFFFFFF),
        struct.pack("!i", 0x7FFFFFFF) + bytes(64),
        struct.pack("<7Q", 6, 56, 1 << 62, 56, 56, 56, 56),
        alive()[:-1],
        alive().replace(b'"msg_type"', b'"msg_tipe"'),
        "no bytes at all",
    ],
)
def test_a_frame_that_is_no_message_ends_its_own_socket_only(address, kernel, frame):
    began = time.monotonic()
    assert spoken(address, kernel, frame, *([alive()] * 3))[-1] is None  # nor is what follows it
    assert asked(address, f"/api/kernels/{kernel}")[0] == 200
    assert time.monotonic() - began < 5
    assert b"kernel_info_reply" in spoken(address, kernel, alive(), until=b"kernel_info_reply")[-1]


@pytest.mark.parametrize(
    "protocol", ["", "v0.kernel.websocket.jupyter.org", f"x{PROTOCOL}", f"{PROTOCOL}x"]
)
def test_the_older_form_of_messages_is_not_spoken(address, kernel, protocol):
    with pytest.raises(HTTPClientError) as told:
        spoken(address, kernel, protocol=protocol)
    assert told.value.code == 400


REFUSED = {
    "execute_request": {"code": "print('ran' + 'it')", "silent": False},
    "complete_request": {"code": "impo", "cursor_pos": 4},
    "inspect_request": {"code": "print", "cursor_pos": 3},
    "debug_request": {"type": "request", "command": "debugInfo"},
    "interrupt_request": {},
    "history_request": {"hist_access_type": "tail", "n": 5},
    "input_reply": {"value": "x"},
}


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "nothing"])
def test_no_code_runs_and_none_is_read(address, kernel, channel):
    asking = [framed(channel, kind, content) for kind, content in REFUSED.items()]
    told = spoken(address, kernel, *asking, alive(), until=b"kernel_info_reply")
    assert b"kernel_info_reply" in told[-1]  # which the kernel read after all others
    assert not [answer for answer in told[:-1] if b"ranit" in answer or b"_reply" in answer]


def test_no_traceback_reaches_the_client(address, kernel):
    """A message that no widget can use, and one for which there is no widget."""
    opened = framed(
        "shell", "comm_open", {"comm_id": "a", "target_name": "nothing", "data": {"state": 5}}
    )
    widget = framed(
        "shell",
        "comm_open",
        {"comm_id": "b", "target_name": "jupyter.widget", "data": {"state": 5}},
    )
    told = spoken(address, kernel, opened, widget, alive(), until=b"kernel_info_reply")
    assert b"kernel_info_reply" in told[-1]
    assert not [answer for answer in told if b"Traceback" in answer or b"site-packages" in answer]


FOREIGN = [
    {
        "Sec_Purpose": "prefetch;prerender",
        "Sec_Fetch_Mode": "navigate",
        "Sec_Fetch_Dest": "document",
    },
    {"Purpose": "prefetch"},
    {"Host": "evil.example"},
    {"Host": "evil.example", "Origin": "http://evil.example"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"},
    {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
    {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_asks_for_is_refused_and_starts_no_kernel(address, kernel, headers):
    places = [
        "/?n",
        "/voila/static/voila.js",
        f"/api/kernels/{kernel}",
        f"/voila/query/{kernel}",
        f"/api/kernels/{kernel}/channels",
        "/voila/templates/cycle_kit/static/x",
        "/voila/files/x",
    ]
    assert [asked(address, place, **headers)[0] for place in places] == [403] * len(places)
    assert asked(address, f"/voila/api/shutdown/{kernel}", method="POST", **headers)[0] == 403
    assert asked(address, f"/api/kernels/{kernel}")[0] == 200


@pytest.mark.parametrize("place", ["/voila/query/{}", "/api/kernels/{}/channels"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Host": "evil.example", "Origin": "http://evil.example"}],
)
def test_sockets_are_not_opened_for_another_site(address, kernel, place, headers):
    server = urlsplit(address).netloc

    async def knock() -> None:
        request = HTTPRequest(f"ws://{server}{place.format(kernel)}", headers=headers)
        await websocket_connect(request, subprotocols=[PROTOCOL])

    with pytest.raises(HTTPClientError) as told:
        run(knock())
    assert told.value.code == 403


def test_a_link_on_another_site_opens_the_page(address):
    status, headers, body = asked(
        address,
        "/",
        Sec_Fetch_Site="cross-site",
        Sec_Fetch_Mode="navigate",
        Sec_Fetch_Dest="document",
    )
    assert status == 200 and "kernelId" in body
    assert headers["X-Frame-Options"] == "DENY" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "http" not in headers["Content-Security-Policy"]


def test_a_burst_of_readers_gets_so_many_pages_and_no_more(voila):
    address = voila(NOTEBOOK, viewers=3)
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _reader: asked(address), range(12)))
    assert sorted(status for status, *_rest in answers) == [200] * 3 + [503] * 9
    assert sum("kernelId" in body for *_rest, body in answers) == 3


def test_a_kernel_that_is_kept_busy_ends_when_nobody_listens(voila):
    """Every change of the page's file redraws it, in the kernels of those who have gone, too."""
    address = voila(NOTEBOOK, viewers=4, unheard=(6, 1))
    kernel = kernel_of(address)
    busy = framed("shell", "comm_open", {"comm_id": "a", "target_name": "nothing", "data": {}})
    spoken(address, kernel, busy, alive(), until=b"kernel_info_reply")
    until = time.monotonic() + 30
    while time.monotonic() < until and asked(address, f"/api/kernels/{kernel}")[0] == 200:
        time.sleep(1)
    assert asked(address, f"/api/kernels/{kernel}")[0] == 404


def test_readers_are_so_many_at_most_and_kernels_that_nobody_hears_end(voila):
    address = voila(NOTEBOOK, viewers=2, unheard=(6, 1))
    kernels = [kernel_of(address) for _reader in range(2)]
    status, headers, body = asked(address)
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "tries again by itself" in body and "kernelId" not in body

    until = time.monotonic() + 30
    while time.monotonic() < until and any(
        asked(address, f"/api/kernels/{each}")[0] == 200 for each in kernels
    ):
        time.sleep(1)
    assert [asked(address, f"/api/kernels/{each}")[0] for each in kernels] == [404, 404]
    assert asked(address)[0] == 200


def test_the_look_for_kernels_that_nobody_hears_ends_them_within_a_minute():
    assert kernels.UNHEARD + 2 * kernels.LOOK <= 60


def test_a_page_whose_kernel_has_ended_says_so(voila, browser):
    """Killed, and ended by the server; the page may not look as if it still followed its reader."""
    address = voila(NOTEBOOK)
    for end in (killed, shut_down):
        page = browser.new_page()
        page.goto(address)
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        expect(page.locator("#gone")).to_be_hidden()
        told = "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
        end(page, page.evaluate(told))
        expect(page.locator("#gone")).to_contain_text("follows no choice any more")
        page.get_by_role("button", name="Reload").click()
        expect(page.locator("#gone")).to_be_hidden()
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
        page.close()


def killed(_page, kernel) -> None:
    for process in psutil.process_iter(["cmdline"]):
        if any(f"kernel-{kernel}.json" in part for part in process.info["cmdline"] or ()):
            process.kill()


def shut_down(page, kernel) -> None:
    """As the page itself does when it is left."""
    form = "const form = new FormData(); form.append('_xsrf', document.cookie.match(/_xsrf=([^;]*)/)[1])"
    page.evaluate(f"{{ {form}; navigator.sendBeacon('/voila/api/shutdown/{kernel}', form) }}")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers at all of 127.*")
def test_at_another_host_readers_need_the_token(voila):
    address = voila(NOTEBOOK, host="127.0.0.2", token="let me in", pool=0)
    for given in ({}, {"Authorization": "token else"}, {"Cookie": "username-127-0-0-2=2|1:0"}):
        status, _headers, body = asked(address, **given)
        assert status == 401 and "kernelId" not in body and 'name="token"' in body
        assert asked(address, f"/api/kernels/{uuid4()}/channels", **given)[0] == 403
        assert asked(address, f"/api/kernels/{uuid4()}", **given)[0] == 403
    assert asked(address, "/?token=wrong")[0] == 401

    status, headers, _body = asked(address, "/?token=let%20me%20in&page=team")
    assert (status, headers["Location"]) == (302, "?page=team")  # no token is left in an address
    assert "SameSite=Lax" in headers["Set-Cookie"] and "HttpOnly" in headers["Set-Cookie"]
    cookie = headers["Set-Cookie"].partition(";")[0]
    status, headers, body = asked(address, Cookie=cookie)
    assert status == 200 and "kernelId" in body and "token" not in body
    assert asked(address, "/", Cookie=cookie, Origin="http://evil.example")[0] == 403
