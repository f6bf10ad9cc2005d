"""Fields as Odoo answers them: `false` where nothing stands, and `[2, "Qualified"]` for a link and its name."""

from itertools import chain
from typing import Any

Records = list[dict[str, Any]]

#: how fields begin that answer yes or no, of which `false` says no wherever it stands
_ANSWERS = ("is_", "has_", "active")


def with_links_and_blanks(flat: Records) -> Records:
    """The records with the name of each link, and with nothing where `false` says that nothing stands."""
    columns = dict.fromkeys(chain.from_iterable(flat))
    cells = {name: [record.get(name) for record in flat] for name in columns}
    linked = {name for name in columns if _are_links(cells[name])}
    blank = {name for name in columns if _is_blank_by_false(cells[name], name, bool(linked))}
    if not linked and not blank:
        return flat
    return [
        {
            name: _read(value, link=name in linked, blank=name in blank)
            for name, value in record.items()
        }
        for record in flat
    ]


def _read(value: Any, *, link: bool, blank: bool) -> Any:
    if value is False and (link or blank):
        return None
    return value[1] if link and isinstance(value, list) else value


def _are_links(values: list[Any]) -> bool:
    """Whether all that stands there are numbers with a name each, and no two numbers have the same name."""
    filled = [value for value in values if value is not None and value is not False]
    if not filled or not all(map(_is_link, filled)):
        return False
    known = {value[0]: value[1] for value in filled}
    return len(set(known.values())) == len(known)


def _is_link(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or isinstance(value[0], bool):
        return False
    return isinstance(value[0], int) and isinstance(value[1], str)


def _is_blank_by_false(values: list[Any], name: str, linked: bool) -> bool:
    """Whether `false` stands beside what is neither true nor false, or alone, in records with links, below no name of
    a question."""
    if not any(value is False for value in values) or any(value is True for value in values):
        return False
    others = any(value is not None and value is not False for value in values)
    return others or (linked and not name.startswith(_ANSWERS))
