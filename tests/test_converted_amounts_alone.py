"""The amount in the company's currency is the amount, where the file has no other."""

import pytest

import cycle_kit as ck

HEAD = "Deal ID,Deal Name,Stage,Created Date,Close Date"
ROWS = (
    "1,A,Closed Won,2025-01-02,2025-02-02",
    "2,B,Closed Won,2025-01-03,2025-02-03",
    "3,C,Closed Lost,2025-01-04,2025-02-04",
    "4,D,Offer,2025-01-05,",
)
CONVERTED = ["Amount in company currency", "Amount (converted)", "Converted Amount"]


def loaded(more, cells, head=HEAD):
    lines = [f"{head},{more}", *(f"{row},{cell}" for row, cell in zip(ROWS, cells, strict=True))]
    return ck.load("\n".join(lines).encode())


@pytest.mark.parametrize("header", CONVERTED)
def test_alone_it_is_the_amount(header):
    pipe = loaded(header, ("100", "200.50", "300", "400"))
    assert pipe.deals["amount"].tolist() == [100, 200.5, 300, 400]
    assert float(ck.win_rate(pipe)["won_value"].iloc[0]) == 300.5


@pytest.mark.parametrize("header", CONVERTED)
def test_the_currencies_it_was_converted_from_are_not_its_own(header):
    pipe = loaded(f"Currency,{header}", ("EUR,100", "USD,200", "EUR,300", "USD,400"))
    assert pipe.deals["amount"].tolist() == [100, 200, 300, 400]
    assert pipe.deals["currency"].isna().all()
    assert float(ck.win_rate(pipe)["won_value"].iloc[0]) == 300
    assert (
        pipe.notes["note"]
        .str.contains(f'"{header}" holds amounts in one currency', regex=False)
        .any()
    )


@pytest.mark.parametrize("header", CONVERTED)
def test_beside_amounts_it_is_what_sums_use(header):
    pipe = loaded(f"Amount,Currency,{header}", ("1,EUR,100", "2,USD,200", "3,EUR,300", "4,USD,400"))
    assert pipe.deals["amount"].tolist() == [1, 2, 3, 4]
    assert float(ck.win_rate(pipe)["won_value"].iloc[0]) == 300


def test_in_hubspot():
    head = "Record ID,Deal Name,Deal Stage,Create Date,Close Date"
    pipe = loaded("Amount in company currency", ("100", "200", "300", "400"), head)
    assert pipe.crm == "hubspot"
    assert pipe.deals["amount"].sum() == 1000


#: a list's headers; its word for won; amounts in the company's currency, and amounts as they are
IN_LANGUAGES = {
    "pl": ("Numer,Etap,{},Data utworzenia", "Wygrana", "Kwota (przeliczona)", "Kwota"),
    "de": ("Nummer,Phase,{},Erstellt am", "Gewonnen", "Betrag (umgerechnet)", "Betrag"),
    "fr": ("Réf.,Étape,{},Date de création", "Gagnée", "Montant (converti)", "Montant"),
    "es": ("Nº,Etapa,{},Fecha de creación", "Ganada", "Importe (convertido)", "Importe"),
    "cs": ("Číslo,Fáze,{},Datum vytvoření", "Vyhráno", "Částka (převedená)", "Částka"),
    "bg": ("Номер,Етап,{},Дата на създаване", "Спечелена", "Сума (конвертирана)", "Сума"),
    "uk": ("Номер,Етап,{},Дата створення", "Виграно", "Сума (конвертована)", "Сума"),
    "ru": ("Номер,Этап,{},Дата создания", "Выиграна", "Сумма (конвертированная)", "Сумма"),
    "ar": ("رقم الصفقة,المرحلة,{},تاريخ الإنشاء", "رابحة", "المبلغ (المحوّل)", "المبلغ"),
    "fa": ("شماره معامله,مرحله,{},تاریخ ایجاد", "موفق", "مبلغ (تبدیل‌شده)", "مبلغ"),
    "tr": ("Fırsat No,Aşama,{},Oluşturma tarihi", "Kazanıldı", "Tutar (dönüştürülmüş)", "Tutar"),
    "it": ("Numero,Fase,{},Data di creazione", "Vinta", "Importo (convertito)", "Importo"),
    "nl": ("Nummer,Fase,{},Aangemaakt op", "Gewonnen", "Bedrag (omgerekend)", "Bedrag"),
}


def listed_in(language, *headers):
    head, won, *_names = IN_LANGUAGES[language]
    lines = [head.format(",".join(headers))]
    for n in range(1, 9):
        cells = ",".join(str(n * 100 * times) for times in (1, 4)[: len(headers)])
        lines.append(f"K{n},{won if n % 2 else 'X1'},{cells},2026-01-{n + 10}")
    return ck.load("\n".join(lines).encode()).deals


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_it_is_known_in_each_language(language):
    *_head, converted, _plain = IN_LANGUAGES[language]
    assert listed_in(language, converted)["amount"].sum() == 3600


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_in_each_language_the_amount_itself_goes_before_it(language, turned):
    *_head, converted, plain = IN_LANGUAGES[language]
    headers = (converted, plain) if turned else (plain, converted)
    assert listed_in(language, *headers)["amount"].sum() == 3600 * (4 if turned else 1)
