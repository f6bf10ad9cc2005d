"""Words by which lists are called that hold deals of one outcome, beside the words for the outcomes themselves."""

from cycle_kit.values import key

_PART_WORDS = {
    "won": """
        wins winners signed gewonnene signées vinti vinte wygrani podpisane выигранные успешные спечелени
        kazanılanlar موفق‌ها الفائزة الرابحة المكسوبة vyhrané výhry megnyert câștigate vunna voitetut κερδισμένες
    """,
    "lost": """
        losses absagen abgelehnte verlorene refus refusées perdues pertes perdidas rechazadas perdas
        perse persi rifiutate przegrani odmowy rezygnacje utracone odrzucone проигранные отказы потерянные
        изгубени загубени отпаднали откази kaybedilenler reddedilenler ناموفق‌ها از_دست_رفته الخاسرة المفقودة
        المرفوضة prohrané ztracené elvesztett pierdute förlorade menetetyt χαμένες
    """,
    "open": """
        running offene laufende ouvertes abiertas abertas abertos aperte aperti otwarte открытые текущие
        отворени текущи açıklar المفتوحة الجارية otevřené nyitottak deschise öppna avoimet ανοιχτές
    """,
    "closed": """
        archive archives archived archiv archivio archivo archivos arquivo arquivados archiwum архив архів arşiv
        آرشیو بایگانی الأرشيف أرشيف zamknięte закрытые затворени kapananlar بسته المغلقة chiuse chiusi cerradas
        fechadas clôturées abgeschlossene history
    """,
}
#: names of things, which tell only where no word beside them does: "Sales lost" is lost
_THINGS = {
    "won": """
        orders sales customers_won aufträge umsätze ventes commandes ventas pedidos vendas ordini vendite
        zamówienia sprzedaże zlecenia продажи заказы продажби поръчки satışlar siparişler فروش‌ها فروش مبيعات
        المبيعات
    """,
    "open": "pipeline prognose forecast funnel",
}


def _folded(words: dict[str, str]) -> dict[str, str]:
    """{folded word: outcome}"""
    return {
        key(word.replace("_", " ")): outcome
        for outcome, listed in words.items()
        for word in listed.split()
    }


PART_WORDS = _folded(_PART_WORDS)
PART_THINGS = _folded(_THINGS)
#: what turns the word behind it into its opposite
_NOT = """
    not non no nie nicht niet ne не няма غير لم değil nem nu inte ikke un
"""
NOT = frozenset(map(key, _NOT.split()))
