"""What stands in brackets behind stages is part of their names, unless the same goes with several: a pipeline."""

import pytest

import cycle_kit as ck

HEAD = "Record ID,Deal Name,Deal Stage,Create Date,Close Date,Amount,Deal owner"
#: each list of stages on the way, and what won and lost are called
PLAIN_ENDS = ("Closed Won", "Closed Lost")
BRACKET_ENDS = ("Closed (won)", "Closed (lost)")
OWN = [
    (("New", "Offer (sent)", "Offer (draft)"), PLAIN_ENDS),
    (("New", "Talk", "Offer (sent)"), PLAIN_ENDS),
    (("New", "Talk", "Offer"), BRACKET_ENDS),
    (("New (inbound)", "Offer (sent)", "Contract (draft)"), BRACKET_ENDS),
    (
        ("Nowy", "Oferta (wysłana)", "Oferta (szkic)"),
        ("Zamknięta (wygrana)", "Zamknięta (przegrana)"),
    ),
    (("New", "Offer sent", "Offer draft"), PLAIN_ENDS),
]
HEADERS = ['Date entered "{}"', "Date entered '{}'", "Date entered {}"]


def exported(stages, ends, header, *, dated_ends=False, own=lambda stage: stage):
    """Ten deals, two in each stage; each has been in all stages before, two days apart."""
    named = [*stages, *ends] if dated_ends else [*stages]
    quoted = ['"' + header.format(name).replace('"', '""') + '"' for name in named]
    rows = [",".join([HEAD, *quoted])]
    for n in range(10):
        place = n % 5
        stage = [*stages, *ends][place]
        days = [f"2025-01-{n + 1 + 2 * k:02}" if k <= min(place, 2) else "" for k in range(3)]
        close = f"2025-01-{n + 9:02}" if place > 2 else ""
        days += [close if stage == end else "" for end in ends] if dated_ends else []
        rows.append(
            f"{n + 100},D{n},{own(stage)},2025-01-{n + 1:02},{close},100,Ann,{','.join(days)}"
        )
    return "\n".join([*rows, ""]).encode()


@pytest.mark.parametrize("dated_ends", [False, True])
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(("stages", "ends"), OWN, ids=[", ".join(names) for names, _ in OWN])
def test_brackets_are_part_of_the_names_of_stages(stages, ends, header, dated_ends):
    pipe = ck.load(exported(stages, ends, header, dated_ends=dated_ends))
    deals = pipe.deals.sort_values("deal_id", ignore_index=True)
    assert deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [6, 2, 2]
    assert deals["stage"].tolist()[:3] == list(stages)
    assert "pipeline" not in deals or deals["pipeline"].fillna("").eq("").all()
    visits = pipe.visits[pipe.visits["deal_id"] == "102"]
    assert visits["stage"].astype("str").tolist() == list(stages)
    assert visits["entered_at"].dt.day.tolist() == [3, 5, 7]


@pytest.mark.parametrize("whole", [False, True], ids=["bare", "whole"])
def test_one_pipeline_behind_all_stages_is_a_pipeline(whole):
    def own(stage):
        return f"{stage} (Sales)" if whole else stage

    table = exported(("New", "Talk", "Offer"), PLAIN_ENDS, 'Date entered "{} (Sales)"', own=own)
    pipe = ck.load(table)
    assert set(pipe.deals["pipeline"]) == {"Sales"}
    assert pipe.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [6, 2, 2]
    assert set(pipe.deals.loc[pipe.deals["outcome"] == "open", "stage"]) == {"New", "Talk", "Offer"}
