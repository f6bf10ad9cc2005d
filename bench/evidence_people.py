"""The part on equal people in companies where something else changed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bench.kinds_of_teams import KINDS, told
from tests import trials

TITLE, ORDER = "Equal people where something else changed", 2.5
COMPANIES = 150
WANTED = 0.07
#: seeds of other companies than those that the strata of `compare` were chosen with
FIRST = 50_000


def section(jobs: int) -> list[str]:
    """Per kind of company the share in which anybody is called better or worse."""
    lines = [
        f"{COMPANIES} companies of each kind, most of ten people and 2,000 deals over three years "
        "(`bench/kinds_of_teams.py`), in which all are equally quick and win equally often, by their kind of deal. "
        "Share of companies in which `compare` calls anybody better or worse, in brackets its 95 % limits; "
        f"wanted: at most {100 * WANTED:.0f} %. *Withheld*: companies in which nobody is judged on time, as deals "
        "visibly changed hands and the data has no history of owners.",
        "",
        "| kind of company | time to decision | withheld | win rate |",
        "|---|---|---|---|",
    ]
    above = []
    with ProcessPoolExecutor(jobs) as pool:
        for name, team in KINDS.items():
            asked = partial(told, team, companies=COMPANIES, first=FIRST)
            (days, withheld), (share, _) = pool.map(asked, ("days", "share"))
            lines.append(f"| {name} | {shown(days)} | {withheld or '-'} | {shown(share)} |")
            above += [name] if max(days, share) > WANTED * COMPANIES else []
    return [*lines, "", summary(above)]


def shown(seen: int) -> str:
    low, high = trials.sure(seen / COMPANIES, COMPANIES)
    return f"{100 * seen / COMPANIES:.1f} % ({100 * low:.1f}-{100 * high:.1f})"


def summary(above: list[str]) -> str:
    """Which kinds lie above what is wanted, or that none does."""
    if not above:
        return "No kind lies above what is wanted."
    return f"Above what is wanted in these {COMPANIES} companies: {'; '.join(above)}."
