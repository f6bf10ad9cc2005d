"""What was true of a company of `bench.kinds`, counted from all its moves without cycle_kit.

`Truth` knows the whole lives of its deals, and of any moment what was known of them by then. Times
are days since FIRST, as in `bench.kinds`; periods are given by their first and last moment in these days.
"""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
import pandas as pd

from bench.kinds import STAGES, Made

ENDS = ("Won", "Lost", "Dropped")
SEEN_SHARE = 0.8


class Truth:
    """All of a company; `late`: the moment of the export, `since`: deals ended before are not in it."""

    def __init__(self, company: Made, late: float) -> None:
        since, seen_to = company.kind.cut_left, getattr(company.kind, "seen_to", 0.0) or np.inf
        deals = company.deals.set_index("deal_id")
        deals = deals[deals["created"] < late]
        moves = company.moves[company.moves["deal_id"].isin(deals.index)]
        places = {name: place + 1 for place, name in enumerate(STAGES)}
        self.late = late
        self.moves = moves.assign(
            step=moves["stage"].map(places),
            to=moves.groupby("deal_id")["stage"].shift(-1),
            left=moves.groupby("deal_id")["day"].shift(-1),
        )
        last = moves.drop_duplicates("deal_id", keep="last").set_index("deal_id")
        furthest = self.moves.groupby("deal_id")["step"].max()
        won = last["stage"].eq("Won")
        self.deals = deals.assign(
            outcome=last["stage"], closed=last["day"],
            furthest=furthest.where(~won, len(STAGES) + 1),
        )  # fmt: skip
        self.in_file = (deals["ended"] >= since) & (deals["created"] < seen_to)

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Every stay begun by the export, at its whole length: `deal_id, stage, step, day, left, to`."""
        stays = self.moves[self.moves["step"].notna() & (self.moves["day"] < self.late)]
        return stays.assign(days=stays["left"] - stays["day"])

    def by(self, moment: float) -> pd.DataFrame:
        """The deals created by then: `outcome` (Open), `closed` and `furthest` as they stood."""
        deals = self.deals[self.deals["created"] < moment]
        moves = self.moves[(self.moves["day"] < moment) & self.moves["deal_id"].isin(deals.index)]
        last = moves.drop_duplicates("deal_id", keep="last").set_index("deal_id")
        last = last.reindex(deals.index)
        over = last["stage"].isin(ENDS)
        furthest = moves.groupby("deal_id")["step"].max().reindex(deals.index)
        return deals.assign(
            outcome=last["stage"].where(over, "Open"), closed=last["day"].where(over),
            furthest=furthest.where(last["stage"] != "Won", len(STAGES) + 1),
        )  # fmt: skip

    @cached_property
    def now(self) -> pd.DataFrame:
        return self.by(self.late)

    @cached_property
    def usual_days(self) -> float:
        """Within which 80 % of the wins in the file came."""
        wins = self.now[self.now["outcome"].eq("Won") & self.in_file]
        return float((wins["closed"] - wins["created"]).quantile(SEEN_SHARE))

    @cache  # noqa: B019 - a handful of them, each asked of many companies
    def figures(self, start: float, end: float) -> dict[str, float]:
        """The measures of `kpis` of a period."""
        now = self.now
        new = now[now["created"].between(start, end, inclusive="left")]
        closed = now[now["closed"].between(start, end, inclusive="left")]
        won, lost = (closed[closed["outcome"] == name] for name in ("Won", "Lost"))
        then = self.by(min(end, self.late))
        still = then[then["outcome"] == "Open"]
        rate = share(len(won), len(won) + len(lost))
        cycle = won["closed"] - won["created"]
        soon = new["outcome"].eq("Won") & (new["closed"] - new["created"] <= self.usual_days)
        return {
            "new_deals": len(new), "new_value": new["amount"].sum(),
            "open_deals": len(still), "open_value": still["amount"].sum(),
            "open_age": (min(end, self.late) - still["created"]).median(),
            "won_deals": len(won), "won_value": won["amount"].sum(),
            "win_rate": rate, "win_loss_ratio": share(len(won), len(lost)),
            "mean_won_value": won["amount"].mean(), "median_cycle_days": cycle.median(),
            "velocity_per_day": len(still) * rate * won["amount"].mean() / cycle.mean(),
            "conversion_first_to_won": share(soon.sum(), len(new)),
        }  # fmt: skip

    def funnel(self, rule: str) -> list[int]:
        """How many deals of the file are counted at each stage, and won."""
        now = self.now[self.in_file.loc[self.now.index]]
        steps, won = range(1, len(STAGES) + 1), int(now["outcome"].eq("Won").sum())
        if rule in ("reached", "closed"):
            counted = now if rule == "reached" else now[now["outcome"] != "Open"]
            return [int((counted["furthest"] >= step).sum()) for step in (*steps, steps.stop)]
        seen = self.visits[self.visits["deal_id"].isin(now.index)]
        if rule == "visited":
            return [int(seen.loc[seen["step"] == step, "deal_id"].nunique()) for step in steps] + [
                won
            ]
        ways = seen.groupby("deal_id")["step"].agg(list)
        depth = pd.Series({name: in_order(way) for name, way in ways.items()})
        through = now["outcome"].eq("Won") & (depth.reindex(now.index) == len(STAGES))
        return [int((depth >= step).sum()) for step in steps] + [int(through.sum())]

    def ledger(self, step: int) -> dict[str, int]:
        """How the visits to a stage, of the deals in the file, ended by the export."""
        seen = self.visits[(self.visits["step"] == step)]
        seen = seen[seen["deal_id"].isin(self.in_file.index[self.in_file])]
        known = seen["left"] < self.late
        to = seen["to"].map({name: place + 1 for place, name in enumerate(STAGES)})
        found = {name.lower(): int((known & seen["to"].eq(name)).sum()) for name in ENDS}
        return found | {
            "entries": len(seen), "open": int((~known).sum()), "back": int((known & (to < step)).sum()),
            "forward": int((known & (to == step + 1)).sum()), "skip": int((known & (to > step + 1)).sum()),
        }  # fmt: skip


def in_order(way: list[float]) -> int:
    depth = 0
    for step in way:
        depth += step == depth + 1
    return depth


def share(part: float, whole: float) -> float:
    return part / whole if whole else np.nan
