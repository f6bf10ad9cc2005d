"""Sets of tables out of a warehouse among what `load` reads, and what their tables of stages say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cycle_kit import warehouse
from cycle_kit.config import Rename
from cycle_kit.dialects.hopes import said_key
from cycle_kit.errors import FileError
from cycle_kit.files import RawTable
from cycle_kit.loading.names import is_name
from cycle_kit.loading.outcomes import Words
from cycle_kit.remarks import Remarks
from cycle_kit.values import key

Read = list[tuple[str, RawTable]]


@dataclass(frozen=True)
class Told:
    """What tables of stages say: how each ends deals, by name, and its place in its pipeline."""

    outcomes: Mapping[str, str] = field(default_factory=dict)
    stands: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def words(self, said: Words, renames: Sequence[Rename]) -> Words:
        """The caller's words for outcomes, and those of the tables for stages that he does not name."""
        known = said.said()
        ends = {
            name: end
            for stage, end in self.outcomes.items()
            for name in (stage, *present(stage, renames))
            if said_key(name) not in known
        }
        if not ends:
            return said
        lists = {end: [name for name, its in ends.items() if its == end] for end in LISTS}
        return Words(
            won=joined(said.won, lists["won"]),
            lost=joined(said.lost, lists["lost"]),
            dropped=joined(said.dropped, lists["dropped"]),
            open=joined(said.open, lists["open"]),
        )

    def places(
        self, renames: Sequence[Rename], pipelines: Mapping[str, str]
    ) -> dict[tuple[str, str], float]:
        """{(pipeline, stage): place}, under the names that are shown."""
        shown = {key(old): new for old, new in pipelines.items()}
        return {
            (shown.get(key(pipeline), pipeline), name): place
            for (pipeline, stage), place in self.stands.items()
            for name in (*present(stage, renames), stage)
        }


LISTS = ("won", "lost", "dropped", "open")


def present(stage: str, renames: Sequence[Rename]) -> list[str]:
    return [rename.new for rename in renames if is_name(stage, rename.old)]


def joined(said: Sequence[str] | str | None, more: Sequence[str]) -> Sequence[str] | str | None:
    given = [said] if isinstance(said, str) else list(said or ())
    return [*given, *more] or said


def sets_read(read: Read, remarks: Remarks, *, crm: str | None, sure: bool) -> tuple[Read, Told]:
    """The tables to read, and what a set of a warehouse among them tells; of other files all as they are."""
    mine = [(kind, raw) for kind, raw in read if kind != "leads"]
    made = warehouse.of_tables([raw for _, raw in mine], crm=crm, sure=sure) if mine else None
    if made is None:
        check_rows(read)
        return read, Told()
    remarks.rows.extend(made.notes)
    leads = [(kind, raw) for kind, raw in read if kind == "leads"]
    check_rows(leads)
    return [("", raw) for raw in made.tables] + leads, Told(made.outcomes, made.places)


def check_rows(read: Read) -> None:
    """FileError: a file has a header and no rows, and is no table of a warehouse."""
    for _, raw in read:
        if not raw.rows and not len(raw.frame):
            raise FileError(
                f'"{raw.file}" has a header but no rows.',
                there=f"The header has {len(raw.frame.columns)} columns, and nothing below it is data.",
                fix="Export the data again; a filter or a missing permission may have hidden every row.",
            )
