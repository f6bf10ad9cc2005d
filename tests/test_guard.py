"""What the page's server and its widgets take for said, and what they pass over."""

import json
import struct
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tornado
from hypothesis import given
from hypothesis import strategies as st
from tornado.httputil import HTTPHeaders

from cycle_kit.charts.widget import Chart
from cycle_kit.dashboard.guard import MOST_PLACES, header_of, refused
from cycle_kit.dashboard.live import Live, button, words
from cycle_kit.dashboard.offered import Offered
from cycle_kit.dashboard.place import LOOPBACK, Place, check_free, token_for
from cycle_kit.errors import CycleKitError


def framed(*parts: bytes) -> bytes:
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    return struct.pack(f"<{len(places) + 1}Q", len(places), *places) + b"".join(parts)


HEADER = {"msg_type": "comm_msg", "msg_id": "1"}
PARTS = (b"shell", json.dumps(HEADER).encode(), b"{}", b"{}", b"{}")


@given(st.lists(st.binary(max_size=50), max_size=MOST_PLACES - 6))
def test_the_header_of_a_message_with_any_buffers_is_read(buffers):
    assert header_of(framed(*PARTS, *buffers)) == HEADER


def test_a_message_of_too_many_buffers_is_none():
    assert header_of(framed(*PARTS, *[b""] * (MOST_PLACES - 6))) == HEADER
    assert header_of(framed(*PARTS, *[b""] * (MOST_PLACES - 5))) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_no_message(frame):
    assert header_of(frame) is None


@given(st.integers(0, len(framed(*PARTS)) - 1), st.integers(0, 255))
def test_a_message_with_a_byte_changed_is_one_or_none_and_never_an_error(place, byte):
    frame = bytearray(framed(*PARTS))
    frame[place] = byte
    assert header_of(bytes(frame)) is None or isinstance(header_of(bytes(frame)), dict)


@pytest.mark.parametrize(
    "header", [b"[" * 100_000, b"[]", b'"comm_msg"', b'{"msg_type": 5}', b"{}", b"\xff", b"1e999"]
)
def test_a_message_whose_header_says_no_type_is_none(header):
    assert header_of(framed(b"shell", header, *PARTS[2:])) is None
    assert header_of("text") is None and header_of(None) is None


def asking(host="127.0.0.1:8866", **headers) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(host=host, headers=HTTPHeaders({"Host": host, **told}))


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8866", "localhost:8866", "LOCALHOST", "[::1]:8866", "127.0.0.1:1"]
)
def test_this_machine_is_answered_by_all_its_names(host):
    assert refused(asking(host), hosts=LOOPBACK) == ""
    assert refused(asking(host, Origin=f"http://{host.lower()}"), hosts=LOOPBACK) == ""
    assert refused(asking(host, Sec_Fetch_Site="none"), hosts=LOOPBACK) == ""


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8866",
        "10.0.0.1",
        "",
        "[",
        "a@127.0.0.1.b",
    ],
)
def test_other_names_are_refused_here_and_answered_elsewhere(host):
    assert refused(asking(host), hosts=LOOPBACK)
    assert refused(asking(host), hosts=None) == ""


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "file://", "http://[", ""]
)
def test_other_origins_are_refused_whatever_the_host(origin):
    assert refused(asking(Origin=origin), hosts=LOOPBACK)
    assert refused(asking(Origin=origin), hosts=None)


