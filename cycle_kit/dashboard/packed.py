"""Static files on the wire: compressed once, and kept by the browser for good where their names tell their content."""

import gzip
import re
from pathlib import Path
from typing import Any, ClassVar

from tornado import web

KINDS = frozenset({".js", ".css", ".svg", ".json"})
LEAST = 1024  # bytes; smaller ones are not worth it
#: Another content has another name.
NAMED = re.compile(r"[.-][0-9a-f]{8,}(\.min)?\.(js|css|woff2?)$")
FOR_GOOD = "public, max-age=31536000, immutable"


def packed(handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
    """The handler, compressing what it sends if it sends static files."""
    if not issubclass(handler, web.StaticFileHandler):
        return handler
    return type(f"Packed{handler.__name__}", (Packed, handler), {})


class Packed:
    """Before a handler of static files."""

    kept: ClassVar[dict[tuple[str, int, int], bytes]] = {}  # compressed, by path, time and size

    @classmethod
    def pack(cls, path: Path) -> bytes:
        """The content of a file, compressed; the second time it is there already."""
        about = path.stat()
        key = (str(path), about.st_mtime_ns, about.st_size)
        if key not in cls.kept:
            cls.kept[key] = gzip.compress(
                path.read_bytes(), 9 if NAMED.search(path.name) else 6, mtime=0
            )
        return cls.kept[key]

    def set_headers(self: Any) -> None:
        super().set_headers()  # pyright: ignore[reportAttributeAccessIssue]
        path = Path(self.absolute_path)
        if NAMED.search(path.name):
            self.set_header("Cache-Control", FOR_GOOD)
        if path.suffix not in KINDS or path.stat().st_size < LEAST:
            return
        if "gzip" not in self.request.headers.get("Accept-Encoding", ""):
            return
        content = self.pack(path)
        self.set_header("Content-Encoding", "gzip")
        self.request.headers.pop("Range", None)  # parts of a file are not parts of what is sent
        self.get_content_size = lambda: len(content)
        self.get_content = lambda *_whole: content
