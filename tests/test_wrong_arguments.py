"""Whatever a public function is asked with, it answers or says in our words what is wrong."""

import ast
import inspect
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.charts.tables import is_of
from cycle_kit.charts.unanswered import ask
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.catalogue import CARDS
from tests.companies import events
from tests.public import public_metrics

ROWS = [
    f"{deal} {stage} {pd.Timestamp('2024-01-01') + pd.Timedelta(days=7 * deal + days):%Y-%m-%d}"
    for deal in range(1, 13)
    for stage, days in (("New", 0), ("Proposal", 5), ("Won" if deal % 2 else "Lost", 9))
]
PEOPLE = pd.DataFrame(
    {
        "deal_id": [str(deal) for deal in range(1, 14)],
        "owner": ["Zuza Nowak", "Idris Cole"] * 6 + [None],
        "amount": [100.0 * deal for deal in range(1, 14)],
        "currency": "EUR",
        "created_at": pd.date_range("2024-01-08", periods=13, freq="7D").astype("datetime64[us]"),
        "Contacts": ["3", "four"] * 6 + ["5"],
        "Budget known": ["yes", "no"] * 6 + [None],
    }
)


def company() -> ck.Pipeline:
    return ck.from_events(
        events(*ROWS, "13 New 2024-06-01"), stages=["New", "Proposal"], deals=PEOPLE
    )


PIPE = company()
#: what may stand in the place of any argument
STRANGE = (
    None, 3, -1, 1.5, True, float("nan"), "tpyo", b"x", ["tpyo"], [3], {"x": 1}, {"New": -5}, {3: 3},
    object(), slice(3, None), pd.NaT, pd.Series([1]), np.array([1, 2]), pd.DataFrame(),
    pd.DataFrame({"stage": ["New"]}), PIPE, len, int,
)  # fmt: skip
#: a file of few deals, so that each call of `load` is quick
FILE = b"Deal ID,Stage,Created Date,Closed Date\n" + b"".join(
    b"%d,%s,2024-01-0%d,\n" % (deal, stage, deal)
    for deal, stage in enumerate([b"New", b"Proposal", b"Won", b"Lost"], start=1)
)
CHART = ck.funnel_chart(ck.funnel(PIPE))
#: what each needs beside its strange argument
SOUND = {
    "source": FILE,
    "pipe": PIPE, "measure": "win_rate", "measure_name": "win_rate", "stage": "New", "name": "funnel",
    "until": "2024-08-30", "day": "2024-08-30", "to_do": ck.to_do(PIPE),
    "start": "2024-02-01", "end": "2024-03-01", "by": "owner", "before": "2024-01",
    "after": "2024-02", "change": "2024-03-01", "checklist": {"budget": "Budget known"},
    "events": events("1 New 2024-01-01"),
    "metric": ck.cycle_length, "calendar": "PL", "table": pd.DataFrame({"stage": ["New"]}),
    "backtest_table": pd.DataFrame(), "cycle": ck.cycle_length(PIPE), "path": "report.html", "folder": "folder",
    "export": FILE, "a": CHART, "b": CHART,
}  # fmt: skip
#: read files, or are of another chapter
LEFT_OUT = {"sample", "Chart", "Pipeline", "CycleKitError"}
ASKED = [name for name in dir(ck) if name not in LEFT_OUT]


def calls(name: str):
    """Each argument of a function in turn, with each strange thing that it is not already."""
    arguments = inspect.signature(getattr(ck, name)).parameters
    named = {n: a for n, a in arguments.items() if a.kind.name[:3] != "VAR"}
    sound = SOUND | ({"table": SOUND["to_do"]} if name == "as_ics" else {})
    needed = {n: sound[n] for n, a in named.items() if a.default is a.empty}
    usual = {n: a.default for n, a in named.items()}
    plain = [(n, thing) for n in named for thing in STRANGE if usual[n] is not thing]
    return [(n, {**needed, n: thing}) for n, thing in plain]


