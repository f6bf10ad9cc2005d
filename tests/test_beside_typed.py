"""What a report is set beside, as it is typed: the words of the page's address, or owners by name."""

import re

import pytest
from typer.testing import CliRunner

import cycle_kit as ck
from cycle_kit.cli import app
from cycle_kit.cli.beside import BESIDE, beside_of, check_beside
from cycle_kit.dashboard import filters
from cycle_kit.errors import ColumnError, QuestionError
from tests.test_compare_with import HEAD, LAST, ROWS

run = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def deals(tmp_path_factory):
    path = tmp_path_factory.mktemp("beside") / "deals.csv"
    path.write_text(HEAD + "".join(ROWS) + LAST, encoding="utf-8")
    return path


def typed(deals, *said):
    out = deals.parent / "typed.html"
    told = run.invoke(app, ["report", str(deals), "-o", str(out), *said])
    assert told.exit_code == 0, told.output
    return out.read_text(encoding="utf-8")


def head(html):
    return html.partition("<header>")[2].partition("</header>")[0]


def test_the_words_are_those_of_the_address():
    assert [*BESIDE] == [*filters.BESIDE]


@pytest.mark.parametrize("said", [["last-year"], ["rest-of-the-team"], ["owner=Bo"]])
def test_what_is_typed_is_what_python_is_asked(deals, said):
    whole = ck.load(deals)
    beside = {
        "last-year": "last-year",
        "rest-of-the-team": whole.where(owner=["Bo", "Cy"]),
        "owner=Bo": whole.where(owner="Bo"),
    }[said[0]]
    path = ck.report(whole.where(owner="Ada"), deals.parent / "asked.html", beside=beside)
    options = [part for each in said for part in ("--beside", each)]
    assert typed(deals, "--where", "owner=Ada", *options) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "line", "change"),
    [
        (["--beside", "previous-period"], "previous period", "▲ +25\xa0pt on Feb"),
        (["--beside", "last-year"], "last year", "▼ −25\xa0pt on Mar 2024"),
        (["--beside", "rest-of-the-team"], "rest of the team (Bo, Cy)", "▲ +20\xa0pt on the rest"),
        (["--beside", "owner=Bo"], "rest of the team (Bo)", "▲ +25\xa0pt on the rest"),
        (
            ["--beside", "owner=Bo", "--beside", "owner = Cy"],
            "rest of the team (Bo, Cy)",
            "▲ +20\xa0pt on the rest",
        ),
    ],
)
def test_the_report_says_it_and_carries_it(deals, said, line, change):
    html = typed(deals, "--where", "owner=Ada", *said)
    assert f"Compare with: {line}</p>" in re.sub("</?bdi>|[\u2066-\u2069]", "", head(html))
    assert change in html
    assert "Compare with" not in head(typed(deals, "--where", "owner=Ada"))


@pytest.mark.parametrize("said", ["rest-of-the-team", "owner=Bo"])
def test_nobody_is_named_where_names_are_masked(deals, said):
    told = head(typed(deals, "--where", "owner=Ada", "--mask", "--beside", said))
    assert "rest of the team</p>" in told and not re.search("Ada|Bo|Cy", told)


def test_the_rest_are_under_the_same_conditions(deals):
    whole = ck.load(deals)
    conditions = {"owner": "Ada", "created_at": "2025-03"}
    rest = beside_of(["rest-of-the-team"], whole, conditions)
    assert set(rest.deals["owner"]) == {"Bo", "Cy"} and len(rest.deals) == 30
    two = beside_of(["rest-of-the-team"], whole, {"owner": ["Ada", "Bo"]})
    assert set(two.deals["owner"]) == {"Cy"}
    assert beside_of([], whole, conditions) is None


def test_many_of_a_team_are_not_listed(deals, tmp_path):
    many = "".join(f"m{n},Offer,Won,Rep {n},2025-03-01,2025-03-09,100\n" for n in range(9))
    path = tmp_path / "deals.csv"
    path.write_text(deals.read_text(encoding="utf-8") + many, encoding="utf-8")
    told = head(typed(path, "--where", "owner=Ada", "--beside", "rest-of-the-team"))
    assert "rest of the team</p>" in told and "Rep 3" not in told


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        (["last year"], "Did you mean --beside last-year?"),
        (["rest"], "Did you mean --beside rest-of-the-team?"),
        (["nothing"], "Type one such as --beside previous-period, or --beside owner=NAME."),
        (["region=South"], "Type one such as --beside previous-period, or --beside owner=NAME."),
        (["owner="], "Type one such as --beside previous-period, or --beside owner=NAME."),
        (["last-year", "owner=Bo"], "Type one of them."),
        (["last-year", "previous-period"], "Type one of them."),
    ],
)
def test_what_it_cannot_be_is_refused_before_a_file_is_read(said, fix):
    with pytest.raises(ColumnError) as error:
        check_beside(said)
    assert error.value.fix == fix and "--beside" in str(error.value)
    assert "South" not in str(error.value)
    options = [part for each in said for part in ("--beside", each)]
    told = run.invoke(app, ["report", "nowhere.csv", *options])
    assert told.exit_code == 1 and fix in told.output and "nowhere" not in told.output


@pytest.mark.parametrize("said", [[], ["last-year"], ["owner=Bo"], ["owner=Bo", "owner=Cy"]])
def test_what_it_can_be_passes(said):
    check_beside(said)


@pytest.mark.parametrize(
    ("where", "said", "fix"),
    [
        ({}, "rest-of-the-team", "--where owner=NAME"),
        ({"segment": "Public"}, "rest-of-the-team", "--where owner=NAME"),
        ({"owner": ["Ada", "Bo", "Cy"]}, "rest-of-the-team", "Leave --beside out"),
    ],
)
def test_without_a_rest_there_is_none(deals, where, said, fix):
    with pytest.raises(QuestionError) as error:
        beside_of([said], ck.load(deals), where)
    assert fix in error.value.fix


def test_a_name_that_nobody_has_is_told_by_the_library(deals):
    told = run.invoke(app, ["report", str(deals), "--beside", "owner=Zoe"])
    assert told.exit_code == 1 and "owner" in told.output
