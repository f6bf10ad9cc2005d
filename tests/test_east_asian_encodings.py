"""Japanese, Chinese and Korean texts in their old encodings are read with the letters that were meant, and told."""

import pytest

import cycle_kit as ck
from cycle_kit.files.encoding import as_utf8

#: headers of id, client, status, amount, creation and closing; a client; won, lost and open
TABLES = {
    "ja": (
        ("商談ID", "顧客", "ステータス", "金額", "作成日", "完了日"),
        "株式会社山田",
        ("受注", "失注", "商談中"),
    ),
    "zh": (
        ("商机编号", "客户", "状态", "金额", "创建日期", "关闭日期"),
        "北京科技有限公司",
        ("赢单", "输单", "进行中"),
    ),
    "tw": (
        ("商機編號", "客戶", "狀態", "金額", "建立日期", "結束日期"),
        "台灣科技",
        ("贏單", "輸單", "進行中"),
    ),
    "ko": (
        ("거래번호", "고객", "상태", "금액", "생성일", "종료일"),
        "한국전자",
        ("성사", "실패", "진행중"),
    ),
}
WRITTEN = [
    ("ja", "shift_jis"), ("ja", "cp932"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("zh", "gb2312"), ("zh", "gb18030"),
    ("tw", "big5"), ("ko", "euc_kr"), ("ko", "cp949"),
]  # fmt: skip
#: none of these is East Asian
OTHERS = {
    "cp1251": "Название;Клиент;Статус;Сумма;Дата создания\nСделка;Иванов;Выиграна;100;01.02.2024",
    "koi8_r": "Название;Клиент;Статус;Сумма;Дата создания\nСделка;Иванов;Выиграна;100;01.02.2024",
    "cp1253": "Όνομα;Πελάτης;Κατάσταση;Ποσό\nΕυκαιρία;Παπαδόπουλος;Κερδισμένη;100",
    "cp1256": "الصفقة;العميل;الحالة;المبلغ\nصفقة;شركة;رابحة;100",
    "cp1250": "Szansa;Klient;Etap;Kwota;Data zamknięcia\nŁódź;Źrebię;Wygrana;100;01.02.2024",
    "cp1252": "Geschäft;Käufer;Phase;Größe\nÜbernahme;Müller;Gewonnen;100",
    "cp1254": "Fırsat;Müşteri;Aşama;Tutar\nSatış;Güneş;Kazanıldı;100",
}


def table(language):
    headers, client, ends = TABLES[language]
    rows = [
        [
            f"D{n}",
            client,
            ends[n % 3],
            str(100 + n),
            f"2024-01-0{n + 1}",
            f"2024-02-0{n + 1}" if n % 3 < 2 else "",
        ]
        for n in range(9)
    ]
    return "\n".join(",".join(row) for row in [headers, *rows])


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_the_letters_that_were_meant_are_read_and_told(language, encoding):
    text = as_utf8(table(language).encode(encoding), name="deals.csv")
    assert text.data.decode() == table(language)
    assert [said for said in text.remarks if said.startswith(f"Read as {text.encoding}:")]


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_such_a_table_loads_as_the_same_in_utf_8(language, encoding):
    ours = ("deal_id", "account", "status", "amount", "created_at", "closed_at")
    headers, _, ends = TABLES[language]
    said = {
        "columns": dict(zip(ours, headers, strict=True)),
        "won": [ends[0]],
        "lost": [ends[1]],
        "open": [ends[2]],
    }
    pipes = [ck.load(table(language).encode(one), **said) for one in (encoding, "utf-8")]
    assert pipes[0].deals.equals(pipes[1].deals)
    assert pipes[0].deals["outcome"].astype(str).tolist() == ["won", "lost", "open"] * 3


@pytest.mark.parametrize("encoding", OTHERS)
@pytest.mark.parametrize("times", [1, 200])
def test_texts_of_other_alphabets_are_read_as_ever(encoding, times):
    text = as_utf8("\n".join([OTHERS[encoding]] * times).encode(encoding), name="deals.csv")
    assert text.data.decode().split("\n")[:2] == OTHERS[encoding].split("\n")


def test_a_few_such_words_in_a_text_of_utf_8_change_nothing():
    text = as_utf8(table("ja").encode(), name="deals.csv")
    assert (text.encoding, text.remarks) == ("utf-8", ())
