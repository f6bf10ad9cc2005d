"""Which encoding a text file is in: a mark at its start, strict UTF-8, or the likeliest code page."""

import codecs
import re
from dataclasses import dataclass

from cycle_kit.errors import FileError
from cycle_kit.files.code_pages import likeliest

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
    """The same text in UTF-8. FileError where the bytes are no text at all."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _transcoded(data, encoding, name=name)
    wide = _without_mark(data)
    if wide:
        return _transcoded(data, wide, name=name)
    data, remarks = _without_zeros(data, name=name)
    broken = _first_break(data)
    if broken is None:
        return Text(data, "utf-8", remarks)
    encoding = "utf-8" if _nearly_utf8(data[max(broken - _CHUNK, 0) :]) else likeliest(data)
    text = _transcoded(data, encoding, name=name)
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
    """UTF-8 with a few broken bytes, as after a cut: letters outnumber the breaks by far."""
    text = data[: 2 * _CHUNK].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 20 * broken


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
