"""Lists in Greek: what their columns are called, and how their deals stand."""

import pytest

import cycle_kit as ck

HEADS = [
    "Ευκαιρία;Πελάτης;Υπεύθυνος;Στάδιο;Κατάσταση;Ποσό;Ημερομηνία δημιουργίας;Ημερομηνία κλεισίματος;Λόγος απώλειας",
    "Όνομα ευκαιρίας;Εταιρεία;Πωλητής;Φάση;Αποτέλεσμα;Αξία;Δημιουργήθηκε;Έκλεισε;Αιτία απώλειας",
    "Έργο;Επωνυμία;Κάτοχος;Βήμα;Έκβαση;Τιμή;Ημ/νία δημιουργίας;Κλείσιμο;Λόγος απόρριψης",
    "ΕΥΚΑΙΡΙΑ;ΠΕΛΑΤΗΣ;ΥΠΕΥΘΥΝΟΣ;ΣΤΑΔΙΟ;ΚΑΤΑΣΤΑΣΗ;ΠΟΣΟ;ΗΜΕΡΟΜΗΝΙΑ ΔΗΜΙΟΥΡΓΙΑΣ;ΗΜΕΡΟΜΗΝΙΑ ΚΛΕΙΣΙΜΑΤΟΣ;ΛΟΓΟΣ ΑΠΩΛΕΙΑΣ",
]
ENDS = [
    ("Κερδισμένη", "Χαμένη", "Ανοιχτή"),
    ("Κερδήθηκε", "Χάθηκε", "Σε εξέλιξη"),
    ("Κερδισμένο", "Χαμένο", "Ανοικτό"),
    ("ΚΕΡΔΙΣΜΕΝΗ", "ΧΑΜΕΝΗ", "ΑΝΟΙΧΤΗ"),
]
STEPS = ("Επαφή", "Προσφορά", "Διαπραγμάτευση")


def listed(head, ends, *, encoding="utf-8", **more):
    rows = [
        f"Έργο {n};Εταιρεία {n};{'Άννα' if n % 2 else 'Νίκος'};{STEPS[n % 3]};{ends[n % 3]};{1000 + 25 * n};"
        f"{1 + n:02}/02/2024;{'' if n % 3 == 2 else f'{1 + n:02}/03/2024'};{'Τιμή' if n % 3 == 1 else ''}"
        for n in range(18)
    ]
    return ck.load("\n".join([head, *rows, ""]).encode(encoding), **more)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1253"])
@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("head", HEADS)
def test_headers_and_outcomes_in_greek(head, ends, encoding):
    pipe = listed(head, ends, encoding=encoding)
    deals = pipe.deals
    assert deals["outcome"].value_counts().to_dict() == {"won": 6, "lost": 6, "open": 6, "dropped": 0}  # fmt: skip
    assert deals["created_at"].count() == 18 and deals["closed_at"].count() == 12
    assert deals["created_at"].dt.month.eq(2).all()
    assert deals["owner"].nunique() == 2 and deals["amount"].sum() == 18_000 + 25 * 153
    assert deals["name"].nunique() == 18 and deals["account"].nunique() == 18
    assert deals["lost_reason"].count() == 6 and {*pipe.stages} == {*STEPS}
    assert not pipe.notes["note"].str.contains("not used").any()


def test_a_word_that_is_not_known_is_asked_about():
    with pytest.raises(ck.CycleKitError, match="Ξεχάστηκε"):
        listed(HEADS[0], ("Κερδισμένη", "Ξεχάστηκε", "Ανοιχτή"))


def test_a_log_in_greek():
    head = "Ευκαιρία;Στάδιο;Ημερομηνία εισόδου στο στάδιο"
    rows = [
        f"Έργο {n};{step};{1 + n + day:02}/02/2024"
        for n in range(6)
        for day, step in enumerate((*STEPS, "Κερδισμένη" if n % 2 else "Χαμένη"))
    ]
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    assert pipe.deals["outcome"].value_counts().to_dict() == {"won": 3, "lost": 3, "open": 0, "dropped": 0}  # fmt: skip
    assert pipe.stages == STEPS and len(pipe.visits) == 18


@pytest.mark.parametrize("header", ["Ημερομηνία παράδοσης", "Λήξη εγγύησης", "Επόμενη κλήση"])
def test_what_comes_after_the_sale_closes_no_deal(header):
    head = HEADS[0].replace("Ημερομηνία κλεισίματος", header)
    assert listed(head, ENDS[0]).deals["closed_at"].count() == 0
