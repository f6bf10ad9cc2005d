"""cycle.toml: what may stand in it, what is said of what may not, and what it does to a load."""

import re
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import config
from cycle_kit.config import Rename
from cycle_kit.errors import ColumnError, CycleKitError

STEPS = (
    '"First contact", "Qualification", "Needs analysis", "Pitch", "Proposal", "Negotiation", '
    '"Closing"'
)
DOCS = Path(__file__).parent.parent / "docs" / "cycle_toml.md"


def written(tmp_path, text):
    path = tmp_path / "cycle.toml"
    path.write_text(text, encoding="utf-8")
    return path


def said(tmp_path, text):
    with pytest.raises(CycleKitError) as error:
        config.read(written(tmp_path, text))
    return str(error.value)


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_the_documented_example_loads_and_names_every_key(tmp_path):
    example, a_line_each, short, weeks = blocks("toml")
    found = config.read(written(tmp_path, example))
    top = set(re.findall(r"^(?:\[+)?(\w+)", example + weeks, re.MULTILINE))
    assert set(config.KEYS) <= top
    assert found.stages == ["New", "Qualified", "Proposal", "Negotiation"]
    assert found.after == ("Onboarding",)
    assert (found.won, found.dropped) == (("Signed",), ("Duplicate",))
    assert found.columns == {"source": "Kanał", "first_contact_at": "Pierwszy telefon"}
    assert found.rename == (
        Rename("Demo", "Proposal", pd.Timestamp("2024-07-01")),
        Rename("Offer sent", "Proposal"),
    )
    assert found.pipelines == {"default": "New business"}
    assert (found.dates, found.zone, found.language) == ("dmy", "Europe/Warsaw", "pl")
    assert (found.week_starts, found.fiscal_year_starts) == ("monday", 4)
    assert found.calendar == "gregorian"
    of_weeks = config.read(written(tmp_path, weeks))
    assert of_weeks.fiscal_weeks == "4-4-5" and set(of_weeks.fiscal_years) == {2024, 2025}
    assert found.template == "prospecting-to-delivery"
    assert found.steps == {
        "New": "Prospecting",
        "Qualified": "Qualification",
        "Proposal": "Proposal",
        "Negotiation": "Negotiation",
        "Onboarding": "Delivery",
    }
    assert (found.base, found.rates) == ("EUR", {"PLN": 0.23, "USD": 0.92, "EUR monthly": 12.0})
    assert [(one["target"], one.get("owner")) for one in found.targets] == [
        (2_000_000, None),
        (250_000, "Ola"),
    ]
    assert [one["owner"] for one in config.read(written(tmp_path, a_line_each)).targets] == [
        "Ola",
        "Rana",
    ]
    assert config.read(written(tmp_path, short)).rename == (
        Rename("Demo", "Proposal"),
        Rename("Offer sent", "Proposal"),
    )


