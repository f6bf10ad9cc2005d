"""When each deal was created: as its table says, or as its history does where nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from cycle_kit import tables
from cycle_kit.dialects.wording import guessed_words, spelled
from cycle_kit.errors import LayoutError, inside, one_or_more
from cycle_kit.loading.after_sale import is_after_sale, is_day_of_row, is_last_change, is_of_person
from cycle_kit.loading.changes import BORN
from cycle_kit.loading.columns import Source
from cycle_kit.loading.contents import Contents
from cycle_kit.loading.dated_columns import inner, is_signed
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.file_lines import told_at, where_they_stand
from cycle_kit.loading.moves import BEFORE
from cycle_kit.steps import step_named


def with_creation(
    fields: pd.DataFrame, moves: pd.DataFrame, ends: Mapping[str, str], deals: DealRows
) -> pd.DataFrame:
    """Deals without a date of creation were created when their history begins, where it is recorded."""
    source, lines = deals.source, where_they_stand(deals)
    remark_on_late_beginning(source)
    created = fields.get(
        "created_at", pd.Series(pd.NaT, index=fields.index, dtype="datetime64[us]")
    )
    entries = moves[~moves["label"].isin(list(ends))]
    if (
        "evidence" in entries
    ):  # between dated exports nobody knows what was before the first of them
        entries = entries[:0]
    begun = entries.loc[entries["seq"] == BEFORE, "deal"]  # nobody knows since when
    first = entries[~entries["deal"].isin(begun)].groupby("deal")["at"].min().reindex(fields.index)
    filled = created.isna() & first.notna()
    if filled.any():
        source.remarks.add(
            "dates",
            one_or_more(
                filled.sum(),
                "{n} deal has no date of creation; its first entry into a stage stands for it",
                "{n} deals have no date of creation; their first entry into a stage stands for it",
            )
            + (told_at(lines, filled) if not filled.all() else "")
            + ".",
            file=source.raw.file,
            effect="Their cycle begins there.",
            fix="Export the date of creation.",
        )
    lacking = created.isna() & ~filled
    if lacking.any():
        source.remarks.add(
            "dates",
            one_or_more(
                lacking.sum(),
                "{n} deal has no date of creation",
                "{n} deals have no date of creation",
            )
            + (told_at(lines, lacking) if not lacking.all() else "")
            + ".",
            file=source.raw.file,
            effect="Their cycle is not known, and they are new in no period.",
            fix=way_to_creation(fields, source),
        )
    return fields.assign(created_at=created.fillna(first)) if filled.any() else fields


#: steps whose date is no beginning: the enquiry came before them
LATER = ("Presentation", "Pitch", "Proposal", "Objections", "Negotiation", "Closing")


#: "Angebotsdatum", "Tilbudsdato": the date tied to what it is of
DATED = re.compile(r"(?i)(?<=\w)s?(?:datum|dato)$")


def remark_on_late_beginning(source: Source) -> None:
    """A creation that is called by a later step of the sale, "Quote date", in a list kept by hand."""
    header = source.match.columns.get("created_at", "")
    if not header or not source.match.dialect.by_hand or "created_at" in source.match.given:
        return
    if begins_late(header):
        source.remarks.add(
            "dates",
            told_late(header),
            file=source.raw.file,
            effect="Cycles begin there: what came before it is not in them.",
            fix="Export the day of the first enquiry too.",
        )


def begins_late(header: str) -> bool:
    """Whether a date of creation is called by a later step of the sale, or by the order."""
    names = (inner(header), DATED.sub("", header), spelled(header).split(" ")[-1])
    return any(is_late(name) for name in names) or is_signed(header)


def told_late(header: str) -> str:
    return f'"{header}" stands for the day of creation: no earlier date is known to be it.'


def is_late(name: str) -> bool:
    return step_named(name) in LATER or spelled(name) in guessed_words("offers")


LIFETIME = pd.Timedelta(days=3_653)  # no deal goes on so long: a birthday, the founding of a firm
#: what deals begin with where their creation is not kept, though it is not the same
BEGINNINGS = ("first_contact_at", "lead_created_at")
FILLED, FIRST = (
    0.5,
    0.9,
)  # shares of the deals that have a date, and on which it is the first of all


def way_to_creation(fields: pd.DataFrame, source: Source) -> str:
    """What to type where no column is the creation and another date mostly stands before all others: it may be
    that of creation, which only the people who keep the list know."""
    columns = source.match.columns
    header = "" if "created_at" in columns else earliest(fields, columns)
    if not header:
        return "Export the date of creation."
    return (
        f'If deals begin on the date in "{header}": columns={{"created_at": "{inside(header)}"}}. '
        "Otherwise export the date of creation."
    )


def earliest(fields: pd.DataFrame, columns: Mapping[str, str]) -> str:
    """The header of the date that most deals have, and before all others; "" where there is none."""
    dates = fields.select_dtypes("datetime")
    ours = {name: columns[name] for name in BEGINNINGS if name in columns and name in dates}
    own = {
        header: header
        for header in dates
        if header not in tables.DEALS
        and not any(
            says(header) for says in (is_last_change, is_day_of_row, is_of_person, is_after_sale)
        )
    }
    taken = {*columns.values()} - {*ours.values()}
    for name, header in {**ours, **own}.items():
        others = dates.drop(columns=name)
        compared = dates[name].notna() & others.notna().any(axis=1)
        before = dates[name] <= others.min(axis=1)
        first = before[compared].mean() >= FIRST if compared.any() else name in ours
        first = first and not (others.min(axis=1) - dates[name]).median() > LIFETIME
        if header not in taken and dates[name].notna().mean() >= FILLED and first:
            return header
    return ""


def fields_of_log(held: Contents, ends: Mapping[str, str], source: Source) -> pd.DataFrame:
    """Deals that only a log tells of: created when a row says so, or else at their first move, unless that says what
    was before or is the deal's end; in the pipeline of their last; other fields as they were told last."""
    if held.moves.empty:
        raise LayoutError("The file holds no moves of deals.", fix="Export the deals too.")
    ordered = held.moves.sort_values(["at", "seq"], kind="stable")
    deals = ordered.groupby("deal").agg(
        created_at=("at", "first"),
        pipeline=("pipeline", "last"),
        seq=("seq", "min"),
        first=("label", "first"),
    )
    deals["pipeline"] = deals["pipeline"].astype("str")
    deals = deals.reindex(range(len(held.ids)))
    told = held.told.set_axis(deals.index)
    born = told[BORN]
    alone = deals["first"].isna()
    remark_on_no_stage(source, int(alone.sum()))
    ended = deals.pop("first").isin(list(ends)) & born.isna()
    if ended.any():
        remark_on_ended_first(source, int(ended.sum()))
    unknown = (deals.pop("seq") == BEFORE) | ended
    created = born.fillna(deals["created_at"].mask(unknown))
    pipeline = deals["pipeline"].fillna("")
    return told.assign(created_at=created, pipeline=pipeline, deal_id=held.ids)


def remark_on_no_stage(source: Source, deals: int) -> None:
    if deals:
        source.remarks.add(
            "history",
            one_or_more(
                deals,
                "{n} deal has only a row of its creation: its stage is not known.",
                "{n} deals have only a row of their creation: their stage is not known.",
            ),
            file=source.raw.file,
            effect="They are open, and in no stage.",
            fix="Export the deals with their stage too: ck.load(deals, history=...).",
        )


def remark_on_ended_first(source: Source, deals: int) -> None:
    source.remarks.add(
        "dates",
        one_or_more(
            deals,
            "The first row of {n} deal is its outcome: its creation is not known.",
            "The first row of {n} deals is their outcome: their creation is not known.",
        ),
        file=source.raw.file,
        effect="Their cycle is not known, and they are new in no period.",
        fix="Export the deals with their date of creation too: ck.load(deals, history=...).",
    )
