"""What the caller says: columns and words named, which counts and takes nothing away; and parts of a list."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.damage.damage import all_rows, damage, named
from tests.damage.tables import Export, NotHere
from tests.damage.truth import known


def naming(export: Export, columns: dict[str, str]) -> Export:
    before = export.options.get("columns", {})
    return replace(export, options={**export.options, "columns": {**before, **columns}})


@damage
def every_column_named(export: Export, dice: Random) -> Export:
    """All that would be recognised is named once more."""
    if len(export.files) > 1:
        raise NotHere("columns of several tables")
    table = export.table()
    return naming(export, {role: table.headers[place] for role, place in table.roles.items()})


def one_named(role: str) -> None:
    """One column named, which is recognised as well."""

    def done(export: Export, dice: Random) -> Export:
        return naming(export, {role: export.table().header(role)})

    done.__module__ = __name__
    named(f"{role}_named", done)


def other_header(role: str, header: str) -> None:
    """One column under a header that nobody can know, and named: the others stay recognised."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        table = table.renamed(table.place(role), header)
        return naming(export.with_table(table), {role: header})

    done.__module__ = __name__
    named(f"{role}_under_a_header_of_ones_own", done)


for _role in ("amount", "owner", "created_at", "stage"):
    one_named(_role)
    other_header(_role, "Qwx 7")


def words_named(outcome: str) -> None:
    """One word of an outcome named, which is known as well: it is added to those that are known."""

    def done(export: Export, dice: Random) -> Export:
        table = export.table()
        role = "status" if "status" in table.roles else "stage"
        if role == "stage" and not export.sample.closed_words:
            raise NotHere("outcomes are told elsewhere")
        if any(file.kind == "history" for file in export.files):
            raise NotHere("the history has words of its own")
        rows = all_rows(export, outcome)
        words = {table.cell(row, role).strip() for row in table.rows if row.origin in rows} - {""}
        if not words:
            raise NotHere("no such deals")
        return replace(export, options={**export.options, outcome: sorted(words)[:1]})

    done.__module__ = __name__
    named(f"{outcome}_named", done)


words_named("won")
words_named("lost")


def only(outcome: str, *, told: bool) -> None:
    """A list of deals that all ended alike, or of which none has; the caller may say so."""

    def done(export: Export, dice: Random) -> Export:
        if len(export.files) > 1 or export.sample.grouped:
            raise NotHere("more than one table")
        rows, table = all_rows(export, outcome), export.table()
        kept = tuple(row for row in table.rows if row.origin in rows)
        if len(kept) < 5:
            raise NotHere("too few")
        keys = set(rows.values())
        export = export.with_table(replace(table, rows=kept))
        if told:
            export = words_of(export, outcome)
        return export.promising(
            truth=lambda deals: deals[deals.index.isin(keys)],
            apart={"lines", "stages", "as_of", "visits", "in_stage"},
            said=("not one that was", "counts as open", "every deal is", "only"),
        )

    done.__module__ = __name__
    named(f"only_{outcome}_deals" + ("_and_said_so" if told else ""), done)


def words_of(export: Export, outcome: str) -> Export:
    """The caller names the word that all these deals have."""
    table = export.table()
    role = "status" if "status" in table.roles else "stage"
    if role == "stage" and not export.sample.closed_words:
        raise NotHere("outcomes are told elsewhere")
    words = sorted({table.cell(row, role).strip() for row in table.rows} - {""})
    return replace(export, options={**export.options, outcome: words})


for _outcome in ("won", "lost"):
    only(_outcome, told=False)
    only(_outcome, told=True)
only("open", told=False)


@damage
def neither_number_nor_name(export: Export, dice: Random) -> Export:
    """A list of customers: each row is a deal, also the second one of a customer."""
    table = export.table()
    if len(export.files) > 1 or export.sample.grouped or known(export.sample.name).pipe.recorded:
        raise NotHere("ids that others name")
    if len(known(export.sample.name).once()) != len(table.rows):
        raise NotHere("a deal has several rows")
    table.place("account")
    for role in ("deal_id", "name"):
        if role in table.roles:
            table = table.without_column(role)
    return export.with_table(table).promising(apart={"ids", "lines"})
