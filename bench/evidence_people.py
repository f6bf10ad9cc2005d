"""The part on equal people in companies where something else changed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

import numpy as np

from bench.kinds_of_teams import Team, Told, counted, said_of, seen_of, told
from bench.people import DIFFER, KINDS
from cycle_kit.metrics.compare import against_rest
from cycle_kit.metrics.compare_verdicts import threshold, two_sided
from tests import trials

TITLE, ORDER = "Equal people where something else changed", 2.5
COMPANIES, POWER = 30, 60
WANTED = 0.07
#: seeds of other companies than those that the strata of `compare` were chosen with
FIRST, APART = 50_000, 1000
FIGURES = {"days": "time to decision", "share": "win rate", "amount": "won amount"}
#: what is promised of the verdicts of one call
PROMISED = 0.05
ONE = 3  # of the people in a plain company, who is worse by so much: 40 % slower, or won 24 % where others win 35
WORSE = {"days": Team(deals=1000, speeds={ONE: 1.4}), "share": Team(odds={ONE: -0.55})}


def section(jobs: int) -> list[str]:
    """Per kind of company the share in which anybody is called better or worse, and what is still found."""
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(of_kind, KINDS.items(), range(len(KINDS))))
        power = list(pool.map(found_of, WORSE))
    return [
        f"{COMPANIES} companies of each kind, most of ten people and 2,000 deals over three years "
        "(`bench/people.py`), in which all are equally quick and win equally often, by their kind of deal. "
        "Share of companies in which `compare` calls anybody better or worse, in brackets its 95 % limits; "
        f"wanted: at most {100 * WANTED:.0f} %. *Withheld*: share of companies in which nobody is judged on time, and "
        "on the win rate, as deals visibly changed hands and the data has no history of owners. *They differ*: people "
        "of that kind do have other won amounts, or do leave deals open for longer or give them up, and are told so.",
        "",
        "| kind of company | " + " | ".join(FIGURES.values()) + " | withheld |",
        "|---|" + "---|" * (len(FIGURES) + 1),
        *(row(name, by) for name, by in zip(KINDS, found, strict=True)),
        "",
        summary(dict(zip(KINDS, found, strict=True))),
        "",
        f"**What is still found.** {POWER} plain companies in which one of ten is worse after all; share in which "
        "he is called so by `compare`, and by the plain test (all alike, Benjamini-Hochberg at "
        f"{100 * PROMISED:.0f} %); wanted: at most 5 points less.",
        "",
        "| one of them | `compare` | plain test |",
        "|---|---|---|",
        *(
            f"| {words} | {100 * ours:.0f} % | {100 * plain:.0f} % |"
            for words, (ours, plain) in zip(
                ("takes 40 % longer, 100 deals each", "wins 24 % instead of 35 %, 200 deals each"),
                power,
                strict=True,
            )
        ),
    ]


def of_kind(kind: tuple[str, Team], place: int) -> dict[str, Told]:
    """Each kind with chances of its own."""
    return told(kind[1], list(FIGURES), COMPANIES, FIRST + place * APART)


def row(name: str, by: dict[str, Told]) -> str:
    cells = [
        "they differ" if name in DIFFER.get(kind, ()) else shown(by[kind].judged)
        for kind in FIGURES
    ]
    withheld = [f"{100 * by[kind].withheld / COMPANIES:.0f} %" for kind in ("days", "share")]
    said = ", ".join(withheld) if any(each.withheld for each in by.values()) else "-"
    return f"| {name} | {' | '.join(cells)} | {said} |"


def shown(seen: int) -> str:
    low, high = trials.sure(seen / COMPANIES, COMPANIES)
    return f"{100 * seen / COMPANIES:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def summary(found: dict[str, dict[str, Told]]) -> str:
    """How often in all, and which kinds lie above what is wanted."""
    seen = {
        kind: {name: by[kind] for name, by in found.items() if name not in DIFFER.get(kind, ())}
        for kind in FIGURES
    }
    whole = [f"{rate(of):.1f} % by {FIGURES[kind]}" for kind, of in seen.items()]
    above = [
        f"{name} ({FIGURES[kind]})"
        for kind, of in seen.items()
        for name, each in of.items()
        if trials.sure(each.judged / COMPANIES, COMPANIES)[0] > WANTED
    ]
    said = f"Over all kinds, where anybody is judged: {', '.join(whole)}."
    if not above:
        return f"{said} No kind lies above what is wanted by more than chance."
    return f"{said} Above what is wanted by more than chance: {'; '.join(above)}."


def rate(of: dict[str, Told]) -> float:
    """Of all companies in which people are judged, those in which anybody is called better or worse, in per cent."""
    judged, withheld = (sum(part) for part in zip(*of.values(), strict=True))
    return 100 * judged / (COMPANIES * len(of) - withheld)


def found_of(kind: str) -> tuple[float, float]:
    """In how many companies the one who is worse is called so, by `compare` and by the plain test."""
    name, tests = f"Owner {ONE:02}", (ours, plainly)
    found = [
        [judge(WORSE[kind], seed, kind, name) for judge in tests]
        for seed in range(FIRST - POWER, FIRST)
    ]
    ours_, plain = np.mean(found, axis=0)
    return float(ours_), float(plain)


def ours(team: Team, seed: int, kind: str, name: str) -> bool:
    return bool(said_of(team, seen_of(team, seed), kind)[0][name] == "worse")


def plainly(team: Team, seed: int, kind: str, name: str) -> bool:
    one = against_rest(
        counted(seen_of(team, seed), kind)._replace(strict=None), "owner", [], grow=False
    )
    p, z = two_sided(one.figures.z), one.figures.z
    mine = list(one.names).index(name)
    return bool(p[mine] <= threshold(p, PROMISED) and z[mine] < 0)
