"""cycle_type: rules on what is known at creation, never on the deal's own length."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError

HEADER = "Deal ID,Stage,Owner,Created Date,Close Date,Amount,Product,People"
ROWS = [
    "1,Won,A,2024-01-01,2024-01-11,100,Kit,1",  # 10 days
    "2,Won,A,2024-01-01,2024-04-10,100,Plant,1",  # 100 days
    "3,New,A,2024-05-01,,500,Kit,2",
    "4,New,A,2024-05-01,,90000,Kit,9",
    "5,New,A,2024-05-01,,5000,Plant,3",
    "6,New,A,2024-02-01,,5000,Plant,3",  # before the first Plant was won
    "7,New,A,2024-05-01,,,Other,",
]
RULES = """
stages = ["New"]
[[cycle_type]]
type = "complex"
amount_from = 50000
[[cycle_type]]
type = "long"
product_days_from = 90
[[cycle_type]]
type = "short"
product = "Kit"
product_days_below = 90
"""


def load(tmp_path, rules):
    (tmp_path / "deals.csv").write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    (tmp_path / "cycle.toml").write_text(rules, encoding="utf-8")
    return ck.load(tmp_path / "deals.csv")


def test_the_first_rule_that_is_met_counts(tmp_path):
    pipe = load(tmp_path, RULES)
    types = pipe.deals.set_index("deal_id")["cycle_type"].fillna("").to_dict()
    assert types == {"1": "", "2": "", "3": "short", "4": "complex", "5": "long", "6": "", "7": ""}
    split = ck.win_rate(pipe, by="cycle_type", basis="created")
    assert split["deals"].sum() == 7


def test_a_later_win_changes_no_earlier_type(tmp_path):
    before = load(tmp_path, RULES).deals.set_index("deal_id")["cycle_type"]
    assert before["6"] != before["6"]  # missing: nothing was known of the product then


def test_people_are_counted_in_a_column_of_the_export(tmp_path):
    rules = 'stages = ["New"]\n[[cycle_type]]\ntype = "consultative"\npeople = "People"\npeople_from = 3\n'
    types = load(tmp_path, rules).deals.set_index("deal_id")["cycle_type"]
    assert sorted(types[types.eq("consultative")].index) == ["4", "5", "6"]
    with pytest.raises(ColumnError, match='there is no column "Heads"'):
        load(tmp_path, rules.replace('"People"', '"Heads"'))


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        ('[[cycle_type]]\ntype = "odd"\n', "cycle.toml, line 2"),
        ("[[cycle_type]]\namount_from = 5\n", "cycle.toml, line 1: a rule names no type."),
        ('[[cycle_type]]\ntype = "long"\namont_from = 5\n', 'there is no key "amont_from"'),
    ],
)
def test_wrong_rules_are_told_with_their_line(tmp_path, rules, wrong):
    with pytest.raises(ColumnError) as error:
        load(tmp_path, rules)
    assert wrong in error.value.wrong
