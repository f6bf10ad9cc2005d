"""The tables of systems in docs/exports.md, from the declarations: `python -m tests.readme_crms` writes them anew."""

import re
from functools import cache
from pathlib import Path

import pandas as pd

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.dialects import known
from cycle_kit.dialects.unattested import HOW_TOS, columns_to_pass
from tests.claimed import loads

EXPORTS = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
MARKS = "<!-- systems: written by python -m tests.readme_crms -->\n", "<!-- /systems -->"
SECTION = re.compile(re.escape(MARKS[0]) + r"(.*?)" + re.escape(MARKS[1]), flags=re.S)
BY_HAND_MARKS = (
    "<!-- systems to name columns for: written by python -m tests.readme_crms -->\n",
    "<!-- /systems to name columns for -->",
)
BY_HAND = re.compile(
    re.escape(BY_HAND_MARKS[0]) + r"(.*?)" + re.escape(BY_HAND_MARKS[1]), flags=re.S
)

#: the sample that says most, where that is not `<crm>_deals` or the only one: with its history, where there is one
SAMPLES = {
    "bitrix24": ("bitrix24_bi_deals.csv", "bitrix24_bi_history.csv"),
    "close": ("close_iso8601_dates.csv",),
    "espocrm": ("espocrm.csv",),
    "odoo": ("odoo_en.csv",),
    "salesforce": ("salesforce_opportunities.csv", "salesforce_history.csv"),
    "suitecrm": ("suitecrm_en.csv",),
    "a plain log of stage entries": ("event_log.csv", "event_log_deals.csv"),
}
#: what a plain table should have
TABLE = pd.DataFrame(
    {
        "Deal ID": ["1", "2", "3"],
        "Stage": ["Offer", "Offer", "New"],
        "Status": ["open", "lost", "won"],
        "Owner": "Ada",
        "Created Date": ["2024-01-01", "2024-01-02", "2024-01-03"],
        "Closed Date": ["", "2024-02-01", "2024-02-02"],
        "Lost Reason": ["", "Price", ""],
    }
)
#: metric: the question in words, and the same where it is answered in part
QUESTIONS = {
    "win_rate": ("win rates", "win rates"),
    "cycle_length": ("cycles", "cycles"),
    "loss_reasons": ("reasons for losing", "reasons for losing"),
    "funnel": ("where deals stop", "roughly where deals stop"),
    "stage_durations": ("days per stage", "days per stage"),
    "slips": ("pushed dates", "pushed dates"),
}


@cache
def answered(layout: str) -> str:
    """What the sample of a system can answer, with its order of stages given, of what people ask first."""
    source = TABLE if layout == "a plain table of deals" else samples_of(layout)
    pipe = ck.load(source)
    pipe = pipe if pipe.ordered else ck.load(source, stages=pipe.orders)
    if len(pipe.pipelines) > 1:
        pipe = pipe.where(pipeline=pipe.pipelines[0])
    answers = ck.answerable(pipe).set_index("metric")["answer"]
    told = [
        words[answers[name] != "yes"] for name, words in QUESTIONS.items() if answers[name] != "no"
    ]
    return ", ".join(told)


def samples_of(layout: str) -> list[Path]:
    """The sample that says most of a system: the one of SAMPLES, or `<crm>_deals`, or its only one; of a system
    without samples the golden one of `tests/crms`."""
    if layout in SAMPLES:
        return [shipped.sample(name) for name in SAMPLES[layout]]
    folder = shipped.sample("hubspot_deals.csv").parent
    golden = Path(__file__).parent / "crms"
    found = [path for path in folder.rglob(f"{layout}_*") if path.suffix in (".csv", ".xlsx")]
    found = found or [path for path in golden.glob(f"{layout}_*") if path.suffix != ".toml"]
    found = [path for path in found if path.stem == f"{layout}_deals"] or found
    names = [path.name for path in found]
    assert len(found) == 1, f"say in SAMPLES which sample of {layout} says most: {names}"
    return found


def languages(group: pd.DataFrame) -> str:
    """The languages of a system's headers; a language of which too few are known for a file says so."""
    title, told = group["title"].iloc[0], []
    for language in group["language"].drop_duplicates():
        mine = [d for d in known() if d.title == title and (d.language or "en") == language]
        alone = any(each.table == "history" or loads(each) for each in mine)
        told.append(language if alone else f"{language} (the columns have to be named)")
    return ", ".join(told)


def markdown() -> str:
    """One row per system: its name, its headers' languages, its history, what it answers, how to export."""
    layouts = ck.crms()
    layouts = layouts[layouts["table"] != "leads"]
    systems = layouts[layouts["crm"] != "plain"]
    plain = layouts[layouts["crm"] == "plain"]
    rows = [row(group) for _, group in systems.groupby("title", sort=True)]
    rows += [row(group) for _, group in plain.groupby("title", sort=False)]
    head = [
        "| your CRM | headers in | stage history | what it answers | how to export |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"


def row(group: pd.DataFrame) -> str:
    shapes = [shape for shape in group["history"].drop_duplicates() if shape not in ("", "none")]
    if len(shapes) > 1:
        shapes = [shape for shape in shapes if shape != "last change only"]
    exports = "<br>".join(group["export"].drop_duplicates())
    title, crm = group["title"].iloc[0], group["crm"].iloc[0]
    history = ", ".join(shapes) or "none"
    answers = answered(title if crm == "plain" else crm)
    cells = (f"**{title}**", languages(group), history, answers, exports)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def by_hand() -> str:
    """One row per system whose headers nobody attests: how to export, and what to pass to `load`."""
    rows = [
        f"| **{each.title}** | {each.export} | `{columns_to_pass(each)}` | {each.notes} |"
        for each in sorted(HOW_TOS, key=lambda each: each.title)
    ]
    head = ["| your CRM | how to export | what to add to `ck.load(...)` | |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def written(text: str) -> str:
    """The page with its tables as the declarations have them."""
    text = SECTION.sub(lambda _: MARKS[0] + markdown() + MARKS[1], text)
    return BY_HAND.sub(lambda _: BY_HAND_MARKS[0] + by_hand() + BY_HAND_MARKS[1], text)


if __name__ == "__main__":
    EXPORTS.write_text(written(EXPORTS.read_text(encoding="utf-8")), encoding="utf-8")
