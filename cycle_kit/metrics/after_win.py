"""What to do after the win: calls every three months, renewals, anniversaries, referrals; and unfit leads again."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from cycle_kit.languages import SEVERAL, words_of
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.frames import deals, table, visits
from cycle_kit.metrics.own_headers import own_header
from cycle_kit.pipeline import Pipeline
from cycle_kit.values import key

CALL_EVERY, FIRST_CALL = 3, 1  # months after delivery
OPEN_FOR = 1  # months that a call stays on the list, or until there is a later activity
RENEWAL_AHEAD, RENEWAL_LATE, ANNIVERSARY_AHEAD = 90.0, 30.0, 30.0
REFERRAL = 365.0
ASK_AGAIN = (180.0, 210.0)
FIELDS = ["deal_id", "name", "account", "owner", "pipeline", "stage", "value", "closed_at",
          "last_activity_at"]  # fmt: skip
DAY = pd.Timedelta(days=1)
NO = {
    key(word)
    for said in (SEVERAL["answers"], *words_of("answers").values())
    for word in said.get("no", "").split("|")
}


def customers_won(pipe: Pipeline, *more: str) -> pd.DataFrame:
    """The won deals that have a date of closing, the last of each account first, with `customer`."""
    won = deals(pipe).filter(is_in("outcome", ("won",)) & ~nw.col("closed_at").is_null())
    rows = table(won.select(*dict.fromkeys([*FIELDS, *more])))
    rows = rows.astype(dict.fromkeys(("closed_at", "last_activity_at"), "datetime64[us]"))
    named = rows["account"].astype("object").where(rows["account"].notna())
    rows = rows.assign(customer=named.fillna("deal " + rows["deal_id"].astype("str")))
    return rows.sort_values(["closed_at", "deal_id"], ascending=False, kind="stable")


def delivered(pipe: Pipeline, rows: pd.DataFrame, column: str | None) -> pd.Series:
    """When each was delivered: by a column, by the last stage after the win, else empty."""
    if column is not None:
        return pd.to_datetime(rows[column], errors="coerce").astype("datetime64[us]")
    after = visits(pipe).filter(nw.col("phase").cast(nw.String) == "after")
    ends = table(after.group_by("deal_id").agg(at=nw.col("entered_at").max()))
    at = ends.set_index("deal_id")["at"].astype("datetime64[us]")
    return pd.Series(at.reindex(rows["deal_id"]).to_numpy(), rows.index, dtype="datetime64[us]")


def keep_in_touch(pipe: Pipeline, column: str | None) -> pd.DataFrame:
    """Customers to call, 1, 3, 6, 9, ... months after delivery; once per customer.

    The first call after a win without a delivery of its own is that of `welcome`; of several that start on one day
    one with a delivery speaks for the customer, and an activity on any of them is one with the customer.
    """
    rows = customers_won(pipe, *([column] if column else []))
    handed_over = delivered(pipe, rows, column)
    start = handed_over.fillna(rows["closed_at"])
    last = rows.groupby("customer")["last_activity_at"].transform("max")
    rows = rows.assign(start=start.dt.normalize(), own=handed_over.notna(), last_activity_at=last)
    rows = rows.sort_values(["start", "own"], ascending=False, kind="stable")
    rows = rows.drop_duplicates("customer")
    today = pipe.as_of.normalize()
    turn = whole_months(rows["start"], today) // CALL_EVERY
    due = months_after(rows["start"], (turn * CALL_EVERY).where(turn > 0, FIRST_CALL))
    until = months_after(due, pd.Series(OPEN_FOR, rows.index)).where(turn > 0, today)
    done = rows["last_activity_at"] >= due
    asked = (due <= today) & (today <= until) & ((turn > 0) | rows["own"]) & ~done
    return rows.assign(why="keep_in_touch", due=due)[
        asked
    ]  # one without rows would take those of `due`


def whole_months(start: pd.Series, today: pd.Timestamp) -> pd.Series:
    """How many whole months have gone by since each day; below 0 before it."""
    months = (today.year - start.dt.year) * 12 + today.month - start.dt.month
    return months - (months_after(start, months) > today).astype("int64")


def months_after(start: pd.Series, months: pd.Series) -> pd.Series:
    """The same day so many months later, or the last one of a shorter month."""
    found = [
        day + pd.DateOffset(months=int(number)) for day, number in zip(start, months, strict=True)
    ]
    return pd.Series(found, index=start.index, dtype="datetime64[us]")


def renewals(pipe: Pipeline, column: str | None, term: int | None) -> pd.DataFrame:
    """Won deals whose renewal comes due within three months, or was due in the last one."""
    if column is None and term is None:
        return pd.DataFrame()
    rows = customers_won(pipe, *([column] if column else []))
    today = pipe.as_of.normalize()
    earliest = today - RENEWAL_LATE * DAY
    if column is not None:
        due = pd.to_datetime(rows[column], errors="coerce").astype("datetime64[us]")
    else:
        due = next_of(rows["closed_at"], int(term or 0), earliest)
    near = (due >= earliest) & (due <= today + RENEWAL_AHEAD * DAY)
    return rows.assign(why="renewal", due=due)[near]


def anniversaries(pipe: Pipeline) -> pd.DataFrame:
    """Customers whose first win has its day within a month; once per customer."""
    rows = customers_won(pipe)
    first = rows.groupby("customer")["closed_at"].transform("min")
    rows = rows.assign(due=next_of(first, 12, pipe.as_of.normalize())).drop_duplicates("customer")
    near = rows["due"] <= pipe.as_of.normalize() + ANNIVERSARY_AHEAD * DAY
    return rows[near].assign(why="anniversary")


def next_of(start: pd.Series, months: int, earliest: pd.Timestamp) -> pd.Series:
    """The first day on or after `earliest` that is a whole number of terms, one at least, after the start."""
    found = []
    for day in start.dt.normalize():
        turns = max(1, ((earliest.year - day.year) * 12 + earliest.month - day.month) // months)
        at = day + pd.DateOffset(months=turns * months)
        found.append(at if at >= earliest else day + pd.DateOffset(months=(turns + 1) * months))
    return pd.Series(found, index=start.index, dtype="datetime64[us]")


def referrals(pipe: Pipeline, complaint: str | None) -> pd.DataFrame:
    """Customers who bought within a year and have no open complaint; once per customer."""
    rows = customers_won(pipe, *([complaint] if complaint else []))
    if complaint:
        unhappy = rows.loc[is_open(rows[complaint]), "customer"]
        rows = rows[~rows["customer"].isin(unhappy)]
    rows = rows.drop_duplicates("customer")
    age = (pipe.as_of.normalize() - rows["closed_at"].dt.normalize()) / DAY
    rows = rows[(age >= 0) & (age <= REFERRAL)]
    return rows.assign(why="referral", due=rows["closed_at"].dt.normalize())


def is_open(column: pd.Series) -> pd.Series:
    """Whether a cell says that there is one: anything but nothing, no and 0."""
    words = column.astype("object").map(lambda cell: "" if pd.isna(cell) else key(str(cell)))
    return ~words.isin(["", "0", "0.0", "false", *NO])


def ask_again(pipe: Pipeline) -> pd.DataFrame:
    """Unfit leads to ask again, half a year after what is last known of them."""
    leads = pipe.leads[pipe.leads["outcome"].eq("disqualified")]
    last = leads[["created_at", "first_contact_at"]].astype("datetime64[us]").max(axis=1)
    age = (pipe.as_of.normalize() - last.dt.normalize()) / DAY
    mine = leads[(age >= ASK_AGAIN[0]) & (age <= ASK_AGAIN[1])]
    due = last.loc[mine.index].dt.normalize() + ASK_AGAIN[0] * DAY
    return pd.DataFrame(
        {"deal_id": mine["lead_id"], "why": "ask_again", "due": due, "owner": mine["owner"]}
    )


def without_next_step(pipe: Pipeline, open_deals: pd.DataFrame) -> pd.DataFrame:
    """Open deals in which nothing is planned, where the export has a column for it that is filled in somewhere."""
    own = own_header(pipe, "next_step")
    if own is None:
        return pd.DataFrame()
    said = table(deals(pipe).select("deal_id", step_=nw.col(own).cast(nw.String)))
    blank = said[said["step_"].isna() | said["step_"].astype("str").str.strip().eq("")]
    if len(blank) == len(said):
        return pd.DataFrame()
    return open_deals[open_deals["deal_id"].isin(blank["deal_id"])].assign(why="no_next_step")
