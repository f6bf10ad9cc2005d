"""The deals that the filters choose of an export."""

from typing import Any

from cycle_kit.dashboard.filters import REST, Filters
from cycle_kit.dashboard.pages.declared import View
from cycle_kit.pipeline import Pipeline, meeting

KEPT = 6  # choices that one goes back to without waiting


class Selection:
    """What the filters choose of `pipe`, which has their columns alone, and of `whole`, with all of the export's."""

    def __init__(self, whole: Pipeline, pipe: Pipeline, filters: Filters):
        self.whole, self.pipe, self.filters = whole, pipe, filters
        self.last: dict[tuple, Pipeline] = {}  # of whom, without regard to dates, the last first

    def said(self) -> tuple[Any, ...]:
        """All that the filters say, to see whether it is something new."""
        return self.filters.chosen(), self.filters.compared()

    def view(self) -> View:
        """The deals for a page, which may be none."""
        columns, spans = self.filters.people(), self.filters.spans()
        people = self._people(columns)
        team = self._people({name: columns[name] for name in columns if name != "owner"})
        picked = meeting(people, spans) if spans else people
        return View(
            picked, people, team, self.whole, columns, self.filters.compared(), self._rest()
        )

    def beside(self) -> str | Pipeline | None:
        """What a report of these deals is set beside, as `report` has it."""
        if self.filters.compared() != REST:
            return self.filters.compared() or None
        rest, spans = self._rest(), self.filters.spans()
        return meeting(rest, spans) if rest is not None and spans else rest

    def with_all_columns(self) -> Pipeline:
        """The same deals with every column of the export."""
        chosen = {**self.filters.people(), **self.filters.spans()}
        return meeting(self.whole, chosen) if chosen else self.whole

    def _rest(self) -> Pipeline | None:
        """The deals of the others on the team, where these are to stand beside the owner that is chosen."""
        columns = self.filters.people()
        if self.filters.compared() != REST or "owner" not in columns:
            return None
        rest = self._people({**columns, "owner": self.filters.others("owner")})
        return rest if len(rest.deals) else None

    def _people(self, conditions: dict[str, Any]) -> Pipeline:
        """The deals without regard to dates; the same ones again, with what was asked of them, where they
        were among the last chosen."""
        key = tuple((name, repr(value)) for name, value in conditions.items())
        people = self.last.pop(key, None)
        people = meeting(self.pipe, conditions) if people is None else people
        self.last = dict([(key, people), *self.last.items()][:KEPT])
        return people
