"""Names of tables and columns as they are compared: loaders write one name in many ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cycle_kit.files.sources import SUFFIXES

#: Stitch: a record's value, and its twins by type
_RECORD = re.compile(r"(?i)(?<=[a-z0-9])(?:__|\.)value(?:__(?:st|de|fl|it|bo|bl|da|ti|ts))?$")
#: and what else it says of a property
_ABOUT = re.compile(
    r"(?i)(?<=[a-z0-9])(?:__|\.)(?:timestamp|source|sourceid|source_id|versions?)(?:__\w\w)?$"
)
#: what stands behind the name of a table in one of its forms
_FORM = re.compile(r"(?i)(?:__?|\b)(?:scd|raw|ab\d|stg|tmp|base|data|export|current)$")
_FILE = re.compile(rf"(?i)(?:{'|'.join(map(re.escape, (*SUFFIXES, '.arrow', '.gz')))})$")


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """A name without capitals, lines and other marks: dealPipelineId, DEAL_PIPELINE_ID, dealpipelineid."""
    return re.sub(r"[\W_]+", "", name).casefold()


def column(header: str, fronts: Iterable[str]) -> str:
    """A header as it is compared; "" of what only tells about a property, as when it was changed.

    `fronts`: what stands before the names of properties.
    """
    front = next(
        (each for each in sorted(fronts, key=len, reverse=True) if _starts(header, each)), ""
    )
    if not front:
        return folded(header)
    bare = header[len(front) :]
    return "" if _ABOUT.search(bare) else folded(_RECORD.sub("", bare))


def _starts(header: str, front: str) -> bool:
    return header.casefold().startswith(front.casefold()) and len(header) > len(front)


def table(name: str) -> str:
    """The name of a table without the file's ending, a schema before it or the form it is in."""
    inner = re.search(r"\[(.+)\]$", name)
    name = inner[1] if inner else name
    while _FILE.search(name):
        name = _FILE.sub("", name)
    name = re.split(r"[/\\.]", name)[-1]
    while (short := _FORM.sub("", name)) != name and short:
        name = short
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).casefold()


def is_called(name: str, called: Iterable[str]) -> int:
    """How many letters of a declared name the table's name is, or ends with; 0 for none."""
    plain = folded(name)
    words = [word for word in re.split(r"[\W_]+", name) if word]
    ends = {"".join(words[at:]) for at in range(len(words))} | {plain}
    return max((len(folded(each)) for each in called if folded(each) in ends), default=0)
