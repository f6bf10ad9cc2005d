"""What was known of deals, and how those that met each question went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.errors import ColumnError, QuestionError, in_code, listed, nearest
from cycle_kit.metrics.counting import ratio, share_interval
from cycle_kit.metrics.frames import deals, metric, table
from cycle_kit.metrics.stratified import newcombe
from cycle_kit.pipeline import Pipeline
from cycle_kit.signatures import Kind
from cycle_kit.values import key, read_booleans

COLUMNS = (
    "question", "answered", "met", "win_rate_met", "win_rate_not_met", "low", "high", "open_missing",
    "difference", "met_low", "met_high", "decided_met", "decided_not_met", "warning",
)  # fmt: skip
WARNING = (
    "Answers have no dates: those of won deals may have been filled in later, "
    "which makes the question look better than it is."
)
Answer = str | tuple[str, str | Sequence[str]]
Checklist = Annotated[
    Mapping[str, Answer], Kind("a dict of questions and columns", '{"need": "Need confirmed"}')
]


@metric
def qualification(pipe: Pipeline, checklist: Checklist) -> pd.DataFrame:
    """How many deals meet each question of a checklist, and how those that do are won.

    `checklist`: `{question: column}` with columns of yes and no, or `{question: (column, values that
    count as met)}`; the questions may be interest, need, means and decision-maker, or budget,
    authority, need and time. One row per question in that order: `answered` (deals with an answer),
    `met` (of these, yes), `win_rate_met, win_rate_not_met` (won of won and lost), `low, high`: 95 %
    of their `difference` (Newcombe), `open_missing` (open deals without an answer), `met_low,
    met_high` (95 % of `win_rate_met`, Wilson), `decided_met, decided_not_met`, `warning`.
    Raises ColumnError for unknown columns, and for columns that are not yes or no.
    """
    if not checklist:
        raise QuestionError(
            "The checklist is empty.",
            there="",
            fix='Name questions and columns: ck.qualification(pipe, {"need": "Need confirmed"}).',
        )
    rows = [one_question(pipe, question, answer) for question, answer in checklist.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def one_question(pipe: Pipeline, question: str, answer: Answer) -> dict[str, object]:
    column, wanted = (answer, None) if isinstance(answer, str) else answer
    require_column(pipe, question, column)
    frame = deals(pipe).select(answer=nw.col(column), standing=nw.col("outcome").cast(nw.String))
    counts = table(frame.group_by("answer", "standing").agg(number=nw.len()))
    met = met_or_not(counts["answer"], column, wanted)
    known = met.notna()
    number = counts["number"].to_numpy(float)
    sums = {
        (said, name): number[
            (met == said).to_numpy(bool, na_value=False) & (counts["standing"] == name)
        ].sum()
        for said in (True, False)
        for name in ("won", "lost")
    }
    won = np.array([sums[True, "won"], sums[False, "won"]])
    decided = won + np.array([sums[True, "lost"], sums[False, "lost"]])
    rate, (met_low, met_high) = ratio(won, decided), share_interval(won, decided)
    low, high = newcombe(rate[:1], decided[:1], rate[1:], decided[1:])
    return {
        "question": question,
        "answered": int(number[known].sum()),
        "met": int(number[met.to_numpy(bool, na_value=False)].sum()),
        "win_rate_met": rate[0],
        "win_rate_not_met": rate[1],
        "low": low[0],
        "high": high[0],
        "open_missing": int(number[~known & (counts["standing"] == "open")].sum()),
        "difference": rate[0] - rate[1],
        "met_low": met_low[0],
        "met_high": met_high[0],
        "decided_met": int(decided[0]),
        "decided_not_met": int(decided[1]),
        "warning": WARNING,
    }


def require_column(pipe: Pipeline, question: str, column: str) -> None:
    known = deals(pipe).collect_schema().names()
    near = nearest(column, known)
    if column not in known:
        raise ColumnError(
            f'There is no column "{column}" with the answers to "{question}".',
            there=f"Columns of deals are {listed(known)}.",
            fix=f'Did you mean {{"{question}": "{near}"}}?'
            if near
            else "Name one of these, or leave the question out of the checklist.",
        )


def met_or_not(answers: pd.Series, column: str, wanted: str | Sequence[str] | None) -> pd.Series:
    """True, False or missing per answer."""
    if pd.api.types.is_bool_dtype(answers):
        return answers.astype("boolean")
    texts = answers.astype("object").where(answers.notna(), "").astype("str").str.strip()
    if wanted is not None:
        words = {key(str(word)) for word in ([wanted] if isinstance(wanted, str) else wanted)}
        return texts.map(key).isin(list(words)).astype("boolean").mask(texts == "")
    parsed = read_booleans(texts)
    if parsed.unreadable.any():
        raise ColumnError(
            f'Column "{column}" does not say yes or no.',
            there=f"{texts[parsed.unreadable].nunique()} of its values say something else.",
            fix=f'Say which values count: {{"...": ({in_code([column])}, ["...", "..."])}}.',
        )
    return parsed.values.astype("boolean")
