"""The last days in ten sentences, each with its number and how many deals it rests on."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from typing import Literal

import numpy as np
import pandas as pd

from cycle_kit.arguments import checked
from cycle_kit.charts.asking import ask
from cycle_kit.charts.sentences import apart
from cycle_kit.charts.words import (
    FEW,
    absent,
    between,
    commas,
    date,
    full_days,
    isolated,
    many,
    money,
    money_between,
    number,
    say,
    semicolons,
    share,
)
from cycle_kit.dashboard.pages.declared import given
from cycle_kit.locale import Told, now, speaking
from cycle_kit.metrics.calls import WHYS, call_counts, calls
from cycle_kit.metrics.changes import changes, edge
from cycle_kit.metrics.cycle import cycle_length
from cycle_kit.metrics.intervals import wilson
from cycle_kit.metrics.losses import loss_reasons
from cycle_kit.metrics.outlook import outlook
from cycle_kit.metrics.waiting import waiting
from cycle_kit.metrics.waterfall import CLOSED, waterfall
from cycle_kit.pipeline import Pipeline, meeting
from cycle_kit.reports.masking import masked
from cycle_kit.reports.spans import Since, first_day
from cycle_kit.reports.writing import require_deals

Form = Literal["text", "markdown", "html"]
LONGEST = 100  # letters of a reason
SIGNS = re.compile(r"([\\`*_\[\]|~])")  # that Markdown reads


@checked
def digest(
    pipe: Pipeline,
    *,
    since: Since = "7d",
    form: Form = "text",
    mask: bool = False,
    locale: Told | None = None,
) -> str:
    """What happened since a day (or "7d", "2w", "1m" before the last day of the data), in about ten sentences.

    Of the deals as they stand at both ends, as `waterfall` and `changes` count them: what came, was won, lost and
    dropped, with the win rate and the reason named most; what moved on and back; what is open now and how that
    changed; where deals wait; whom to call; how long wins take; and what is expected. A sentence that this export
    cannot say is left out. `form`: "text", "markdown" or "html" for a mail; `mask=True` and `locale` as in `report`.
    Raises QuestionError without deals and for days that are not before the last one.
    """
    require_deals(pipe, "A digest")
    pipe = masked(pipe) if mask else pipe
    first = first_day(pipe, since)
    with speaking(locale or pipe.locale):
        title = say(
            "Sales from {first} to {last}",
            first=date(first + pd.Timedelta(days=1)),
            last=date(pipe.as_of),
        )
        return FORMS[form](title, [line for line in lines(pipe, first) if line])


def lines(pipe: Pipeline, first: pd.Timestamp) -> Iterator[str]:
    """The sentences in their order; "" for what has no answer."""
    last = pipe.as_of.normalize()
    bridge = given(ask(waterfall, pipe, start=first, end=last))
    if bridge is not None:
        rows = bridge.set_index("item")
        yield came(rows, pipe.currency)
        yield went(rows, "won", pipe.currency)
        yield decided(rows)
        yield lost(rows, pipe, first, last)
        yield stands(rows, pipe.currency, first)
    yield moved(given(ask(changes, pipe, first, last)), edge(pipe))
    yield waits(pipe)
    yield called(pipe)
    yield cycle(pipe)
    yield expected(given(ask(outlook, pipe)), pipe.currency)


def known(rows: pd.DataFrame, item: str) -> bool:
    """Whether it is known how many there were: none is a number too."""
    return item in rows.index and not absent(rows.loc[item, "deals"])


def count(row: pd.Series) -> int:
    return int(abs(row["deals"]))


def worth(value: float, currency: str) -> str:
    return "" if absent(value) or not value else f" ({money(abs(value), currency)})"


def came(rows: pd.DataFrame, currency: str) -> str:
    if not known(rows, "new"):
        return ""
    new = rows.loc["new"]
    return many(
        count(new),
        "{n} new deal came in{worth}.",
        "{n} new deals came in{worth}.",
        worth=worth(new["value"], currency),
    )


def went(rows: pd.DataFrame, item: str, currency: str) -> str:
    if not known(rows, item):
        return ""
    row = rows.loc[item]
    return many(
        count(row),
        "{n} deal was won{worth}.",
        "{n} deals were won{worth}.",
        worth=worth(row["value"], currency),
    )


def decided(rows: pd.DataFrame) -> str:
    """The win rate of what was decided, with its range; the numbers alone where they are too few."""
    if not (known(rows, "won") and known(rows, "lost")):
        return ""
    won, all_of = count(rows.loc["won"]), count(rows.loc["won"]) + count(rows.loc["lost"])
    if not all_of:
        return ""
    told = many(
        won, "Of {all} decided {n} was won", "Of {all} decided {n} were won", all=number(all_of)
    )
    if all_of < FEW:
        return told + say(": too few to judge.")
    low, high = (float(end[0]) for end in wilson(np.array([won]), np.array([all_of])))
    return told + say(
        ": {rate}, likely {likely}.", rate=share(won / all_of), likely=between(low, high)
    )


def closed_between(pipe: Pipeline, first: pd.Timestamp, last: pd.Timestamp) -> Pipeline:
    return meeting(pipe, {"closed_at": slice(first + pd.Timedelta(days=1), last)})


def lost(rows: pd.DataFrame, pipe: Pipeline, first: pd.Timestamp, last: pd.Timestamp) -> str:
    if not known(rows, "lost"):
        return ""
    gone = [count(rows.loc[item]) if known(rows, item) else 0 for item in ("lost", "dropped")]
    told = many(
        gone[0],
        "{n} deal was lost{worth}",
        "{n} deals were lost{worth}",
        worth=worth(rows.loc["lost", "value"], pipe.currency),
    )
    told += many(gone[1], ", {n} was dropped", ", {n} were dropped") if gone[1] else ""
    reasons = given(ask(loss_reasons, closed_between(pipe, first, last)))
    return told + reason(reasons) + "."


def reason(table: pd.DataFrame | None) -> str:
    """ "; the reason named most is "Price" (12 times)"; nothing where two are named alike."""
    if table is None or table.empty:
        return ""
    named = table.dropna(subset=["reason"]).groupby("reason", observed=True)["deals"].sum()
    named = named[named.index.astype(str) != ""].sort_values(ascending=False)
    if not len(named) or (len(named) > 1 and named.iloc[0] == named.iloc[1]):
        return ""
    times = many(named.iloc[0], "once", "{n} times")
    most = textwrap.shorten(str(named.index[0]), LONGEST, placeholder=" …")
    return say("; the reason named most is “{reason}” ({times})", reason=most, times=times)


def stands(rows: pd.DataFrame, currency: str, first: pd.Timestamp) -> str:
    opening, closing = rows.loc["opening"], rows.loc["closing"]
    if not known(rows, "closing"):
        return ""
    if not known(rows, "opening"):
        return many(
            count(closing),
            "{n} deal is open now{worth}.",
            "{n} deals are open now{worth}.",
            worth=worth(closing["value"], currency),
        )
    both = [row["value"] for row in (opening, closing) if count(row)]
    sums = not any(absent(value) or not value for value in both)  # else one would be of a few deals
    return many(
        count(closing),
        "{n} deal is open now{worth}, {before}{then} on {day}.",
        "{n} deals are open now{worth}, {before}{then} on {day}.",
        worth=worth(closing["value"], currency) if sums else "",
        before=number(count(opening)),
        then=worth(opening["value"], currency) if sums else "",
        day=date(first),
    )


def moved(table: pd.DataFrame | None, edge: str) -> str:
    """What went on, back or was put off; where nothing did, that of those that were open all the while."""
    if table is None:
        return ""
    kinds = table["what"].str.split(", ")
    forms = {
        "forward": ("{n} went on to a later stage", "{n} went on to a later stage"),
        "back": ("{n} went back", "{n} went back"),
        "pushed": ("{n} was put off", "{n} were put off"),
        "pulled": ("{n} is due sooner", "{n} are due sooner"),
        "reopened": ("{n} was reopened", "{n} were reopened"),
    }
    counts = {
        what: int(kinds.map(lambda all_of, what=what: what in all_of).sum()) for what in forms
    }
    told = [many(n, *forms[what]) for what, n in counts.items() if n]
    if told:
        return many(
            len(table),
            "Of {n} deal that was open then or came: {told}.",
            "Of {n} deals that were open then or came: {told}.",
            told=commas(told),
        )
    return (
        many(
            still_open(table, edge),
            "The {n} deal that was open then and still is has not moved.",
            "None of the {n} deals that were open then and still are has moved.",
        )
        if still_open(table, edge)
        else ""
    )


def still_open(table: pd.DataFrame, edge: str) -> int:
    """How many were open at both ends."""
    before, after = table["stage_before"].astype(str), table["stage_after"].astype(str)
    return int((~before.isin([edge, *CLOSED]) & ~after.isin(CLOSED)).sum())


def waits(pipe: Pipeline) -> str:
    """Where deals stay longest; of each pipeline its own."""
    told = []
    for name in pipe.pipelines:
        one = meeting(pipe, {"pipeline": name}) if len(pipe.pipelines) > 1 else pipe
        table = given(ask(waiting, one))
        if table is None or len(table) < 2 or absent(table.iloc[0]["median_days"]):
            continue
        row = table.iloc[0]
        where = f"{row['stage']} ({name})" if len(pipe.pipelines) > 1 else row["stage"]
        told.append(
            say(
                "{stage}: {days} in the middle, {n} past that",
                stage=isolated(where),
                days=full_days(row["median_days"]),
                n=number(row["past"]),
            )
        )
    return say("Deals wait longest in {told}.", told=semicolons(told)) if told else ""


def called(pipe: Pipeline) -> str:
    found = given(ask(calls, pipe))
    if found is None or not len(found):
        return ""
    counts = call_counts(found)
    forms = {"slow": "{n} slow", "overdue": "{n} overdue", "silent": "{n} silent for a month"}
    whys = commas(say(forms[why], n=number(counts[why])) for why in WHYS if counts[why])
    return many(
        counts["deals"],
        "{n} open deal is to be called{worth}: {whys}.",
        "{n} open deals are to be called{worth}: {whys}.",
        worth=worth(counts["value"], pipe.currency),
        whys=whys,
    )


def cycle(pipe: Pipeline) -> str:
    row = cycle_length(pipe).iloc[0]
    if row["deals"] < FEW or absent(row["median_days"]):
        return ""
    return say(
        "Half of all {n} wins so far took under {days}.",
        n=number(row["deals"]),
        days=full_days(row["median_days"]),
    )


def expected(table: pd.DataFrame | None, currency: str) -> str:
    if table is None:
        return ""
    row = table.iloc[0]
    until = date(row["until"])
    of = many(row["open_deals"], "{n} deal is open", "{n} deals are open")
    if absent(row["p10"]):
        wins = round(row["expected_deals"])
        told = many(
            wins,
            "About {n} win is expected until {until}; {of}.",
            "About {n} wins are expected until {until}; {of}.",
            until=until,
            of=of,
        )
        return (
            told
            if wins
            else say("Hardly a win is expected until {until}; {of}.", until=until, of=of)
        )
    range_ = money_between(row["p10"], row["p90"], currency)
    return say(
        "Until {until} {range} should be won, eight times in ten; {of}.",
        until=until,
        range=range_,
        of=of,
    )


def as_text(title: str, told: list[str]) -> str:
    return (
        "\n".join([title, "", *(f"{at}. {line}" for at, line in enumerate(told, start=1))]) + "\n"
    )


def as_markdown(title: str, told: list[str]) -> str:
    safe = [SIGNS.sub(r"\\\1", line).replace("<", "&lt;") for line in told]
    return (
        "\n".join([f"## {title}", "", *(f"{at}. {line}" for at, line in enumerate(safe, start=1))])
        + "\n"
    )


def as_html(title: str, told: list[str]) -> str:
    """With its look in it, since mails are shown without style sheets."""
    spoken = f' lang="{now().name}" dir="{now().direction}"'  # mails lose what stands at their root
    items = "".join(f'<li style="margin:4px 0">{apart(escape(line))}</li>' for line in told)
    return (
        f'<!doctype html><html{spoken}><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body{spoken} style="font:15px/1.5 system-ui,sans-serif;max-width:44em;margin:1em auto;padding:0 1em">'
        f'<h2 style="font-size:19px">{escape(title)}</h2><ol style="padding-inline-start:1.6em">{items}</ol>'
        "</body></html>\n"
    )


FORMS: dict[str, Callable[[str, list[str]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}
