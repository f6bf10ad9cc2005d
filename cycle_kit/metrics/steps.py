"""One person's steps beside the rest of the team's: how many go on, how long it takes, how many are lost there."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from cycle_kit.calendars import WorkingDays
from cycle_kit.errors import QuestionError, one_or_more
from cycle_kit.metrics.compare import MIN_N, compare
from cycle_kit.metrics.compare_verdicts import BETTER, FEW, ONE_COLUMN, UNCLEAR, WORSE, threshold
from cycle_kit.metrics.compare_within import WITHIN
from cycle_kit.metrics.frames import By, deals, metric, table
from cycle_kit.metrics.measures import CONVERSION, DAYS
from cycle_kit.metrics.spans import require_history
from cycle_kit.metrics.step_losses import losses, losses_beside
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind, Whole

Owner = Annotated[str, Kind("the name of an owner", '"..."')]
#: part of a step: whether more is better; of those that `compare` has: how its measure begins
PARTS = {"conversion": 1.0, "days": -1.0, "losses": -1.0}
MEASURES = {"conversion": CONVERSION, "days": DAYS}
FIGURES = {
    "value": "{part}", "rest": "rest_{part}", "difference": "{part}_difference", "low": "{part}_low",
    "high": "{part}_high", "n": "{part}_n", "p": "{part}_p", "verdict": "{part}_verdict",
}  # fmt: skip
LOSSES = (
    "left", "lost", "lost_share", "rest_lost_share",
    *(f"losses_{name}" for name in ("difference", "low", "high", "n", "p", "verdict")),
)  # fmt: skip
COLUMNS = (
    "owner", "stage",
    *(name.format(part=part) for part in MEASURES for name in FIGURES.values()),
    *LOSSES, "strongest", "weakest", "note",
)  # fmt: skip


#: a difference that chance alone brings in every second case is none to speak of
LIKELY_CHANCE = -np.log(0.5)


class Asked(NamedTuple):
    """How `compare` is asked."""

    within: By
    calendar: WorkingDays | None
    min_n: int


@metric
def steps(
    pipe: Pipeline,
    *,
    owner: Owner | None = None,
    within: By = WITHIN,
    calendar: WorkingDays | None = None,
    min_n: Whole = MIN_N,
) -> pd.DataFrame:
    """A review: for one `owner`, or for each, every step beside the rest of the team.

    One row per owner and stage. `conversion` (share that went on or won within the usual time, as `compare` has
    "conversion from <stage>") and `days` (restricted mean days in the stage, "days in <stage>"), each with
    `rest_...` (the others' deals of the same kind, `within`), `..._difference, ..._low, ..._high` (95 %, of the
    difference), `..._n` (visits compared), `..._p` and `..._verdict` ("better", "worse", "no clear difference" or
    "too few" under `min_n`). `left`: visits that ended, `lost`: by a loss or a drop, `lost_share, rest_lost_share` of
    all of them, and `losses_difference, losses_low, losses_high, losses_n, losses_p, losses_verdict` of the share of
    losses among deals of the same kind; a verdict holds, too, where visits that last longer than nearly all that
    ended count as lost.
    `strongest` and `weakest`: in one row each, what ("conversion", "days" or "losses") is least like chance beside
    the rest, on either side, of what is not too few, if chance alone brought it in under half of all cases; whether
    it is more than chance its verdict says.
    Verdicts hold by Benjamini-Hochberg, at most 5 % over all steps of the whole team, so that a person's table is the
    same alone and among all. `note`: why nobody is judged. `calendar`: days are then working days.

    Raises QuestionError without a history of stages, without owners, or for an owner who is not there.
    """
    stages = pipe.stages
    require_history(pipe, "A review of steps")
    owners = known_owners(pipe, owner)
    asked = Asked(within, calendar, min_n)
    parts = [one_stage(pipe, stage, asked) for stage in stages]
    found = (
        pd.concat(parts, ignore_index=True) if owners else pd.DataFrame(columns=["owner", "stage"])
    )
    found = found.merge(losses(pipe), on=["owner", "stage"], how="outer")
    found = with_verdicts(found.reindex(columns=[*COLUMNS]))
    found = found.fillna({"left": 0, "lost": 0, "note": ""})
    order = {stage: place for place, stage in enumerate(stages)}
    found = found.assign(place=found["stage"].map(order)).sort_values(["owner", "place"])
    found = with_extremes(found.reset_index(drop=True))
    found = found[found["owner"].eq(owner)] if owner is not None else found
    whole = {name: "int64" for name in ("left", "lost", *(f"{part}_n" for part in PARTS))}
    return found[list(COLUMNS)].astype(whole).reset_index(drop=True)


def known_owners(pipe: Pipeline, owner: str | None) -> list[str]:
    """The owners of the deals; QuestionError where there are none, or not the one asked for."""
    rows = table(deals(pipe).select("owner").unique())
    owners = sorted(rows["owner"].dropna())
    if not owners and len(rows):
        raise QuestionError(
            "A review of steps needs to know whose deals they are.",
            there="No deal has an owner.",
            fix='Export the owner of each deal, or name its column: ck.load(..., columns={"owner": "Rep"}).',
        )
    if owner is not None and owner not in owners:
        raise QuestionError(
            "No deal has this owner.",
            there=f"There {one_or_more(len(owners), 'is {n} owner', 'are {n} owners')}, written as in the file.",
            fix='See them all with ck.steps(pipe), or their names with pipe.deals["owner"].unique().',
        )
    return owners


def one_stage(pipe: Pipeline, stage: str, asked: Asked) -> pd.DataFrame:
    """Each owner's figures of one stage, beside the rest."""
    found = pd.DataFrame({"owner": pd.Series(dtype="object")})
    notes = []
    for part, start in MEASURES.items():
        rows = compare(
            pipe, start + stage, within=asked.within, calendar=asked.calendar, min_n=asked.min_n
        )
        names = {name: shown.format(part=part) for name, shown in FIGURES.items()}
        mine = rows.rename(columns={"group": "owner", **names})[["owner", *names.values()]]
        found = found.merge(mine.astype({"owner": "object"}), on="owner", how="outer")
        notes += [str(why) for why in rows["withheld"].unique() if why]
    lost = losses_beside(pipe, stage, within=asked.within, min_n=asked.min_n)
    notes += [str(why) for why in lost["withheld"].unique() if why]
    mine = lost[["owner", *LOSSES[4:]]].astype({"owner": "object"})
    found = found.merge(mine, on="owner", how="outer")
    return found.assign(stage=stage, note=" ".join(dict.fromkeys(notes)))


