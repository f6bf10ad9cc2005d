"""Wrong calls of a newcomer: each is told a line, and the line is taken and run."""

import re
from importlib.metadata import version

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.catalogue import CARDS
from tests.test_obvious import ACTS, DAYS, LINES, NAMED, NEEDED, company, here, run  # noqa: F401

BEGINS = re.compile(r"pipe = ck\.|ck\.|pipe\.|list\(pipe|\{one: ")
GOES_ON = re.compile(r"\.[a-z]\w*|\[|\(")
#: what each needs beside the pipeline, as it is typed
ASKED = {
    "forecast": 'until="2025-12-31"', "qualification": '{"need": "Need confirmed"}', "funnel_rule_deals": '"New"',
    "benchmark": '"win_rate"', "goals": '{"measure": "won_deals", "period": "2025-06", "target": 3}',
    "compare": '"win_rate"', "deals_needed": '"win_rate"',
}  # fmt: skip


def typed(fix):
    """The lines that a sentence says to type, to the end of their brackets."""
    found, at = [], 0
    while begin := BEGINS.search(fix, at):
        at = end_of(fix, begin.end() - 1 if begin[0] in ("{one: ", "list(pipe") else begin.end())
        if begin[0] == "{one: ":
            at = fix.index("unique()}") + len("unique()}")
        elif begin[0] == "list(pipe":
            at = end_of(fix, begin.start() + 4)
        found.append(fix[begin.start() : at])
    return found


def end_of(text, at):
    """Where the expression ends that goes on at this place."""
    while name := re.compile(r"\w+").match(text, at):
        at = name.end()
    while more := GOES_ON.match(text, at):
        at = more.end()
        if more[0] in "[(":
            depth, quote = 1, ""
            while depth:
                sign, at = text[at], at + 1
                if quote:
                    quote = "" if sign == quote and text[at - 2] != "\\" else quote
                elif sign in "\"'":
                    quote = sign
                else:
                    depth += (sign in "([{") - (sign in ")]}")
    return at


def test_what_is_to_be_typed_is_found_whole():
    assert typed("Ask: ck.a(pipe, by=\"x (y)\").query('stage == \"New\"'). Or leave it out: ck.b(pipe).") == [
        "ck.a(pipe, by=\"x (y)\").query('stage == \"New\"')", "ck.b(pipe)",
    ]  # fmt: skip
    assert typed('Write it as pipe = ck.load("a.csv").') == ['pipe = ck.load("a.csv")']
    assert typed("Write it as list(pipe.deals.columns).") == ["list(pipe.deals.columns)"]
    assert typed("Write it as pipe.deals.loc.") == ["pipe.deals.loc"]


def advice(call):
    """What a wrong call is told to type: an error of ours, and a line at least."""
    with pytest.raises(CycleKitError) as error:
        run(call)
    found = typed(error.value.fix) or replaced(call, error.value.fix)
    assert found, f"{call}: {error.value}"
    return found


def replaced(call, fix):
    """The call with the argument alone that a sentence names, or with the measure."""
    alone = re.search(r'\b(\w+)=("[^"]*")', fix)
    if alone:
        return [re.sub(rf'\b{alone[1]}="[^"]*"', alone[0], call)]
    named = re.search(r'"[^"]*"', fix)
    return [re.sub(r'"[^"]*"', named[0], call, count=1)] if named else []


def tried(call):
    """The first line that a wrong call is told, run; all others run too."""
    lines = advice(call)
    found = [run(line) for line in lines]
    return lines[0], found[0]


