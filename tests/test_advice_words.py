"""The line that is printed for unknown words gives no wrong number as it stands: a word of which something says
where it belongs is placed, for the others there is a place to fill."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.loading.probable import guessed, probable
from tests.test_advice import arguments

REASONS = """Went with competitor|Too expensive|No budget|closed - no budget|Ghosted|Wrong timing|Gone elsewhere|
Купили у других|Слишком дорого|Не отвечает|Конкуренты|Kupił gdzie indziej|Za drogo|Wybrał konkurencję|Nie odbiera|
Zu teuer|Wettbewerber gewählt|Keine Rückmeldung|Trop cher|Parti chez un concurrent|Muy caro|Sin presupuesto|
Preço alto|Fechou com concorrente|Troppo caro|Nessuna risposta|Te duur|Pahalı|Rakip firma|Скъпо|Няма отговор|
خیلی گران|رقیب|غالي جدا|لا يوجد رد|Příliš drahé|Prea scump|För dyrt"""
UNDECIDED = "Not yet|No reply yet|Noch nicht|Jeszcze nie|Henüz değil|Ещё нет|Maybe|Vielleicht"


def words(lines):
    return [word.strip() for word in lines.replace("\n", "").split("|")]


@pytest.mark.parametrize("word", words(REASONS))
def test_a_reason_for_a_loss_is_guessed_lost(word):
    assert probable(word) == "lost"


@pytest.mark.parametrize(
    "word", ["Unsold", "nicht bestellt", "not ordered", "не продано", "Not sold", "niesprzedane"]
)
def test_what_denies_a_win_is_guessed_lost(word):
    assert probable(word) == "lost"


#: what is denied may still come
TO_COME = """Not paid|Unpaid|Not signed|Unsigned|Не оплачено|Договор не подписан|Неподписан|не подписано|
Niepodpisana umowa|Nieopłacona|Nicht bezahlt|Nicht unterschrieben|Non signé|Non payé|No firmado|No pagado|
Não assinado|Não pago|Imzalanmadı|Ödenmedi|قرارداد امضا نشد|پرداخت نشد|پرداخت نشده|
لم يتم التوقيع|لم يتم الدفع|Не е платена|Niet betaald|Ej undertecknad"""


@pytest.mark.parametrize("word", words(TO_COME))
def test_a_step_that_is_denied_has_no_guess(word):
    assert probable(word) == ""
    assert guessed([word], ["Won", "Lost", "Offer"]) == {word: ""}


@pytest.mark.parametrize(
    ("win", "loss"),
    [("فروخته شد", "فروخته نشد"), ("فروخته شده", "فروخته نشده"), ("تم البيع", "لم يتم البيع"), ("Sold", "Not sold"),
     ("Продано", "Не продано"), ("Satıldı", "Satılmadı"), ("Sprzedane", "Nie sprzedane"),
     ("Verkauft", "Nicht verkauft"),
     ("Vendu", "Non vendu"), ("Vendido", "Não vendido"), ("Venduto", "Non venduto"), ("تایید شد", "تایید نشد")],
)  # fmt: skip
def test_what_denies_a_word_is_never_guessed_the_same(win, loss):
    assert guessed([win, loss])[loss] in ("lost", "")
    assert guessed([loss])[loss] in ("lost", "")


@pytest.mark.parametrize(
    "word",
    ["Won from competitor", "Won although too expensive", "Sold elsewhere first", "Gewonnen gegen Wettbewerber",
     "Wygrana z konkurencją", "Спечелена от конкурент", "Gagné face à un concurrent", "برنده در برابر رقیب",
     "Lost contact - retry", "Ganada a la competencia, muy caro", "Won?", "Lost?", "Won 50%"],
)  # fmt: skip
def test_a_word_that_begins_with_a_win_is_never_guessed_lost(word):
    assert probable(word) == ""


@pytest.mark.parametrize("word", ["Live", "Active", "Aktiv", "Живая", "فعال", "Canlı"])
def test_what_runs_is_guessed_open(word):
    assert probable(word) in ("open", "") and probable("Live") == "open"


def test_a_third_letter_beside_won_and_lost_has_no_guess():
    assert guessed(["W", "L", "P"]) == {"W": "won", "L": "", "P": ""}
    assert guessed(["W", "L"]) == {"W": "won", "L": "lost"}
    assert guessed(["W", "L", "N"])["N"] == ""


@pytest.mark.parametrize(
    ("win", "loss"),
    [("aldı", "almadı"), ("oldu", "olmadı"), ("خرید", "نخرید"), ("joined", "not joined"),
     ("zapisany", "nie zapisany"), ("Yes", "No"), ("1", "0"), ("так", "ні"), ("W", "L"), ("G", "V"), ("💰", "❌")],
)  # fmt: skip
def test_a_word_beside_its_opposite_is_guessed_won(win, loss):
    assert guessed([win, loss]) == {win: "won", loss: "lost"}


@pytest.mark.parametrize("word", words(UNDECIDED))
def test_what_is_not_decided_yet_is_open(word):
    assert probable(word) == "open"


@pytest.mark.parametrize("word", ["Refunded", "Matriculado", "Plomba", "Bought used", "Deep dive", "Handed over",
                                  "No idea", "Not contacted", "Price negotiation", "Budget approved",
                                  "Competitor analysis", "Offer gone out", "Colour", "Фрезия", "نارنجی"])  # fmt: skip
def test_a_word_that_nothing_speaks_for_has_no_guess(word):
    assert probable(word) == ""


def table(*words, reason=""):
    rows = [("Won", ""), ("Lost", "Price"), ("Offer", "")] * 4
    rows += [(word, reason) for word in words for _ in range(3)]
    days = pd.date_range("2024-01-01", periods=len(rows))
    return pd.DataFrame(
        {
            "Client": [f"c{n}" for n in range(len(rows))],
            "Opened": days.strftime("%Y-%m-%d"),
            "Closed": ["" if word == "Offer" else f"2024-03-{1 + n % 28:02d}" for n, (word, _) in enumerate(rows)],
            "Result": [word for word, _ in rows],
            "Lost Reason": [why for _, why in rows],
        }
    )  # fmt: skip


def outcomes(pipe):
    return {name: n for name, n in pipe.deals["outcome"].astype(str).value_counts().items() if n}


def test_the_line_typed_as_it_stands_places_what_is_known_and_asks_again_for_the_rest():
    frame = table("Too expensive", "Plomba")
    with pytest.raises(StageError) as asked:
        ck.load(frame)
    assert 'with "Plomba" in place of "..."' in asked.value.fix
    typed = {"won": ["..."], "lost": ["Too expensive", "..."]}
    assert str(list(typed.values())[1]).replace("'", '"') in asked.value.fix
    with pytest.raises(StageError) as again:
        ck.load(frame, **typed)
    assert "Plomba" in again.value.fix and "Too expensive" not in again.value.fix
    filled = ck.load(frame, won=["Plomba"], lost=["Too expensive", "..."])
    assert outcomes(filled) == {"won": 7, "lost": 7, "open": 4}


@pytest.mark.parametrize("word", ["No budget", "Konkurencja", "Дорого", "Pahalı", "Concurrence"])
def test_the_line_for_a_reason_leads_to_the_right_figures(word):
    with pytest.raises(StageError) as asked:
        ck.load(table(word))
    assert outcomes(ck.load(table(word), **arguments(asked.value.fix))) == {
        "won": 4,
        "lost": 7,
        "open": 4,
    }


def test_a_word_beside_which_a_lost_reason_is_filled_in_is_placed_as_lost():
    frame = table("Plomba", reason="Size")
    with pytest.raises(StageError) as asked:
        ck.load(frame)
    assert 'lost=["Plomba"]' in asked.value.fix


def test_zero_and_one_among_other_codes_are_no_answers():
    assert guessed(["0", "1"]) == {"0": "lost", "1": "won"}
    assert guessed(["0", "1", "2"]) == {"0": "", "1": "", "2": ""}
    assert guessed(["no", "yes", "2"]) == {"no": "lost", "yes": "won", "2": ""}


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_is_guessed_lost_beside_a_plus_alone(dash):
    assert probable(dash, ["+"]) == "lost"
    assert probable(dash, ["W", "L"]) == "" and probable(dash) == ""


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_beside_letters_is_asked_about_alone(dash):
    said = ["W", "L", dash]
    rows = [f"Firm {n},{said[n % 3]},{'AB'[n % 2]},2026-01-{n + 5:02}" for n in range(9)]
    with pytest.raises(StageError) as refused:
        ck.load("\n".join(["Customer,W/L,Stage,Created", *rows]).encode())
    assert '"W" (won), "L" (lost)' in str(refused.value)
    assert f'lost=["{dash}' not in str(refused.value) and f'"L", "{dash}"' not in str(refused.value)


def test_a_dash_beside_letters_is_open_where_nothing_else_tells_how_deals_stand():
    rows = [f"Firm {n},{['W', 'L', '-'][n % 3]},2026-01-{n + 5:02}" for n in range(9)]
    deals = ck.load("\n".join(["Customer,W/L,Created", *rows]).encode()).deals
    assert deals["outcome"].tolist() == ["won", "lost", "open"] * 3


# ---- letters that number stages


@pytest.mark.parametrize("letters", ["ABC", "CDE", "ABCD", "GHI", "ACE"])
def test_letters_that_number_stages_are_no_initials_of_outcomes(letters):
    assert {probable(letter, letters) for letter in letters} == {""}


@pytest.mark.parametrize(
    ("letters", "said"),
    [("WL", "won lost"), ("GVO", "won lost"), ("L", "lost"), ("WLO", "won lost")],
)
def test_initials_of_both_ends_are(letters, said):
    assert [probable(letter, letters) for letter in letters[:2]] == said.split()