def test_the_documented_error_is_the_error(tmp_path):
    (shown,) = blocks("text")
    assert said(tmp_path, '# ours\n\nstage = ["New"]\n') == shown.strip()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'stages = ["A"',
            "cycle.toml is not valid TOML.\nUnclosed array (at line 1, the end of the file).\n"
            "Mend that line.",
        ),
        (
            'won = "a"\nlost = ',
            "cycle.toml is not valid TOML.\nInvalid value (at line 2, the end of the file).\n"
            "Mend that line.",
        ),
        (
            '\n\nzone = "Mars"',
            "cycle.toml, line 3: zone is not the name of a time zone.\n"
            'Write it as zone = "Europe/Warsaw".',
        ),
        (
            'dates = "day first"',
            'cycle.toml, line 1: dates is not "dmy", "mdy" or "ymd".\nWrite it as dates = "dmy".',
        ),
        (
            'language = "tlh"',
            "cycle.toml, line 1: language is not one of en, fa, ar, pl, bg, de, fr, es, pt, ru.\n"
            'Write it as language = "pl".',
        ),
        (
            'stages = ["A", "A"]',
            "cycle.toml, line 1: stages is not a list of different names, or a table with such a "
            'list for each pipeline.\nWrite it as stages = ["...", "..."].',
        ),
        (
            "after = 3",
            "cycle.toml, line 1: after is not a text in quotes or a list of them.\n"
            'Write it as after = ["...", "..."].',
        ),
        (
            '[currency]\nbase = "EUR"\n[currency.rates]\n"EUR monthly" = true',
            'cycle.toml, line 4: currency.rates."EUR monthly" is not a number above 0.\n'
            'Write it as "EUR monthly" = 0.92.',
        ),
        (
            "[currency]\nratess = {USD = 1}",
            'cycle.toml, line 2: there is no key "ratess" in [currency].\n'
            'Known keys are "base", "rates", "rate".\nDid you mean "rates"?',
        ),
        (
            "[currency]\nrate = {USD = 1}",
            'cycle.toml, line 2: currency.rate is not a list of tables (rates without days are "rates").\n'
            'Write it as rate = [{currency = "USD", from = 2025-01-01, rate = 0.96}].',
        ),
        (
            'currency = "EUR"',
            "cycle.toml, line 1: currency is not a table.\nWrite it as currency = {...}.",
        ),
        (
            '[[rename]]\nfrom = "A"\nto = "B"\n\n[[rename]]\nfrom = "C"\nto = "D"\nsince = "soon"',
            "cycle.toml, line 8: rename.since is not a day.\nWrite it as since = 2024-07-01.",
        ),
        (
            'dates = "dmy"\n[[rename]]\nfrom = "A"',
            'cycle.toml, line 2: a change of names lacks "to".\n'
            'Write [[rename]] with from = "Old name", to = "New name" and, if you know it, since.',
        ),
        (
            '[rename]\n"Old" = ["New"]',
            'cycle.toml, line 2: rename.Old is not a text in quotes.\nWrite it as Old = "...".',
        ),
        (
            '[[targets]]\nmeasure = "won_money"\nperiod = "2025"\ntarget = 1',
            "cycle.toml, line 2: targets.measure is not one of new_leads, new_deals, new_value, open_deals, "
            "open_value, open_age, won_deals, won_value, win_rate, win_loss_ratio, mean_won_value, "
            "median_cycle_days, velocity_per_day, conversion_first_to_won, new_customers, returning_customers, "
            "value_per_customer, largest_customer_share, or days in, conversion "
            'from or entries into a stage.\nWrite it as measure = "won_value".',
        ),
        (
            '[[targets]]\nmeasure = "won_value"\nperiod = "Q4"\ntarget = 1',
            "cycle.toml, line 3: targets.period is not a month, a quarter or a year.\n"
            'Write it as period = "2025-Q4".',
        ),
        (
            'dates = "dmy"\n\n[[targets]]\nmeasure = "days in A"\nperiod = 2025\n\n[currency]\nbase = "EUR"',
            'cycle.toml, line 3: a target lacks "target".\nWrite [[targets]] with, say, '
            'measure = "won_value", period = "2025-Q4", target = 500_000.',
        ),
        (
            'targets = [\n  {measure = "won_value", period = "2025-Q4", target = 5},\n'
            '  # of Ola\n  {measure = "won_value", period = "2025-Q4", target = "5 M"},\n]',
            "cycle.toml, line 4: targets.target is not a number above 0.\nWrite it as target = 500_000.",
        ),
        (
            '[[targets]]\nmeasure = "won_value"\nperiod = "2025-Q4"\ntarget = 5\nowners = "Ola"',
            'cycle.toml, line 5: there is no key "owners" in [targets].\nKnown keys are "measure", '
            '"period", "target", "every", "owner", "team", "pipeline".\nDid you mean "owner"?',
        ),
        (
            'zone = "UTC"\nfiscal_year_starts = 13',
            "cycle.toml, line 2: fiscal_year_starts is not a month's number, 1 to 12.\n"
            "Write it as fiscal_year_starts = 4.",
        ),
        (
            "fiscal_year_starts = true",
            "cycle.toml, line 1: fiscal_year_starts is not a month's number, 1 to 12.\n"
            "Write it as fiscal_year_starts = 4.",
        ),
        (
            '\nweek_starts = "Mondays"',
            'cycle.toml, line 2: week_starts is not "monday", "sunday" or "saturday".\n'
            'Did you mean "monday"?',
        ),
        (
            'week_starts = "friday prayer"',
            'cycle.toml, line 1: week_starts is not "monday", "sunday" or "saturday".\n'
            'Write it as week_starts = "saturday".',
        ),
        (
            'week_start = "monday"',
            'cycle.toml, line 1: there is no key "week_start".\nKnown keys are '
            + ", ".join(f'"{name}"' for name in config.KEYS)
            + '.\nDid you mean "week_starts"?',
        ),
        (
            '# ours\ntemplate = "contact-to-clos"\n[steps]\n"New" = "Pitch"',
            "cycle.toml, line 2: template is not one of leads-to-nurture, contact-to-close, "
            "approach-to-follow-up, prospecting-to-delivery, needs-to-follow-up.\n"
            'Did you mean "contact-to-close"?',
        ),
        (
            'template = "contact-to-close"\n\n[steps]\n"New" = "First contact"\n"Demo" = "Pich"',
            'cycle.toml, line 5: the template "contact-to-close" has no step "Pich".\n'
            f'Its steps are {STEPS}.\nDid you mean "Pitch"?',
        ),
        (
            'template = "contact-to-close"\n[steps]\n"Demo" = "Onboarding"',
            'cycle.toml, line 3: the template "contact-to-close" has no step "Onboarding".\n'
            f"Its steps are {STEPS}.\nUse one of these.",
        ),
        (
            'template = "contact-to-close"\n[steps]\n"Demo" = ["Pitch"]',
            'cycle.toml, line 3: steps.Demo is not a text in quotes.\nWrite it as Demo = "...".',
        ),
        (
            'dates = "dmy"\n[steps]\n"New" = "Pitch"',
            "cycle.toml, line 2: there are [steps], but no template that they are of.\n"
            'Templates are "leads-to-nurture", "contact-to-close", "approach-to-follow-up", '
            '"prospecting-to-delivery", "needs-to-follow-up".\n'
            'Write template = "contact-to-close" above all tables.',
        ),
        (
            'stages = ["New", "Proposal"]\ntemplate = "contact-to-close"\n[steps]\n'
            '"New" = "First contact"\n"Propsal" = "Proposal"',
            'cycle.toml, line 5: there is no stage "Propsal".\n'
            'The stages above are "New", "Proposal".\nDid you mean "Proposal"?',
        ),
        (
            'after = "Care"\ntemplate = "leads-to-nurture"\nstages = {A = ["New"], B = ["Ask"]}\n[steps]\n'
            '"New" = "Connecting"\n"Ask" = "Connecting"\n"Care" = "Nurture"\n"Xyz" = "Closing"',
            'cycle.toml, line 8: there is no stage "Xyz".\n'
            'The stages above are "New", "Ask", "Care".\nTake it out.',
        ),
        (
            "[columns]\nsource = 3",
            "cycle.toml, line 2: columns.source is not a text in quotes.\n"
            'Write it as source = "...".',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, message):
    assert said(tmp_path, text) == message


