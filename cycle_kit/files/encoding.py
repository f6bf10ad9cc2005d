"""Which encoding a text file is in: a mark at its start, strict UTF-8, or the likeliest code page."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cycle_kit.errors import FileError
from cycle_kit.files.code_pages import likeliest
from cycle_kit.files.east_asian import SIGN, east_asian
from cycle_kit.files.garbled import ungarbled

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_CHUNK = 1 << 18


@dataclass(frozen=True)
class Text:
    """A text file as UTF-8 without a mark, and what it was."""

    data: bytes
    encoding: str
    remarks: tuple[str, ...] = ()


def as_utf8(data: bytes, *, name: str) -> Text:
    """The same text in UTF-8, with the letters that were meant. FileError where the bytes are no text at all."""
    text = _decoded(data, name=name)
    mended, lines = ungarbled(text.data)
    if not lines:
        return text
    told = (
        f"{_count(len(lines), 'line')} held letters that were once read in a wrong encoding, such as those at "
        f"line {lines[0]}; they were put right.",
    )
    return Text(mended, text.encoding, text.remarks + told)


def _decoded(data: bytes, *, name: str) -> Text:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _transcoded(data, encoding, name=name)
    wide = _without_mark(data)
    if wide:
        return _transcoded(data, wide, name=name)
    data, remarks = _without_zeros(data, name=name)
    broken = _first_break(data)
    eastern = east_asian(data) if broken is not None or SIGN in data[:_CHUNK] else ""
    if eastern:
        text = _transcoded(data, eastern, name=name)
        return Text(text.data, text.encoding, remarks + text.remarks)
    if broken is None:
        return Text(data, "utf-8", remarks)
    if _nearly_utf8(data[max(broken - _CHUNK, 0) :]):
        text = _with_strange_bytes(data)
    else:
        text = _transcoded(data, likeliest(data), name=name)
    return Text(text.data, text.encoding, remarks + text.remarks)


def _transcoded(data: bytes, encoding: str, *, name: str) -> Text:
    if encoding == "utf-8-sig" and _first_break(data) is None:
        return Text(*_marked(data, name=name))
    text = data.decode(encoding, "replace")
    remarks = ()
    if encoding not in ("utf-8", "utf-8-sig", "utf-16"):
        remarks = (f"Read as {encoding}: the file does not say which encoding it is in.",)
    lost = text.count("\ufffd")
    if lost:
        remarks += (f"{_count(lost, 'character')} could not be read as {encoding}.",)
    utf8, more = _without_zeros(text.encode("utf-8", "replace"), name=name)
    return Text(utf8, encoding, remarks + more)


def _marked(data: bytes, *, name: str) -> tuple[bytes, str, tuple[str, ...]]:
    data, remarks = _without_zeros(data[len(codecs.BOM_UTF8) :], name=name)
    return data, "utf-8-sig", remarks


def _without_zeros(data: bytes, *, name: str) -> tuple[bytes, tuple[str, ...]]:
    zeros = data.count(0) if 0 in data else 0
    controls = len(data[:65536].translate(None, bytes(set(range(256)) - _CONTROLS)))
    if zeros * 10 > len(data) or controls > 2 + min(len(data), 65536) / 50:
        raise FileError(
            f'"{name}" is not a text file, and of no other kind that is known.',
            fix="Export the data again as CSV (UTF-8) or XLSX.",
        )
    if not zeros:
        return data, ()
    return data.replace(b"\0", b""), (f"{_count(zeros, 'zero byte')} left out.",)


_CONTROLS = set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b")


def _first_break(data: bytes) -> int | None:
    """About where the bytes stop to be UTF-8; None if they never do."""
    if data.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError:
            return start
    return None


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes: letters outnumber the breaks, which in no other encoding are so few."""
    text = data[: 2 * _CHUNK].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore")) - broken
    return letters > broken


def _with_strange_bytes(data: bytes) -> Text:
    """UTF-8 into which bytes of an old encoding were pasted; those that stand in no word, as after a cut, are lost."""
    pieces = list(_pieces(data))
    words = [
        _word_around(text, broken, after)
        for (text, broken), (after, _) in pairwise([*pieces, ("", b"")])
    ]
    page = likeliest(b" ".join(words))
    strange = [word and broken for word, (_, broken) in zip(words, pieces, strict=True)]
    text = "".join(
        text + (known.decode(page, "replace") if known else "\ufffd" if broken else "")
        for (text, broken), known in zip(pieces, strange, strict=True)
    )
    lost = text.count("\ufffd")
    read = sum(map(len, strange))
    told = (f"{_count(read, 'character')} read as {page}, all others as utf-8.",) if read else ()
    told += (f"{_count(lost, 'character')} could not be read as utf-8.",) if lost else ()
    return Text(text.encode(), "utf-8", told)


def _pieces(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text in pieces of UTF-8, each with the bytes behind it that are none."""
    view, at, text, broken = memoryview(data), 0, "", b""
    while at < len(data):
        part = view[at : at + _CHUNK]
        is_last = at + _CHUNK >= len(data)
        try:
            more, size = codecs.utf_8_decode(part, "strict", is_last)
            lost = b""
        except UnicodeDecodeError as error:
            more, size = str(part[: error.start], "utf-8"), error.end
            lost = bytes(part[error.start : error.end])
        if more:
            yield text, broken
            text, broken = more, b""
        broken += lost
        at += size
    yield text, broken


def _word_around(before: str, broken: bytes, after: str) -> bytes:
    """The broken bytes with the letters of a-z around them; nothing if there are none, or the file ends there."""
    head, tail = re.search(r"[A-Za-z]*$", before[-20:]), re.match(r"[A-Za-z]*", after)
    letters = (head[0] if head else "").encode(), (tail[0] if tail else "").encode()
    return broken.join(letters) if broken and after and any(letters) else b""


def _without_mark(data: bytes) -> str:
    """UTF-16 without a mark: read that way, nearly all characters are of our alphabets."""
    head = data[: min(len(data), 65536) // 2 * 2]
    if 0 not in head:
        return ""
    shares = {e: _plain_share(head.decode(e, "replace")) for e in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.95 else ""


def _plain_share(text: str) -> float:
    plain = re.findall(r"[\t\r\n -~\u00a0-\u017f\u0400-\u045f\u0600-\u06ff\u2000-\u20ff]", text)
    return len(plain) / max(len(text), 1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
