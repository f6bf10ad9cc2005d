"""What is said of a set: tables that are not needed, those that give names alone, and those that it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.remarks import Remarks
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.deals import Rows
from cycle_kit.warehouse.known import Plan, Short
from cycle_kit.warehouse.logs import Log
from cycle_kit.warehouse.stages import Stages
from cycle_kit.warehouse.tables import Table

#: what the tables beside the deals and their moves are read for
READ_FOR = {
    "stages": "Read for the names, order and outcomes of stages.",
    "pipelines": "Read for the names of pipelines.",
    "people": "Read for the names of owners.",
    "accounts": "Read for the names of customers.",
    "merged": "Read for the deals that were merged away.",
    "gone": "Read for the deals that lie in the bin.",
}


def aside(raws: Sequence[RawTable], short: Sequence[Short], remarks: Remarks) -> None:
    """Tables that no figure needs, and those that cannot be used. `short`: of these what they lack."""
    lacks = {each.name: each for each in short}
    for raw in raws:
        mine = lacks.get(raw.file)
        remarks.add(
            "file",
            f"This table is needed, and has none of these columns: {mine.there}. It is left aside."
            if mine
            else "This table is not needed: left aside.",
            file=raw.file,
            fate="furniture" if raw.rows else "",
            rows=raw.rows,
            effect="Nothing of it counts.",
            fix="Have the loader copy them too, or give one column each of these names, and load again."
            if mine
            else "",
        )


def lookups(of: Mapping[str, Sequence[Table]], remarks: Remarks) -> None:
    for is_, note in READ_FOR.items():
        for table in of[is_]:
            remarks.add(
                "file",
                note if table.raw.rows else "This table has no rows.",
                file=table.file,
                fate="furniture" if table.raw.rows else "",
                rows=table.raw.rows,
                effect="" if table.raw.rows else "Nothing is known by it.",
            )


def told(
    plan: Plan,
    of: Mapping[str, Sequence[Table]],
    known: Stages,
    rows: Rows,
    logs: Sequence[Log],
    remarks: Remarks,
) -> None:
    """The tables that a set lacks, and what is not known without them."""
    if known.frame["place"].isna().all():
        ids = "" if plan.system.base.crm == "salesforce" else " by their ids and"
        _lacks(
            plan,
            of,
            "stages",
            f"Stages are shown{ids} in the order in which deals pass through them.",
            remarks,
        )
    if plan.system.ends == "stages":
        _guessed(known, rows, remarks)
    if rows.texts("pipeline").ne("").any() and not known.pipelines:
        _lacks(plan, of, "pipelines", "Pipelines are shown by their ids.", remarks)
    named = rows.texts("owner_name").ne("") | rows.names_within("owner").ne("")
    named_so = named.any() or any(len(table.frame) for table in of["people"])
    if rows.texts("owner").ne("").any() and not named_so:
        _lacks(plan, of, "people", "Owners are shown by their ids.", remarks)
    if not logs:
        _lacks(
            plan,
            of,
            "moves",
            "What is known of the way through stages is where each deal stands.",
            remarks,
        )
    _gone(known, logs, remarks)


def _gone(known: Stages, logs: Sequence[Log], remarks: Remarks) -> None:
    """Stages that deals passed through, and that the system has no more."""
    gone = known.frame["gone"].astype(bool)
    dead = {*known.frame.loc[gone, "label"]} - {*known.frame.loc[~gone, "label"]}
    seen = [name for log in logs for name in log.frame.loc[log.moved, log.column].unique()]
    names = list(dict.fromkeys(name for name in seen if name in dead))
    if names:
        remarks.add(
            "stages",
            f"Deleted in the system, or not in use there, and in the way of these deals: {listed(names)}.",
            effect="The stays there count; the stage stands where deals passed through it.",
        )


def _guessed(known: Stages, rows: Rows, remarks: Remarks) -> None:
    """Deals that are told as won or lost by nothing but what their stage is called."""
    label = known.label(cells.ids(rows.texts("stage")))
    said = label.isin([name for name, end in known.outcomes.items() if end])
    said |= rows.texts("is_closed").ne("") | rows.texts("is_won").ne("")
    guessed = label[~said & label.map(meaning).isin(ENDS)]
    if guessed.empty:
        return
    named = [f'"{name}" ({meaning(name)})' for name in guessed.unique()]
    remarks.add(
        "outcomes",
        one_or_more(
            len(guessed),
            "{n} deal is won or lost by the name or id of its stage alone: ",
            "{n} deals are won or lost by the names or ids of their stages alone: ",
        )
        + f"{', '.join(named)}.",
        file=rows.file,
        effect="No table of stages and no flag of the deals says it; in a stage that was renamed it is wrong.",
        fix="Have the table of stages copied too, or say it: won=[...], lost=[...].",
    )


def _lacks(
    plan: Plan, of: Mapping[str, Sequence[Table]], is_: str, effect: str, remarks: Remarks
) -> None:
    kinds = plan.system.of(is_) or plan.system.of("changes")
    if is_ == "moves":
        kinds = [*plan.system.of("moves"), *plan.system.of("changes")]
    names = list(dict.fromkeys(name for kind in kinds for name in kind.called))
    empty = [table.file for kind in dict.fromkeys(kind.is_ for kind in kinds) for table in of[kind]]
    empty = [file for file in empty if file]
    if {short.is_ for short in plan.short} & {kind.is_ for kind in kinds}:
        return  # said where it is left aside
    if not kinds:
        remarks.add(
            "file", "The stage history of this system is in no table that is known.", effect=effect
        )
        return
    remarks.add(
        "file",
        f"The set has no table {WHAT[is_]}: none is called {listed(names, most=4)}."
        if not empty
        else f"The table {WHAT[is_]} ({listed(empty)}) tells nothing of these deals.",
        effect=effect,
        fix="Have it copied too, and load again.",
    )


WHAT = {
    "stages": "of stages",
    "pipelines": "of pipelines",
    "people": "of owners",
    "moves": "of moves through stages",
}
