"""The same six charts for both servers: three funnels and three histograms, from counted tables.

20,000 made-up deals; the one drop-down chooses a region and redraws all six.
"""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

ROWS, SEED = 20_000, 7
STAGES = ["New", "Qualified", "Proposal", "Negotiation", "Won"]
REGIONS = ["North", "East", "South", "West"]
SEGMENTS = ["B2B", "B2C", "Public"]
SPANS = {"Days to first contact": 4, "Days in proposal": 19, "Days to the decision": 61}


def deals() -> pd.DataFrame:
    """One row per deal: region, segment, step (1 to 5, the last one reached), three spans in days."""
    chance = np.random.default_rng(SEED)
    spans = {name: chance.gamma(2, days / 2, ROWS) for name, days in SPANS.items()}
    return pd.DataFrame(
        {
            "region": chance.choice(REGIONS, ROWS),
            "segment": chance.choice(SEGMENTS, ROWS),
            "step": np.minimum(chance.geometric(0.35, ROWS), len(STAGES)),
            **spans,
        }
    )


def six(deals: pd.DataFrame, region: str) -> list[go.Figure]:
    """The six figures of one region; its name stands in every title."""
    here = deals[deals["region"] == region]
    funnels = [_funnel(here[here["segment"] == name], f"{name}, {region}") for name in SEGMENTS]
    return funnels + [_histogram(here[name], f"{name}, {region}") for name in SPANS]


def _funnel(deals: pd.DataFrame, title: str) -> go.Figure:
    reached = [int((deals["step"] >= step).sum()) for step in range(1, len(STAGES) + 1)]
    return _figure(go.Funnel(y=STAGES, x=reached, customdata=[[stage] for stage in STAGES]), title)


def _histogram(days: pd.Series, title: str) -> go.Figure:
    counts, edges = np.histogram(days, bins=30, range=(0, float(days.quantile(0.99))))
    return _figure(go.Bar(x=edges[:-1].round(1).tolist(), y=counts.tolist()), title)


def _figure(marks: go.Bar | go.Funnel, title: str) -> go.Figure:
    return go.Figure(marks, layout={"title": title, "height": 300, "margin": {"t": 40, "b": 30}})
