"""Which header stands for which of our columns: by the words of a layout, and by the cells below."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import zip_longest
from os.path import commonprefix

import pandas as pd

from cycle_kit.languages import several_words
from cycle_kit.loading.evidence import HALF, KINDS, NEARLY_ALL, Look, has_amount, look_at, suits
from cycle_kit.loading.tax_words import NET, without_tax
from cycle_kit.steps import step_named
from cycle_kit.values import header_unit, key, money_unit
from cycle_kit.values.six_digits import with_six_digit_days

Columns = Mapping[str, Sequence[str]]  # {our name: headers that stand for it, the best first}

ARROW = re.compile(r"\s*[↑↓]\s*$")  # of a sorted column
#: how files that we hand out in other languages call a column: "kwota (amount)"
TAKEN_AWAY = re.compile(r"(\S.*) \(([a-z_]+)\)")
#: what tables are of, in front of or behind the name of a column
THINGS = frozenset(map(key, several_words("of_tables")))
TIES = frozenset(several_words("of_the"))
#: the same behind such a word: "Nom de la transaction"
TIED = THINGS | frozenset(map(key, several_words("tied_things")))
#: several of them, which are counted, "Number of deals"; "Name des Deals" is of one
COUNTED = ("deals", "opportunities")
#: last words of names in queries that say only that a name is meant: Owner.Name
NAMES = frozenset(("name", "title", "label", "value", "fullname", "text"))
#: what may stand or not stand behind the header of a date
ON = several_words("on")
#: what those who buy would spend
BUDGETS = frozenset(map(key, several_words("budgets")))
#: our columns that no column of dates is, whatever its header
NAMES_ONLY = ("deal_id", "lead_id", "name", "account", "owner", "stage", "status", "from_stage")
#: what the word for a deal alone stands for ("Szansa" is a chance, too), and never amounts
OF_DEALS = ("deal_id", "name", "probability")
EXACT, SAME, BARE, SHORT, NEAR = range(5)  # how well a header fits a word

folded_key = lru_cache(maxsize=100_000)(key)


class Headers:
    """The headers of one table, and what the cells below each look like."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame
        self.looks: dict[str, Look] = {}
        self.dated: dict[str, bool] = {}
        self.orders: dict[tuple[str, str], str] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.frame.columns)

    def look(self, header: str) -> Look:
        if header not in self.looks:
            self.looks[header] = look_at(self.frame[header])
        return self.looks[header]

    def written_as_dates(self, header: str) -> bool:
        """Whether the cells are dates and no numbers, as 20240131 is one, too."""
        if header not in self.dated:
            texts = self.frame[header]
            plain = texts[texts != ""].str.fullmatch(r"\d+").mean()
            self.dated[header] = self.look(header).dates >= HALF and bool(plain < HALF)
        return self.dated[header]

    def order_of_six_digits(self, header: str, like: str = "") -> str:
        """The order in which days stand there as six digits each, told by them or else that of others; "" for none."""
        if self.look(header).numbers < NEARLY_ALL:
            return ""
        if (header, like) not in self.orders:
            self.orders[header, like] = with_six_digit_days(self.frame[header], like)[1]
        return self.orders[header, like]

    def amounts(self, header: str) -> float:
        """The share of rows that have an amount there."""
        return float(has_amount(self.frame[header]).mean())

    def numbered(self, header: str) -> bool:
        """Whether the cells are numbers of quotes or orders: whole, rising, of as many digits, not round."""
        texts = self.frame[header]
        filled = texts[texts != ""]
        if not filled.str.fullmatch(r"\d+").all() or len(set(filled.str.len())) != 1:
            return False
        numbers = filled.astype("float")
        rising = (numbers.diff().dropna() > 0).all() or (numbers.diff().dropna() < 0).all()
        return len(numbers) > 1 and bool(rising) and bool((numbers % 10 != 0).any())

    @cached_property
    def written(self) -> dict[str, list[tuple[int, str]]]:
        """{word: how well it fits, and the header}: each header as written, as compared, without its
        unit, and without the name of the thing that it belongs to."""
        found: dict[str, list[tuple[int, str]]] = {}
        for header in self:
            first = first_of(header, self.frame)
            words = {word: fit for fit, word in spellings(first)}
            if money_unit(first).bare != header_unit(first).bare and self.is_money(header):
                words.setdefault(folded_key(money_unit(first).bare), BARE)
            amount, tax = without_tax(first)
            if tax and self.look(header).numbers >= NEARLY_ALL:
                fit = words.get(amount, SHORT)
                words[amount] = fit if tax == NET else fit + 1
            for word, fit in words.items():
                found.setdefault(word, []).append((fit, header))
        return found

    def is_money(self, header: str) -> bool:
        """Whether a currency stands in the header, and numbers below that are none of quotes or orders."""
        unit = money_unit(header)
        named = unit.same and bool(unit.currency or unit.shared)
        return named and self.look(header).numbers >= NEARLY_ALL and not self.numbered(header)

    def called(self, names: Iterable[str]) -> str | None:
        """The first header that is called by one of these names."""
        for name in names:
            hits = self.written.get(as_written(name)) or self.written.get(folded_key(name))
            if hits:
                return min(hits)[1]
        return None

    @cached_property
    def plain_words(self) -> set[str]:
        """The headers as compared, with their units and without."""
        return {word for word, hits in self.written.items() if any(fit <= BARE for fit, _ in hits)}


