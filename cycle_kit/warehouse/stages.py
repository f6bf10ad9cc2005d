"""Stages and pipelines by name, in their order, and what each stage says of the deals in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.wording import ENDS
from cycle_kit.values import key
from cycle_kit.warehouse import cells
from cycle_kit.warehouse.current import is_active, is_gone, one_each
from cycle_kit.warehouse.deals import Rows
from cycle_kit.warehouse.declared import Kind
from cycle_kit.warehouse.names import folded
from cycle_kit.warehouse.tables import Table


@dataclass(frozen=True)
class Stages:
    """`frame`: by the stage's id `label, pipeline` (its id), `place, end` (won, lost, open or ""), and whether it is
    `gone` in the system.

    `pipelines`: {id: name}.
    """

    frame: pd.DataFrame
    pipelines: Mapping[str, str] = field(default_factory=dict)

    def label(self, ids: pd.Series) -> pd.Series:
        """Names for ids; one without a name is shown by its id."""
        return named(ids, self.frame["label"])

    def pipeline(self, ids: pd.Series) -> pd.Series:
        """The names of the pipelines of stages; "" where it is not known."""
        return named(cells.mapped(ids, dict(self.frame["pipeline"])), self.pipelines)

    def is_end(self, labels: pd.Series) -> pd.Series:
        """Which names are of stages that end deals; where no table says it, by their words."""
        ends = self.outcomes
        said = {name: ends.get(name) or meaning(name) or "open" for name in labels.unique()}
        return labels.map(said).ne("open")

    @property
    def places(self) -> dict[tuple[str, str], float]:
        """{(pipeline, stage): place} by their names."""
        known = self.frame[self.frame["place"].notna()]
        pipelines = named(known["pipeline"], self.pipelines)
        return dict(zip(zip(pipelines, known["label"], strict=True), known["place"], strict=True))

    @property
    def outcomes(self) -> dict[str, str]:
        """{stage: won, lost or open} by name, as far as it is known."""
        known = self.frame[self.frame["end"].ne("")]
        return dict(zip(known["label"], known["end"], strict=True))

    def of_others(self, ends: Mapping[str, str], labels: Mapping[str, str]) -> Stages:
        """With stages that no table has: how they end deals, and names that other texts give them."""
        more = [id for id in dict.fromkeys((*ends, *labels)) if id not in self.frame.index]
        blank = {"label": "", "pipeline": "", "place": float("nan"), "end": "", "gone": False}
        others = pd.DataFrame([blank] * len(more), index=pd.Index(more, dtype="str"))
        frame = pd.concat([self.frame, others]) if more else self.frame
        ids = frame.index.to_series().astype("str")
        named_so = cells.mapped(ids, labels)
        label = frame["label"].where(frame["label"].ne(""), named_so.where(named_so.ne(""), ids))
        said = cells.mapped(ids, ends)
        end = frame["end"].where(frame["end"].ne(""), said)
        how = said.where(said.isin(["won", "lost"]), label.map(_by_word))
        end = end.mask(end.eq(CLOSED), how)
        return replace(self, frame=frame.assign(label=label, end=end)).told_apart()

    def told_apart(self) -> Stages:
        """Where stages of one name end deals differently, those that end them have their pipeline or id behind it."""
        ends = self.frame["end"].replace("open", "")
        names = self.frame["label"].map(key)
        mixed = ends.ne("") & (ends.groupby(names).transform("nunique") > 1)
        if not mixed.any():
            return self
        behind = named(self.frame["pipeline"], self.pipelines)
        behind = behind.where(behind.ne(""), self.frame.index.to_series())
        again = (names + "\n" + behind).duplicated(keep=False)
        behind = behind.mask(again, self.frame.index.to_series())
        label = self.frame["label"].mask(mixed, self.frame["label"] + " (" + behind + ")")
        return replace(self, frame=self.frame.assign(label=label))


#: a stage ends deals, and its row does not say how
CLOSED = "closed"


def _by_word(label: str) -> str:
    """How a stage ends deals of which nothing else is known than that it does."""
    return "won" if meaning(label) == "won" else "lost"


def named(ids: pd.Series, names: Mapping[Any, str] | pd.Series) -> pd.Series:
    """Names for ids; an id without one stays."""
    found = cells.mapped(ids, dict(names))
    return found.where(found.ne(""), ids)


def read(stages: Iterable[Table], pipelines: Iterable[Table], kinds: Iterable[Kind]) -> Stages:
    """Of the tables of stages and pipelines; stages may stand within their pipelines. `kinds`: of tables of stages."""
    whole = [one_each(table, "id") for table in pipelines]
    inner = [_within(table, kind) for table in whole for kind in kinds if table.has("stages")]
    rows = [_rows(table, whole) for table in [*stages, *(each for each in inner if each)]]
    rows = [each for each in rows if len(each)]
    columns = ["label", "pipeline", "place", "end", "gone"]
    frame = pd.concat(rows) if rows else pd.DataFrame(columns=["id", *columns])
    names = {**_of_stages(frame), **{i: n for table in whole for i, n in _names(table).items()}}
    frame["place"] = frame.groupby("id")["place"].transform(
        "first"
    )  # of several tables, one has it
    frame = frame.drop_duplicates("id").sort_values("gone", ascending=False, kind="stable")
    frame = frame.set_index("id")  # of two stages of one name what the later one says counts
    frame = frame.assign(place=_free_places(frame), end=_at_the_end(frame))
    label = frame["label"].where(frame["label"].ne(""), frame.index.to_series().astype("str"))
    return Stages(frame.assign(label=label)[columns], names).told_apart()


def _names(table: Table) -> dict[str, str]:
    pairs = zip(table.short_ids("id"), table.texts("label"), strict=True)
    return {id: name for id, name in pairs if name}


def _of_stages(frame: pd.DataFrame) -> dict[str, str]:
    """The names of pipelines that stand in the rows of stages."""
    if "pipeline_name" not in frame:
        return {}
    known = frame[frame["pipeline_name"].ne("")]
    return dict(zip(known["pipeline"], known["pipeline_name"], strict=True))


def _within(table: Table, kind: Kind) -> Table | None:
    """The stages that stand as a list in a cell of their pipeline, as a table."""
    rows = []
    for pipeline, cell in zip(table.ids("id"), table.texts("stages"), strict=True):
        found = cells.json_of(cell)
        for at, stage in enumerate(found if isinstance(found, list) else ()):
            if isinstance(stage, dict):
                row = {**_flat(stage), kind.columns["pipeline"][0]: pipeline}
                if not {folded(name) for name in row} & set(kind.columns["place"]):
                    row[kind.columns["place"][0]] = str(at)
                rows.append(row)
    if not rows:
        return None
    frame = pd.DataFrame(rows).fillna("").astype("str")
    raw = replace(
        table.raw, frame=cells.without_nothing(frame), lines=pd.RangeIndex(len(frame)).to_numpy()
    )
    return replace(table, raw=raw, kind=kind, loader=None)


def _flat(record: Mapping[str, Any], front: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{front}{name}__")
        else:
            found[f"{front}{name}"] = cells.text_of(value)
    return found


def _rows(table: Table, pipelines: list[Table]) -> pd.DataFrame:
    """`id, label, pipeline, place, end, gone` of each stage, whether it is deleted or not."""
    table = one_each(table, "id")
    pipeline = table.ids("pipeline")
    if pipeline.eq("").all():
        pipeline = _of_parents(table, pipelines)
    return pd.DataFrame(
        {
            "id": table.ids("id"),
            "label": table.texts("label").str.strip(),
            "pipeline": pipeline,
            "pipeline_name": table.texts("pipeline_name"),
            "place": cells.numbers(table.texts("place")),
            "end": _ends(table),
            "chance": _chances(table),
            "gone": is_gone(table) | ~is_active(table) | cells.no(table.texts("in_use")),
        }
    )


def _of_parents(table: Table, pipelines: list[Table]) -> pd.Series:
    """The pipeline of each stage by what the loader ties rows of lists to their parents with."""
    nothing = pd.Series("", index=table.frame.index, dtype="str")
    for header in table.frame:
        name = folded(str(header))
        if name.startswith(("sdcsourcekey", "sdclevel0id")) and name.endswith("id"):
            return cells.ids(table.frame[header])
        for parent in pipelines:
            theirs = "dltid" if name == "dltparentid" else name if name.endswith("hashid") else ""
            keys = parent.keyed((theirs,)) if theirs else None
            if keys is not None:
                known = dict(zip(keys, parent.ids("id"), strict=True))
                return cells.mapped(table.frame[header], known)
    return nothing


def _chances(table: Table) -> pd.Series:
    """Probabilities from 0 to 1; of percentages a hundredth."""
    chance = cells.numbers(table.texts("probability"))
    return chance / 100 if (chance > 1).any() else chance


def _ends(table: Table) -> pd.Series:
    """won, lost, open, or "" where a stage's row does not say it: by its flags, and how by its probability; `CLOSED`
    where it does not say how."""
    nothing = pd.Series("", index=table.frame.index, dtype="str")
    if table.has("outcome"):
        return _of_words(table.texts("outcome"))
    if table.has("won"):  # a system that says both
        won, closed = cells.yes(table.texts("won")), cells.yes(table.texts("closed"))
        said = table.texts("closed").ne("") | table.texts("won").ne("")
        ends = nothing.mask(said, "open").mask(closed & ~won, "lost")
        return ends.mask(won, "won")
    if not table.has("closed") and not table.has("probability"):
        return nothing
    chance, closed = _chances(table), cells.yes(table.texts("closed"))
    ends = nothing.mask(table.texts("closed").ne("") | chance.notna(), "open")
    ends = ends.mask(closed, CLOSED).mask(closed & chance.eq(0), "lost")
    return ends.mask(chance >= 1, "won")


def _of_words(texts: pd.Series) -> pd.Series:
    """What a status says: won, lost, or of any other word that deals are open."""
    plain = texts.str.strip().str.casefold()
    return plain.where(plain.isin(["won", "lost", ""]), "open")


def _at_the_end(frame: pd.DataFrame) -> pd.Series:
    """The ends, with a stage that has no chance and stands behind all open ones lost, whatever its flags; of one
    that stands elsewhere nothing is known."""
    if "chance" not in frame:
        return frame["end"]
    chances = frame["chance"]
    running = frame["place"].where(frame["end"].eq("open") & chances.ne(0) & ~frame["gone"])
    last = running.groupby(frame["pipeline"]).transform("max")
    closes = chances.groupby(frame["pipeline"]).transform("max") >= 1
    none = frame["end"].eq("open") & chances.eq(0) & closes
    behind = ~(frame["place"] <= last)
    return frame["end"].mask(none, "").mask(none & behind, "lost")


def _free_places(frame: pd.DataFrame) -> pd.Series:
    """The places; that of a deleted stage only where no other one has it now."""
    taken = frame[~frame["gone"].astype(bool)]
    held = set(zip(taken["pipeline"], taken["place"], strict=True))
    collides = [
        gone and (pipeline, place) in held
        for pipeline, place, gone in zip(
            frame["pipeline"], frame["place"], frame["gone"], strict=True
        )
    ]
    return frame["place"].astype("float").mask(pd.Series(collides, index=frame.index, dtype=bool))


def ends_by_flags(rows: Rows) -> dict[str, str]:
    """{id of a stage: won, lost or open} as the deals that stand in it say by flags or a status, where all agree."""
    closed, won = rows.texts("is_closed"), rows.texts("is_won")
    said = _of_words(rows.texts("status")).mask(closed.ne(""), "open")
    said = said.mask(cells.yes(closed), "lost").mask(cells.yes(won), "won")
    told = pd.DataFrame({"id": cells.ids(rows.texts("stage")), "end": said})
    told = told[told["end"].ne("") & told["id"].ne("")].drop_duplicates()
    alone = told[~told["id"].duplicated(keep=False)]
    return dict(zip(alone["id"], alone["end"], strict=True))


def written_names(rows: Rows, tables: Iterable[Table], known: Stages) -> dict[str, str]:
    """{id: name} of stages that no table has, where deals or logs write their names beside their ids."""
    found: dict[str, str] = {}
    pairs = [(cells.ids(rows.texts("stage")), rows.texts("stage_name"))]
    for table in tables:
        pairs += _names_in_log(table)
    for ids, names in pairs:
        unknown = ids.ne("") & ~ids.isin(known.frame.index) & names.ne("")
        found |= dict(zip(ids[unknown], names[unknown], strict=True))
    return found


def _names_in_log(table: Table) -> Iterator[tuple[pd.Series, pd.Series]]:
    """Ids of stages and what they are called, as the rows of a log have them before and after a move."""
    fields = table.kind.fields.get("stage")
    moved = table.texts("field").map(folded).isin(fields) if fields else slice(None)
    for value, label, inner in (
        ("old_value" if fields else "from_stage", "old_label", "old_value_formatted"),
        ("new_value" if fields else "stage", "new_label", "new_value_formatted"),
    ):
        names = table.texts(label)[moved]
        more = table.texts("labels")[moved].where(names.eq(""), "")
        inside = more.map(lambda cell, name=inner: _inside(cell, name)).astype("str")
        yield table.ids(value)[moved], names.where(names.ne(""), inside)


def _inside(cell: str, name: str) -> str:
    record = cells.json_of(cell)
    return cells.text_of(record.get(name)) if isinstance(record, dict) else ""


def doubtful(label: str) -> bool:
    """Whether an open stage is called as an outcome is."""
    return meaning(label) in (*ENDS, "closed")
