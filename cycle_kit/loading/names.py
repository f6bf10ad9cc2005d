"""Names of stages and pipelines: as the company calls them now, in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from cycle_kit.config import Rename
from cycle_kit.dialects.dialect import WideHistory
from cycle_kit.dialects.endings import hopes_among, meaning
from cycle_kit.dialects.hopes import said_key
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import listed, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.loading.match import Match
from cycle_kit.loading.matching import as_declared
from cycle_kit.remarks import Remarks
from cycle_kit.values import cleaned, key
from cycle_kit.values.text import fold

FEW = 0.1  # share of stages that may lack their pipeline


def stage_names(source: Source, names: pd.Series, at: pd.Series | None = None) -> pd.Series:
    """Stages under their present names; `at`: when each row happened, for changes that have a day."""
    for rename in source.reading.renames:
        old = names.isin([name for name in names.unique() if is_name(name, rename.old)])
        if rename.since is not None and at is not None:
            old &= ~(at >= rename.since).to_numpy(dtype=bool)
        if old.any():
            names = names.mask(old, rename.new)
            source.remarks.add("stages", sentence(rename), file=source.raw.file)
    return names


def is_name(name: object, other: str) -> bool:
    return isinstance(name, str) and key(name) == key(other)


def sentence(rename: Rename) -> str:
    until = f" before {rename.since:%Y-%m-%d}" if rename.since is not None else ""
    return f'The stage "{rename.old}" is called "{rename.new}", as cycle.toml says{until}.'


def remark_on_unused(renames: Iterable[Rename], remarks: Remarks) -> None:
    """A change of names that changed nothing may be misspelled."""
    said = {row["note"] for row in remarks.rows}
    for rename in renames:
        if sentence(rename) not in said:
            remarks.add(
                "stages",
                f'cycle.toml renames the stage "{rename.old}", which no row names.',
                fix="Compare its spelling with the file, or take it out.",
            )


def declared_dates(frame: pd.DataFrame, match: Match) -> dict[tuple[str, str], str]:
    """{(pipeline, stage): header} of the date columns that the layout declares, of two generations the first; none
    where the brackets behind the stages belong to their names."""
    history = match.dialect.history
    found: dict[tuple[str, str], str] = {}
    plain: set[str] = set()
    for pattern in history.entered if isinstance(history, WideHistory) else ():
        for header in frame:
            fitting = as_declared(pattern, header)
            if fitting:
                found.setdefault((fitting["pipeline"], fitting["stage"]), header)
                plain |= set(unbracketed(fitting, frame))
    return found if are_pipelines(list(found), frame, match, plain=len(plain)) else {}


def unbracketed(fitting: re.Match, headers: Iterable[str]) -> list[str]:
    """The headers that are written like this one without brackets behind the stage."""
    start, end = (
        fitting.string[: fitting.start("stage")],
        fitting.string[fitting.end("pipeline") + 1 :],
    )
    own = [header for header in headers if header.startswith(start) and header.endswith(end)]
    return [header for header in own if start and not header.removesuffix(end).endswith(")")]


def are_pipelines(
    named: Sequence[tuple[str, str]], frame: pd.DataFrame, match: Match, *, plain: int
) -> bool:
    """Whether what stands in brackets behind stages is their pipeline, as the column of pipelines says; without one,
    whether nearly all stages have brackets and the same go with several. `named`: (pipeline, stage) of headers;
    `plain`: how many other headers have no brackets."""
    brackets = {pipeline for pipeline, _ in named if pipeline}
    column = match.columns.get("pipeline")
    if not brackets or (column is not None and (frame[column] != "").any()):
        return True
    if plain > FEW * len(named) or any(meaning(each) in (*ENDS, "closed") for each in brackets):
        return False
    here = cleaned(frame[match.columns["stage"]]).unique() if "stage" in match.columns else []
    parted = behind(pd.Series(here, dtype="str"), sorted(brackets))
    whole = [(p, s) for p, s in zip(*parted, strict=True) if isinstance(p, str)]
    if not whole:  # the column of stages says them without brackets
        return True
    several = pd.DataFrame([*named, *whole]).drop_duplicates()[0].duplicated().any()
    bare = {stage for _, stage in named}
    others = [s for p, s in zip(*parted, strict=True) if not isinstance(p, str) and s not in bare]
    return bool(several) and sum(not meaning(name) for name in others) <= FEW * len(here)


def from_headers(source: Source, stages: pd.Series) -> tuple[pd.Series, pd.Series] | None:
    """The pipeline and the stage of each row of a table that names pipelines in its headers alone, "Date entered
    "Talk (Sales)"": the one behind its stage, the one entered last, or the only one that has its stage."""
    dates = declared_dates(source.raw.frame, source.match)
    pipelines = list(dict.fromkeys(pipeline for pipeline, _ in dates if pipeline))
    if not pipelines:
        return None
    found, bare = behind(stages, pipelines)
    if source.has("pipeline"):
        return pipeline_names(source), bare
    if len(pipelines) == 1:
        found = pd.Series(pipelines[0], index=stages.index)
    else:
        own = bare.map(with_own_stage(dates)).astype("str")
        found = found.fillna(entered_last(source, dates)).fillna(own)
    remark_on_headers(source, pipelines, found)
    return found.replace(source.reading.pipelines).astype("str"), bare


