"""Words by which lists are called that hold deals of one outcome, beside the words for the outcomes themselves."""

from cycle_kit.languages import SEVERAL, several_words
from cycle_kit.values import key


def _folded(words: dict[str, str]) -> dict[str, str]:
    """{folded word: outcome}"""
    return {key(word): outcome for outcome, listed in words.items() for word in listed.split("|")}


PART_WORDS = _folded(SEVERAL["lists"])
#: names of things, which tell only where no word beside them does: "Sales lost" is lost
PART_THINGS = _folded(SEVERAL["things_of_lists"])
#: what turns the word behind it into its opposite
NOT = frozenset(map(key, several_words("not")))