def test_what_a_piece_of_html_offers_and_nothing_else_is_heard():
    heard = []
    html = button("next", "page 2") + '<ol data-drop="0"><li data-drag="A b &amp; c">x</ol>'
    html += (
        f'<select data-choose="dates"><option value="dmy"><option value="{words("<x>")}"></select>'
    )
    html += '<input data-choose="name">'
    live = Live(html, on_say=heard.append, on_choose=lambda *said: heard.append(said))
    for said in ("page 2", "move 0 1 A b & c"):
        live.hear({"say": said})
    for field, value in (("dates", "dmy"), ("dates", "<x>"), ("name", "anything")):
        live.hear({"choose": field, "value": value})
    assert heard == [
        "page 2",
        "move 0 1 A b & c",
        ("dates", "dmy"),
        ("dates", "<x>"),
        ("name", "anything"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        *({"say": said} for said in ("page abc", "page 3", "page 2 ", "card nothing", "", "move")),
        *({"say": said} for said in ("move 0 x A", "move 1 0 A", "move 0 0 B", "move 0 ² A")),
        *({"say": said} for said in (5, None, [], {"a": 1})),
        {"choose": "dates", "value": "banana"}, {"choose": "dates", "value": 5}, {"choose": "dates"},
        {"choose": "else", "value": "dmy"}, {"choose": ["dates"], "value": "dmy"}, {"value": "dmy"},
        {"upload": "x"}, {"upload": ["a"], "turn": 5}, {"upload": ["a"], "turn": "0"}, {"upload": [5], "turn": 0},
        {"upload": ["a"]}, {"upload": ["a"], "turn": 0, "start": "x", "last": "yes"}, {}, [], "say", None, 5,
    ],
)  # fmt: skip
def test_anything_else_a_client_sends_is_passed_over(content):
    heard = []
    html = (
        button("next", "page 2")
        + '<ol data-drop="0"><li data-drag="A">x</ol><select data-choose="dates"><option value="dmy"></select>'
    )
    live = Live(
        html,
        on_say=heard.append,
        on_choose=lambda *said: heard.append(said),
        on_upload=heard.append,
    )
    live.hear(content, [])
    assert heard == []


def test_what_a_client_writes_of_a_widget_changes_nothing_that_is_offered():
    heard = []
    live = Live(button("next", "page 2"), on_say=heard.append)
    live.set_state({"html": button("x", "keep"), "layout": 5, "_esm": "alert(1)", "wanted": True})
    live.hear({"say": "keep"})
    assert heard == [] and live.wanted is True and "keep" not in live.html
    chart = Chart({"data": [{"customdata": [["Offer"]]}]}, on_click=heard.append)
    chart.set_state(
        {
            "figure": {"data": [{"customdata": [["x"]]}]},
            "clicked": {"customdata": ["x"], "count": 1},
        }
    )
    assert heard == [] and chart.has(["Offer"])
    chart.set_state({"clicked": {"customdata": ["Offer"], "count": 2}})
    assert heard == [["Offer"]]


@given(st.text())
def test_any_word_of_a_button_is_offered(word):
    assert Offered(button("x", word)).said(word)


def test_a_token_is_made_where_others_reach_the_page_only():
    assert [token_for(host) for host in LOOPBACK] == ["", "", ""]
    assert (
        len({token_for("0.0.0.0") for _time in range(3)}) == 3 and len(token_for("10.0.0.1")) >= 32
    )


def test_the_address_that_is_told_opens_the_page(tmp_path):
    assert Place(port=1).address == "http://127.0.0.1:1/"
    assert (
        Place(host="10.0.0.5", port=1, token="a b&c").address
        == "http://10.0.0.5:1/?token=a%20b%26c"
    )
    assert Place(host="fd00::1", port=1, certificate=tmp_path).address == "https://[fd00::1]:1/"
    assert "0.0.0.0" not in Place(host="0.0.0.0").address
    assert Place(token="x").public
    assert not Place().public and Place(host="0.0.0.0").public


def test_a_certificate_is_checked_before_the_page_is_served(tmp_path):
    broken = tmp_path / "cert.pem"
    broken.write_text("no certificate")
    with pytest.raises(CycleKitError, match="is no certificate that a server can use"):
        Place(host="10.0.0.5", certificate=broken).encryption()
    shipped = Path(tornado.__file__).with_name("test")  # a certificate for tests
    Place(certificate=shipped / "test.crt", key=shipped / "test.key").encryption()


def test_a_host_that_this_machine_does_not_have_is_told():
    with pytest.raises(CycleKitError) as told:
        check_free("203.0.113.7", 8866)
    assert "203.0.113.7" in str(told.value) and "--host" in str(told.value)
