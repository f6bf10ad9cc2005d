"""Facts: the words that stand around a unit in a header."""

from cycle_kit.values.text import fold


def _folded(lines: str) -> frozenset[str]:
    return frozenset(fold(word) for word in lines.split())


#: "Value in USD", "Kwota w zł", "Miles de euros"
CONNECTIVES = _folded(
    "in of as w we в във на по из به بر به‌ ب بال en de des d d' em os as i olarak cinsinden cinsi por zu"
)

#: a header with one of these in it is about money; parts of words too, as in "Auftragswert"
MONEY = tuple(
    _folded(
        """
        amount value price revenue total budget worth fee cost income turnover acv arr tcv mrr ltv payment margin profit
        kwot wartość cena ceny suma budżet przychód obrót koszt marża zysk
        сума стойност цена бюджет приход оборот печалба
        сумма стоимост выручк доход цен прибыл
        вартіст сума бюджет
        مبلغ ارزش قیمت بودجه درآمد فروش هزینه سود نرخ مجموع
        قيمة قيمه مبلغ سعر إجمالي اجمالي ميزانية إيراد ايراد تكلفة مجموع
        wert betrag preis umsatz summe volumen erlös kosten
        montant valeur prix chiffre budget coût
        importe valor precio monto ingreso venta total presupuesto
        preço montante receita faturamento orçamento
        tutar bedel fiyat değer ciro bütçe gelir
        importo valore prezzo fatturato bedrag omzet waarde prijs belopp beløp beløb värde verdi værdi
        částka hodnota összeg érték sumă valoare ποσό
        """
    )
)

#: remarks that leave a header what it is: net of tax, the zone of a time, whether it must be filled in
HARMLESS = _folded(
    """
    net gross netto brutto nettó bruttó excl incl excluding including without with before after vat tax taxes gst
    ht ttc hors taxe toutes taxes comprises iva sin con s/iva com sem imposto impuesto impuestos
    zzgl inkl exkl mwst ust ohne mit bez z podatku vat pdv kdv hariç dahil
    без с със ддс ндс вкл плюс
    بدون با مالیات خالص ناخالص قبل بعد شامل غير ضريبة الضريبة صافي إجمالي
    utc gmt z cet cest eet eest wet msk est edt cst cdt mst pst pdt local time timezone zone tz
    y n yes no true false tak nie да не нет ja nein oui non si sim evet hayır بله خیر نعم لا
    required optional mandatory wymagane opcjonalne obowiązkowe обязательно незадължително pflichtfeld
    obligatoire facultatif obligatorio opcional zorunlu اجباری اختیاری إلزامي اختياري
    jalali shamsi gregorian hijri شمسی میلادی قمری هجری خورشیدی ميلادي هجري
    """
)

#: thousands in headers; in cells "mil" is a million to some and a thousand to others
MILLE = _folded("mil miles milhares mille millier tis")

#: codes of currencies that are words, names or shouted headers as well
ALSO_WORDS = _folded(
    "try cup mop pen sos bam cop mad gel bob ron ang amd ern lak gip svc shp cad nad etb stn sle mur"
)
#: names of currencies that are weights and other things as well
ALSO_MEASURES = _folded("peso pesos pound pounds پوند yen real lira")
#: short names that mean nothing but a currency
PLAIN = _folded("zł kč лв грн руб تومان ریال")