def first_of(header: str, frame: pd.DataFrame) -> str:
    """Of a header that stands twice, the name that both share: the second "Amount" is "Amount__2"."""
    name, mark, number = header.rpartition("__")
    return name if mark and number.isdigit() and name in frame.columns else header


@lru_cache(maxsize=10_000)
def spellings(header: str) -> tuple[tuple[int, str], ...]:
    """The words under which a header is looked up, the closest first."""
    unit = header_unit(header)
    bare = unit.bare if unit.same and unit.bare else header
    found = {as_written(header): EXACT}
    found.setdefault(folded_key(header), SAME)
    found.setdefault(folded_key(bare), BARE)
    found.setdefault(folded_key(ARROW.sub("", bare)), BARE)
    for short in without_things(bare):
        found.setdefault(short, SHORT)
    for near in with_or_without_on(bare):
        found.setdefault(near, NEAR)
    taken = TAKEN_AWAY.fullmatch(header)
    if taken and taken[2] in KINDS:
        # "Client (name)" is a client's: there the words say it
        own = taken[2] if taken[2] != "name" else taken[1]
        found.setdefault(as_written(own), EXACT)
        found.setdefault(folded_key(own), EXACT)
    return tuple((fit, word) for word, fit in found.items() if word)


def with_or_without_on(header: str) -> list[str]:
    """A header without the little word that says on which day, or with each that could: no step of a sales
    cycle, whose date is that of a stage."""
    words = header.split()
    if not 0 < len(words) < 5 or step_named(re.sub(r"\d+", "", header)):  # numbers name no step
        return []
    if len(words) > 1 and words[-1].casefold() in ON:
        return [folded_key(" ".join(words[:-1]))]
    return [folded_key(f"{header} {on}") for on in ON]


def as_written(header: str) -> str:
    """A header with its punctuation: "Szansa" is a deal, "Szansa (%)" its probability."""
    return "=" + " ".join(header.casefold().split())


def without_things(header: str) -> list[str]:
    """`Owner.Name`, `deal.amount`, `deal_created_date`, `Deal_Size__c`: without what stands around."""
    plain = re.sub(r"__c$", "", header.strip())
    words = [word for word in re.split(r"[\W_]+", plain.casefold()) if word]
    parts = [part for part in re.split(r"\s*[.:>/]\s*|\s+[-–]\s+", plain) if part]
    found = [folded_key(plain)]
    if len(parts) > 1 and folded_key(parts[-1]) in NAMES:
        found.append(folded_key(parts[-2]))
    if len(parts) > 1 and folded_key(parts[0]) in THINGS:
        found.append(folded_key(parts[-1]))
    if len(words) > 1 and key(words[0]) in THINGS:
        found.append(folded_key(" ".join(words[1:])))
    if len(words) > 1 and key(words[-1]) in THINGS:
        found.append(folded_key(" ".join(words[:-1])))
    found.append(folded_key(" ".join(without_tied(words))))
    return [word for word in found if word]


