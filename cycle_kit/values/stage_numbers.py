"""The order that names of stages tell by themselves: "1. New", "a) Lead", "Krok 2", "گام ۳", "Offer-4"."""

import re
from collections.abc import Callable, Iterable

from cycle_kit.values.labels import STEP
from cycle_kit.values.steps import ALPHABETS, CARDINALS, COUNTED, ORDINALS
from cycle_kit.values.text import fold, without_pictures

Number = tuple[float, ...]


class StageNumbers(dict[str, Number]):
    """{stage: its number}, to be sorted by; empty where the names tell no order. `evidence`: what told it."""

    def __init__(self, numbers: dict[str, Number] | None = None, evidence: str = ""):
        super().__init__(numbers or {})
        self.evidence = evidence


_STEP = rf"(?:(?:{STEP})(?![^\W\d_])[ .:#№_-]*)"
_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,3})*)"
_MARKED = re.compile(rf"(?P<front>[\W_]*){_NUMBER}(?P<mark>[^\w%]+|_)(?P<rest>.*)")
_STEPPED = re.compile(rf"[\W_]*{_STEP}{_NUMBER}(?!\d).*")
_GLUED = re.compile(rf"(?P<front>[\W_]*){_NUMBER}(?P<mark>)(?P<rest>[^\W\d_].*)")
_CODE = re.compile(
    r"[\W_]*(?P<code>[^\W\d_]{1,3})[ ._-]?(?P<number>\d{1,2})(?!\d)(?P<mark>[^\w%]*)(?P<rest>.*)"
)
_SHARE = re.compile(r"0?[.,]\d+|1[.,]0+|[01]")
_BARE = re.compile(rf"[\W_]*{_NUMBER}\W*")
_LETTERED = re.compile(
    r"[\W_]*(?P<letter>[^\W\d_]|الف)[\])]?(?:[).:\]/|]| ?-) *(?P<rest>[^\W\d_].*)"
)
_STEP_LETTER = re.compile(rf"[\W_]*{_STEP}(?P<letter>[^\W\d_]|الف)(?![^\W_]).*")
_ROMAN = re.compile(
    rf"[\W_]*(?P<step>{_STEP})?(?P<number>x{{0,2}}(?:ix|iv|v?i{{0,3}}))(?![^\W\d_])(?P<mark>[\W_]*)(?P<rest>.*)"
)
_BEHIND = re.compile(r"(?P<rest>[^\d]*[^\W\d_][^\d]*?)[ #№_.:(\[-]*(?P<number>\d{1,2})[)\] ]*")
_CHANCE = re.compile(
    r"(?:(?P<front>\d{1,3}(?:[.,]\d+)?) ?%.*)|.*?(?P<back>\d{1,3}(?:[.,]\d+)?) ?% ?[)\]]?\W*"
)
_OF_ALL = re.compile(r"[\W_]*(?P<number>\d{1,2}) ?/ ?(?P<all>\d{1,2})(?!\d)\W*[^\W\d_].*")
_YEARS = 1900
_FEWEST = 3  # letters that count steps without an "a" among them, and numbers without a 1
_SMALL = 100  # no number of a stage is larger that stands alone
_LAST = (9, 99, 999)  # what comes last, whatever the number of steps: "1 talk", "2 quote", "9 gone"
_PERIODS = frozenset(("q", "h", "w", "kw", "fy", "кв"))  # "Q1" is a quarter


def stage_numbers(labels: Iterable[str]) -> StageNumbers:
    """The numbers that the names of stages bear, where every one has its own and together they count steps.

    Numbers in front ("1. New", "Krok 1: X", "S1 Demo"), bare numbers ("0" to "4"), letters and
    Roman numerals with a mark, numbers in words behind the word for step, numbers behind
    ("Enquiry-1"), and last, probabilities ("Proposal (60%)"). Counts, years and ranges ("30 days",
    "2024 Q1", "10-20 k") are no order.
    """
    names = list(dict.fromkeys(labels))
    folded = [fold(without_pictures(name)) for name in names]
    for read, evidence in _EVIDENCE:
        numbers = read(folded) if folded else None
        if numbers and len(set(numbers)) == len(names):
            return StageNumbers(dict(zip(names, numbers, strict=True)), evidence)
    return StageNumbers()


