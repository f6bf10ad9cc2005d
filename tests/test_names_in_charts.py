"""Names out of the data are words in every chart, whatever signs they are made of: no tag of theirs is one."""

import inspect
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.catalogue import CARDS

TAG = "<i>x"  # in every name; as it is here it would be a tag
STAGES = [f"{name}{TAG}" for name in ("New", "Talk", "Offer")]
#: what metrics are asked with where they have no defaults
ASKED: dict[str, dict[str, Any]] = {
    "trend": {"measure_name": f"conversion from {STAGES[0]}"},
    "compare": {"measure_name": "win_rate"},
    "compare_periods": {"measure_name": "win_rate", "before": "2024-Q1", "after": "2024-Q3"},
    "forecast": {"until": "2025-03-31"},
    "waterfall": {"start": "2024-06-30", "end": "2024-09-30"},
    "mix_shift": {
        "measure_name": "win_rate",
        "by": "owner",
        "before": "2024-Q1",
        "after": "2024-Q3",
    },
    "goals": {
        "targets": [{"measure": "won_value", "period": "2024-Q3", "target": 9, "owner": f"a{TAG}"}]
    },
    "deals_needed": {"target": 1000, "until": "2025-03-31"},
    "qualification": {"checklist": {"need": f"tags{TAG}"}},
}


def named(place: int, *names: str) -> str:
    return f"{names[place % len(names)]}{TAG}"


def company() -> ck.Pipeline:
    """180 deals of a year that skip stages, turn back, are won, lost for a reason, and shared."""
    dice, rows, deals = np.random.default_rng(3), [], []
    for deal in range(180):
        day, place = pd.Timestamp("2024-01-01") + pd.Timedelta(days=2 * deal), 0
        at = [(STAGES[0], day)]
        while place < len(STAGES) and dice.random() < 0.85:
            place = max(place + int(dice.choice([1, 1, 1, 2, -1])), 0)
            day += pd.Timedelta(days=int(dice.integers(2, 30)))
            if place < len(STAGES):
                at.append((STAGES[place], day))
        end = "Won" if place >= len(STAGES) else "Lost"
        at += [(end, day + pd.Timedelta(days=3))] if deal % 7 else []
        rows += [
            (str(deal), stage, when) for stage, when in at if when < pd.Timestamp("2025-01-31")
        ]
        deals.append({
            "deal_id": str(deal), "owner": named(deal, "a", "b", "c"), "amount": 100.0 + deal, "name": f"d{deal}{TAG}",
            "account": named(deal, "k", "l", "m", "n"), "source": named(deal, "web", "fair"),
            "lost_reason": named(deal, "dear", "late") if end == "Lost" else None, "industry": named(deal, "oil", "IT"),
            f"tags{TAG}": ["yes", "no", "yes;no"][deal % 3], "expected_close": pd.Timestamp("2025-03-01"),
        })  # fmt: skip
    events = pd.DataFrame(rows, columns=["deal_id", "stage", "at"])
    return ck.from_events(events, stages=STAGES, deals=pd.DataFrame(deals), as_of="2025-01-31")


def texts_of(part: Any, key: str = "") -> Iterator[str]:
    """All that a figure shows; what a mark stands for is not shown."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in ("customdata", "meta", "ids"):
                yield from texts_of(value, name)
    elif isinstance(part, (list, tuple, np.ndarray)):
        for value in part:
            yield from texts_of(value, key)


def drawn(pipe: ck.Pipeline, name: str, **more: Any):
    """The chart of a metric, or None where this company cannot answer."""
    metric, chart = getattr(ck, name), getattr(ck, f"{name}_chart", None)
    if chart is None or not set(more) <= set(inspect.signature(metric).parameters):
        return None
    try:
        return chart(metric(pipe, **{**ASKED.get(name, {}), **more}))
    except (CycleKitError, TypeError):
        return None


@pytest.mark.parametrize(
    ("more", "least"), [({}, 30), ({"by": "owner"}, 15), ({"by": f"tags{TAG}", "split": ";"}, 15)]
)
def test_no_name_becomes_a_tag(more, least):
    pipe, seen, raw = company(), 0, []
    for name in CARDS:
        figure = drawn(pipe, name, **more)
        if figure is not None:
            seen += 1
            raw += [(name, text) for text in texts_of(figure.to_dict()) if TAG in text]
    assert not raw
    assert seen >= least


def test_no_name_becomes_a_tag_between_two_stages():
    table = ck.cycle_length(company(), start=STAGES[0], end=STAGES[-1])
    shown = " ".join(texts_of(ck.cycle_length_chart(table).to_dict()))
    assert TAG not in shown and "New&lt;i&gt;x" in shown


@pytest.mark.parametrize("words", [charts.paths_words, charts.loops_words])
def test_sentences_alone_have_names_as_they_are(words):
    """Plain text where it is text, safe where it is a paragraph of a page, and escaped once."""
    told = words(getattr(ck, words.__name__.removesuffix("_words"))(company()))
    assert TAG in told and "&lt;" not in told
    assert TAG not in told._repr_html_() and "&amp;lt;" not in told._repr_html_()
