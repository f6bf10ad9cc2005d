"""Footers: what export tools and people write below the last row of data."""

import re
from collections.abc import Sequence

from cycle_kit.files.body import Body
from cycle_kit.files.grid import is_blank
from cycle_kit.files.shapes import misfit

#: sentences that export tools write below the data
_FOOTER = re.compile(
    r"(?i)\W*(confidential information|copyright|©|\(c\)|all rights reserved"
    r"|(generated|exported|created|printed) (by|on|at|with)|report (generated|run|created)|showing \d"
    r"|page:? ?\d+ (of|/|von|de|z|из|от)|seite \d|strona \d|página \d|sayfa \d|страница \d"
    r"|end of (report|file|list)|vertraulich|erstellt am|exportiert am|confidentiel|confidencial|généré le"
    r"|exporté le|generado el|gerado em|exportado|poufne|wygenerowan|wyeksportowan|gizli"
    r"|поверително|конфиденциально|сформирован|экспортирован|محرمانه|سري)"
)
_COUNT = re.compile(
    r"(?i)\W*(\d[\d.,\s]* (records?|rows?|deals?|items?|entries|results?|opportunit\w+|leads?|datensätze"
    r"|zeilen|einträge|enregistrements?|lignes?|registros?|filas?|linhas?|negócios?|rekord\w*|wiersz\w*|pozycj\w+"
    r"|запис\w*|строк\w*|сдел\w*|редове?|kayıt|satır|سجل\w*|ردیف|رکورد)"
    r"|(records?|rows?|count|number of \w+|anzahl|nombre|liczba|количество|брой|تعداد|عدد) ?[:=]? ?\d+)\W*"
)


def find_footers(body: Body) -> dict[int, str]:
    """Thin rows after the last full one: known sentences, lone ones, and what follows a gap."""
    most = min(2, (len(body.header) - 1) // 2)
    start = _tail_start(body, most=most)
    tail = [place for place in body.left() if place >= start]
    usual = any(place < start for place in body.left() if _is_thin(body.rows[place], most))
    ids = _holds_ids([row[0] for place, row in body.rows.items() if place < start])
    gap = next((place for place in range(start, body.size) if body.kind(place)), body.size)
    footers: dict[int, str] = {}
    for place in tail:
        row = body.rows[place]
        apart = bool(footers) or gap < place
        if _is_footer(row, body, most=most, apart=apart, usual=usual, ids=ids):
            footers[place] = "footer"
    return footers


def _is_thin(row: Sequence[str], most: int) -> bool:
    return sum(map(bool, row)) <= most


def _tail_start(body: Body, *, most: int) -> int:
    """Where the run of thin rows at the end begins; a repeated header ends it, as data follow one."""
    start = body.size
    while start and (start - 1 in body.rows or body.kind(start - 1)):
        kind = body.kind(start - 1)
        row = body.rows.get(start - 1, [])
        full = not kind and not _is_thin(row, most) and not _is_known(row)
        if full or kind in ("header", "title"):
            break
        start -= 1
    return start


def _is_known(row: Sequence[str]) -> bool:
    return any(_FOOTER.match(cell) for cell in row[:3])


def says_so(cell: str) -> bool:
    """Whether a cell is what tools write below or between pages: who made it, which page, how many rows."""
    return bool(_FOOTER.match(cell) or _COUNT.fullmatch(cell))


def _is_footer(
    row: Sequence[str], body: Body, *, most: int, apart: bool, usual: bool, ids: bool
) -> bool:
    filled = [cell for cell in row if cell]
    if _is_known(row):
        return len(filled) < len(row)
    if len(filled) == 1 and _COUNT.fullmatch(filled[0]):
        return True
    if len(filled) > most:
        return False
    is_id = ids and len(filled[0].split()) == 1 and (row[0] == filled[0] or not body.always)
    if is_id and misfit(filled[0], body.columns[0]) < 1:  # of a deal that is almost empty
        return False
    words = len(filled[0].split())
    longer = words > max(2, body.columns[0].most_words)
    return apart or (not usual and len(filled) == 1 and longer)


def _holds_ids(column: Sequence[str]) -> bool:
    cells = [cell for cell in column[:100] if not is_blank(cell)]
    return sum(len(cell.split()) == 1 for cell in cells) >= 0.9 * len(cells)
