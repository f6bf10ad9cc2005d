"""Names within other texts: "Lost to Miller & Sons" in a reason, "ada.stone@..." in a column of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

#: a word; a sign of a script that is written without blanks is one of its own
WORD = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
SHORTEST, LONG = 2, 6  # letters of a name that is looked for, digits of a number
Words = tuple[str, ...]


class Seeker:
    """`text` puts what each name stands for in its place, however it is written: by its words, so that capitals and
    what stands between them do not matter, the longest name first. A word is found in one step, however many names."""

    def __init__(self, names: Iterable[tuple[Any, str]], but: Iterable[str] = ()) -> None:
        """`names`: each name with what stands for it, the first of two alike counts; `but`: words that mean something
        else where they stand alone, as the names of stages do."""
        spared = {words_of(word) for word in but}
        self.names: dict[Words, str] = {}
        self.lengths: dict[str, list[int]] = {}
        for name, said in names:
            words = words_of(str(name))
            if words not in spared and is_name(words):
                self.names.setdefault(words, said)
        for words in self.names:
            self.lengths.setdefault(words[0], []).append(len(words))
        self.lengths = {
            word: sorted({*those}, reverse=True) for word, those in self.lengths.items()
        }

    def text(self, text: str) -> str:
        told, at = "", 0
        for start, end, said in self.spans(text):
            told, at = told + text[at:start] + said, end
        return told + text[at:]

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in a text, from where to before where, and what each stands for."""
        found = [(one.start(), one.end(), one[0].casefold()) for one in WORD.finditer(text)]
        place = 0
        while place < len(found):
            count = self._length(found[place : place + self._most(found[place][2])])
            if count:
                words = tuple(word for _, _, word in found[place : place + count])
                yield found[place][0], found[place + count - 1][1], self.names[words]
            place += max(count, 1)

    def _most(self, word: str) -> int:
        return self.lengths.get(word, [0])[0]

    def _length(self, found: list[tuple[int, int, str]]) -> int:
        """How many of these words, from the first, are a name; 0 where none are."""
        words = tuple(word for _, _, word in found)
        lengths = self.lengths.get(words[0], []) if words else []
        return next((n for n in lengths if n <= len(words) and words[:n] in self.names), 0)


def words_of(name: str) -> Words:
    return tuple(word.casefold() for word in WORD.findall(name))


def is_name(words: Words) -> bool:
    """Short numbers name nothing: "12" is in too many texts."""
    signs = "".join(words)
    return len(signs) >= (LONG if signs.isdigit() else SHORTEST)