def behind(stages: pd.Series, pipelines: Sequence[str]) -> tuple[pd.Series, pd.Series]:
    """The pipeline that stands in brackets behind each stage, else missing; and the stages without it."""
    parts = {
        name: (name[: -len(pipeline) - 2].rstrip(), pipeline)
        for name in stages.dropna().unique()
        for pipeline in pipelines
        if name.endswith(f"({pipeline})") and len(name) > len(pipeline) + 2
    }
    bare = stages.map({name: part[0] for name, part in parts.items()}).astype("str")
    found = stages.map({name: part[1] for name, part in parts.items()}).astype("str")
    return found, bare.fillna(stages.astype("str"))


def entered_last(source: Source, dates: Mapping[tuple[str, str], str]) -> pd.Series:
    """The pipeline in whose columns each row has its last date; missing where it has none."""
    last = pd.Series(pd.NaT, index=source.raw.frame.index, dtype="datetime64[us]")
    found = pd.Series(pd.NA, index=last.index, dtype="str")
    for (pipeline, _), header in dates.items():
        at = source.dates("", header=header)
        later = at.notna() & ~(at < last)
        found, last = found.mask(later & bool(pipeline), pipeline), last.mask(later, at)
    return found


def with_own_stage(dates: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """{stage: pipeline} of the stages that one pipeline alone has."""
    owners: dict[str, set[str]] = {}
    for pipeline, stage in dates:
        owners.setdefault(stage, set()).add(pipeline)
    return {stage: own for stage, (own, *more) in owners.items() if not more and own}


def remark_on_headers(source: Source, pipelines: Sequence[str], found: pd.Series) -> None:
    """That pipelines are named by the headers of dates, and how many rows nothing puts into one."""
    unknown = int(found.isna().sum())
    source.remarks.add(
        "stages",
        f"No column says the pipeline; the headers of the dates name {listed(pipelines)}.",
        file=source.raw.file,
        effect="Every deal is in it."
        if len(pipelines) == 1
        else "A deal is in the one behind its stage, else in the one it entered last"
        + one_or_more(unknown, "; {n} deal is in none.", "; {n} deals are in none.")
        if unknown
        else "A deal is in the one behind its stage, else in the one it entered last.",
        fix='Export the column "Pipeline" too.' if len(pipelines) > 1 else "",
    )


def pipeline_names(source: Source) -> pd.Series:
    """The column of pipelines, with the names that cycle.toml gives them."""
    names = source.words("pipeline")
    new = {key(old): name for old, name in source.reading.pipelines.items()}
    if not new:
        return names
    return names.map({name: new.get(key(name), name) for name in names.dropna().unique()}).astype(
        "str"
    )


def one_spelling(
    counts: pd.Series, chosen: Sequence[str], said: Iterable[str] = ()
) -> dict[str, str]:
    """{spelling: the one that stands for it} of names that differ only in case, spaces or punctuation.

    `counts`: rows per name. `chosen`: names that the user spelled; else the most frequent one stands. A hope for an
    end, known or `said`, as it is compared, is another name: "Won?".
    """
    hopes, said = hopes_among(counts.index), set(said)
    apart = {
        n: said_key(n) if n in hopes or said & {said_key(n), key(n)} else key(n)
        for n in counts.index
    }
    best: dict[str, str] = {}
    for name in counts.sort_values(ascending=False, kind="stable").index:
        best.setdefault(apart[name], name)
    best |= {apart.get(name, key(name)): name for name in chosen}
    return {
        name: best[one] for name, one in apart.items() if name not in chosen and best[one] != name
    }


def remark_on_spellings(spellings: dict[str, str], remarks: Remarks) -> None:
    for stage in dict.fromkeys(spellings.values()):
        others = [name for name, best in spellings.items() if best == stage]
        remarks.add(
            "stages",
            f'"{stage}" is also spelled {listed(others)}.',
            effect="They count as one stage.",
        )


def one_owner_spelling(source: Source, owners: pd.Series) -> pd.Series:
    """Owners that differ only in capitals, blanks, or letters that two keyboards write in two ways (Arabic and
    Persian yeh and kaf) as one, in the spelling most rows have."""
    counts = owners.value_counts()
    best: dict[str, str] = {}
    for name in sorted(counts.index, key=lambda name: (-counts[name], name.isupper(), name)):
        best.setdefault(as_heard(name), name)
    other = {name: best[as_heard(name)] for name in counts.index}
    other = {name: one for name, one in other.items() if name != one}
    if not other:
        return owners
    odd = owners.isin(list(other))
    letters = any(plainly(name) != plainly(one) for name, one in other.items())
    how = "capitals, blanks or letters of another keyboard" if letters else "capitals or blanks"
    source.remarks.add(
        "deals",
        one_or_more(odd.sum(), "{n} row spells", "{n} rows spell")
        + f' a name in "{source.match.columns["owner"]}" with other {how} than most rows do.',
        file=source.raw.file,
        effect="It is one owner, shown in the commonest spelling.",
    )
    return owners.replace(other)


def plainly(name: str) -> str:
    return " ".join(name.casefold().split())


ARABIC = re.compile(r"[\u0600-\u06ff]")


def as_heard(name: str) -> str:
    """A name as it is compared; only in Arabic letters are accents and variants no letters of their own: "Müller" is
    another one than "Muller"."""
    return fold(name) if ARABIC.search(name) else plainly(name)
