"""Steps after the sale in a log, or in date columns, beside deals that say themselves when they were won."""

from datetime import date, timedelta

import pytest

import cycle_kit as ck

#: columns of the deals (id, client, stage, outcome, created, closed); of the log; three steps; steps after the sale;
#: won, lost, open
COMPANIES = {
    "en": (
        "No;Customer;Stage;Status;Created;Closed",
        "No;Stage;Entered on",
        "Call;Offer;Talks",
        "Delivery;Aftercare",
        "Won;Lost;Open",
    ),
    "fr": (
        "N°;Client;Étape;Résultat;Créé le;Clos le",
        "N°;Étape;Entré le",
        "Contact;Devis;Négociation",
        "Livraison;Suivi client",
        "Gagné;Perdu;En cours",
    ),
    "de": (
        "Nr;Kunde;Phase;Ergebnis;Erstellt am;Geschlossen am",
        "Nr;Phase;Eingetreten am",
        "Kontakt;Angebot;Verhandlung",
        "Lieferung;Nachbetreuung",
        "Gewonnen;Verloren;Offen",
    ),
    "es": (
        "Nº;Cliente;Etapa;Resultado;Creado;Cerrado",
        "Nº;Etapa;Fecha de entrada",
        "Contacto;Oferta;Negociación",
        "Entrega;Fidelización",
        "Ganado;Perdido;Abierto",
    ),
    "nl": (
        "Nr;Klant;Fase;Uitkomst;Aangemaakt;Gesloten",
        "Nr;Fase;Datum",
        "Contact;Offerte;Onderhandeling",
        "Levering;Nazorg",
        "Gewonnen;Verloren;Lopend",
    ),
    "ar": (
        "رقم;العميل;المرحلة;النتيجة;تاريخ الإنشاء;تاريخ الإغلاق",
        "رقم;المرحلة;تاريخ الدخول",
        "اتصال;عرض;تفاوض",
        "تسليم;متابعة",
        "فوز;خسارة;مفتوحة",
    ),
    "cs": (
        "Č.;Zákazník;Fáze;Výsledek;Vytvořeno;Uzavřeno",
        "Č.;Fáze;Datum vstupu",
        "Telefon;Nabídka;Smlouva",
        "Dodávka;Péče",
        "Vyhráno;Prohráno;Otevřeno",
    ),
    "pl": (
        "Nr;Klient;Etap;Status;Utworzono;Zamknięto",
        "Nr;Etap;Data wejścia",
        "Telefon;Wycena;Negocjacje",
        "Montaż;Serwis",
        "Wygrana;Przegrana;W toku",
    ),
    "bg": (
        "№;Клиент;Етап;Резултат;Създадена на;Приключена на",
        "№;Етап;Дата на влизане",
        "Обаждане;Оферта;Преговори",
        "Доставка;Обслужване",
        "Спечелена;Загубена;В процес",
    ),
    "fa": (
        "شماره;مشتری;مرحله;وضعیت;تاریخ ایجاد;تاریخ بستن",
        "شماره;مرحله;تاریخ ورود",
        "تماس;پیشنهاد;مذاکره",
        "تحویل;خدمات",
        "موفق;ناموفق;باز",
    ),
}


