"""A system's TOML as dialects: what its keys may say is in `forms.py`, what they mean is here.

Groups of headers are texts with "|" between them. In `tells` and `time_per_stage` stands `{stage}` for each header
of the column `stage`. A key outside `[[layout]]` is said for every layout of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from cycle_kit.dialects.dialect import Dialect, DurationHistory, FieldLog, Headers, WideHistory
from cycle_kit.dialects.forms import KEYS, REFERENCE, check
from cycle_kit.languages import DEALS
from cycle_kit.toml_text import CRM, parsed, text_of

Said = Mapping[str, Any]
Columns = dict[str, Headers]
#: keys of a TOML that a `Dialect` has under the same name, and in the same form
AS_SAID = (
    "table", "dates", "id_letters", "probability_tells", "closed_stages", "lines_per_deal",
    "blank_parents", "group_rows", "grouped",
)  # fmt: skip
#: everyday lists call the one closing date of a system by the words of either
EITHER = {"closed_at": ("closed_at", "close_date")}


def read(path: Path, crm: str) -> tuple[Dialect, ...]:
    """The dialects of a file, of the system that it names, or else `crm`, or else as its title says.

    FileError: no TOML, or a key or value that is none; it names the file, the line and the key.
    """
    text = text_of(path, CRM)
    content = parsed(text, path.name, CRM)
    check(content, text, path.name)
    crm = (
        content.get("crm")
        or crm
        or re.sub(r"\W+", "_", layouts_title(content).casefold()).strip("_")
    )
    for_all = {key: said for key, said in content.items() if key in KEYS}
    layouts = [for_all | layout for layout in content.get("layout", [{}])]
    exports = content.get("exports", {})
    return tuple(dialect for said in layouts for dialect in each(crm, said, exports))


def layouts_title(content: Said) -> str:
    return content.get("title") or content["layout"][0]["title"]


def each(crm: str, said: Said, exports: Said) -> Iterator[Dialect]:
    """A dialect, or one for each language that `labels` has."""
    columns = {name: split(headers) for name, headers in said.get("columns", {}).items()}
    if "labels" not in said:
        yield dialect(crm, said, columns, said.get("language"), exports)
    for language, labels in said.get("labels", {}).items():
        labelled = {name: split(text) for name, text in zip(said["names"], labels, strict=True)}
        yield dialect(crm, said, columns | labelled, language, exports)


def dialect(crm: str, said: Said, columns: Columns, language: str | None, exports: Said) -> Dialect:
    if "fronts" in said:
        columns = {name: fronted(headers, said["fronts"]) for name, headers in columns.items()}
    own = columns
    if "everyday_front" in said:
        columns = with_everyday(columns, said, language or "en")
    tells = [expanded(group, columns, said.get("fronts", "")) for group in said["tells"]]
    ways = said.get("export", "")
    return Dialect(
        crm=crm,
        title=plain(said["title"]),
        tells=tuple(tells),
        columns={name: headers for name, headers in columns.items() if name[0] != "_"},
        loosely={
            name: tuple(header for header in headers if header not in own.get(name, ()))
            for name, headers in columns.items()
            if headers != own.get(name)
        },
        unless=split(said.get("unless", "")),
        language=language,
        history=history(said, columns),
        footers=tuple(said.get("footers", ())),
        outcomes=turned(said.get("outcomes", {})),
        formatted_amount=split(said.get("formatted_amount", "")),
        export=plain(exports.get(ways, ways)),
        **{name: said[name] for name in AS_SAID if name in said},
    )


def history(said: Said, columns: Columns) -> WideHistory | DurationHistory | FieldLog | None:
    if "dates_per_stage" in said:
        return WideHistory(entered=tuple(said["dates_per_stage"]))
    if "time_per_stage" in said:
        times = {name: expanded(text, columns) for name, text in said["time_per_stage"].items()}
        return DurationHistory(**times)
    if "changes_of_fields" in said:
        log = said["changes_of_fields"]
        return FieldLog(
            stage=split(log["stage"]),
            dated=turned(log.get("dated", {})),
            created=split(log.get("created", "")),
        )
    return None


def with_everyday(columns: Columns, said: Said, language: str) -> Columns:
    """The columns, and behind their headers the words of everyday lists with something in front of them."""
    front, found = said["everyday_front"], {}
    for name in split(said["everyday"]):
        lists = [DEALS[language].get(role, "") for role in EITHER.get(name, (name,))]
        found[name] = tuple(front + word for words in lists for word in split(words))
    own = {
        name: tuple(dict.fromkeys((*headers, *found.get(name, ()))))
        for name, headers in columns.items()
    }
    return found | own


def expanded(group: str, columns: Columns, fronts: str = "") -> Headers:
    """The headers of a group; `{stage}` in one of them stands for each header of that column."""
    return tuple(
        header
        for text in split(group)
        for header in referred(text, columns) or fronted((text,), fronts)
    )


def referred(text: str, columns: Columns) -> list[str]:
    """The headers that a text with references stands for; none where it has no reference."""
    literal = REFERENCE.split(text)  # literal, name, literal, name, ... literal
    if len(literal) == 1:
        return []
    parts = [columns[part] if at % 2 else (part,) for at, part in enumerate(literal)]
    return ["".join(each) for each in product(*parts)]


def fronted(headers: Headers, fronts: str) -> Headers:
    """Each header as it is, and with each of the words in front."""
    return tuple(front + header for header in headers for front in ("", *split(fronts)))


def turned(said: Said) -> dict[str, str]:
    """{theirs: ours} of {ours: theirs}."""
    return {theirs: ours for ours, words in said.items() for theirs in split(words)}


def split(words: str) -> Headers:
    return tuple(word.strip() for word in words.split("|") if word.strip())


def plain(text: str) -> str:
    """A text that runs over several lines, on one."""
    return re.sub(r"\s*\n\s*", " ", text.strip())