def without_tied(words: list[str]) -> list[str]:
    """What is of the deal, "fase" of "fase dell affare"; none where nothing is, and of deals that are counted."""
    tied = len(words) > 2 and words[-2] in TIES and key(words[-1]) in TIED
    if not tied or (words[-1] in COUNTED and words[-2] != "des"):
        return []
    named = words[:-1]
    while len(named) > 1 and named[-1] in TIES:
        named.pop()
    return named


def as_declared(pattern: str, header: str) -> re.Match | None:
    """A header that is written as the layout declares, or in capitals, with underscores or breaks between its
    words, after a table's name."""
    header = " ".join(header.split())
    ways = (header, header.replace("_", " "), header.partition(".")[2])
    found = (re.match(pattern, way, re.IGNORECASE) for way in ways if way)
    return next((each for each in found if each), None)


def matched(
    columns: Columns,
    headers: Headers,
    taken: Iterable[str] = (),
    without: Container[str] = (),
) -> dict[str, str]:
    """{our name: their header}, each used once; `taken`: headers that are given away already, `without`:
    names of ours that are not looked for.

    Of several headers for a name a filled one goes before an empty one, one that all rows have before one of some
    rows' amounts, then the one that is written more closely, then the declared order. Where a header can stand for
    several names, its cells decide.
    """
    pairs = [pair for pair in possible(columns, headers) if pair[3] not in without]
    meanings: dict[str, set[str]] = {}
    for _, _, _, name, header in pairs:
        meanings.setdefault(header, set()).add(name)
    weak = weak_amounts(pairs, headers, meanings)
    days = of_six_digits(headers, meanings)
    found: dict[str, str] = {}
    used = set(taken)
    for pair in sorted(pairs, key=lambda pair: order_of(pair, headers, weak, days)):
        fit, _, _, name, header = pair
        if fit == NEAR and KINDS.get(name) != "date" and name != "amount":
            continue
        only = fit <= SAME and len(meanings[header]) == 1
        only = only and not (name in NAMES_ONLY and headers.written_as_dates(header))
        plain = holds(name, header, headers, days) or only
        if name == "amount" and is_of_numbers(header, headers, meanings):
            continue
        if plain and name not in found and header not in used:
            found[name] = header
            used.add(header)
    return {name: found[name] for name in columns if name in found}


Pair = tuple[int, int, int, str, str]


def possible(columns: Columns, headers: Headers) -> Iterator[Pair]:
    """Every pair that the words allow: how well it fits, both places in the declaration, name, header.

    Amounts below the word for a deal and a currency, "Deal $", are those of the deals, where no other header says so.
    """
    words = places_of(columns)
    for word, hits in headers.written.items():
        for rank, place, name in words.get(word, ()):
            for fit, header in hits:
                if name in OF_DEALS and headers.is_money(header):
                    yield SHORT, rank, place, "amount", header
                else:
                    yield fit, rank, place, name, header
    yield from in_other_number(columns, headers, words)


def in_other_number(columns: Columns, headers: Headers, words: Container[str]) -> Iterator[Pair]:
    """Amounts below what is no word of the layout but the plural of one, or its singular: "Deals $", "Prices"."""
    if "amount" not in columns:
        return
    named = {
        header for word, hits in headers.written.items() if word in words for _, header in hits
    }
    stems = stems_of(columns)
    for word, hits in headers.written.items():
        alike = {name for option, name in stems.get(word[:STEM], ()) if are_alike(word, option)}
        for _, header in hits if alike else ():
            if header in named or headers.look(header).numbers < NEARLY_ALL:
                continue
            # deals in the plural without a currency are counted: "Orders"
            if alike == {"amount"} or headers.is_money(header):
                yield NEAR, 0, list(columns).index("amount"), "amount", header


Stems = dict[str, list[tuple[str, str]]]
#: of each declaration; they never change
STEMS: dict[int, tuple[Columns, Stems]] = {}


def stems_of(columns: Columns) -> Stems:
    """{first letters: words for a deal and for an amount that begin so, each with its name}."""
    known = STEMS.get(id(columns))
    if known is not None and known[0] is columns:
        return known[1]
    found: Stems = {}
    for name in ("amount", *OF_DEALS):
        options = {*map(folded_key, columns.get(name, ())), *(THINGS if name == "deal_id" else ())}
        for option in options:
            found.setdefault(option[:STEM], []).append((option, name))
    STEMS[id(columns)] = (columns, found)
    return found


