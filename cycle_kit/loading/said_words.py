"""Words that the caller says mean something, and no row holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from cycle_kit.dialects.hopes import is_hope, plain_of, said_key
from cycle_kit.errors import inside, listed
from cycle_kit.remarks import Remarks
from cycle_kit.values import key


def remark_on_unheard(
    said: Mapping[str, Sequence[str] | str | None], seen: Iterable[str], remarks: Remarks
) -> None:
    """`said`: {won, lost, dropped, open or after: its words}; `seen`: the words of stages and statuses."""
    seen = [word for word in seen if isinstance(word, str) and word]
    words = {key(word): word for word in seen}
    own = {said_key(word) for word in seen}
    bare = {key(plain_of(word) or word) for word in seen}
    for name, given in said.items():
        for word in [given] if isinstance(given, str) else given or ():
            if said_key(word) in own or (not is_hope(word) and key(word) in bare):
                continue
            near = difflib.get_close_matches(key(word), words, n=1)
            remarks.add(
                "outcomes",
                f'{name}= names "{word}", and no row has that word.',
                effect="It changes nothing.",
                fix=f'Did you mean {name}=["{inside(words[near[0]])}"]?'
                if near
                else f"There are {listed(words.values())}."
                if 0 < len(words) <= MOST
                else "Compare its spelling with the file, or take it out.",
            )


MOST = 50