def _all(folded: list[str], pattern: re.Pattern) -> list[re.Match] | None:
    found = []
    for name in folded:  # nearly always the first one tells
        match = pattern.fullmatch(name)
        if not match:
            return None
        found.append(match)
    return found


def _parts(match: re.Match) -> Number:
    return tuple(int(part) for part in match["number"].split("."))


def _counts_steps(numbers: list[Number]) -> bool:
    """From 0 or 1 (or 10, 100) with few gaps: so are steps numbered, and amounts and ids are not.

    The first ones may have no deals; then the others stand without a gap.
    """
    whole = sorted(number[0] for number in numbers)
    if len(whole) < 2:
        return False
    if len(whole) > 2 and whole[-1] in _LAST and whole[0] in (0, 1) and whole[-2] < len(whole):
        return True
    for step in (1, 10, 100):
        low, high = whole[0] / step, whole[-1] / step
        if all(n % step == 0 for n in whole) and low in (0, 1) and high <= 2 * len(whole):
            return True
    return whole[0] <= 3 and whole[-1] - whole[0] < len(whole)


def _counts_things(match: re.Match) -> bool:
    """A number of days or pieces, a range, a date: "30 days", "10-20 k", "24/7"."""
    mark, rest = match["mark"], match["rest"]
    if not rest and not mark.strip():
        return False
    word = re.match(r"[^\W\d_]*", rest)
    listed = mark.startswith((".", ")", ":", "]"))
    if rest[:1].isdigit():
        return not (listed and mark.endswith(" "))
    return not listed and bool(word) and word[0] in COUNTED


def _in_front(folded: list[str], pattern: re.Pattern) -> list[Number] | None:
    found = _all(folded, pattern)
    if not found or any(map(_counts_things, found)):
        return None
    numbers = [_parts(match) for match in found]
    if any(number[0] >= _YEARS for number in numbers):
        return None
    weak = not all(match["mark"].strip() or _listed(match) for match in found)
    return numbers if not weak or _counts_steps(numbers) else None


def _listed(match: re.Match) -> bool:
    """ "#9 Won", "09 Won"."""
    return "#" in match["front"] or (len(match["number"]) > 1 and int(match["number"][0]) == 0)


def _marked(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _MARKED)
    if not found or not all(match["rest"] for match in found):
        return None
    return _in_front(folded, _MARKED)


def _of_all(folded: list[str]) -> list[Number] | None:
    """ "1/4 Lead", "2/4 Offer": of as many for all."""
    found = _all(folded, _OF_ALL)
    if not found or len({match["all"] for match in found}) > 1:
        return None
    numbers = [_parts(match) for match in found]
    return numbers if max(numbers)[0] <= int(found[0]["all"]) and _counts_steps(numbers) else None


def _stepped(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _STEPPED)
    numbers = [_parts(match) for match in found or ()]
    return numbers if numbers and max(numbers)[0] < _YEARS else None


def _glued(folded: list[str]) -> list[Number] | None:
    """ "1st call", "2nd call", "1New"."""
    return _in_front(folded, _GLUED)


def _coded(folded: list[str]) -> list[Number] | None:
    """ "S1 Qualify", "S2 Demo": one code for all."""
    found = _all(folded, _CODE)
    if not found or len({match["code"] for match in found}) > 1 or found[0]["code"] in _PERIODS:
        return None
    if any(match["rest"][:1].isdigit() for match in found):
        return None
    numbers = [_parts(match) for match in found]
    return numbers if _counts_steps(numbers) else None


def _shares(folded: list[str]) -> list[Number] | None:
    """ "0.1", "0.25", "1": percentages as a spreadsheet saves them."""
    if not _all(folded, _SHARE) or all(name in ("0", "1") for name in folded):
        return None
    return [(float(name.replace(",", ".")),) for name in folded]