NAMES = """median_cycle average_cycle mean_cycle cycle_days time_to_win win_rate_by_owner win_rate_by_stage
funnel_by_owner
by_product products product_lines touches calls meetings journeys entries bias forecast_accuracy rates bands
bant BANT industry_benchmarks pipeline_value from_excel pushed slipped help version credit list_deals top_deals
biggest_deals monthly_win_rate win_rate_over_time funnel_by_month quarterly_funnel compare_owners plot_funnel
steps_by_owner when_won_by_owner forecast_by_owner funnel_by_stage deals_by_stage by_owner by_month by_region
cycle_by_industry lead_conversion aj_median_days getFunnel openDeals amount jalali time_to_proposal
share_of_cycle win_rate_plot trend_of_win_rate won_deals_by_quarter won_value_per_owner deals_per_owner
get_win_rate show_funnel loss_reasons_by_region average_deal_size weighted_pipeline coverage loopbacks splits
questions xyzzy objections best_reps arr mrr time_between commit to_do_by_owner average_days_in_stage
list_open_deals conversion_by_source conversion_from_proposal velocity_by_owner DataFrame pipe data
exchange_rates win_rate_of_proposal""".split()  # noqa: SIM905


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_told_a_line_that_runs(here, name):  # noqa: F811
    tried(f"ck.{name}")


@pytest.mark.parametrize(
    ("name", "line"),
    {
        "time_to_proposal": 'start="created_at", end="Proposal"',
        "days_to_first_contact": 'start="created_at", end="first_contact_at"',
        "time_from_new": 'start="New", end="closed_at"',
        "time_from_new_to_proposal": 'start="New", end="Proposal"',
        "time_between_new_and_won": 'start="New", end="closed_at"',
        "time_between": 'start="created_at", end="closed_at"',
    }.items(),
)
def test_a_name_of_a_time_asks_between_the_two_it_names(here, name, line):  # noqa: F811
    assert tried(f"ck.{name}")[0] == f"ck.cycle_length(pipe, {line})"


def test_entries_are_those_into_a_stage(here):  # noqa: F811
    assert tried("ck.entries")[0] == 'ck.trend(pipe, "entries into New")'


BANDS = {
    "bins=4": 'by={"amount": 4}',
    "bands=[100, 1000]": 'by={"amount": [100, 1000]}',
    "quantiles=True": 'by={"amount": 4}',
    'by="amount", bands=3': 'by={"amount": 3}',
    'by="probability", buckets=3': 'by={"probability": 3}',
    'by="owner", bins=4': 'by={"owner": None, "amount": 4}',
    'by=["owner"], n_bins=4': 'by={"owner": None, "amount": 4}',
}


@pytest.mark.parametrize("asked", BANDS)
@pytest.mark.parametrize("question", ["win_rate", "cycle_length", "loss_reasons"])
def test_bands_are_said_in_by(here, question, asked):  # noqa: F811
    (line, *_) = advice(f"ck.{question}(pipe, {asked})")
    assert line == f"ck.{question}(pipe, {BANDS[asked]})"


@pytest.mark.parametrize("question", ["forecast", "paths", "steps"])
def test_what_has_no_bands_is_told_none(here, question):  # noqa: F811
    lines = advice(
        f"ck.{question}(pipe, {ASKED.get(question, '')}{', ' * (question in ASKED)}bins=4)"
    )
    assert lines and not any("bins" in one for one in lines)


OF_PANDAS = [
    "head", "tail", "shape", "groupby", "filter", "query", "loc", "iloc", "sort_values", "describe", "merge", "plot",
]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        *OF_PANDAS,
        "columns",
        "to_csv",
        "open_deals",
        "owner",
        "stage",
        "notess",
        "rep",
        "xyzzy",
        *CARDS,
    ],
)
def test_what_a_pipeline_does_not_have_is_told_by_an_error_of_ours(here, name):  # noqa: F811
    pipe = company()
    if name in vars(pipe):
        return
    with pytest.raises(AttributeError) as error:
        getattr(pipe, name)
    assert isinstance(error.value, CycleKitError)
    assert not hasattr(pipe, name)
    if name in CARDS:
        assert f"Write it as ck.{name}(" in error.value.fix
    elif name in OF_PANDAS[:9]:
        assert run(typed(error.value.fix)[0]) is not None
    assert typed(error.value.fix)


