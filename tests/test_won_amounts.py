"""What won deals were really worth goes before their estimates, where a system has both."""

import io

import pytest

import cycle_kit as ck

HEAD = "Topic,Status,Created On,Actual Close Date"
ROWS = (
    "A,Won,2025-01-02,2025-02-02",
    "B,Won,2025-01-03,2025-02-03",
    "C,Lost,2025-01-04,2025-02-04",
    "D,Open,2025-01-05,",
)


def loaded(more, cells):
    lines = [f"{HEAD},{more}", *(f"{row},{cell}" for row, cell in zip(ROWS, cells, strict=True))]
    return ck.load(io.BytesIO("\n".join(lines).encode()))


@pytest.mark.parametrize(
    ("more", "cells", "amounts", "told"),
    [
        (
            "Est. revenue,Actual Revenue",
            ("1050,1000", "1187,", "1324,0", "1461,"),
            [1000, 1187, 1324, 1461],
            'The amount of 1 won deal is "Actual Revenue"; that of the others is "Est. revenue".',
        ),
        (
            "Actual Revenue,Est. revenue",
            ('"$1,000.00","$1,050.00"', "900,1187", ",1324", ",1461"),
            [1000, 900, 1324, 1461],
            'The amount of 2 won deals is "Actual Revenue"; that of the others is "Est. revenue".',
        ),
        (
            "Actual Revenue",
            ("1000", "900", "", ""),
            [1000, 900, None, None],
            'The amount of 2 won deals is "Actual Revenue"; others have none.',
        ),
        ("Est. revenue,Actual Revenue", ("1050,", "1187,", "1324,", "1461,"), [1050, 1187, 1324, 1461], ""),
    ],
)  # fmt: skip
def test_the_amount_of_won_deals_is_the_actual_revenue_of_dynamics(more, cells, amounts, told):
    pipe = loaded(more, cells)
    assert pipe.crm == "dynamics"
    assert (
        pipe.deals["amount"].astype(object).where(pipe.deals["amount"].notna(), None).tolist()
        == amounts
    )
    notes = pipe.notes["note"][pipe.notes["step"] == "money"]
    assert notes[notes.str.startswith("The amount of")].tolist() == ([told] if told else [])


def test_an_actual_revenue_alone_keeps_its_currency():
    pipe = loaded("Actual Revenue", ('"$1,000.00"', "$900.00", "", ""))
    assert pipe.deals["currency"].tolist()[:2] == ["USD", "USD"]
    assert pipe.deals["value"].sum() == 1900


DATED_HEAD = "Deal ID,Topic,Stage,Status,Created,Closed on,"
OF_DAYS = {
    "2025-01-31": ["A,T1,Meet,Open,2025-01-02,,100,", "C,T3,Talk,Won,2025-01-03,2025-01-20,70,65"],
    "2025-02-28": ["A,T1,Talk,Open,2025-01-02,,150,", "C,T3,Talk,Won,2025-01-03,2025-01-20,70,65"],
    "2025-03-31": [
        "A,T1,Talk,Won,2025-01-02,2025-03-20,150,120",
        "C,T3,Talk,Won,2025-01-03,2025-01-20,70,65",
    ],
}
AT = {
    "2025-01-10": [100, 70],
    "2025-01-31": [100, 65],
    "2025-02-28": [150, 65],
    "2025-03-19": [150, 65],
    "2025-03-20": [120, 65],
    "2025-03-31": [120, 65],
}
SYSTEM = {
    "Deal ID": "(Do Not Modify) Opportunity",
    "Stage": "Pipeline Phase",
    "Created": "Created On",
    "Closed on": "Actual Close Date",
}


@pytest.mark.parametrize("of_system", [True, False])
@pytest.mark.parametrize("day", AT)
def test_dated_exports_have_the_estimate_before_the_win_and_the_real_amount_since(
    day, of_system, tmp_path
):
    head, columns = DATED_HEAD + "Est. revenue,Actual Revenue", None
    for ours, theirs in SYSTEM.items() if of_system else ():
        head = head.replace(ours, theirs)
    if not of_system:
        head = head.replace("Est. revenue,Actual Revenue", "Estimate,Real")
        columns = {"amount": "Estimate", "won_amount": "Real"}
    for written, rows in OF_DAYS.items():
        (tmp_path / f"deals_{written}.csv").write_text("\n".join([head, *rows]))
    pipe = ck.load(tmp_path, columns=columns)
    assert (pipe.crm == "dynamics") is of_system
    assert pipe.rewind(day).deals.set_index("deal_id")["amount"].tolist() == AT[day]
