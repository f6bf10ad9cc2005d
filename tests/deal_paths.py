"""Deals written as paths: "ABLC" went from A to B, was lost, and reopened in C.

The second half counts by brute force, deal by deal in plain Python, what metrics count on frames.
"""

from datetime import datetime, timedelta

import pandas as pd
from hypothesis import strategies as st

from cycle_kit.events import from_events

STAGES = ("A", "B", "C", "D")
OUTCOMES = {"W": "won", "L": "lost", "X": "dropped"}
WORDS = {"won": ["W"], "lost": ["L"], "dropped": ["X"]}
START = datetime(2024, 1, 1)

#: the worked example: how many deals took each path
WORKED = {
    "ABCDW": 3, "ABCL": 2, "ABL": 3, "AL": 2, "ACDW": 2, "ADW": 1, "CDW": 1, "BCDL": 1,
    "ABCBCDW": 1, "ABCA": 1, "AB": 2, "ABC": 1,
}  # fmt: skip

# stages with skips, steps back, repeats and reopenings; some deals end before any stage is known
stop = st.sampled_from("ABCD")
stay = st.lists(stop, min_size=1, max_size=4).map("".join)
ended = st.builds(str.__add__, stay, st.sampled_from("WLX"))
reopened = st.builds(lambda a, b, c: a + b + c, ended, stay, st.sampled_from(["", "W", "L"]))
any_path = st.one_of(stay, ended, reopened, reopened, st.sampled_from("WLX"))
pools = st.lists(any_path, min_size=1, max_size=25)


def twenty():
    """The deals of the worked example."""
    return [path for path, times in WORKED.items() for _ in range(times)]


def events_of(paths, days=7):
    """One row per stop of a path, `days` apart; deals are D000, D001, ..."""
    rows = [
        (f"D{number:03d}", stop, START + timedelta(days=days * place))
        for number, path in enumerate(paths)
        for place, stop in enumerate(path)
    ]
    return pd.DataFrame(rows, columns=["deal_id", "stage", "at"])


def deals_of(paths, **columns):
    """A table of deals with these columns."""
    names = [f"D{number:03d}" for number in range(len(paths))]
    return pd.DataFrame({"deal_id": names, **columns})


def pipe_of(paths, *, engine=lambda frame: frame, stages=STAGES, after=(), **columns):
    """A Pipeline of these paths; `engine` turns a pandas frame into another library's."""
    deals = engine(deals_of(paths, **columns)) if columns else None
    events = engine(events_of(paths))
    return from_events(events, stages=list(stages), after=after, deals=deals, **WORDS)


# -- counting by brute force ---------------------------------------------------------------------


def unbroken(path):
    """The path without repeats of a stop."""
    return [stop for place, stop in enumerate(path) if place == 0 or path[place - 1] != stop]


def outcome(path):
    return OUTCOMES.get(path[-1], "open")


def seen(path):
    """The stages of the path, as places in the order."""
    return [STAGES.index(stop) for stop in path if stop in STAGES]


def exits(path):
    """(stage, how it was left) of each visit, in order."""
    stops, found = unbroken(path), []
    for here, following in zip(stops, [*stops[1:], None], strict=True):
        if here in OUTCOMES:
            continue
        if following is None:
            how = "open"
        elif following in OUTCOMES:
            how = OUTCOMES[following]
        else:
            distance = STAGES.index(following) - STAGES.index(here)
            how = "back" if distance < 0 else "forward" if distance == 1 else "skip"
        found.append((STAGES.index(here), how))
    return found


def reached(path, k):
    """Got as far as stage k, or was won; a deal seen nowhere stands in the first stage."""
    return outcome(path) == "won" or max(seen(path), default=0) >= k


def in_order(path, k):
    """The path holds stages 0..k in this order."""
    stops = iter(path)
    return all(stage in stops for stage in STAGES[: k + 1])


def members(paths, rule, k):
    """Numbers of the deals that count at stage k under a rule; k == len(STAGES) is the won row."""
    last = len(STAGES)
    if rule == "exits":
        ended = ("forward", "skip", "won", "lost", "dropped")
        here = {
            number
            for number, path in enumerate(paths)
            if any(stage == k and how in ended for stage, how in exits(path))
        }
        return here if k < last else members(paths, "visited", k)
    tests = {
        "reached": lambda path: reached(path, k) if k < last else outcome(path) == "won",
        "closed": lambda path: (
            outcome(path) != "open" and reached(path, k) and (k < last or outcome(path) == "won")
        ),
        "visited": lambda path: k in seen(path) if k < last else outcome(path) == "won",
        "in_order": lambda path: (
            in_order(path, min(k, last - 1)) and (k < last or outcome(path) == "won")
        ),
    }
    return {number for number, path in enumerate(paths) if tests[rule](path)}


def conversion(paths, rule, k):
    """Share that goes on from stage k under a rule; None where nobody is counted."""
    if rule == "exits":
        how = [way for path in paths for stage, way in exits(path) if stage == k]
        going = sum(how.count(way) for way in ("forward", "skip", "won"))
        of = going + how.count("lost") + how.count("dropped")
    else:
        going, of = len(members(paths, rule, k + 1)), len(members(paths, rule, k))
    return going / of if of else None