def histories(steps, later, *, late=5, won_before=()):
    """(number, outcome by its place, day of creation, day of closing, [(step, day)]) of 18 deals, six of each
    outcome. `late`: days from the closing of a won deal to each of the steps after it."""
    for n in range(18):
        kind, day = n % 3, date(2024, 2, 5) + timedelta(days=3 * n)
        reached = 3 if kind == 0 else 1 + n // 3 % 2
        closed = None if kind == 2 else day + timedelta(days=20 + n)
        moves = [(name, day + timedelta(days=3 * k)) for k, name in enumerate(steps[:reached])]
        if kind == 0:
            more = later[: 1 + n // 3 % 2]
            moves += [
                (name, closed + timedelta(days=late * (k + 1))) for k, name in enumerate(more)
            ]
        yield n, kind, day, closed, moves


def folder(tmp_path, case, *, late=5, open_later=()):
    """Deals and their log in two files. `open_later`: numbers of open deals that stand in the last step."""
    deals, log, steps, later, words = (each.split(";") for each in COMPANIES[case])
    rows, entries = [deals], [log]
    for n, kind, day, closed, moves in histories(steps, later, late=late):
        if n in open_later:
            moves.append((later[0], day + timedelta(days=12)))
        said = words[kind]
        rows.append([f"{n}", f"Firm {n}", moves[-1][0], said, f"{day}", f"{closed or ''}"])
        entries += [[f"{n}", name, f"{at}"] for name, at in moves]
    for name, table in (("deals.csv", rows), ("log.csv", entries)):
        (tmp_path / name).write_text("\n".join(map(";".join, table)))
    return tmp_path


def wide(case, *, staged=True):
    """One table with a date for each step, those after the sale behind the day of closing."""
    deals, _, steps, later, words = (each.split(";") for each in COMPANIES[case])
    number, client, stage, status, created, closing = deals
    rows = [[number, client, *[stage] * staged, status, created, *steps, closing, later[0]]]
    for n, kind, day, closed, moves in histories(steps, later):
        dates = {name: f"{at}" for name, at in moves}
        here = [later[0] if kind == 0 else moves[-1][0]] * staged
        entered = [dates.get(name, "") for name in steps]
        end = [f"{closed or ''}", dates.get(later[0], "")]
        rows.append([f"{n}", f"Firm {n}", *here, words[kind], f"{day}", *entered, *end])
    return "\n".join(map(";".join, rows)).encode()


def steps_of(case):
    return COMPANIES[case][2].split(";")


def funnel_of(pipe):
    found = ck.funnel(pipe)
    return found["deals"].tolist(), found["stage"].astype(str).tolist()


@pytest.mark.parametrize("case", COMPANIES)
def test_steps_of_a_log_after_the_day_of_the_win_come_after_it(case, tmp_path):
    pipe = ck.load(folder(tmp_path, case))
    later = COMPANIES[case][3].split(";")
    assert funnel_of(pipe) == ([18, 12, 6, 6], [*steps_of(case), "won"])
    assert pipe.after == tuple(later)
    assert pipe.notes["note"].str.contains("after the win", regex=False).any()
    assert ck.cycle_length(pipe).loc[0, "median_days"] == 27.5
    # the last step of the sale lasts until the win, not until the delivery
    won = pipe.visits[pipe.visits["deal_id"] == "0"].set_index("stage")
    assert f"{won.loc[steps_of(case)[-1], 'left_at']:%Y-%m-%d}" == "2024-02-25"


@pytest.mark.parametrize("case", ["en", "fr", "de", "es", "nl", "pl", "bg", "cs"])
def test_dates_of_a_step_after_the_day_of_the_win_come_after_it(case):
    pipe = ck.load(wide(case))
    assert funnel_of(pipe) == ([18, 12, 6, 6], [*steps_of(case), "won"])
    assert pipe.after == (COMPANIES[case][3].split(";")[0],)
    assert ck.cycle_length(pipe).loc[0, "median_days"] == 27.5


# ---- what must not change


@pytest.mark.parametrize("case", ["en", "de", "pl"])
def test_steps_on_the_day_of_the_win_or_before_are_of_the_sale(case, tmp_path):
    for late in (0, -1):
        pipe = ck.load(folder(tmp_path, case, late=late))
        assert pipe.after == ()
        assert funnel_of(pipe)[0] == [18, 12, 6, 6, 6, 6]


@pytest.mark.parametrize("case", ["en", "fr", "bg"])
def test_a_step_in_which_deals_are_open_is_of_the_sale(case, tmp_path):
    pipe = ck.load(folder(tmp_path, case, open_later=(2,)))
    assert COMPANIES[case][3].split(";")[0] in pipe.stages


def test_the_caller_says_otherwise(tmp_path):
    path = folder(tmp_path, "de")
    names = [*steps_of("de"), *COMPANIES["de"][3].split(";")]
    assert ck.load(path, stages=names).stages == tuple(names)
    assert ck.load(path, after=()).after == ()
    assert ck.load(path, after=names[3:]).after == tuple(names[3:])


def test_a_step_of_the_sale_whose_moves_were_logged_late_is_one(tmp_path):
    """Half of the deals closed before their last step was entered in the log."""
    path = folder(tmp_path, "en")
    lines = (path / "log.csv").read_text().split("\n")
    for n in (0, 3):
        lines = [
            line.replace(line[-10:], "2024-06-01") if line.startswith(f"{n};Talks") else line
            for line in lines
        ]
    (path / "log.csv").write_text("\n".join(lines))
    assert "Talks" in ck.load(path).stages
