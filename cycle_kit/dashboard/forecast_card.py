"""The card that looks ahead: what will be won until the end of the next month, as a range."""

import pandas as pd

from cycle_kit.charts.words import MISSING, _, absent, date, full_money, money_between, number, say
from cycle_kit.dashboard import explain
from cycle_kit.dashboard.live import button, question, words
from cycle_kit.errors import CycleKitError

KEY = "forecast"


def forecast_card(
    found: pd.DataFrame | CycleKitError | None, *, currency: str, recorded: bool = True
) -> str:
    """The table of `outlook`, or why there is none; None while it is still being computed.

    `recorded`: whether the export has any stage history.
    """
    if found is None:
        return card("…", ["", ""])
    if isinstance(found, CycleKitError):
        why = explain.no_forecast(found, recorded=recorded)
        return card(
            MISSING, [_("too little history") if recorded else _("no stage history")], why=why
        )
    row = found.iloc[0]
    why = explain.forecast(row, currency)
    until = say("won until {day},", day=date(row["until"]))
    if absent(row["p10"]):  # an export without amounts
        wins = say("{n} wins", n=number(row["expected_deals"]))
        return card(wins, [until, _("as expected")], why=why)
    ends = {end: full_money(row[end], currency) for end in ("p10", "p90")}
    hover = say("{p10} to {p90}", **ends)
    shown = money_between(row["p10"], row["p90"], currency)
    return card(shown, [until, _("eight times in ten")], why=why, hover=hover)


def card(big: str, lines: list[str], *, why: list[str] | None = None, hover: str = "") -> str:
    """As the other cards; pressed, it lists the open deals."""
    title = _("Forecast")
    told = "".join(f"<span>{words(line)}</span>" for line in lines)
    full = f' title="{words(hover)}"' if hover else ""
    inner = (
        f'<span class="ck-title">{words(title)}</span><span class="ck-big"{full}>{words(big)}</span>'
        f'<span class="ck-nospark"></span><span class="ck-changes">{told}</span>'
        f'<span class="ck-spoken">{words(_("Show the open deals."))}</span>'
    )
    press = button(inner, KEY, look="ck-press")
    mark = question(KEY, why or [], about=say("What {title} counts", title=title))
    return f'<div class="ck-card ck-ahead">{press}{mark}</div>'
