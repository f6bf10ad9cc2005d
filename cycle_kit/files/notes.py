"""What people and spreadsheets write among the rows: titles of groups, notes, drawn lines, failed formulas."""

import re
from collections.abc import Sequence

from cycle_kit.files.body import Body
from cycle_kit.files.footers import says_so
from cycle_kit.files.further import is_further_product, is_sentence, is_usual
from cycle_kit.files.parts_below import find_parts
from cycle_kit.files.repeats import is_repeat, names_columns, roles_of
from cycle_kit.files.shapes import folded, misfit
from cycle_kit.files.total_words import is_label

#: what spreadsheets write where a formula fails, in any of their languages
_ERROR = re.compile(
    r"#[\w./]+[!?]|#(N/A|N/D|N/DISP|NV|Н/Д|YOK|ERROR|SPILL|CALC)|(Err|Fehler|Ошибка):\d{3}"
)
#: `Acme (3)`: a title that counts what is below it, which some systems export and loading reads
_COUNTED = re.compile(r".*\(\d+\)$")
#: our names of the columns that name a deal
_NAMES = frozenset({"name", "account"})


def plain_kind(row: list[str], body: Body) -> str:
    """The kind of a row that tells by itself that it is no data, or ""."""
    filled = [cell for cell in row if cell]
    if not filled:
        return "blank"
    if not any(char.isalnum() for cell in filled for char in cell):
        return "line"
    if all(_ERROR.fullmatch(cell) for cell in filled):
        return "error"
    return "header" if is_repeat(row, body.header) else ""


def find_explanations(body: Body) -> dict[int, str]:
    """Rows right below the header that are about it: names for programmers, units, what to fill in."""
    found = {}
    for place in range(3):
        row = body.rows.get(place)
        if row is None or body.kind(place):
            continue
        if not names_columns(row, body.columns):
            break
        found[place] = "explains"
    return found


def find_titles(body: Body) -> dict[int, str]:
    """Single cells that name the rows below: above a repeated header, with a colon, or a word of another column."""
    titles = {}
    left = body.left()
    for header in [place for place, kind in body.kinds.items() if kind == "header"]:
        above = header - 1
        while above >= 0 and body.kind(above) == "blank":
            above -= 1
        if above in left and sum(map(bool, body.rows[above])) == 1:
            titles[above] = "title"
    return titles | {place: "title" for place, row in left.items() if _is_title(row, body)}


def _is_title(row: Sequence[str], body: Body) -> bool:
    filled = [(place, cell) for place, cell in enumerate(row) if cell]
    if len(filled) != 1 or not body.lacking(row):
        return False
    [(own, cell)] = filled
    word = folded(cell.rstrip(": "))
    named = any(
        word in column.words and column.plain
        for place, column in enumerate(body.columns)
        if place != own
    )
    return not _COUNTED.match(cell) and (cell.endswith(":") or named)


def find_notes(body: Body) -> dict[int, str]:
    """Rows left that hold a note and nothing that every deal has, those apart that are parts of the deal above."""
    notes = {
        place: "note"
        for place, row in body.left().items()
        if _is_note(row, body) and not is_further_product(place, row, body)
    }
    return notes | find_parts(body, notes)


def _is_note(row: Sequence[str], body: Body) -> bool:
    filled = [(place, cell) for place, cell in enumerate(row) if cell]
    lacking = len(body.lacking(row))
    if len(filled) > 2 or not lacking or 2 * lacking < body.always:
        return False
    if lacking == body.always:
        # one more order or tag of the deal above fits its column, as some systems list them
        return not all(is_usual(cell, body.columns[place]) for place, cell in filled)
    if len(filled) == 2 and is_label(filled[0][1]) and not _is_stage(*filled[1], body):
        return True
    marked = len(filled) == 2 and not any(map(str.isalnum, filled[0][1]))
    if marked or (len(filled) == 1 and says_so(filled[0][1])):
        return True
    return lacking >= 2 and any(
        is_sentence(cell)
        or (misfit(cell, body.columns[place]) >= 1 and not _names_new(place, filled, body))
        for place, cell in filled
    )


def _names_new(place: int, filled: Sequence[tuple[int, str]], body: Body) -> bool:
    """Whether a cell is the name of a new client or deal, where others are made like codes or figures: beside it
    stands how far a deal has come, as it does above. Figures, days and persons stand beside the labels of footers."""
    cell = dict(filled)[place]
    named = bool(_NAMES & roles_of(body.header[place])) and _is_name(cell, body)
    return named and any(_is_stage(at, beside, body) for at, beside in filled if at != place)


def _is_stage(place: int, cell: str, body: Body) -> bool:
    said = "stage" in roles_of(body.header[place]) and body.columns[place].kind == "few"
    return said and not misfit(cell, body.columns[place])


def _is_name(cell: str, body: Body) -> bool:
    """Whether a text is written as names are, and is no word of the table itself."""
    written = cell[0].isalnum() and not cell[0].islower() and cell[-1] != ":"
    words = (column.words for column in body.columns)
    return written and not roles_of(cell) and not any(folded(cell) in own for own in words)
