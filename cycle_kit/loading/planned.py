"""Closing dates that were only planned: some systems leave them on deals that were lost long before."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import inside, one_or_more
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.evidence import HALF
from cycle_kit.loading.file_lines import told_at, where_they_stand
from cycle_kit.loading.lone_dates import (
    OF_FIELDS,
    lone,
    remark_on_far,
    remark_on_lone,
    told_apart,
    without_lone,
)

LATE = pd.Timedelta(days=31)  # after everything else in the file
RESTS = 3  # usual pauses between days on which something happens, where these are longer
FEWEST = 2  # deals, where the file tells of nothing but creations and closings
SEVERAL = 20  # deals; in a shorter list a loss long after all else is no wonder
SPEAKS_FOR = "The data speaks for {:%Y-%m-%d}"
OTHERS = ("created_at", "last_activity_at", "first_contact_at")


def without_slips(
    deals: DealRows, fields: pd.DataFrame, state: pd.DataFrame, moves: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fields and state without single dates far beyond all others of the file."""
    columns = happened(fields, state, moves)
    said, plans = deals.source.reading.as_of, state["expected_close"]
    for name, places in lone(columns, said=said, plans=plans).items():
        if name == "moves":
            continue
        header = header_of(deals, name)
        remark_on_lone(deals.source, header, lines_of(deals, places), columns[name][places])
        if name in fields:
            fields = fields.assign(**{name: without_lone(fields[name], places)})
        if name in ("closed_at", "stage_changed_at"):
            column = "changed_at" if name == "stage_changed_at" else name
            state = state.assign(**{column: without_lone(state[column], places)})
    return fields, state


def happened(
    fields: pd.DataFrame, state: pd.DataFrame, moves: pd.DataFrame
) -> dict[str, pd.Series]:
    """All dates of what happened, by the names of their columns."""
    columns = {name: fields[name] for name in OF_FIELDS if name in fields}
    columns |= {"closed_at": state["closed_at"], "stage_changed_at": state["changed_at"]}
    return {**columns, "moves": moves["at"].reset_index(drop=True)} if len(moves) else columns


def remark_on_last_alone(
    deals: DealRows, fields: pd.DataFrame, state: pd.DataFrame, moves: pd.DataFrame
) -> None:
    """Single dates that alone make the day of the data, far after all else; losses that are told already are not
    told twice."""
    columns = happened(fields, state, moves)
    places, before = told_apart(columns)
    if not places or before is None:
        return
    last = max(columns[name].loc[far].max() for name, far in places.items())
    day = SPEAKS_FOR.format(last)
    if any(row["effect"].startswith(day) for row in deals.source.remarks.rows):
        return
    for name, far in places.items():
        lines = [] if name == "moves" else lines_of(deals, far)
        if lines:
            remark_on_far(deals.source, header_of(deals, name), lines, last, before)


def header_of(deals: DealRows, name: str) -> str:
    columns = deals.source.match.columns
    options = (name, "close_date", "won_at", "lost_at") if name == "closed_at" else (name,)
    return next((columns[option] for option in options if option in columns), name)


def lines_of(deals: DealRows, places: list) -> list[int]:
    """The lines of deals by their places, as far as one file has them."""
    lines = deals.source.raw.lines
    return [int(lines[deals.rows[place]]) for place in places if place < len(deals.rows)
            and deals.rows[place] < len(lines)]  # fmt: skip


def may_hold_plans(deals: DealRows, state: pd.DataFrame) -> bool:
    """Whether the dates of closing may be planned ones: open deals have such dates, too, or the system plans every
    deal in that column. A header that says that it happened is believed where few open deals have a date."""
    is_open = state["outcome"] == "open"
    if "closed_at" in deals.fields:
        return bool(deals.fields["closed_at"].notna()[is_open].mean() >= HALF)
    if "close_date" not in deals.hints:
        return False
    by_system = not deals.source.match.dialect.by_hand
    return by_system or bool(deals.hints["close_date"].notna()[is_open].any())


def without_planned(
    deals: DealRows, state: pd.DataFrame, moves: pd.DataFrame, said: pd.Timestamp | None = None
) -> pd.DataFrame:
    """The state without closing dates of lost deals that lie more than a month after all that happened, where they
    may be planned; else these are told. `said`: the day of the export, as the caller says, whom it settles, too,
    what he calls the day of closing."""
    own = state["outcome"].isin(["lost", "dropped", "unknown"]) & state["closed_at"].notna()
    if said is not None:
        own &= state["closed_at"].dt.normalize() > said
    if not own.any() or "closed_at" in deals.source.match.given:
        return state
    columns = [deals.fields[name] for name in OTHERS if name in deals.fields]
    columns += [state["changed_at"], moves["at"], state["closed_at"][state["outcome"] == "won"]]
    known = pd.concat([column.dropna() for column in columns])
    late = own & (state["closed_at"] > known.max() + late_after(known))
    active = any(name in deals.fields for name in OTHERS[1:]) or state["changed_at"].notna().any()
    born = deals.fields.get("created_at", pd.Series(dtype="datetime64[us]")).notna().any()
    if not active and not born:  # wins alone do not tell when a file ends
        return state
    plans = may_hold_plans(deals, state)
    beside = plans and state["expected_close"][state["outcome"] == "open"].notna().any()
    certain = (active and len(state) >= SEVERAL) or beside
    if late.sum() < (1 if certain else FEWEST):  # the last thing that happened may be a loss
        return state
    planned = late & plans
    if "lost_at" in deals.hints:
        planned &= deals.hints["lost_at"].isna()
    remark_on_late(deals, state, late & ~planned, known.max())
    remark_on_planned(deals, planned, known.max())
    return state.assign(closed_at=state["closed_at"].mask(planned))


def late_after(moments: pd.Series) -> pd.Timedelta:
    """How long after all that happened a loss is late: a list of few deals rests for weeks between them."""
    days = moments.dt.normalize().drop_duplicates().sort_values()
    return max(LATE, RESTS * days.diff().median()) if len(days) > 1 else LATE


def remark_on_planned(deals: DealRows, planned: pd.Series, day: pd.Timestamp) -> None:
    if not planned.any():
        return
    deals.source.remarks.add(
        "dates",
        one_or_more(planned.sum(), "{n} lost deal has a", "{n} lost deals have a")
        + " closing date more than a month after all that happened in the file, of which the last was on "
        f"{day:%Y-%m-%d}: taken for the one that was planned{told_at(where_they_stand(deals), planned)}.",
        file=deals.source.raw.file,
        effect="When they were lost is not known; the day the data speaks for does not move.",
        fix="Export the day on which they were closed, or their last change of stage. If they were lost then: "
        f'columns={{"closed_at": "{inside(header_of(deals, "closed_at"))}"}}.',
    )


def remark_on_late(
    deals: DealRows, state: pd.DataFrame, late: pd.Series, day: pd.Timestamp
) -> None:
    """Losses long after all else, in a column that holds no plans: they move the day of the data."""
    if not late.any():
        return
    deals.source.remarks.add(
        "dates",
        one_or_more(late.sum(), "{n} deal", "{n} deals")
        + told_at(where_they_stand(deals), late)
        + one_or_more(late.sum(), " was lost", " were lost")
        + " more than a month after all else that happened in the file, of which the last was on "
        f"{day:%Y-%m-%d}.",
        file=deals.source.raw.file,
        effect=f"{SPEAKS_FOR.format(state['closed_at'][late].max())}, to which open deals are measured.",
        fix="If these dates were only planned, or mistyped, clear them and load again.",
    )
