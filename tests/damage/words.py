"""Words for how a deal stands: known ones in another dress, unknown ones, and contradictions."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.damage.damage import all_rows, damage, hurting, named, some_rows
from tests.damage.tables import Export, NotHere, Table
from tests.damage.truth import known

#: won, lost and open as people write them
IN_OTHERS = {
    "en": ("Won", "Lost", "Open"), "de": ("Gewonnen", "Verloren", "Offen"), "fr": ("Gagné", "Perdu", "Ouvert"),
    "es": ("Ganado", "Perdido", "Abierto"), "pt": ("Ganho", "Perdido", "Aberto"),
    "pl": ("Wygrana", "Przegrana", "Otwarta"), "bg": ("Спечелена", "Загубена", "Отворена"),
    "fa": ("موفق", "ناموفق", "جاری"), "ar": ("رابحة", "خاسرة", "مفتوحة"),
}  # fmt: skip
REASONS = ("price", "timing", "went elsewhere")


def telling(export: Export) -> tuple[Table, str]:
    """The table of deals and the role of the column that tells outcomes."""
    table = export.table()
    if export.sample.grouped or any(file.kind == "history" for file in export.files):
        raise NotHere("outcomes are told elsewhere too")
    if "status" in table.roles:
        return table, "status"
    if not export.sample.closed_words:
        raise NotHere("outcomes are told elsewhere")
    return table, "stage"


def a_status(export: Export) -> Table:
    """The table of deals, where a column beside the stage tells outcomes, in words."""
    table = export.table()
    if "status" not in table.roles or any(file.kind == "history" for file in export.files):
        raise NotHere("no status")
    if export.sample.closed_words:
        raise NotHere("the stages tell outcomes too")
    if export.sample.name == "didar":
        raise NotHere("a deal has several rows")
    return table


def is_code(word: str) -> bool:
    """Whether a word is an id or a letter that stands for something."""
    return word.isdigit() or len(word.strip()) == 1


def dressed(name: str, change: Callable[[str, Random], str], *outcomes: str) -> None:
    """The words of these outcomes, in every row, as somebody adorned them."""

    def done(export: Export, dice: Random) -> Export:
        table, role = telling(export)
        rows = all_rows(export, *outcomes)
        if not rows or any(is_code(table.cell(row, role)) for row in table.rows):
            raise NotHere("no such words")
        return export.with_table(table.mapped(role, lambda cell: change(cell, dice), rows=rows))

    done.__module__ = __name__
    named(name, done)


dressed("won_with_a_mark", lambda word, _: f"{word} ✅", "won")
dressed("lost_with_a_mark", lambda word, _: f"{word} ❌", "lost")
dressed("won_behind_a_mark", lambda word, _: f"🎉 {word}", "won")
dressed("won_with_an_exclamation", lambda word, _: f"{word}!", "won")
dressed("won_behind_a_share", lambda word, _: f"100% {word}", "won")
dressed("lost_behind_a_share", lambda word, _: f"0 % {word}", "lost")
dressed("won_before_a_share", lambda word, _: f"{word} - 100 %", "won")
dressed("words_in_brackets", lambda word, _: f"[{word}]", "won", "lost")
dressed("words_in_capitals", lambda word, _: word.upper(), "won", "lost")
dressed("words_in_small_letters", lambda word, _: word.lower(), "won", "lost")
dressed("lost_with_its_reason", lambda word, dice: f"{word} - {dice.choice(REASONS)}", "lost")
dressed(
    "lost_with_its_reason_in_brackets",
    lambda word, dice: f"{word} ({dice.choice(REASONS)})",
    "lost",
)
dressed(
    "lost_with_its_reason_after_a_colon",
    lambda word, dice: f"{word}: {dice.choice(REASONS)}",
    "lost",
)
dressed("lost_with_a_year", lambda word, dice: f"{word} {dice.choice(('2023', '2024'))}", "lost")
dressed("numbers_in_front_of_outcomes", lambda word, _: f"9. {word}", "won", "lost")


@damage
def outcomes_in_another_language(export: Export, dice: Random) -> Export:
    table = a_status(export)
    language = dice.choice(sorted(set(IN_OTHERS) - {export.sample.language}))
    for outcome, word in zip(("won", "lost", "open"), IN_OTHERS[language], strict=True):
        table = table.mapped("status", lambda _, word=word: word, rows=all_rows(export, outcome))
    if all_rows(export, "dropped"):
        raise NotHere("a fourth word")
    return export.with_table(table)


@damage
def outcomes_in_two_languages(export: Export, dice: Random) -> Export:
    """Two people keep the list, each in their own language."""
    table = a_status(export)
    if all_rows(export, "dropped"):
        raise NotHere("a fourth word")
    language = dice.choice(sorted(set(IN_OTHERS) - {export.sample.language}))
    for outcome, word in zip(("won", "lost", "open"), IN_OTHERS[language], strict=True):
        rows = {origin: key for origin, key in all_rows(export, outcome).items() if origin % 2}
        table = table.mapped("status", lambda _, word=word: word, rows=rows)
    return export.with_table(table)


@damage
def only_what_is_won_is_marked(export: Export, dice: Random) -> Export:
    """No status: a column says whether a deal was won, and a date when it was closed."""
    table = a_status(export)
    if all_rows(export, "dropped") or "closed_at" not in table.roles:
        raise NotHere("no such columns")
    if "list" not in export.sample.name:
        raise NotHere("a system has words for it")
    if {"won_at", "lost_at", "is_lost", "is_closed"} & set(table.roles):
        raise NotHere("losses are told elsewhere too")
    rows = table.by_origin()
    if any(not table.cell(rows[row], "closed_at") for row in all_rows(export, "won", "lost")):
        raise NotHere("closed without a date")
    if any(table.cell(rows[row], "closed_at") for row in all_rows(export, "open")):
        raise NotHere("planned dates")
    for outcome, mark in (("won", "yes"), ("lost", "no"), ("open", dice.choice(("", "no")))):
        table = table.mapped("status", lambda _, mark=mark: mark, rows=all_rows(export, outcome))
    return export.with_table(table.renamed(table.place("status"), "Won?"))


def unknown(name: str, outcome: str, share: float, word: str) -> None:
    """A word that nobody else uses, in some of the rows of one outcome or in all."""

    def done(export: Export, dice: Random) -> Export:
        table = a_status(export)
        rows = all_rows(export, outcome)
        if share < 0.1:
            rows = some_rows(export, dice, 1, outcomes=(outcome,))
        elif share < 1:
            rows = dict(dice.sample(sorted(rows.items()), round(len(rows) * share)))
        if not rows:
            raise NotHere("no such deals")
        table = table.mapped("status", lambda _: word, rows=rows)
        export = export.with_table(table).promising(asked_about=(word,))
        if share < 0.1:
            return export.promising(
                hurt=hurting(rows, "outcome", "closed_at", "stage"),
                columns={table.header("status"), word},
            )
        return export

    done.__module__ = __name__
    named(name, done)


unknown("one_lost_deal_in_an_unknown_word", "lost", 0.02, "Vorbei")
unknown("one_won_deal_in_an_unknown_word", "won", 0.02, "Jippie")
unknown("half_of_the_lost_in_an_unknown_word", "lost", 0.5, "Vorbei")
unknown("all_lost_in_an_unknown_word", "lost", 1, "Vorbei")
unknown("all_won_in_an_unknown_word", "won", 1, "Jippie")
unknown("all_open_in_an_unknown_word", "open", 1, "Schwebt")
unknown("half_of_the_won_in_an_unknown_word", "won", 0.5, "Jippie")


@damage
def nothing_for_open(export: Export, dice: Random) -> Export:
    """Who keeps the list writes won and lost, and nothing before that."""
    table = a_status(export)
    return export.with_table(table.mapped("status", lambda _: "", rows=all_rows(export, "open")))


@damage
def a_status_forgotten(export: Export, dice: Random) -> Export:
    """One closed deal has no status."""
    table = a_status(export)
    rows = some_rows(export, dice, 1, outcomes=("won", "lost"))
    table = table.mapped("status", lambda _: "", rows=rows)
    return export.with_table(table).promising(
        hurt=hurting(rows, "outcome", "closed_at"),
        instead={"outcome": frozenset({"open"})},
        columns={table.header("status")},
    )


@damage
def a_reason_on_open_deals(export: Export, dice: Random) -> Export:
    """Open deals that carry a reason for their loss."""
    table = export.table()
    if export.sample.name == "dynamics":
        raise NotHere("it is no reason there")
    rows = all_rows(export, "open")
    rows = {
        origin: key
        for origin, key in rows.items()
        if not table.cell(table.by_origin()[origin], "lost_reason")
    }
    if len(rows) < 3 or export.sample.name.startswith("odoo"):
        raise NotHere("a reason tells of a loss there")
    rows = dict(dice.sample(sorted(rows.items()), 3))
    table = table.mapped("lost_reason", lambda _: "No response", rows=rows)
    return export.with_table(table).promising(said=("reason",), apart={"reasons"})


@damage
def a_second_status_of_something_else(export: Export, dice: Random) -> Export:
    """Whether the customer's account is active, in a column before all others."""
    table = export.table()
    cells = [dice.choice(("Active", "Inactive")) for _ in table.rows]
    if export.sample.grouped:
        raise NotHere("groups")
    return export.with_table(table.with_column("Account Status", cells, at=1))


@damage
def the_outcome_in_a_second_column_too(export: Export, dice: Random) -> Export:
    """A column "Result" that says once more what the status or the stage says."""
    table = export.table()
    truth = known(export.sample.name)
    if export.sample.grouped or "deals" not in truth.keys or "status" in table.roles:
        raise NotHere("has one")
    words = {"won": "Won", "lost": "Lost", "open": "Open", "dropped": "Dropped"}
    keys = truth.keys["deals"]
    cells = [
        words[str(truth.deals.loc[keys[row.origin], "outcome"])] if row.origin in keys else ""
        for row in table.rows
    ]
    return export.with_table(table.with_column("Result", cells))
