"""Tables beside the deals that say more of them: product lines, shares of credit, activities."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cycle_kit.dialects import Dialect
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.errors import LayoutError, listed, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.languages import several_words
from cycle_kit.loading.amounts import amounts
from cycle_kit.loading.choices import Choices
from cycle_kit.loading.columns import Reading, Source
from cycle_kit.loading.file_lines import where_deals_stand
from cycle_kit.loading.identities import in_their_spelling
from cycle_kit.loading.later_activities import remark_on_later
from cycle_kit.loading.line_words import kind_of
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.money_of_lines import with_lines
from cycle_kit.loading.named import Named
from cycle_kit.loading.row_lines import worth_by_pieces
from cycle_kit.loading.sides import SIDES
from cycle_kit.pipeline import Pipeline
from cycle_kit.remarks import Remarks, at_lines

#: columns that deals have not, and where the words for them stand
OF_SIDES = {"share": "share", "at": "moment", "kind": "kind"}


def read_side(
    kind: str,
    raws: Sequence[RawTable],
    pipe: Pipeline,
    reading: Reading,
    named: Named,
    remarks: Remarks,
    ids: Sequence[str],
) -> pd.DataFrame:
    """The rows of these tables whose deal is among those of the pipeline, typed, other columns as they are."""
    parts = [typed(kind, raw, reading, named, remarks, ids) for raw in raws]
    known = pd.Index(pipe.deals["deal_id"])
    names = pipe.deals.drop_duplicates("name", keep=False).set_index("name")["deal_id"]
    found = [of_deals(kind, source, rows, known, names) for source, rows in parts]
    return pd.concat(found, ignore_index=True)


def typed(
    kind: str,
    raw: RawTable,
    reading: Reading,
    named: Named,
    remarks: Remarks,
    ids: Sequence[str],
) -> tuple[Source, pd.DataFrame]:
    """One table read by its columns. `ids`: what the ids of deals are called in their own tables."""
    side, headers = SIDES[kind], Headers(raw.frame)
    columns = columns_of(kind, headers, named, ids)
    lacking = [name for name in side.needs if name not in columns]
    if lacking:
        raise LayoutError(
            f"{raw.file} lacks {listed(lacking)}, which {side.title} need.",
            there=f"Its columns are {listed(raw.frame.columns)}.",
            fix=f'Say which they are: ck.load(..., columns={{"{kind}": {{"{lacking[0]}": "..."}}}}).',
        )
    language = reading.language
    dialect = Dialect(
        crm="plain", title=side.title, tells=(), columns={}, table=kind, language=language
    )
    source = Source(raw, Match(dialect, columns), reading, remarks)
    read = {"date": source.dates, "share": source.shares, "text": source.words}
    rows = {
        name: read[how](name)
        for name, how in side.columns.items()
        if name in columns and how != "money"
    }
    if kind == "lines":
        rows |= dict(amounts(source).items())
        if "amount" not in rows and "amount" not in named.of(kind, headers):
            rows |= worth_by_pieces(source)
    own = {
        f"{header} (file)" if header in side.ours else header: source.own(header)
        for header in raw.frame
        if header not in columns.values()
    }
    return source, pd.DataFrame({**rows, **own}, index=raw.frame.index)


def columns_of(
    kind: str, headers: Headers, named: Named, ids: Sequence[str] = ()
) -> dict[str, str]:
    """Which header is which of our columns: as the caller says, else by the words of all languages, and of ids as
    in the table of deals."""
    said = named.of(kind, headers)
    found = {name: said[name] for name in SIDES[kind].columns if said.get(name)}
    for name in SIDES[kind].columns:
        header = headers.called((name, *words_of(name))) if name not in said else None
        if header and header not in found.values():
            found[name] = header
    same = [header for header in ids if header in headers.frame]
    if "deal_id" not in found and (header := next(iter(same), headers.called(words_of("name")))):
        found["deal_id"] = header
    return (
        {**of_lines(headers, {*said, *found}, found.values()), **found}
        if kind == "lines"
        else found
    )


#: our columns of a line, and their kind where a table of deals has a row for each
OF_LINES = {"product": "line_things", "amount": "line_amount"}


def of_lines(headers: Headers, told: Collection[str], used: Collection[str]) -> dict[str, str]:
    """What else lines are called by and are worth, "Item" and "Line total"; plain numbers count lines."""
    free = [header for header in headers if header not in used]
    found = {}
    for name in OF_LINES.keys() - told:
        able = [header for header in free if kind_of(header) == OF_LINES[name]]
        if name == "product":
            able = [h for h in able if not headers.frame[h].str.fullmatch(r"\d*").all()]
        found |= {name: able[0]} if able else {}
    return found


def words_of(name: str) -> tuple[str, ...]:
    if name in OF_SIDES:
        return several_words(OF_SIDES[name])
    return tuple(word for columns in SPLIT.values() for word in columns.get(name, ()))


def of_deals(
    kind: str, source: Source, rows: pd.DataFrame, ids: pd.Index, names: pd.Series
) -> pd.DataFrame:
    """The rows of deals that there are, by number or by name; the others are told."""
    side = SIDES[kind]
    said = in_their_spelling(rows["deal_id"], ids)
    known = said.where(said.isin(ids), said.map(names))
    strange = known.isna()
    blank = rows[list(side.needs)].isna().any(axis=1) & ~strange
    whole = ~strange & ~blank
    source.remarks.add(
        kind,
        f"rows that are {side.rows} of deals",
        file=source.raw.file,
        rows=int(whole.sum()),
        fate=side.row,
    )
    remark_on_left_out(
        kind,
        source,
        strange,
        ("{n} row is of no deal that there is", "{n} rows are of no deal that there is"),
        "Export the deals of the same time, with their ids.",
    )
    needs = listed(list(side.needs))
    remark_on_left_out(
        kind,
        source,
        blank,
        (f"{{n}} row lacks one of {needs}", f"{{n}} rows lack one of {needs}"),
        "Fill them in and export again.",
    )
    return rows.assign(deal_id=known)[whole].astype({"deal_id": "str"})


def remark_on_left_out(
    kind: str, source: Source, left_out: pd.Series, told: tuple[str, str], fix: str
) -> None:
    """`told`: what is said of one such row, and of several."""
    if not left_out.any():
        return
    rows = int(left_out.sum())
    source.remarks.add(
        kind,
        f"{one_or_more(rows, *told)} ({at_lines(source.raw.lines[left_out.to_numpy()])}).",
        file=source.raw.file,
        fate="dropped",
        rows=rows,
        effect="Left out.",
        fix=fix,
    )


def with_sides(
    pipe: Pipeline,
    given: Mapping[str, Sequence[RawTable]],
    reading: Reading,
    named: Named,
    remarks: Remarks,
    choices: Choices,
    tables: Sequence[Source],
) -> Pipeline:
    """The pipeline with the tables that were given beside its deals; one that has no row of these deals is none.

    `tables`: of the deals, whose ids may be called the same there."""
    ids = [table.match.columns["deal_id"] for table in tables if table.has("deal_id")]
    read = {
        kind: read_side(kind, raws, pipe, reading, named, remarks, ids)
        for kind, raws in given.items()
    }
    sides = {kind: rows for kind, rows in read.items() if len(rows)}
    remark_on_later(sides, choices.as_of or pipe.as_of, remarks)
    if "credit" in sides:
        sides["credit"] = whole_shares(sides["credit"], pipe, remarks)
    pipe = replace(pipe, beside={**pipe.beside, **sides})
    if "lines" not in sides:
        return pipe
    return with_lines(pipe, sides["lines"], choices, remarks, where_deals_stand(pipe, tables))


ALL, NEAR = 1.0, 0.005  # shares that add up to so much, as thirds are written


def whole_shares(credit: pd.DataFrame, pipe: Pipeline, remarks: Remarks) -> pd.DataFrame:
    """Shares that add up to the whole deal: what is lacking is its owner's, what is too much is scaled down."""
    credit = credit.groupby(["deal_id", "owner"], as_index=False, sort=False)["share"].sum()
    sums = credit.groupby("deal_id")["share"].transform("sum")
    credit = credit[sums > 0]
    sums = sums[sums > 0]
    less = (sums < ALL - NEAR).groupby(credit["deal_id"]).first()
    more = int((sums > ALL + NEAR).groupby(credit["deal_id"]).first().sum())
    remark_on_shares(
        more, "more", "They are scaled down to it, so that totals stay as they are.", remarks
    )
    credit = credit.assign(share=credit["share"].where(sums < ALL - NEAR, credit["share"] / sums))
    short = less[less].index
    rest = "The rest is its owner's." if len(short) == 1 else "The rest is their owners'."
    remark_on_shares(len(short), "less", rest, remarks)
    if len(short):
        given = credit.groupby("deal_id")["share"].sum().loc[short]
        owners = pipe.deals.set_index("deal_id")["owner"].loc[short]
        rest = pd.DataFrame(
            {"deal_id": short, "owner": owners.to_numpy(), "share": (1 - given).to_numpy()}
        )
        credit = pd.concat([credit, rest], ignore_index=True)
        credit = credit.groupby(["deal_id", "owner"], as_index=False, sort=False, dropna=False)[
            "share"
        ].sum()
    return credit.reset_index(drop=True)


def remark_on_shares(deals: int, more_or_less: str, effect: str, remarks: Remarks) -> None:
    if deals:
        remarks.add(
            "credit",
            one_or_more(deals, "The shares of {n} deal are", "The shares of {n} deals are")
            + f" {more_or_less} than the whole.",
            effect=effect,
            fix="Mend the shares in that file.",
        )