STEM = 4  # letters that are the same before the ending
#: what tells one from several: "Quantity" is no other number of "Quantia"
NUMBERS = """s es e n en er r ar or y ies i ii a ya ai u ul uri le ow owie ek ki ka k um t at ja ak x aux al lar ler
  lari leri ları
  и ы а я о е у ов ей ове ите та то ата ия ии ів і ь ها های ات ين ون ة ه"""
ENDINGS = frozenset(["", *NUMBERS.split()])


@lru_cache(maxsize=100_000)
def are_alike(header: str, option: str) -> bool:
    """Whether each word of both is the same but for its ending, as it is in the singular and the plural."""
    pairs = zip_longest(header.split(), option.split(), fillvalue="")
    return all(one == other or ends_alike(one, other) for one, other in pairs)


def ends_alike(one: str, other: str) -> bool:
    same = len(commonprefix((one, other)))  # noqa: RUF071 - letters, no paths
    return same >= STEM and {one[same:], other[same:]} <= ENDINGS


Places = dict[str, list[tuple[int, int, str]]]
PLACES: dict[
    int, tuple[Columns, Places]
] = {}  # declarations never change; each is turned round once


def places_of(columns: Columns) -> Places:
    """{word: the places in the declaration that name it}."""
    known = PLACES.get(id(columns))
    if known is not None and known[0] is columns:
        return known[1]
    found: Places = {}
    for place, (name, options) in enumerate(columns.items()):
        for rank, option in enumerate(options):
            for word in dict.fromkeys((as_written(option), folded_key(option))):
                found.setdefault(word, []).append((rank, place, name))
    PLACES[id(columns)] = (columns, found)
    return found


def is_of_numbers(header: str, headers: Headers, meanings: Mapping[str, Container[str]]) -> bool:
    """Whether a word for deals, "Quote", stands above their numbers."""
    return "name" in meanings[header] and headers.numbered(header)


def weak_amounts(
    pairs: Iterable[Pair], headers: Headers, meanings: Mapping[str, Container[str]]
) -> frozenset[str]:
    """Amounts that most rows lack, as those of orders beside those of all offers, where another header has them, and
    what those who buy would spend."""
    called = {pair[4] for pair in pairs if pair[3] == "amount" and pair[0] < NEAR}
    able = [h for h in called if headers.look(h).numbers >= NEARLY_ALL]
    able = [header for header in able if not is_of_numbers(header, headers, meanings)]
    if len(able) < 2:
        return frozenset()
    shares = {header: headers.amounts(header) for header in able}
    full = max(shares.values()) >= NEARLY_ALL
    budgets = {
        header for header in able if folded_key(header_unit(header).bare or header) in BUDGETS
    }
    return frozenset(h for h in able if h in budgets or (full and shares[h] < HALF))


#: what a header of numbers may stand for that are no days, though each could be one
NUMBERED = frozenset((*OF_DEALS, "lead_id", "amount"))


def of_six_digits(headers: Headers, meanings: Mapping[str, set[str]]) -> frozenset[str]:
    """The headers, "Closed", that may be of dates and of no numbers, above days of six digits each: in the order that
    they tell, or the others of them do."""
    able = [
        header
        for header, names in meanings.items()
        if not names & NUMBERED and any(KINDS.get(name) == "date" for name in names)
    ]
    orders = {headers.order_of_six_digits(header) for header in able} - {""}
    like = orders.pop() if len(orders) == 1 else ""
    return frozenset(header for header in able if headers.order_of_six_digits(header, like))


def holds(name: str, header: str, headers: Headers, days: Container[str]) -> bool:
    """Whether the cells can be what our column does; `days`: headers of days of six digits each."""
    return suits(name, headers.look(header)) or (KINDS.get(name) == "date" and header in days)


def order_of(pair: Pair, headers: Headers, weak: Container[str], days: Container[str]) -> tuple:
    fit, rank, place, name, header = pair
    behind = name == "amount" and header in weak
    apart = not holds(name, header, headers, days)
    return apart, not headers.look(header).filled, behind, fit, rank, place
