"""Records of one kind that stand apart in a JSON text by a key, a year, an owner or an outcome: one list."""

from collections.abc import Iterable, Mapping

from cycle_kit.languages import DEALS as DEALS_WORDS
from cycle_kit.languages import OUTCOMES, several_words

Path = tuple[str, ...]
Lists = Mapping[Path, list[dict]]

#: what identifies a record
IDS = ("id", "deal_id", "deal id", "dealid", "opportunity id", "opportunity_id")
_ALIKE = 0.6  # of the fields of both lists stand in both
_FEWEST = 3  # fields of records that tell a list of the same kind
#: what lists of deals are called
DEALS = frozenset(word.casefold() for word in several_words("lists_of_deals"))
#: words for how deals stand
ENDS, _OPEN = (
    frozenset(
        word.strip().casefold()
        for words in OUTCOMES.values()
        for entry in entries
        for word in words.get(entry, "").split("|")
    )
    for entries in (("won", "lost", "dropped"), ("open",))
)
_STANDING = ENDS | _OPEN
#: headers under which a key that tells an outcome stands, the first that is free
_STATUS = ("status", "outcome", "result")
#: and one that tells a stage; where fields of the records are called so, they do
_STAGE = "stage"
CALLED = {
    entry: frozenset(
        word.strip().casefold()
        for words in DEALS_WORDS.values()
        for word in words.get(entry, "").split("|")
    )
    for entry in ("stage", "status", "deal_id", "entered_at")
}


def siblings(path: Path, lists: Lists) -> list[Path]:
    """The lists that stand beside one under other keys and hold records of the same fields, with it itself.

    None where its own key names deals, as what stands beside "deals" is something else, and none of several days
    with the same deals.
    """
    for place in reversed(range(len(path))):
        if path[place].casefold() in DEALS:
            continue
        near = [each for each in lists if _differ_at(place, each, path)]
        alike = [each for each in near if _are_alike(lists[each], lists[path])]
        found = [each for each in lists if each in alike or each == path]
        if alike and not _come_again(found, lists):
            return found
    return [path]


def _come_again(paths: list[Path], lists: Lists) -> bool:
    """Whether a record's id stands in several of these lists."""
    ids = [{cell for record in lists[path] for cell in _ids(record)} for path in paths]
    return len(set().union(*ids)) < sum(map(len, ids))


def _ids(record: dict) -> list[str]:
    return [
        str(cell) for name, cell in record.items() if name.casefold() in IDS and cell is not None
    ]


def _differ_at(place: int, one: Path, other: Path) -> bool:
    """Whether two paths are the same but for the key at this place."""
    same = len(one) == len(other) and one[:place] == other[:place]
    return same and one[place] != other[place] and one[place + 1 :] == other[place + 1 :]


def _are_alike(one: list[dict], other: list[dict]) -> bool:
    fields, others = set().union(*one), set().union(*other)
    both = len(fields & others)
    return both >= _FEWEST and both >= _ALIKE * len(fields | others)


def joined(paths: list[Path], lists: Lists) -> list[dict]:
    """The records of all these lists, each with the key of its list as its status where all keys are known words for
    how deals stand, or as its stage where some say how deals ended: those of a board."""
    records = [record for path in paths for record in lists[path]]
    [place] = [at for at in range(len(paths[0])) if len({path[at] for path in paths}) > 1]
    header = told_by((path[place] for path in paths), records)
    if not header:
        return records
    return [{**record, header: path[place]} for path in paths for record in lists[path]]


def told_by(names: Iterable[str], records: Iterable[dict]) -> str:
    """The header under which names of groups tell how deals stand; "" where they do not, or fields of the records
    do."""
    keys = {name.strip().casefold() for name in names}
    used = {name.casefold() for record in records for name in record}
    if keys <= _STANDING:
        return next((name for name in _STATUS if name not in used), "")
    return (
        _STAGE
        if keys & ENDS and not any(used & CALLED[entry] for entry in ("stage", "status"))
        else ""
    )