def test_an_unknown_column_names_the_nearest(tmp_path):
    message = said(tmp_path, '[columns]\nclosedat = "Ende"').splitlines()
    assert message[0] == 'cycle.toml, line 2: there is no key "closedat" in [columns].'
    assert message[-1] == 'Did you mean "closed_at"?'


def test_other_encodings_are_refused(tmp_path):
    (tmp_path / "cycle.toml").write_bytes('won = "a"\nlost = "ż"'.encode("cp1250"))
    with pytest.raises(CycleKitError) as error:
        config.read(tmp_path / "cycle.toml")
    assert (
        str(error.value)
        == "cycle.toml is not in UTF-8.\nLine 2 has other signs.\nSave it as UTF-8."
    )


# -- what it does ----------------------------------------------------------------------------------

LOG = """Deal ID,Stage,Entered at
1,Demo,2024-01-01
1,Proposal,2024-02-01
1,Won,2024-03-01
2,demo ,2024-06-01
2,Trial,2024-08-01
3,Demo,2024-08-01
"""


def loaded(tmp_path, settings, log=LOG):
    written(tmp_path, settings)
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    return ck.load(tmp_path / "log.csv")


def ways(pipe):
    visits = pipe.visits.assign(stage=pipe.visits["stage"].astype("str"))
    return visits.groupby("deal_id")["stage"].agg(list).to_dict()


def test_a_renamed_stage_is_one_stage_and_its_visits_join(tmp_path):
    pipe = loaded(tmp_path, '[rename]\n"DEMO" = "Trial"')
    assert ways(pipe) == {"1": ["Trial", "Proposal"], "2": ["Trial"], "3": ["Trial"]}
    assert 'The stage "DEMO" is called "Trial", as cycle.toml says.' in set(pipe.notes["note"])


def test_from_the_day_of_the_change_on_the_old_name_means_another_stage(tmp_path):
    pipe = loaded(tmp_path, '[[rename]]\nfrom = "Demo"\nto = "Trial"\nsince = 2024-07-01')
    assert ways(pipe) == {"1": ["Trial", "Proposal"], "2": ["Trial"], "3": ["Demo"]}


def test_a_merged_stage_is_part_of_the_other(tmp_path):
    pipe = loaded(tmp_path, '[rename]\n"Demo" = "Proposal"\n"Trial" = "Proposal"')
    assert ways(pipe) == {"1": ["Proposal"], "2": ["Proposal"], "3": ["Proposal"]}
    assert pipe.stages == ("Proposal",)