def test_names_of_the_language_stay_as_they_are():
    with pytest.raises(AttributeError) as error:
        company().__wrapped__  # noqa: B018
    assert not isinstance(error.value, CycleKitError)
    assert ck.__version__ == version("cycle-kit")


CALLS = """ck.win_rate(pipe, stage="New")
ck.funnel(pipe, stage="New")
ck.loops(pipe, stage="New")
ck.kpis(pipe, stage="New")
ck.cycle_length(pipe, stage="New")
ck.step_effects(pipe, stage="New")
ck.trend(pipe, "win_rate", stage="New")
ck.trend(pipe, "open_value", stage="New")
ck.compare(pipe, "win_rate", owner="Zuza")
ck.compare(pipe, "win_rate", source="Web")
ck.by_line(pipe, group_by="product")
ck.by_line(pipe, by="product")
ck.by_line(pipe, "products")
ck.compare(pipe, "win_rate", split=";")
ck.win_rate(pipe, sep=";")
ck.win_rate(pipe, by="owner", delimiter=";")
ck.slips(pipe, group_by="owner")
ck.slips(pipe, by="owner")
ck.slips(pipe, by="Owner")
ck.cycle_length(pipe, start="New", end="Won")
ck.cycle_length(pipe, start="Nwe", end="won")
ck.cycle_length(pipe, end="Demo")
ck.cycle_length(pipe, from_stage="New", to_stage="Proposal")
ck.cycle_length(pipe, begin="New", finish="Proposal")
ck.cycle_length(pipe, start="New", to="Proposal")
ck.cycle_length(pipe, **{"from": "New", "to": "Proposal"})
ck.cycle_length(pipe, median=True)
ck.load("deals.csv", rates={"USD": 0.9})
ck.load("deals.csv", split="credit.csv")
ck.load("deals.csv", currency="EUR")
ck.load("deals.csv", line_items="lines.csv")
ck.load("deals.csv", shares="credit.csv")
ck.load("deals.csv", touches="acts.csv")
ck.load("deals.csv", jalali=True)
ck.load("deals.csv", fiscal_weeks="4-4-5")
ck.load("deals.csv", base_currency="EUR")
ck.load("deals.csv", stage_order=["New", "Proposal"])
ck.load("deals.csv", fiscal_year=4)
ck.load("deals.csv", colour=4)
ck.template(pipe, template="contact-to-close")
ck.when_won(pipe, by="owner")
ck.when_won(pipe, by="source")
ck.forecast(pipe, until="2025-12-31", by="owner")
ck.forecast(pipe, until="2025-12-31", by="source")
ck.benchmark(pipe, "win_rate", by="industry")
ck.benchmark(pipe, "win_rate", group_by="source")
ck.trend(pipe, "won_value", within="decade")
ck.trend(pipe, "win_rate", within="decade")
ck.trend(pipe, "won_value", every="M")
ck.trend(pipe, "won_value", freq="Q")
ck.trend(pipe, "cycle_length")
ck.trend(pipe, "conversion")
ck.trend(pipe, "won_value", "month")
ck.backtest(pipe, days=30)
ck.backtest(pipe, every="quarter", period=30)
ck.backtest(pipe, method="history")
ck.win_rate(pipe, by="owner", period="month")
ck.win_rate(pipe, period="month", group_by="owner")
ck.kpis(pipe, freq="M")
ck.kpis(pipe, month="2025-02")
ck.kpis(pipe, date="2025-02")
ck.win_rate(pipe, by={"amount": "4"})
ck.win_rate(pipe, by={"amount": 4.0})
ck.win_rate(pipe, by={})
ck.win_rate(pipe, by=["owner", {"amount": 2}])
ck.activities(pipe, by="kind")
ck.win_rate(pipe, rep="Zuza")
ck.win_rate(pipe, "owner")
pipe.where("owner == 'Zuza'")""".splitlines()


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_is_told_a_line_that_runs(here, call):  # noqa: F811
    LINES.to_csv("lines.csv", index=False)
    ACTS.to_csv("acts.csv", index=False)
    _line, found = tried(call)
    assert found is not None


