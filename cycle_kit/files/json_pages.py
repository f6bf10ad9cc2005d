"""Whether an answer of an API says that it is one page of more."""

from collections.abc import Iterator
from typing import Any

#: what an answer calls that there are more records than it holds, by yes and no
MORE = ("more_items_in_collection", "more_records", "has_more", "hasmore", "hasnextpage")
#: what it calls the address or number of the next page
NEXT = (
    *("nextrecordsurl", "next", "next_page", "nextpage", "nextlink", "@odata.nextlink"),
    *("next_start", "next_cursor", "nextcursor", "next_page_token", "nextpagetoken"),
    *("next_page_url", "next_url", "nexturl"),
)
#: the number of the page and of the last one
PAGE, LAST = ("current_page", "currentpage", "page"), ("last_page", "total_pages", "totalpages")
_NOTHING = ("", "false", "null", "none", "0", "[]", "{}")


def is_one_page(answer: Any, path: tuple[str, ...]) -> bool:
    """Whether more records follow those of an answer. `path`: by which names these are reached."""
    if not isinstance(answer, dict):
        return False
    said = dict(_around(answer, path))
    more = said.get("done") is False or any(_is_yes(said.get(key)) for key in MORE)
    return (
        more or any(_is_told(said.get(key)) for key in NEXT) or _is_offset(said) or _is_before(said)
    )


def _is_yes(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.casefold() == "true")


def _is_told(value: Any) -> bool:
    return value not in (None, False, 0) and str(value).strip().casefold() not in _NOTHING


def _is_offset(said: dict[str, Any]) -> bool:
    """A place to go on from that is a text and no number; a number is where this page began."""
    offset = said.get("offset")
    return isinstance(offset, str) and _is_told(offset) and not offset.isdigit()


def _is_before(said: dict[str, Any]) -> bool:
    pages, last = (
        [said[key] for key in keys if isinstance(said.get(key), int)] for keys in (PAGE, LAST)
    )
    return bool(pages and last) and 0 < pages[0] < last[0]


def _around(answer: dict, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The plain fields of an answer that are beside its records, by their last names; none of another list."""
    for key, value in answer.items():
        within = bool(path) and key == path[0]
        if isinstance(value, dict):
            if not within and _holds_records(value):
                continue
            yield from _around(value, path[1:] if within else ())
            if key.lower() in NEXT and any(map(_is_told, value.values())):
                yield key.lower(), True
        elif not isinstance(value, list):
            yield key.lower(), value


def _holds_records(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(each, dict) for each in value)
    return isinstance(value, dict) and any(map(_holds_records, value.values()))
