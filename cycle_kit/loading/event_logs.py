"""Logs of whatever happened to a deal, an event a row: those that say a deal entered a stage, was created, won or lost
are its moves, and what else happened, mails and calls, is none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects.dialect import FieldLog
from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import LayoutError, inside, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.change_logs import says_created
from cycle_kit.loading.event_kinds import (
    creation_in,
    end_in,
    is_move,
    is_of_stages,
    remark_on_doubtful,
    says_move,
    says_reopened,
)
from cycle_kit.loading.event_sentences import (
    FROM,
    STAGE,
    is_called,
    key_of_stage,
    stage_in,
    stages_in,
    with_moves_apart,
    with_plain_ends,
    with_stages_apart,
)
from cycle_kit.loading.evidence import HALF, NEARLY_ALL
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.named import Named
from cycle_kit.loading.named_logs import with_names_for_ids
from cycle_kit.loading.status_column import called
from cycle_kit.loading.whole_months import tried
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.values import key

#: what columns are called that say more of an event, what came of it, or what was there before
AFTER = called("new_value", "to_stage")
DETAILS = frozenset(map(key, several_words("details"))) | AFTER
BEFORE = called("old_value", "from_stage")
FEWEST, MOST_EVENTS, MOST_HEADERS = 2, 50, 12
FIRST = 500  # rows that tell which columns hold many texts


def with_names_or_moves(
    raw: RawTable,
    match: Match | LayoutError,
    known: Callable[[pd.DataFrame], Match],
    said: Named,
    kind: str,
    remarks: Remarks,
    named: Collection[str] = (),
) -> tuple[RawTable, Match | LayoutError]:
    """As `with_names_for_ids`, with a log of events as one of stages, where it is one then. `known`: what a table
    is; `named`: stages and words for outcomes that the caller names."""
    if isinstance(match, Match) and isinstance(match.dialect.history, FieldLog):
        raw, match = with_creations(raw, match, known)
    if isinstance(match, LayoutError) or match.dialect.by_hand:
        quiet = Remarks()
        plain = of_stages(raw, said, quiet, named)
        plain = with_moves_apart(raw) if plain is raw else plain
        plain = with_plain_ends(raw) if plain is raw else plain
        if plain is not raw:
            told = tried(known, plain.frame)
            plain, told = with_names_for_ids(plain, told, said, kind, quiet)
            if isinstance(told, Match) and told.dialect.table == "history":
                remarks.rows += quiet.rows
                return plain, told
    raw, match = with_names_for_ids(raw, match, said, kind, remarks)
    if isinstance(match, Match) and match.dialect.by_hand and match.dialect.table == "history":
        remark_on_kinds(raw, match, remarks)
    return raw, match


def remark_on_kinds(raw: RawTable, match: Match, remarks: Remarks) -> None:
    """That another column seems to say what each row of a log of moves is of, and some are no stages."""
    columns, headers = match.columns, Headers(raw.frame)
    if isinstance(match.dialect.history, FieldLog):
        return
    if not {"deal_id", "stage"} <= set(columns) or len(raw.frame.columns) > MOST_HEADERS:
        return
    called = [each for each in headers if is_called(each, BEFORE) and each != columns["stage"]]
    before = columns.get("from_stage") or (called[0] if len(called) == 1 else "")
    if not before:
        return
    for header in headers:
        if header not in {before, *columns.values()} and tells_kinds(
            raw.frame, header, columns, before
        ):
            remarks.add(
                "history",
                f'Rows of one "{header}" have no "{columns["stage"]}" in common with those of another: it may say '
                "which field was changed.",
                file=raw.file,
                effect="All are read as stages.",
                fix=f'If so, only those of stages count with columns={{"history": {{"field": "{inside(header)}"}}}}.',
            )
            return


def tells_kinds(frame: pd.DataFrame, header: str, columns: Mapping[str, str], before: str) -> bool:
    """Whether the rows of one text of a column lead from and to what no others do, in one of them to a win or a
    loss, and deals have rows of several: one goes on where another ended in a log of stages."""
    texts = frame[header]
    rows = frame[texts != ""]
    if not 1 < rows[header].nunique() <= min(MOST_EVENTS, HALF * len(rows)):
        return False
    both = pd.concat(
        [
            rows[[header, each]].set_axis(["of", "said"], axis=1)
            for each in (columns["stage"], before)
        ]
    )
    both = both[both["said"] != ""].drop_duplicates()
    ends = both[both["said"].map(is_end)]["of"].unique()
    several = rows.groupby(columns["deal_id"])[header].nunique().max()
    return bool(
        not both["said"].duplicated().any()
        and len(ends) == 1
        and len(both["of"].unique()) > 1
        and several > 1
    )


def with_creations(
    raw: RawTable, match: Match, known: Callable[[pd.DataFrame], Match]
) -> tuple[RawTable, Match]:
    """A log of changed fields, a creation that another column tells told in that of the fields, where no field
    is: "Create" beside "Update"."""
    field = match.columns.get("field")
    if not match.dialect.by_hand or field is None:
        return raw, match
    bare = raw.frame[field] == ""
    for header in [each for each in raw.frame if each not in match.columns.values()]:
        born = bare & raw.frame[header].map(says_created)
        if born.any():
            frame = raw.frame.assign(**{field: raw.frame[header].where(born, raw.frame[field])})
            told = tried(known, frame)
            if isinstance(told, Match) and told.columns == match.columns:
                return replace(raw, frame=frame), told
    return raw, match


def of_stages(
    raw: RawTable, said: Named, remarks: Remarks, named: Collection[str] = ()
) -> RawTable:
    """A log of events as one of stages: without the events that are none, the event as the stage of a deal that was
    created, won or lost. Any other table as it is, and one of whose columns the caller speaks."""
    whole, raw = raw, with_stages_apart(raw)
    headers = Headers(raw.frame)
    event = event_column(headers)
    details = details_column(headers, event) if event else ""
    if not details or {event, details} & {*said.of("history", headers).values()}:
        return whole
    events, cells = raw.frame[event], raw.frame[details]
    said_so = events.isin([event for event in events.unique() if event and event in named])
    kept = said_so | events.map(is_of_stages)
    gone_from = column_before(headers, event, details)
    before = raw.frame[gone_from] if gone_from else cells.map(lambda cell: stages_in(cell)[0])
    before = before.where(events.map(is_move), "")
    header = details if key_of_stage(details) else STAGE
    first = header == details or is_called(details, AFTER)
    label = labels_of(events, cells, before, whole=first)
    frame = raw.frame.assign(**{details: label}).rename(columns={details: header})
    frame = frame.drop(columns=gone_from or [])
    if before.any() and FROM not in frame:
        frame = frame.assign(**{FROM: before})
    remarks.add(
        "history",
        f'"{event}" says what happened: rows of a change of stage count with the stage '
        + (f'in "{details}"' if details in whole.frame else "that they name")
        + ", and those of a creation, a win or a loss.",
        file=raw.file,
        effect="Rows of other events are no moves.",
    )
    remark_on_doubtful(events[~kept], raw.file, remarks)
    gone = int((~kept).sum())
    told = one_or_more(gone, "{n} row of another event", "{n} rows of other events")
    return replace(
        raw,
        frame=frame[kept].drop(columns=event).reset_index(drop=True),
        lines=raw.lines[kept.to_numpy()],
        furniture=raw.furniture + gone,
        left_out=(
            *raw.left_out,
            *[f"{told} ({at_lines(raw.lines[~kept.to_numpy()])})"] * bool(gone),
        ),
    )


def labels_of(events: pd.Series, cells: pd.Series, before: pd.Series, *, whole: bool) -> pd.Series:
    """The stage of each row: that of its details where they say one, else what the event says of an end, or the
    event. `whole`: the details are a column of stages, or of values, among which those of creations are stages that
    come again."""
    stage, moved = cells.map(stage_in), events.map(is_move)
    known = {*stage[moved], *before} - {""}
    creations = events.map(creation_in)
    born, again = creations != "", events.map(says_reopened)
    if whole:
        first = stage[born & (stage != "")]
        known |= {*first} if first.duplicated().any() or len(first) == 1 else set()
    ends = events.map(end_in).mask(born, "")
    ended = (ends != "") & stage.map(is_end)
    told = moved | ended | ((born | again) & stage.isin(known))
    return stage.where(told, ends.where(ends != "", creations.where(born, events)))


def event_column(headers: Headers) -> str:
    """The column with few texts, of which some say that a stage changed; "" where there is not just one."""
    if len(headers.frame.columns) > MOST_HEADERS:
        return ""
    found = [header for header in headers if are_events(headers.frame[header])]
    if not found:
        able = [header for header in headers if not is_called(header, DETAILS | BEFORE)]
        found = [header for header in able if are_few_events(headers, header)]
    return found[0] if len(found) == 1 else ""


def are_few_events(headers: Headers, header: str) -> bool:
    """Whether one of few texts says in more than a word that a stage changed, or none does beside columns of a value
    before and after, while others say that deals were created, ended or opened again."""
    texts = headers.frame[header]
    if texts.head(FIRST).nunique() > MOST_EVENTS:
        return False
    kinds = [str(event) for event in texts.unique() if event]
    others = [each for each in kinds if is_of_stages(each) and not is_move(each)]
    if len(kinds) > MOST_EVENTS or not others:
        return False
    if any(map(says_move, kinds)):
        return True
    values = [any(is_called(each, names) for each in headers) for names in (AFTER, BEFORE)]
    return all(values) and any(map(creation_in, others)) and any(map(end_in, others))


def are_events(texts: pd.Series) -> bool:
    """Whether these are few texts, of which some say that a stage changed."""
    if (
        texts.head(FIRST).nunique() > MOST_EVENTS
    ):  # most columns of a large table need no look at all
        return False
    counts = texts.value_counts()
    moves = sum(many for event, many in counts.items() if is_move(str(event)))
    return len(counts) <= MOST_EVENTS and moves >= FEWEST


def details_column(headers: Headers, event: str) -> str:
    """The column that holds the stage in the rows of its changes, by what it is called; "" where there is not just
    one, or where the others hold such a stage, too, so that it tells nothing of the event."""
    rows = headers.frame[headers.frame[event].map(is_move)]
    if rows.empty:
        found = [header for header in headers if header != event and is_called(header, AFTER)]
        return found[0] if len(found) == 1 else ""
    able = [
        header
        for header in headers
        if header != event
        and (is_called(header, DETAILS) or key_of_stage(header))
        and headers.look(header).dates < NEARLY_ALL  # Polish "Data" is a date
        and (rows[header] != "").mean() >= NEARLY_ALL
        and (key_of_stage(header) or are_stages(rows[header], headers.frame[header]))
    ]
    stages = [header for header in able if key_of_stage(header)]
    values = [header for header in able if is_called(header, AFTER)] if len(able) > 1 else able
    found = stages or values or able
    return found[0] if len(found) == 1 else ""


def column_before(headers: Headers, event: str, details: str) -> str:
    """The column of the stages that deals leave in the rows of their changes; "" where there is not just one."""
    rows = headers.frame[headers.frame[event].map(is_move)]
    into = {*rows[details].map(stage_in)}
    values = is_called(details, AFTER)  # which may be too few to go on from one another
    found = [
        header
        for header in headers
        if header not in (event, details)
        and is_called(header, BEFORE)
        and (
            into & {*rows[header].map(stage_in)} - {""}
            or (values and come_again(rows[header].map(stage_in)))
        )
    ]
    return found[0] if len(found) == 1 else ""


def are_stages(cells: pd.Series, column: pd.Series) -> bool:
    """Whether what moves lead to are stages: some, that come again, or among which a deal is won or lost. Of one alone
    other events say nothing."""
    named = cells.map(stage_in)
    some = named.nunique()
    few = come_again(named) or any(map(is_end, named.unique()))
    return some <= MOST_EVENTS and few and (some > 1 or bool((column != column.iloc[0]).any()))


def come_again(named: pd.Series) -> bool:
    return named.nunique() <= max(HALF * len(named), FEWEST)


def is_end(event: str) -> bool:
    return meaning(event) in ENDS
