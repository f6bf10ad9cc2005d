"""Deals with dates of closing beside a column of words that is not understood: the question names that column, and what
it says to type leads to the right numbers."""

import re

import pytest

import cycle_kit as ck

WORDS = {
    "en": ("Deal ID,Deal Name,{},Created,Closed,Amount", ("Happy", "Gone home", "On it")),
    "es": ("ID,Nombre del negocio,{},Fecha de creación,Fecha de cierre,Importe", ("Feliz", "Se fue a casa", "En ello")),
    "pl": ("Nr,Nazwa szansy,{},Data utworzenia,Data zamknięcia,Kwota", ("Zadowolony", "Po ptakach", "Robimy")),
    "tr": ("Fırsat No,Fırsat Adı,{},Kayıt Tarihi,Kapanış Tarihi,Tutar", ("Mutlu", "Gitti", "Bakıyoruz")),
    "fa": ("شماره معامله,نام معامله,{},تاریخ ایجاد,تاریخ بسته شدن,مبلغ", ("خوشحال", "رفت خانه", "دستمان است")),
}  # fmt: skip


def written(language, header, *, own=""):
    head, words = WORDS[language]
    lines = [head.format(header) + (",Colour" if own else "")]
    for n in range(20):
        end = f"2024-02-{n + 1:02d}" if n % 3 < 2 else ""
        row = f"{n},Job {n},{words[n % 3]},2024-01-{n + 1:02d},{end},100"
        lines.append(row + (f",{('red', 'blue')[n // 2 % 2]}" if own else ""))
    return "\n".join(lines).encode(), words


@pytest.mark.parametrize("own", ["", "another column of few words"])
@pytest.mark.parametrize("header", ["Xyz", "Lamp"])
@pytest.mark.parametrize("language", WORDS)
def test_typed_as_it_is_said(language, header, own):
    content, (won, lost, still) = written(language, header, own=own)
    with pytest.raises(ck.CycleKitError, match=f'columns={{"status": "{header}"}}') as first:
        ck.load(content)
    columns = dict([re.search(r'columns=\{"(status)": "(.*?)"\}', str(first.value)).groups()])
    with pytest.raises(ck.CycleKitError, match=won):
        ck.load(content, columns=columns)
    pipe = ck.load(content, columns=columns, won=[won], lost=[lost], open=[still])
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [7, 7, 6]


def test_words_that_stand_beside_dates_and_without_are_not_offered():
    content, _ = written("en", "Xyz")
    mixed = content.decode().replace("Gone home", "Happy").replace("On it", "Happy", 3).encode()
    with pytest.raises(ck.CycleKitError) as error:
        ck.load(mixed)
    assert '"status": "Xyz"' not in str(error.value)


@pytest.mark.parametrize("word", ["LOSE", "C7:LOSE"])
def test_the_lost_deals_of_bitrix24_without_their_semantics(word):
    lines = ["ID,TITLE,STAGE_ID,OPPORTUNITY,ASSIGNED_BY_ID,DATE_CREATE,CLOSEDATE"]
    stages = (word.replace("LOSE", "WON"), word, word.replace("LOSE", "NEW"))
    for n in range(12):
        days = f"2024-01-{n + 1:02d}T10:00:00+03:00,2024-02-{n + 1:02d}T10:00:00+03:00"
        lines.append(f"{n},Job {n},{stages[n % 3]},100.00,7,{days}")
    outcome = ck.load("\n".join(lines).encode()).deals["outcome"].value_counts()
    assert outcome[["won", "lost", "open"]].tolist() == [4, 4, 4]
