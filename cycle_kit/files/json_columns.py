"""Boards as JSON whose columns hold their cards: what a column is called is how its cards stand."""

from cycle_kit.files.json_groups import told_by

_MOST = 50  # columns of a board


def with_cards(columns: list[dict]) -> list[dict]:
    """The cards within the columns of a board, with the names of these; other records as they are."""
    within = {name for each in columns for name, value in each.items() if _are_records(value)}
    if len(within) != 1 or len(columns) > _MOST:
        return columns
    (held,) = within
    names = _names(columns)
    if not names:
        return columns
    cards = [
        (name, card)
        for name, each in zip(names, columns, strict=False)
        for card in each.get(held) or ()
    ]
    header = told_by(names, [card for _name, card in cards])
    if not header or _width(columns) >= _width(
        [card for _name, card in cards]
    ):  # products of deals
        return columns
    return [{**card, header: name} for name, card in cards]


def _width(records: list[dict]) -> int:
    """The plain fields of the record that has most of them."""
    return max(sum(not isinstance(cell, list | dict) for cell in each.values()) for each in records)


def _names(columns: list[dict]) -> list[str]:
    """What the columns are called, each otherwise: the first texts of which one names an end; none of others."""
    for name in columns[0]:
        called = [text for each in columns if isinstance(text := each.get(name), str)]
        if len({*called}) == len(columns) and told_by(called, []):
            return called
    return []


def _are_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, dict) for e in value)
