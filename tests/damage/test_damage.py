"""A fixed few of the damages, and pairs by chance; `make damage` tries them all on every sample."""

import pytest
from hypothesis import HealthCheck, given, settings

import cycle_kit as ck
from tests.damage import DAMAGES, tried
from tests.damage.compared import RIGHT, compared
from tests.damage.figures import cycle
from tests.damage.layouts_new import sample_of
from tests.damage.sample import tables_of_deals
from tests.damage.samples import clean, samples
from tests.damage.tables import NotHere
from tests.damage.truth import known
from tests.fuzz.pairs import check_pair, pairs

#: what must hold at any time: a damage of each subject on samples that are unlike each other
CORE = {
    "lines_end_like_windows": "suitecrm in en",
    "utf16_with_tabs": "odoo in ar",
    "a_page_called_xls": "bitrix24",
    "a_workbook": "salesforce",
    "columns_shuffled": "pipedrive in Polish",
    "headers_in_capitals": "zoho",
    "rows_shuffled": "hubspot",
    "the_header_again": "espocrm in fa",
    "a_total_below": "odoo in pl",
    "cells_marked_right_to_left": "didar",
    "owner_with_two_blanks": "copper",
    "days_of_mail": "close, iso8601",
    "amounts_with_dots_and_a_comma": "dynamics",
    "words_in_capitals": "kommo",
    "log_newest_first": "event log",
    "leads_shuffled": "hubspot with leads",
}


def test_there_are_many_damages_of_every_kind():
    assert len(DAMAGES) >= 80
    assert len({damage.subject for damage in DAMAGES.values()}) >= 8


def test_every_sample_is_damaged_by_declared_columns_or_by_those_that_are_recognised():
    files = {source.path for sample in samples().values() for source in sample.sources}
    assert files == tables_of_deals()
    new = sample_of("vtiger_opportunities.csv")
    declared = samples()["vtiger"]
    assert new.dates == declared.dates and new.closed_words == declared.closed_words
    both = {
        role: declared.sources[0].roles[role] for role in ("deal_id", "stage", "owner", "amount")
    }
    assert both.items() <= dict(new.sources[0].roles).items()


@pytest.mark.parametrize("name", sorted(set(CORE.values())))
def test_a_clean_sample_is_read_truly_and_its_cycle_counted_here_is_that_of_the_metric(name):
    truth = known(name)
    verdict = compared(clean(name), truth.pipe)
    assert verdict.outcome == "same", verdict.words
    length = ck.cycle_length(truth.pipe).iloc[0]
    deals, mean, median = cycle(truth.deals)
    assert length["deals"] == deals
    assert deals == 0 or (length["mean_days"], length["median_days"]) == pytest.approx(
        (mean, median), abs=0.001
    )


@pytest.mark.parametrize(("damage", "sample"), CORE.items())
def test_core(damage, sample):
    verdict = tried(damage, sample)
    assert verdict.outcome in RIGHT, verdict.words


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(pairs())
def test_pairs_of_damages(pair):
    check_pair(pair)


def test_what_is_damaged_remembers_its_clean_rows():
    """Lines are told by it: the harness is wrong about all notes if this is."""
    export = clean("zoho")
    table = DAMAGES["a_blank_row"].done(export).table()
    added = [place for place, row in enumerate(table.rows) if row.origin is None]
    assert len(added) == 1 and not any(table.rows[added[0]].cells)
    assert [row.origin for row in table.rows if row.origin is not None] == list(
        range(len(export.table().rows))
    )


def test_a_damage_says_where_it_does_not_apply():
    with pytest.raises(NotHere):
        DAMAGES["leads_twice"].done(clean("zoho"))
    assert tried("leads_twice", "zoho").outcome == "not here"
