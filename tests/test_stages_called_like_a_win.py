"""A stage that sound like a win, before the plain word for one in the same log, is a stage: the deal is won later."""

import pandas as pd
import pytest

import cycle_kit as ck

#: the stage, the plain win and the loss, with the headers of the log
LANGUAGES = {
    "en": ("Contract signed", "Won", "Lost", ("Deal ID", "Stage", "Date")),
    "en order": ("PO received", "Closed Won", "Closed Lost", ("Deal ID", "Stage", "Date")),
    "en offer": ("Offer accepted", "Sold", "Lost", ("Deal ID", "Stage", "Date")),
    "de": ("Auftrag erteilt", "Gewonnen", "Verloren", ("ID", "Phase", "Datum")),
    "pl": ("Umowa podpisana", "Wygrana", "Przegrana", ("ID", "Etap", "Data")),
    "bg": ("Подписан договор", "Спечелена", "Загубена", ("ID", "Етап", "Дата")),
    "ru": ("Договор подписан", "Успешно реализовано", "Отказ", ("ID", "Этап", "Дата")),
    "fa": ("عقد قرارداد", "موفق", "ناموفق", ("کد معامله", "مرحله", "تاریخ")),
    "tr": ("Sözleşme imzalandı", "Kazanıldı", "Kaybedildi", ("ID", "Aşama", "Tarih")),
    "nl": ("Contract getekend", "Gewonnen", "Verloren", ("ID", "Fase", "Datum")),
    "ro": ("Contract semnat", "Câștigat", "Pierdut", ("ID", "Etapă", "Data")),
    "uk": ("Договір підписано", "Виграно", "Програно", ("ID", "Етап", "Дата")),
}
#: what each deal passes after "Brief": the stage S, a win W, a loss L, another stage D
WAYS = ["SW", "SW", "SL", "SW", "S", "L", "SW", ""]


def rows_of(ways, language="en") -> pd.DataFrame:
    stage, won, lost, headers = LANGUAGES[language]
    names = {"S": stage, "W": won, "L": lost, "B": "Brief", "D": "Shortlist", "O": "Order placed"}
    rows = [
        (100 + n, names[step], pd.Timestamp("2025-01-06") + pd.Timedelta(days=3 * n + 10 * place))
        for n, way in enumerate(ways)
        for place, step in enumerate(f"B{way}")
    ]
    frame = pd.DataFrame(rows, columns=[*headers])
    return frame.assign(**{headers[2]: frame[headers[2]].dt.strftime("%Y-%m-%d")})


LAYOUTS = {
    "in order of deals": lambda rows: rows,
    "in order of days": lambda rows: rows.sort_values(rows.columns[2], kind="stable"),
    "newest first": lambda rows: rows.iloc[::-1],
}


def outcomes(pipe) -> list[str]:
    return pipe.deals.sort_values("deal_id")["outcome"].tolist()


def days_to_close(pipe) -> set:
    won = pipe.deals[pipe.deals["outcome"] == "won"]
    return set((won["closed_at"] - won["created_at"]).dt.days)


def told(pipe) -> pd.DataFrame:
    return pipe.notes[pipe.notes["note"].str.contains("sound like a win")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stage_before_the_plain_win_is_a_stage(language, layout):
    pipe = ck.load(LAYOUTS[layout](rows_of(WAYS, language)))
    stage = LANGUAGES[language][0]
    assert outcomes(pipe) == ["won", "won", "lost", "won", "open", "lost", "won", "open"]
    assert days_to_close(pipe) == {20}
    assert pipe.stages == ("Brief", stage)
    assert len(pipe.visits) == 14
    note = told(pipe).iloc[0]
    assert f'"{stage}"' in note["note"]
    assert f'won=["{stage}"]' in note["fix"]
    assert "1 deal" in note["effect"]
    assert not pipe.notes["note"].str.contains("won after a loss").any()


def test_two_such_stages_in_a_row_are_both_stages():
    pipe = ck.load(rows_of(["OSW", "OSW", "OSL", "OS"]))
    assert pipe.stages == ("Brief", "Order placed", "Contract signed")
    assert outcomes(pipe) == ["won", "won", "lost", "open"]
    assert days_to_close(pipe) == {30}


def test_the_moves_beside_a_list_of_deals_tell_it_too():
    moves = rows_of(WAYS)
    last = moves.drop_duplicates("Deal ID", keep="last")
    deals = last.rename(columns={"Stage": "Stage", "Date": "Changed"}).assign(Created="2025-01-01")
    pipe = ck.load(deals[["Deal ID", "Stage", "Created"]], history=moves)
    assert outcomes(pipe) == ["won", "won", "lost", "won", "open", "lost", "won", "open"]
    assert pipe.stages == ("Brief", "Contract signed")


def test_who_names_it_as_a_win_is_heard():
    pipe = ck.load(rows_of(WAYS), won=["Contract signed"])
    assert outcomes(pipe)[4] == "won"
    assert pipe.stages == ("Brief",)
    assert told(pipe).empty


@pytest.mark.parametrize(
    "ways, ended, stages, days",
    [
        pytest.param(
            ["S", "S", "L", "S"], ["won", "won", "lost", "won"], 1, {10}, id="no other win"
        ),
        pytest.param(
            ["S", "SL", "L", "S"], ["won", "lost", "lost", "won"], 1, {10}, id="cancelled later"
        ),
        pytest.param(
            ["S", "W", "L", "S"], ["won", "won", "lost", "won"], 1, {10}, id="either word"
        ),
        pytest.param(["S", "S", "S", "SW"], ["won"] * 4, 1, {10}, id="few go on"),
        pytest.param(["SW", "S", "S", "SW"], ["won"] * 4, 1, {10}, id="half go on"),
        pytest.param(
            ["WS", "WS", "L", "WS"], ["won", "won", "lost", "won"], 1, {10}, id="after the win"
        ),
        pytest.param(
            ["SD", "SD", "L", "W"], ["won", "won", "lost", "won"], 1, {10}, id="a step after it"
        ),
        pytest.param(
            ["S", "SBL", "W", "S"], ["won", "lost", "won", "won"], 1, {10}, id="re-opened"
        ),
        pytest.param(
            ["SL", "SL", "W", "S"], ["lost", "lost", "won", "won"], 1, {10}, id="only losses"
        ),
    ],
)
def test_elsewhere_it_is_the_win(ways, ended, stages, days):
    pipe = ck.load(rows_of(ways))
    assert outcomes(pipe) == ended
    assert len(pipe.stages) == stages
    assert days_to_close(pipe) == days
    assert told(pipe).empty


def test_a_payment_between_the_signature_and_the_end_is_no_stage_of_the_sale():
    rows = rows_of(["S", "S", "L", "S"]).replace("Contract signed", "Won")
    paid = rows[rows["Stage"] == "Won"].assign(Stage="Paid", Date="2025-03-03")
    pipe = ck.load(pd.concat([rows, paid]))
    assert pipe.stages == ("Brief",)
    assert days_to_close(pipe) == {10}