def with_verdicts(found: pd.DataFrame) -> pd.DataFrame:
    """Verdicts that hold over all steps of all people, not of one stage alone."""
    p = np.concatenate([found[f"{part}_p"].to_numpy(float) for part in PARTS])
    limit = threshold(p[~np.isnan(p)], ONE_COLUMN)
    for part in PARTS:
        verdict, own = found[f"{part}_verdict"], found[f"{part}_p"].astype(float)
        judged = verdict.isin([BETTER, WORSE])
        found[f"{part}_verdict"] = verdict.mask(judged & ~(own <= limit), UNCLEAR).fillna(FEW)
        found[f"{part}_n"] = found[f"{part}_n"].fillna(0)
    return found


def with_extremes(found: pd.DataFrame) -> pd.DataFrame:
    """Where each owner stands out most from the rest, on either side."""
    scores = pd.DataFrame({part: score(found, part) for part in PARTS}, index=found.index)
    texts = {"strongest": pd.Series("", found.index), "weakest": pd.Series("", found.index)}
    for _owner, mine in scores.groupby(found["owner"]):
        long = pd.concat({part: mine[part] for part in PARTS}).dropna().astype(float)
        if long.empty:
            continue
        for name, place in (("strongest", long.idxmax()), ("weakest", long.idxmin())):
            part, row = place  # pyright: ignore[reportGeneralTypeIssues]
            if (long[place] > 0) == (name == "strongest") and abs(long[place]) > LIKELY_CHANCE:
                texts[name][row] = part
    return found.assign(**texts)


def score(found: pd.DataFrame, part: str) -> pd.Series:
    """How far a figure is better than the rest's, by its p value; empty where it was not judged."""
    side = np.sign(PARTS[part] * found[f"{part}_difference"].astype(float))
    return -side * np.log(found[f"{part}_p"].astype(float).clip(lower=1e-300))