@pytest.mark.parametrize(
    ("call", "line"),
    [
        ('ck.win_rate(pipe, stage="New")', "ck.win_rate(pipe, by=\"stage\").query('stage == \"New\"')"),
        ('ck.by_line(pipe, by="product")', 'ck.by_line(pipe, "product")'),
        ('ck.by_line(pipe, group_by="product")', 'ck.by_line(pipe, column="product")'),
        ('ck.slips(pipe, group_by="owner")', 'ck.slips(pipe, every="month", by="owner")'),
        ('ck.cycle_length(pipe, start="New", to="Proposal")',
         'ck.cycle_length(pipe, start="New", end="Proposal")'),
        ('ck.trend(pipe, "win_rate", within="decade")', 'ck.trend(pipe, "won_value", within="month")'),
        ('ck.win_rate(pipe, period="quarter", by="owner")', 'ck.trend(pipe, "win_rate", every="quarter", by="owner")'),
        ('ck.load("deals.csv", shares="credit.csv")', 'ck.load("deals.csv", credit="credit.csv")'),
        ('ck.load("deals.csv", rates={"USD": 0.9})', 'ck.load("deals.csv", config="cycle.toml")'),
        ('ck.template(pipe, template="contact-to-close")', 'ck.template(pipe, name="contact-to-close")'),
        ('ck.load("deals.csv", persian=True)', 'ck.load("deals.csv", calendar="jalali")'),
        ('ck.load("deals.csv", jalali=True)', 'ck.load("deals.csv", calendar="jalali")'),
        ('ck.compare(pipe, "win_rate", owner="Zuza")',
         "ck.compare(pipe, \"win_rate\", by=\"owner\").query('group == \"Zuza\"')"),
        ('ck.forecast(pipe, until="2025-12-31", by="owner")', 'ck.forecast(pipe, until="2025-12-31", per="owner")'),
        ("ck.list_deals", "pipe.deals"),
        ("ck.version", "ck.__version__"),
    ],
)  # fmt: skip
def test_the_line_is_the_one_that_was_meant(here, call, line):  # noqa: F811
    assert advice(call)[0] == line


def asked_of_pipelines():
    """How each question of a pipeline is asked, by its name."""
    for name in CARDS:
        if name in ("both_readings", "calibration", "speed_to_lead_conversion"):  # wants hours
            continue
        given = [f'"{one}"' if isinstance(one, str) else repr(one) for one in NEEDED.get(name, [])]
        more = ASKED.get(name, ", ".join(given))
        more = ", ".join(
            [more, *(f'{key}="{value}"' for key, value in NAMED.get(name, {}).items())]
        )
        more = more.strip(", ") + (', by="owner"' if name == "mix_shift" else "")
        yield f"ck.{name}(pipe{', ' + more if more else ''}"


@pytest.mark.parametrize("begun", asked_of_pipelines())
@pytest.mark.parametrize(
    "odd",
    ['stage="Proposal"', 'source="Web"', 'group_by="source"'],
)
def test_every_question_with_an_argument_that_it_lacks_is_told_a_line_that_runs(begun, odd):
    if begun.startswith("ck.funnel_rule_deals") and odd.startswith("stage"):
        return  # which it has
    tried(f"{begun}, {odd})")


def test_a_stage_that_is_asked_for_is_answered_with_that_stage():
    for call in ('ck.win_rate(pipe, stage="New")', 'ck.funnel(pipe, stage="New")', 'ck.open_age(pipe, stage="New")',
                 'ck.stage_durations(pipe, stage="New")', 'ck.to_do(pipe, stage="New")'):  # fmt: skip
        _line, found = tried(call)
        assert list(found["stage"].unique()) == ["New"]
    whole = ck.win_rate(company(), by="stage")
    pd.testing.assert_frame_equal(
        tried('ck.win_rate(pipe, stage="New")')[1], whole[whole["stage"] == "New"]
    )
    assert len(DAYS) == ck.funnel(company())["deals"].iloc[0]