def _bare(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _BARE)
    numbers = [_parts(match) for match in found or ()]
    return numbers if numbers and (_counts_steps(numbers) or _are_in_a_row(numbers)) else None


def _are_in_a_row(numbers: list[Number]) -> bool:
    """ "8", "9", "10": small numbers without a gap, as where the first stages have no deals."""
    whole = {number[0] for number in numbers}
    return len(whole) >= _FEWEST and max(whole) < _SMALL and max(whole) - min(whole) < len(whole)


def _lettered(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _LETTERED) or _all(folded, _STEP_LETTER)
    if not found:
        return None
    best: list[Number] | None = None
    for letters in ALPHABETS:
        places = [letters.get(match["letter"], 0) for match in found]
        if 0 in places or not _counts_steps([(place,) for place in places]):
            continue
        if 1 not in places and (len(places) < _FEWEST or min(places) > _FEWEST):
            continue  # the first ones may have no deals
        if best is None or max(places) < max(number[0] for number in best):
            best = [(place,) for place in places]
    return best


_ROMANS = {"i": 1, "v": 5, "x": 10}


def _roman(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _ROMAN)
    if not found or not all(
        m["number"] and (m["step"] or (m["mark"].strip() and m["rest"])) for m in found
    ):
        return None
    numbers: list[Number] = []
    for match in found:
        values = [_ROMANS[letter] for letter in match["number"]]
        signs = [
            -1 if value < later else 1
            for value, later in zip(values, [*values[1:], 0], strict=True)
        ]
        numbers.append((sum(value * sign for value, sign in zip(values, signs, strict=True)),))
    return numbers if _counts_steps(numbers) else None


def _in_words(folded: list[str]) -> list[Number] | None:
    """ "Step one", "مرحله اول", "Pierwszy krok"; without the word for step only first, second, third."""
    found = [_number_in_words(name) for name in folded]
    numbers: list[Number] = [(number,) for number in found if number]
    return numbers if len(numbers) == len(folded) and _counts_steps(numbers) else None


_STEP_WORDED = re.compile(rf"\W*(?:{STEP})\W+(?P<word>[^\W\d_]+(?: عشره?)?)(?![^\W\d_]).*")
_WORD_FIRST = re.compile(r"\W*(?P<word>[^\W\d_]+)\W+[^\W\d_].*")


def _number_in_words(name: str) -> int:
    if match := _STEP_WORDED.fullmatch(name):
        word = match["word"]
        for part in (word, word.split()[0]):
            if number := ORDINALS.get(part) or CARDINALS.get(part):
                return number
    match = _WORD_FIRST.fullmatch(name)
    return ORDINALS.get(match["word"], 0) if match else 0


def _behind(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _BEHIND)
    if any(match["rest"] in _PERIODS for match in found or ()):
        return None
    numbers = [_parts(match) for match in found or ()]
    return numbers if numbers and _counts_steps(numbers) else None


def _chances(folded: list[str]) -> list[Number] | None:
    found = _all(folded, _CHANCE)
    if not found or len(found) < 2:
        return None
    chances = [float((match["front"] or match["back"]).replace(",", ".")) for match in found]
    return [(chance,) for chance in chances] if max(chances) <= 100 else None


_IN_FRONT = "the numbers in front of their names"
_EVIDENCE: tuple[tuple[Callable[[list[str]], list[Number] | None], str], ...] = (
    (_of_all, _IN_FRONT),
    (_stepped, _IN_FRONT),
    (_marked, _IN_FRONT),
    (_coded, _IN_FRONT),
    (_glued, _IN_FRONT),
    (_shares, "the shares that they are called by"),
    (_bare, "the numbers that they are called by"),
    (_lettered, "the letters in front of their names"),
    (_roman, "the Roman numerals in front of their names"),
    (_in_words, "the numbers in their names"),
    (_behind, "the numbers behind their names"),
    (_chances, "the probabilities in their names"),
)
