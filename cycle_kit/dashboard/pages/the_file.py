"""The file: what was read, what it can answer, and what is odd in it; the questions of notebook 00."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cycle_kit.charts import defect_effects_chart, defects_chart, fixes_words, notes_words
from cycle_kit.charts.words import _, commas, many
from cycle_kit.dashboard.live import words
from cycle_kit.dashboard.page_words import told_html, way_html
from cycle_kit.dashboard.pages import listed
from cycle_kit.dashboard.pages.declared import Part, QuestionPage
from cycle_kit.metrics.answerable import answerable
from cycle_kit.metrics.defects import defect_effects, defects
from cycle_kit.pipeline import Pipeline

HEADINGS = {"question": "Question", "why": "Why not in full", "export_this": "What to export"}
LACKING = {"no": "not answered", "partly": "answered in part"}


def lacking(table: pd.DataFrame) -> str:
    """What is not answered in full, those together that lack the same, as a table."""
    full = int((table["answer"] == "yes").sum())
    told = many(full, "{n} question is answered in full.", "{n} questions are answered in full.")
    rows = table[table["answer"] != "yes"].fillna("")
    keys = ["answer", "why", "export_this"]
    grouped = rows.groupby(keys, sort=False, as_index=False)["metric"].agg(questions)
    body = "".join(map(row_html, grouped.to_dict("records")))
    heads = "".join(f'<th scope="col">{words(_(name))}</th>' for name in HEADINGS.values())
    if not body:
        return f"<p>{words(told)}</p>"
    return (
        f'<p>{words(told)}</p><div class="ck-scroll"><table class="ck-table ck-lacking">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def questions(metrics: Iterable[str]) -> str:
    """What metrics answer, each by its own name."""
    return commas(_(metric.replace("_", " ")) for metric in metrics)


def row_html(row: dict) -> str:
    return (
        f"<tr><td>{words(row['metric'])}"
        f"<small>{words(_(LACKING[row['answer']]))}</small></td>"
        f"<td>{told_html(row['why'])}</td><td>{way_html(row['export_this'])}</td></tr>"
    )


def lines_html(said: str) -> str:
    """Sentences of loading, in the words of the page."""
    return "".join(f"<p>{way_html(line)}</p>" for line in said.splitlines() if line)


def notes(pipe: Pipeline) -> pd.DataFrame:
    return pipe.notes


PAGE = QuestionPage(
    "file",
    "The file",
    "What was read, what can it answer, and what in it is odd?",
    (
        Part(
            "read",
            "What was read",
            notes,
            metric="",
            tells=lambda notes: lines_html(notes_words(notes)),
            of="whole",
        ),
        Part(
            "mend",
            "What is worth mending",
            notes,
            metric="",
            tells=lambda notes: lines_html(fixes_words(notes)),
            of="whole",
        ),
        Part(
            "answers",
            "What it can answer",
            answerable,
            metric="",
            tells=lacking,
            of="full",
            wide=True,
        ),
        Part(
            "odd",
            "What is odd",
            defects,
            defects_chart,
            clicked=listed.of_defect,
            of="whole",
        ),
        Part(
            "effects",
            "What that does to the figures",
            defect_effects,
            defect_effects_chart,
            hint="With these deals, and without them.",
            of="whole",
        ),
    ),
)