def test_a_change_of_names_that_no_row_has_is_noted(tmp_path):
    pipe = loaded(tmp_path, '[rename]\n"Demoo" = "Trial"')
    assert 'cycle.toml renames the stage "Demoo", which no row names.' in set(pipe.notes["note"])


def test_the_present_stage_of_deals_is_renamed_too_and_pipelines_shown_by_name(tmp_path):
    settings = 'stages = ["New", "Trial"]\n[rename]\n"Demo" = "Trial"\n[pipelines]\n"p1" = "Shops"'
    written(tmp_path, settings)
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal ID,Stage,Owner,Pipeline,Created Date\n1,Demo,A,p1,2024-01-01\n2,New,A,p1,2024-01-02\n"
    )
    pipe = ck.load(path)
    assert list(pipe.deals["stage"].astype("str")) == ["Trial", "New"]
    assert pipe.pipelines == ("Shops",)
    assert pipe.stages == ("New", "Trial")


def test_spellings_of_one_stage_count_as_one(tmp_path):
    log = (
        "Deal ID,Stage,Entered at\n1,Proposal/Price Quote,2024-01-01\n2,Proposal Price/Quote,2024-01-01\n"
        "3,Proposal/Price Quote,2024-01-01\n1,closed won ,2024-01-05\n"
    )
    pipe = loaded(tmp_path, "", log)
    assert pipe.stages == ("Proposal/Price Quote",)
    assert '"Proposal/Price Quote" is also spelled "Proposal Price/Quote".' in set(
        pipe.notes["note"]
    )
    assert list(pipe.deals["outcome"]) == ["won", "open", "open"]


def test_a_load_carries_the_targets_also_into_its_past_and_its_parts(tmp_path):
    rows = '[[targets]]\nmeasure = "won_deals"\nperiod = "2024-Q1"\ntarget = 2'
    pipe = loaded(tmp_path, rows)
    assert pipe.targets == ({"measure": "won_deals", "period": "2024-Q1", "target": 2},)
    assert pipe.rewind("2024-02-15").targets == pipe.where(deal_id="1").targets == pipe.targets
    table = ck.goals(pipe)
    assert table.loc[0, ["actual", "attained"]].tolist() == [1, 0.5]


def test_targets_can_be_of_every_measure_there_is():
    from cycle_kit.config import keys
    from cycle_kit.fiscal import LENGTHS
    from cycle_kit.metrics.measures import KPIS, OF_STAGES

    assert tuple(KPIS) == keys.MEASURES
    assert tuple(start for start, *_ in OF_STAGES) == keys.STAGE_MEASURES
    assert keys.LENGTHS == LENGTHS


def test_the_documented_templates_are_those_there_are():
    from cycle_kit.steps import TEMPLATES

    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([^|]+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    said = {name: tuple(re.split(r", |; after the win ", steps)) for name, steps in rows}
    assert {name: said.get(name) for name in TEMPLATES} == TEMPLATES


def test_columns_of_one_kind_of_file_and_dates_of_stages(tmp_path):
    deals = tmp_path / "deals.csv"
    deals.write_text(
        "Deal ID,Stage,Owner,Created Date,A,B\n"
        "1,Call,X,2024-01-01,2024-01-02,2024-01-09\n2,Offer,X,2024-01-01,2024-01-03,\n"
    )
    (tmp_path / "cycle.toml").write_text('[columns.entered]\n"Call" = "A"\n"Offer" = "B"\n')
    assert len(ck.load(deals).visits) == 3
    log = tmp_path / "log.txt"
    log.write_text(
        "Deal ID;Stage;Was;Is\n1;Call;2024-01-01;2024-01-02\n1;Offer;2024-01-01;2024-01-05\n"
    )
    (tmp_path / "cycle.toml").write_text('[columns.history]\nentered_at = "Is"\n')
    pipe = ck.load(deals, history=log)
    assert pipe.visits["entered_at"].dt.day.tolist()[:2] == [2, 5]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[columns]\nhistory = "X"\n', "history"),
        ('[columns.history]\nentred_at = "X"\n', "entred_at"),
        ("[columns.entered]\nOffer = 3\n", "Offer"),
    ],
)
def test_what_is_wrong_within_columns_is_named(tmp_path, text, wrong):
    path = tmp_path / "cycle.toml"
    path.write_text(text)
    with pytest.raises(ColumnError, match=wrong):
        config.read(path)
