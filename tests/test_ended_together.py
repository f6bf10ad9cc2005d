"""A column of few words that decides whether there is a date tells how deals ended, under any header: it is offered."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError
from cycle_kit.files.frames import of_frame
from cycle_kit.loading.ended_together import ended_together
from cycle_kit.loading.guesses import MOST
from cycle_kit.loading.matching import Headers
from cycle_kit.loading.preview import filled_in

#: headers that no list of words holds: number, client, stage, result, begun, over; words of won, lost and open
STRANGE = {
    "en": ("Ref", "Customer", "Where is it", "How did it go", "First talk", "Over on", "Landed", "Walked", "Live"),
    "de": ("Ref", "Kunde", "Wo steht es", "Was wurde daraus", "Erstes Gespräch", "Vorbei am", "Hurra", "Nix",
           "Mittendrin"),
    "pl": ("Ref", "Klient", "Gdzie jest", "Co z tego", "Pierwsza rozmowa", "Po wszystkim", "Hurra", "Nici", "Trwa"),
    "bg": ("Реф", "Клиент", "Къде е", "Какво излезе", "Първи разговор", "Минало на", "Ура", "Нищо", "Тече"),
}  # fmt: skip
STEPS = ("Chat", "Sketch", "Haggle")


def listed(language: str, *, told: str = "word") -> pd.DataFrame:
    """30 deals, 10 of each outcome; of open ones the result is a word of its own, or blank (`told`)."""
    ref, client, stage, result, begun, over, won, lost, still = STRANGE[language]
    rows = []
    for n in range(30):
        word = (won, lost, still if told == "word" else "")[n % 3]
        first = pd.Timestamp("2025-01-06") + pd.Timedelta(days=n)
        end = f"{first + pd.Timedelta(days=20 + n):%Y-%m-%d}" if n % 3 < 2 else ""
        rows.append({ref: f"R{n}", client: f"C {n}", stage: STEPS[n % 2 + n % 3 // 2], result: word,
                     begun: f"{first:%Y-%m-%d}", over: end})  # fmt: skip
    return pd.DataFrame(rows)


def said(frame: pd.DataFrame, tmp_path, **more: object) -> str:
    """What loading tells: its error, or its notes with what to type."""
    path = tmp_path / "list.csv"
    frame.to_csv(path, index=False)
    try:
        notes = ck.load(path, **more).notes
    except CycleKitError as error:
        return str(error)
    return "\n".join(notes["note"] + " " + notes["fix"])


@pytest.mark.parametrize("told", ["word", "blank"])
@pytest.mark.parametrize("language", STRANGE)
def test_result_and_date_are_offered_and_lead_to_the_outcomes(language, told, tmp_path):
    _, _, stage, result, begun, over, won, lost, still = STRANGE[language]
    frame = listed(language, told=told)
    offered = said(frame, tmp_path)
    assert f'"status": "{result}"' in offered and f'"closed_at": "{over}"' in offered
    columns = {"stage": stage, "created_at": begun, "status": result, "closed_at": over}
    assert f'"{won}"' in said(frame, tmp_path, columns=columns)  # asked what it means
    words = {"won": [won], "lost": [lost]} | ({"open": [still]} if told == "word" else {})
    deals = ck.load(tmp_path / "list.csv", columns=columns, **words).deals
    assert deals["outcome"].astype("str").value_counts().to_dict() == {
        "won": 10,
        "lost": 10,
        "open": 10,
    }
    assert deals["closed_at"].notna().sum() == 20


@pytest.mark.parametrize("language", STRANGE)
def test_they_are_offered_beside_a_stage_that_is_named(language, tmp_path):
    _, _, stage, result, begun, over, *_ = STRANGE[language]
    told = said(listed(language), tmp_path, columns={"stage": stage, "created_at": begun})
    assert f'columns={{"status": "{result}", "closed_at": "{over}"}}' in told
    assert f'it tells in which rows "{over}" is filled' in told


@pytest.mark.parametrize(
    "spoilt",
    [
        "a date of an open deal",
        "one word for all ends",
        "a reason",
        "two such words",
        "every row dated",
    ],
)
def test_what_decides_nothing_is_not_offered(spoilt, tmp_path):
    _, _, stage, result, begun, over, won, lost, still = STRANGE["en"]
    frame = listed("en")
    if spoilt == "a date of an open deal":
        frame.loc[2, over] = "2025-03-03"
    elif spoilt == "one word for all ends":
        frame[result] = frame[result].replace(lost, won)
    elif spoilt == "a reason":
        frame = frame.rename(columns={result: "Why we lost it"})
    elif spoilt == "two such words":
        frame["Which pot"] = frame[result].map({won: "card", lost: "cash", still: "later"})
    else:
        frame[over] = frame[over].where(frame[over] != "", "2025-06-06")
    told = said(frame, tmp_path, columns={"stage": stage, "created_at": begun})
    assert "it tells in which rows" not in told


@pytest.mark.parametrize("language", STRANGE)
def test_the_import_page_begins_with_them(language):
    _, _, _, result, _, over, *_ = STRANGE[language]
    settings = filled_in([of_frame(listed(language))], {})
    assert settings["columns"]["status"] == result and settings["columns"]["closed_at"] == over


def test_a_table_of_very_many_columns_is_looked_at_no_longer():
    """Words and dates of which each could be the pair: none is, and each is not tried with each."""
    words = {f"Word {n}": ["a", "b", ""] * 10 for n in range(1_000)}
    days = {f"Day {n}": [f"2025-01-{1 + n % 28:02d}", "2025-02-02", ""] * 10 for n in range(1_000)}
    headers = Headers(of_frame(pd.DataFrame(words | days)).frame)
    tried = []
    headers.look = lambda header, look=headers.look: tried.append(header) or look(header)
    assert ended_together(headers, {}) == []
    assert len(set(tried)) <= MOST
