"""Two damages one after the other, on any sample: what no single one of tests/damage brings about.

The promise is weaker than that of one damage: an error of ours, or every row accounted for and no cell in a
message; and the same figures wherever each of the two alone promises the same.
"""

from dataclasses import dataclass

from hypothesis import reject
from hypothesis import strategies as st

from cycle_kit.errors import CycleKitError
from tests.damage import DAMAGES
from tests.damage.compared import compared, leaks, not_accounted, sentences
from tests.damage.samples import clean, samples
from tests.damage.tables import Export, NotHere
from tests.damage.truth import files_of


@dataclass(frozen=True)
class Pair:
    """Two damages and the sample they are done to."""

    first: str
    second: str
    sample: str

    @property
    def data(self) -> bytes:
        return f"{self.first} then {self.second} on {self.sample}".encode()

    def export(self) -> Export:
        """The damaged export; NotHere where the two cannot both be done."""
        return DAMAGES[self.second].done(DAMAGES[self.first].done(clean(self.sample)))


def pairs() -> st.SearchStrategy[Pair]:
    names = st.sampled_from(sorted(DAMAGES))
    return st.builds(Pair, names, names, st.sampled_from(sorted(samples())))


def check_pair(pair: Pair) -> bool:
    """Whether it was loaded; a failure is any exception but ours, a row without a fate, a cell shown."""
    try:
        export = pair.export()
    except NotHere:
        reject()
    with files_of(export) as load:
        try:
            pipe = load()
        except CycleKitError as error:
            assert not leaks(export, str(error)), f"{pair}: {error}"
            return False
    assert pipe.deals["deal_id"].is_unique, pair
    shown = leaks(export, " ".join([*sentences(pipe), *pipe.notes["fix"]]))
    assert not shown, f"{pair}: a note shows a cell of {shown}"
    lost = not_accounted(export, pipe)
    assert not lost, f"{pair}: {lost}"
    if export.promise.same:
        verdict = compared(export, pipe)
        assert verdict.right, f"{pair}: {verdict.words}"
    return True
