"""Words for how a deal ended, in the languages that exports are written in.

Compared whole, by `values.key`, never by part or likeness: "ناموفق" (lost) contains "موفق" (won), and
"niewygrana" (lost) contains "wygrana" (won). A word that says only "closed" is in CLOSED_WORDS. What stands
around these words is read in `endings.py`; the words of most languages are in `languages`.
"""

from cycle_kit.dialects.languages import OUTCOMES
from cycle_kit.values import key

#: of languages whose headers are not known: systems show stages in the language of whoever set them up
MORE_OUTCOMES = {
    "won": "Vunnen|Vunnet|Vunna|Stängd vunnen|Affär vunnen|Såld|Vundet|Lukket vundet|Solgt|Lukket vunnet|"
    "Voitettu|Voitetut|Suljettu voitettu|Myyty|Megnyert|Megnyerve|Nyertes|Lezárt - megnyert|Sikeres|Vyhraté|"
    "Vyhraná príležitosť|Vyhratý|Úspešné|Úspešný|Κερδισμένη|Κερδισμένο|Κερδήθηκε|Dobijeno|Dobiveno|Dobijen|"
    "成約|成約済み|受注|受注済み|受注確定|契約済み|クローズ済み成約|赢单|已赢单|成交|已成交|已签约|贏單|成功|"
    "수주|수주 완료|성공|계약 완료|Dimenangkan|Menang|Berhasil|Thắng|Đã thắng|Thành công",
    "lost": "Förlorad|Förlorat|Förlorade|Stängd förlorad|Affär förlorad|Tabt|Lukket tabt|Tapt|Lukket tapt|"
    "Hävitty|Hävityt|Menetetty|Suljettu hävitty|Elveszett|Elvesztett|Elveszítve|Lezárt - elveszett|Sikertelen|"
    "Prehraté|Stratené|Prehratý|Neúspešné|Neúspešný|Χαμένη|Χαμένο|Χάθηκε|Izgubljeno|Izgubljen|失注|失注済み|"
    "クローズ済み失注|输单|已输单|丢单|已丢单|已流失|輸單|失败|失敗|실주|실패|Kalah|Gagal|Thua|Đã thua|"
    "Thất bại",
    "dropped": "Avbruten|Diskvalificerad|Annulleret|Kansellert|Avbrutt|Peruttu|Peruutettu|Hylätty|Törölve|"
    "Lemondva|Zrušené|取消|キャンセル|已取消|取消済み|취소|Dibatalkan|Đã hủy",
    "open": "Öppen|Öppet|Pågående|Pågår|Ny|Väntar|Åben|Åpen|Igangværende|Afventer|Avoin|Kesken|Käynnissä|Uusi|"
    "Odottaa|Nyitott|Folyamatban|Új|Függőben|Otvorené|Prebieha|Nové|Čakajúce|Ανοιχτή|Ανοιχτό|Σε εξέλιξη|Νέα|"
    "Otvoreno|Novo|U toku|U tijeku|進行中|商談中|未着手|新規|交渉中|保留|进行中|跟进中|新建|进行|洽谈中|"
    "진행중|신규|보류|Terbuka|Baru|Đang mở|Mới|Đang tiến hành",
    "closed": "Stängd|Stängt|Avslutad|Avslutat|Lukket|Afsluttet|Avsluttet|Suljettu|Valmis|Päättynyt|Lezárt|"
    "Lezárva|Befejezett|Uzavreté|Ukončené|Κλειστή|Κλειστό|Zatvoreno|完了|終了|クローズ|已关闭|已完成|已结束|"
    "종료|완료|Ditutup|Selesai|Đã đóng|Hoàn thành",
}


#: what each entry of `OUTCOMES` says; a deal in a step is open
SAYS = {"won": "won", "lost": "lost", "dropped": "dropped", "open": "open", "steps": "open"}


def words(entry: str) -> frozenset[str]:
    """The words of one entry in every language, as they are compared."""
    tables = (*OUTCOMES.values(), MORE_OUTCOMES)
    return frozenset(
        key(word) for table in tables for word in table.get(entry, "").split("|") if word
    )


#: {word as it is compared: open, won, lost or dropped}
KNOWN = {word: outcome for entry, outcome in SAYS.items() for word in words(entry)}
#: ended, and not said how
CLOSED_WORDS = words("closed")
