"""A list of orders beside one of quotes, "Angebote" and "Aufträge": an order that names a quote closes it as won on the
day of the order. It is no later list of the same deals, and its day is the creation of none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import LayoutError, inside, one_or_more
from cycle_kit.files import RawTable
from cycle_kit.loading.called import is_step, names_of, said_in, undated
from cycle_kit.loading.evidence import NEARLY_ALL, dates_in, look_at
from cycle_kit.loading.guesses import counts_up
from cycle_kit.loading.match import Match
from cycle_kit.loading.other_tables import words_of_table
from cycle_kit.remarks import Remarks, at_lines
from cycle_kit.values import cleaned, key

Read = tuple[RawTable, Match | LayoutError]
#: the columns that orders give to the quotes
ORDERED, ORDERED_AT = "ordered", "date of the order"
CLOSING = ("closed_at", "won_at", "close_date")


@dataclass(frozen=True)
class Link:
    """By which columns orders name deals, and in which column their day stands."""

    orders: str
    deals: str
    date: str


def with_orders(matches: Sequence[Read], remarks: Remarks) -> list[Read]:
    """The tables, those of orders taken into the list of quotes whose rows they name, or left aside."""
    found = list(matches)
    for raw, match in matches:
        others = [pair for pair in found if pair[0] is not raw and are_deals(*pair)]
        if not others or not is_of_orders(raw, match):
            continue
        links = ((place, link_to(raw, match, *pair)) for place, pair in enumerate(others))
        place, link = next(((at, link) for at, link in links if link), (0, None))
        quotes, its = others[place]
        if link is not None and isinstance(its, Match):
            told = with_wins(quotes, its, raw, link)
            found = [told if pair[0] is quotes else pair for pair in found if pair[0] is not raw]
            remark_on_wins(raw, match, quotes, link, remarks)
        elif lacks_closing(match) and any(is_of_quotes(other) for other, _ in others):
            found = [as_open(*pair) for pair in found if pair[0] is not raw]
            remark_on_rest(raw, match, remarks)
    return found


def are_deals(raw: RawTable, match: Match | LayoutError) -> bool:
    return isinstance(match, Match) and is_plain(match) and not says_orders(raw)


def is_plain(match: Match) -> bool:
    return match.dialect.table == "deals" and match.dialect.crm in ("plain", "custom")


def says_orders(raw: RawTable) -> bool:
    """Whether a list is called by orders, and by no outcome: "Orders", "Aufträge 2024"."""
    name = names_of(raw)[0]
    return said_in(name) == "won" and not said_in(name, {})


def is_of_orders(raw: RawTable, match: Match | LayoutError) -> bool:
    """Whether a list is one of orders: it is called so, and its rows neither stand in stages nor were lost."""
    if not says_orders(raw) or isinstance(match, LayoutError):
        return says_orders(raw)
    lost = any(meaning(word) in ("lost", "dropped") for word in words_of_table(raw, match))
    return is_plain(match) and "stage" not in match.columns and not lost


def is_of_quotes(raw: RawTable) -> bool:
    return is_step(undated(names_of(raw)[0]))


def lacks_closing(match: Match | LayoutError) -> bool:
    """Whether a list has no other day than one that would pass for the creation."""
    return isinstance(match, Match) and not set(CLOSING) & set(match.columns)


# ---- which quote an order names


def link_to(
    raw: RawTable, match: Match | LayoutError, quotes: RawTable, its: Match | LayoutError
) -> Link | None:
    """The first pair of columns by which nearly every order names one row of the quotes, of an earlier day and
    of the same client."""
    if isinstance(its, LayoutError):
        return None
    date = day_of(raw, match)
    for header in names_in(quotes, its):
        named = cleaned(quotes.frame[header])
        for own in sorted(raw.frame, key=lambda each: key(each) != key(header)):
            texts = cleaned(raw.frame[own])
            told = texts[texts != ""]
            if not len(told) or told.isin(named).mean() < NEARLY_ALL:
                continue
            link = Link(own, header, date)
            if is_sure(raw, match, quotes, its, link):
                return link
    return None


def day_of(raw: RawTable, match: Match | LayoutError) -> str:
    """The column with the day of the order, "" where nothing tells it."""
    columns = match.columns if isinstance(match, Match) else {}
    own = next((columns[name] for name in (*CLOSING, "created_at") if name in columns), "")
    dates = [header for header in raw.frame if look_at(raw.frame[header]).dates >= NEARLY_ALL]
    return own or (dates[0] if len(dates) == 1 else "")


def names_in(raw: RawTable, match: Match) -> list[str]:
    """The columns of which each row has a text of its own, numbers and names of deals first, clients last."""
    ranks = {match.columns[n]: rank for n, rank in RANKS.items() if n in match.columns}
    amounts = {match.columns[name] for name in ("amount", "probability") if name in match.columns}
    own = [h for h in raw.frame if h not in amounts and is_own(cleaned(raw.frame[h]))]
    return sorted(own, key=lambda header: ranks.get(header, 2))


RANKS = {"deal_id": 0, "name": 1, "account": 3}


def is_own(texts: pd.Series) -> bool:
    filled = texts[texts != ""]
    many = len(filled) >= max(NEARLY_ALL * len(texts), 1)
    return many and not filled.duplicated().any() and look_at(texts).dates < NEARLY_ALL


def is_sure(
    raw: RawTable, match: Match | LayoutError, quotes: RawTable, its: Match, link: Link
) -> bool:
    """Whether the client is the same and the order not before the quote, as far as both tell it. A number that only
    counts the rows of each list needs a client who is the same."""
    places = places_of(raw, quotes, link)
    known = places >= 0
    clients = [
        cleaned(frame.frame[of.columns["account"]])
        for frame, of in ((raw, match), (quotes, its))
        if isinstance(of, Match) and "account" in of.columns
    ]
    if len(clients) == 2:
        same = clients[0][known].str.casefold().to_numpy() == (
            clients[1].iloc[places[known]].str.casefold().to_numpy()
        )
        if same.mean() < NEARLY_ALL:
            return False
    elif (
        counts_up(raw.frame[link.orders]) or raw.frame[link.orders].str.fullmatch(r"\d{1,2}").all()
    ):
        return False
    if not link.date or "created_at" not in its.columns:
        return True
    begun = dates_in(quotes.frame[its.columns["created_at"]], its.columns["created_at"], None)
    days = dates_in(raw.frame[link.date], link.date, None)[known].to_numpy()
    late = days >= begun.iloc[places[known]].to_numpy()
    return bool(late.mean() >= NEARLY_ALL)


def places_of(raw: RawTable, quotes: RawTable, link: Link) -> pd.Series:
    """Of each order the place of the row that it names, -1 for none."""
    named = pd.Index(cleaned(quotes.frame[link.deals]).replace("", None))
    texts = cleaned(raw.frame[link.orders])
    places = {name: place for place, name in enumerate(named) if isinstance(name, str)}
    return texts.map(places).fillna(-1).astype("int")


# ---- what it makes of the quotes


def with_wins(quotes: RawTable, its: Match, raw: RawTable, link: Link) -> tuple[RawTable, Match]:
    """The quotes, those that an order names won on its first day, unless they say themselves how they ended."""
    frame = quotes.frame
    places = places_of(raw, quotes, link)
    known = places[places >= 0]
    blank = pd.Series("", index=frame.index)
    days = raw.frame.loc[known.index, link.date] if link.date else blank.reindex(known.index)
    first = pd.Series(days.to_numpy(), index=frame.index[known]).groupby(level=0).first()
    own = cleaned(frame[its.columns["status"]]) if "status" in its.columns else blank
    ended = own.isin([word for word in own.unique() if meaning(word) in ENDS])
    ordered = pd.Series(frame.index.isin(first.index), index=frame.index) & ~ended
    closed = next((its.columns[name] for name in CLOSING if name in its.columns), "")
    until = frame[closed] if closed else blank
    day = until.mask(ordered & until.eq(""), first.reindex(frame.index).fillna(""))
    told = {"status": its.columns.get("status", ORDERED), "closed_at": closed or ORDERED_AT}
    kept = {name: header for name, header in its.columns.items() if header not in told.values()}
    frame = frame.assign(**{told["status"]: own.mask(ordered, "Won"), told["closed_at"]: day})
    return replace(quotes, frame=frame), replace(its, columns={**kept, **told})


def as_open(raw: RawTable, match: Match | LayoutError) -> Read:
    """A list of quotes of which nothing says how they stand: they are open as far as it tells."""
    if isinstance(match, LayoutError) or not (is_of_quotes(raw) and match.loose):
        return raw, match
    frame = raw.frame.assign(**{ORDERED: "Open"})
    return replace(raw, frame=frame), replace(match, columns={**match.columns, "status": ORDERED})


def remark_on_wins(
    raw: RawTable, match: Match | LayoutError, quotes: RawTable, link: Link, remarks: Remarks
) -> None:
    """Which rows orders name, and by what."""
    places = places_of(raw, quotes, link)
    without = raw.lines[(places < 0).to_numpy()]
    rest = (
        f" {one_or_more(len(without), '{n} row names', '{n} rows name')} none ({at_lines(without)})."
        if len(without)
        else ""
    )
    on = f' on the day in "{link.date}"' if link.date else ", of no known day"
    remarks.add(
        "file",
        f'These are orders: they name rows of {quotes.file} in "{link.orders}".{rest}',
        file=raw.file,
        fate="merged",
        rows=raw.rows,
        effect=f"A deal that an order names is won{on}; its amount is that of the quote.",
        fix=alone(raw, match),
    )


def remark_on_rest(raw: RawTable, match: Match | LayoutError, remarks: Remarks) -> None:
    remarks.add(
        "file",
        "These are orders beside quotes, and nothing tells surely which quote each of them is of: left aside.",
        file=raw.file,
        fate="furniture",
        rows=raw.rows,
        effect="No quote is won by an order: quotes of which nothing else says how they ended count as open.",
        fix="Give each order the number of its quote, below the header that it has in the list of quotes. "
        f"{alone(raw, match)}",
    )


def alone(raw: RawTable, match: Match | LayoutError) -> str:
    """What to type where the rows of a list of orders are deals themselves."""
    name, date = names_of(raw)[0], day_of(raw, match)
    closed = f', columns={{"closed_at": "{inside(date)}"}}' if date else ""
    sheet = f', sheet="{inside(raw.sheet)}"' if raw.sheet else ""
    return f'As deals of their own they load alone: ck.load(...{sheet}, won=["{inside(name)}"]{closed}).'