@pytest.fixture
def little_is_written(monkeypatch, tmp_path):
    """What is to be written is known not to depend on where, and takes long."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cycle_kit.reports.report.written", lambda *_given: "")
    monkeypatch.setattr("cycle_kit.reports.site.write", lambda *_given: None)
    monkeypatch.setattr("cycle_kit.reports.folder.all_tables", lambda _pipe: {"deals": PIPE.deals})


@pytest.mark.usefixtures("little_is_written")
@pytest.mark.parametrize("name", ASKED)
def test_a_strange_argument_is_answered_or_told(name):
    ask, told = getattr(ck, name), 0
    for argument, given in calls(name):
        try:
            ask(**given)
        except CycleKitError as error:
            told += 1
            assert error.wrong, (argument, given[argument])
            assert all(map(is_code, code_in(error.fix))), error.fix
    assert told or not calls(name)


def refused(ask, *given, **named):
    """The three parts of the error that a call ends in."""
    with pytest.raises(CycleKitError) as error:
        ask(*given, **named)
    assert all(map(is_code, code_in(error.value.fix))), error.value.fix
    return error.value.wrong, error.value.there, error.value.fix


@pytest.mark.parametrize(
    ("call", "wrong", "fix"),
    [
        (lambda: ck.win_rate(PIPE, by=3), 
         "by= of ck.win_rate needs a column of deals, a list of them, or bands of a number.",
         'Write it as ck.win_rate(pipe, by="owner").'),
        (lambda: ck.win_rate(PIPE, by="onwer"), 'There is no column "onwer" to split by.',
         'Did you mean by="owner"?'),
        (lambda: ck.win_rate(PIPE, "owner"), "ck.win_rate: too many positional arguments.",
         'Name what comes after the first: ck.win_rate(pipe, by="owner").'),
        (lambda: ck.win_rate(PIPE, bys="owner"), 'ck.win_rate has no argument "bys".',
         'Did you mean by=? Write it as ck.win_rate(pipe, by="owner").'),
        (lambda: ck.win_rate(PIPE.deals), "ck.win_rate asks a pipeline.",
         'Load it first: pipe = ck.load("deals.csv"), then ck.win_rate(pipe).'),
        (lambda: ck.funnel("deals.csv"), "ck.funnel asks a pipeline.",
         'Load it first: pipe = ck.load("deals.csv"), then ck.funnel(pipe).'),
        (lambda: ck.funnel(PIPE, rule="strict"), 'ck.funnel knows no rule="strict".',
         'Choose one of them, for example ck.funnel(pipe, rule="reached").'),
        (lambda: ck.trend(PIPE, "win_rate", every="weekk"), 'ck.trend knows no every="weekk".',
         'Did you mean ck.trend(pipe, "win_rate", every="week")?'),
        (lambda: ck.trend(PIPE, "days in Propsal"), 'There is no measure "days in Propsal".',
         'Did you mean "days in Proposal"?'),
        (lambda: ck.kpis(PIPE, period="mnth"), 'ck.kpis knows no period="mnth".',
         'Did you mean ck.kpis(pipe, period="month")?'),
        (lambda: ck.forecast(PIPE, until="soon"), "until= of ck.forecast needs a date.",
         'Write it as ck.forecast(pipe, until="2024-08-30").'),
        (lambda: ck.forecast(PIPE), "ck.forecast: missing a required argument: 'until'.",
         'Write it as: ck.forecast(pipe, until="2024-08-30").'),
        (lambda: ck.backtest(PIPE, horizon=-5),
         "horizon= of ck.backtest needs a number of days from 1 to 3,650.",
         "Write it as ck.backtest(pipe, horizon=90)."),
        (lambda: ck.calibration(PIPE), "backtest_table= of ck.calibration needs the table of ck.backtest.",
         "Write it as ck.calibration(ck.backtest(pipe))."),
        (lambda: ck.qualification(PIPE, "x"),
         "checklist= of ck.qualification needs a dict of questions and columns.",
         'Write it as ck.qualification(pipe, {"need": "Need confirmed"}).'),
        (lambda: ck.qualification(PIPE, {"budget": "budget_know"}),
         'There is no column "budget_know" with the answers to "budget".',
         'Did you mean {"budget": "Budget known"}?'),
        (lambda: ck.compare(PIPE, "win_rate", min_n=-1), "min_n= of ck.compare needs a whole number from 1.",
         'Write it as ck.compare(pipe, "win_rate", min_n=10).'),
        (lambda: ck.what_if(PIPE, days={"Propsal": -0.2}), 'There is no stage "Propsal".',
         'Did you mean ck.what_if(pipe, days={"Proposal": -0.2})?'),
        (lambda: ck.mix_shift(PIPE, "win_rate", by="owner", before=("2024-03-01", "2024-02-01"), after="2024"),
         "before= starts after it ends.",
         'Write it as before="2024-Q3", before="2024-07" or before=("2024-07-01", "2024-09-30").'),
        (lambda: ck.kpis(PIPE, calendar=5),
         'calendar= of ck.kpis needs a country code such as "PL", or a calendar.',
         'Write it as ck.kpis(pipe, calendar="PL").'),
    ],
)  # fmt: skip
def test_what_is_wrong_and_what_to_type(call, wrong, fix):
    said = refused(call)
    assert (said[0], said[2]) == (wrong, fix)


def test_an_answer_that_could_not_be_given_says_why_wherever_it_is_passed_on():
    error = ask(ck.funnel, PIPE, rule="strict")
    for draw in (
        ck.funnel_chart,
        ck.calibration,
        lambda found: ck.funnel_chart(ck.funnel(PIPE), rules=found),
    ):
        with pytest.raises(CycleKitError) as raised:
            draw(error)
        assert raised.value is error


# ---- what can be understood is


def test_spans_are_days_periods_and_moments_alike():
    def shares(before):
        table = ck.mix_shift(PIPE, "win_rate", by="owner", before=before, after="2024-02")
        return table.fillna(-1.0).to_dict("list")

    january = shares("2024-01")
    day, last = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31")
    for same in (pd.Period("2024-01"), (day, last), [day.date(), last.date()], slice(day, "2024-01-31"),
                 (day.to_datetime64(), "2024-01-31"), "January 2024"):  # fmt: skip
        assert shares(same) == january
    one_day = ck.mix_shift(
        PIPE, "win_rate", by="owner", before=pd.Timestamp("2024-01-08"), after="2024-02"
    )
    assert one_day["deals_before"].iloc[-1] == 1


def test_one_target_alone_is_a_list_of_one():
    target = {"measure": "won_deals", "period": "2024-02", "target": 5}
    pd.testing.assert_frame_equal(ck.goals(PIPE, target), ck.goals(PIPE, [target]))
    columns = {name: [value] for name, value in target.items()}
    pd.testing.assert_frame_equal(ck.goals(PIPE, columns), ck.goals(PIPE, [target]))


@pytest.mark.parametrize(
    "period", ["2024-02", 2024, "2024", pd.Period("2024-02"), pd.Timestamp("2024-02-05")]
)
def test_a_target_is_of_a_period_however_it_is_said(period):
    target = {"measure": "won_deals", "period": period, "target": 5}
    assert ck.goals(PIPE, target)["actual"].item() == (6 if str(period) == "2024" else 2)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: ck.goals(PIPE, {"measure": "won_deals", "period": "9999", "target": 5}), '"9999"'),
        (lambda: ck.goals(PIPE, {"measure": "won_deals", "period": "soon", "target": 5}), '"soon"'),
        (lambda: ck.goals(PIPE, {"measure": "won_deals", "period": "2024", "target": "x"}), '"x"'),
        (lambda: ck.goals(PIPE, {"measure": 3, "period": "2024", "target": 5}), "3"),
        (
            lambda: ck.goals(
                PIPE, {"measure": "won_deals", "period": "2024", "target": 5, "owner": 7}
            ),
            "7",
        ),
        (lambda: ck.kpis(PIPE, at="0001-01-01"), '"0001-01-01"'),
        (lambda: ck.forecast(PIPE, until="9999-12-31"), '"9999-12-31"'),
        (lambda: ck.trend(PIPE, "win_rate", dated="created", ages=[1e12]), "a list"),
        (lambda: ck.mix_shift(PIPE, "win_rate", by="owner", before="1500", after="2024"), '"1500"'),
        (lambda: PIPE.where(amount=10**400), "a number"),
    ],
)
def test_what_lies_beyond_all_counting_is_told(ask, said):
    assert said in refused(ask)[1]


def test_a_column_named_twice_is_one():
    pd.testing.assert_frame_equal(
        ck.win_rate(PIPE, by=["owner", "owner"]), ck.win_rate(PIPE, by="owner")
    )


def test_columns_come_in_whatever_holds_them():
    wanted = ck.win_rate(PIPE, by=["owner", "currency"])
    for by in (("owner", "currency"), pd.Index(["owner", "currency"]), dict.fromkeys(["owner", "currency"]).keys(),
               iter(["owner", "currency"])):  # fmt: skip
        pd.testing.assert_frame_equal(ck.win_rate(PIPE, by=by), wanted)  # pyright: ignore


def test_a_period_is_a_day_of_it():
    wanted = ck.kpis(PIPE, at="2024-02-01")
    for at in (
        "2024-02",
        pd.Period("2024-02"),
        pd.Timestamp("2024-02-29 17:00"),
        np.datetime64("2024-02-10"),
    ):
        pd.testing.assert_frame_equal(ck.kpis(PIPE, at=at), wanted)


# ---- tables in the wrong place


def test_a_chart_says_which_table_it_was_given():
    assert refused(ck.funnel_chart, ck.stage_durations(PIPE)) == (
        "ck.funnel_chart draws the table of ck.funnel.",
        "This is the table of ck.stage_durations.",
        "Write it as ck.stage_durations_chart(table).",
    )
    assert refused(ck.funnel_chart, PIPE)[1:] == (
        "It was given a pipeline.", "Write it as ck.funnel_chart(ck.funnel(pipe))."
    )  # fmt: skip
    assert refused(ck.compare_chart, None)[1:] == (
        "It was given None.", 'Write it as ck.compare_chart(ck.compare(pipe, "win_rate")).'
    )  # fmt: skip
    assert refused(ck.kpis_chart, pd.DataFrame())[1] == "It has no columns."
    assert refused(ck.win_rate_chart, PIPE.deals)[1] == "This is pipe.deals."
    assert refused(ck.ledger_chart, ck.ledger(PIPE).drop(columns="entries"))[1] == (
        'This table has no "entries".'
    )
    assert refused(ck.funnel_chart, ck.funnel(PIPE), rules=ck.ledger(PIPE))[0] == (
        "rules= of ck.funnel_chart needs the table of ck.funnel_rules."
    )


def drawn() -> list[str]:
    """Metrics that have a chart."""
    return [name for name, card in CARDS.items() if card.drawn]


def tables() -> dict[str, pd.DataFrame]:
    """The tables of all metrics that this company can be asked for, by what draws them."""
    asked = {
        "compare": ("win_rate",), "trend": ("win_rate",), "mix_shift": ("win_rate",), "compare_periods": ("win_rate",),
        "qualification": ({"b": "Budget known"},),
        **dict.fromkeys(["waterfall", "changes", "changes_matrix"], ("2024-02-01", "2024-03-01")),
    }  # fmt: skip
    named = {
        "compare_periods": {"change": "2024-03-01"},
        "mix_shift": {"by": "owner", "before": "2024-01", "after": "2024-02"}, "forecast": {"until": "2024-06-20"},
        "goals": {"targets": [{"measure": "won_deals", "period": "2024-02", "target": 5}]},
    }  # fmt: skip
    found = {}
    for name in drawn():
        if name == "both_readings":
            found[name] = ck.both_readings(ck.stage_durations, PIPE, calendar="PL")
        elif name == "benchmark":
            found[name] = ck.benchmark(PIPE, "win_rate")
        elif name != "calibration":
            found[name] = ask(getattr(ck, name), PIPE, *asked.get(name, ()), **named.get(name, {}))
    return {name: table for name, table in found.items() if isinstance(table, pd.DataFrame)}


TABLES = tables()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_drawn_by_its_own_chart_and_named_by_all_others(name):
    getattr(ck, f"{name}_chart")(TABLES[name])
    for other in drawn():
        if other == name or is_of(other, TABLES[name]):
            continue
        assert refused(getattr(ck, f"{other}_chart"), TABLES[name])[1:] == (
            f"This is the table of ck.{name}.", f"Write it as ck.{name}_chart(table)."
        )  # fmt: skip


def test_every_chart_says_what_it_draws():
    assert {f"{name}_chart" for name in drawn()} == {
        name for name in dir(ck) if name.endswith("_chart")
    }


# ---- the vocabulary


def test_dir_shows_the_vocabulary_and_nothing_else():
    assert dir(ck) == sorted(ck.__all__)
    assert {"load", "funnel", "funnel_chart", "Chart", "sample"} <= set(dir(ck))
    values = [getattr(ck, name) for name in dir(ck)]
    assert not any(inspect.ismodule(value) for value in values)
    assert {value.__module__.split(".")[0] for value in values} == {"cycle_kit"}


def test_everything_is_in_it():
    from cycle_kit import charts

    charted = {name for name in vars(charts) if name.endswith("_chart")}
    assert charted | public_metrics() <= set(dir(ck))
    given: dict = {}
    exec("from cycle_kit import *", given)
    assert set(given) - {"__builtins__"} == set(dir(ck))


def test_an_unknown_name_is_told_with_the_nearest():
    for name, near in {
        "funel": "funnel",
        "win_rates": "win_rate",
        "calender": "Calendar",
    }.items():
        with pytest.raises(
            AttributeError, match=f"has no attribute '{name}'. Did you mean '{near}'?"
        ):
            getattr(ck, name)
    with pytest.raises(AttributeError, match=r"Write it as ck.funnel\(pipe\)"):
        ck.Funnel  # noqa: B018
    with pytest.raises(AttributeError, match=r"has no attribute 'xyzzy'"):
        ck.xyzzy  # noqa: B018


# ---- what an error tells to type can be typed


def texts(node: ast.expr) -> list[str]:
    """What a text in the source may read, a name standing for what is filled in."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [text for one in node.values for text in texts(one)]
    if isinstance(node, ast.JoinedStr):
        return [
            "".join(
                str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values
            )
        ]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def fixes() -> list[tuple[str, str]]:
    """Every `fix=` of the package's own source, with where it stands."""
    found = []
    for path in sorted(Path(ck.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "fix":
                found += [(f"{path.name}:{node.value.lineno}", text) for text in texts(node.value)]
    return found


CALL = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\(")
NAMED = re.compile(r"(?<![\w(.-])[a-z_]+=(?=[\"'\[{(\d]|ck\.|slice)")


def code_in(text: str) -> list[str]:
    """The parts of a sentence that look like Python: calls to their bracket, and named arguments."""
    found, at = [], 0
    while match := CALL.search(text, at):
        depth, quote = 0, ""
        for at in range(match.end() - 1, len(text)):
            sign = text[at]
            if quote:
                quote = "" if sign == quote and text[at - 1] != "\\" else quote
            elif sign in "\"'":
                quote = sign
            depth += 0 if quote else (sign in "([{") - (sign in ")]}")
            if not depth:
                break
        at += 1
        found.append(text[match.start() : at])
    for call in found:
        text = text.replace(call, "")
    for match in NAMED.finditer(text):
        ends = (text[match.start() : end] for end in range(len(text), match.end(), -1))
        said = next((part for part in ends if is_code(f"f({part})")), text)
        found.append(f"f({said})")
    return found


def is_code(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def test_code_is_found_and_told_from_what_only_looks_like_it():
    assert code_in('Did you mean ck.win_rate(pipe, by="a (b)")? No.') == [
        'ck.win_rate(pipe, by="a (b)")'
    ]
    assert code_in('Choose one, for example by="owner".') == ['f(by="owner")']
    assert not is_code(code_in('Use pipe.where(Deal size="x").')[0])
    assert not is_code(code_in('Use mix_shift(pipe, by="segment", ...).')[0])


@pytest.mark.parametrize(("place", "text"), fixes())
def test_what_a_fix_tells_to_type_is_python(place, text):
    for part in code_in(text):
        assert is_code(part), f"{place}: {part}"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"language": "german"}, 'language="de"'),
        ({"language": "Deutsh"}, 'language="de"'),
        ({"language": "xx"}, "Leave it out"),
        ({"language": "eng"}, 'language="en"'),
        ({"crm": "hubspott"}, 'crm="hubspot"'),
        ({"crm": "Zendesk Sell"}, 'crm="zendesk_sell"'),
        ({"crm": "nothing like it"}, "Leave crm= out"),
    ],
)
def test_load_knows_its_systems_and_languages(said, meant):
    """Before any file is read: the file does not exist."""
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load("no such file.csv", **said)
    assert meant in caught.value.fix
