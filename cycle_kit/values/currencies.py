"""Facts: the words, signs and codes of currencies, and the words for thousands and millions.

A name that several countries share has no code of its own. Toman is no ISO code: IRT here, and
one toman is ten rials.
"""

from cycle_kit.values.text import fold

#: these two differ by the seat of a hamza, which folding takes away
WRITTEN_APART = (("د.إ", " aed "), ("د.أ", " jod "))

_NAMES = {
    "EUR": "€ euro euros евро يورو یورو یورویی ευρώ avro",
    "USD": "$ us$ dollar dollars dolar dolary dolarów دلار دلاری دولار долар долара долари долл доллар"
    " долларов доллары долларах dolarach dólar dólares dólares dollari",
    "GBP": "£ pound pounds sterling پوند funt funty funtów",
    "PLN": "zł złoty złote złotych zloty zlotych złotówki złotówkach",
    "BGN": "лв лева лев левове lv leva",
    "CHF": "sfr",
    "JPY": "円 jp¥ yen",
    "CNY": "元 cn¥ rmb yuan",
    "RUB": "₽ руб р рублей рубля рубль рубли рублях",
    "UAH": "₴ грн гривна гривня гривні гривень гривен гривнях",
    "TRY": "₺ tl لیر lira liras",
    "INR": "₹",
    "ILS": "₪",
    "KRW": "₩",
    "VND": "₫",
    "NGN": "₦",
    "THB": "฿",
    "PHP": "₱",
    "KZT": "₸ тенге тг tenge",
    "AZN": "₼ manat",
    "GEL": "₾",
    "GHS": "₵",
    "CZK": "kč",
    "HUF": "ft forint",
    "RON": "lei leu",
    "BRL": "r$ reais",
    "CAD": "c$ ca$",
    "AUD": "a$ au$",
    "NZD": "nz$",
    "HKD": "hk$",
    "SGD": "s$ sg$",
    "MXN": "mx$",
    "TWD": "nt$",
    "IRT": "تومان تومن تومانی toman tomans",
    "SAR": "ر.س رس ⃁",
    "KWD": "د.ك",
    "BHD": "د.ب",
    "QAR": "ر.ق",
    "OMR": "ر.ع",
    "YER": "ر.ي",
    "MAD": "د.م",
    "TND": "د.ت",
    "DZD": "د.ج",
    "IQD": "د.ع",
    "LYD": "د.ل",
    "EGP": "ج.م",
    "LBP": "ل.ل",
    "SYP": "ل.س",
}
_LONG_NAMES = {
    "CAD": ("canadian dollar",),
    "AUD": ("australian dollar",),
    "CHF": ("swiss franc",),
    "SAR": ("ريال سعودي",),
    "QAR": ("ريال قطري",),
    "OMR": ("ريال عماني",),
    "YER": ("ريال يمني",),
    "IRR": ("ریال ایران", "ریالی", "ريال إيراني"),
    "AED": ("درهم إماراتي", "درهم امارات"),
    "MAD": ("درهم مغربي",),
    "KWD": ("دينار كويتي", "دینار کویت"),
    "JOD": ("دينار أردني",),
    "IQD": ("دينار عراقي", "دینار عراق"),
    "BHD": ("دينار بحريني",),
    "DZD": ("دينار جزائري",),
    "TND": ("دينار تونسي",),
    "LYD": ("دينار ليبي",),
    "EGP": ("جنيه مصري",),
    "GBP": ("جنيه إسترليني",),
    "TRY": ("ليرة تركية", "türk lirası"),
    "SYP": ("ليرة سورية",),
    "LBP": ("ليرة لبنانية",),
    "USD": (
        "us dollar",
        "us dollars",
        "دولار أمريكي",
        "دلار آمریکا",
        "щатски долара",
        "долара сащ",
    ),
}

_SHARED = "ریال درهم دینار جنيه ليرة د.ا ¥ kr kr. rs fr peso pesos"
#: names shared by several currencies: amounts are read, the code stays empty
SHARED = tuple(map(fold, _SHARED.split()))

#: what a shared name means where the language leaves one country
AT_HOME = {("fa", fold("ریال")): "IRR"}

_ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR IRT ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS
SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF
XCD XOF XPF YER ZAR ZMW ZWL
"""

CURRENCIES: dict[str, str] = {
    **{code.lower(): code for code in _ISO_4217.split()},
    **{fold(name): code for code, names in _NAMES.items() for name in names.split()},
    **{fold(name): code for code, names in _LONG_NAMES.items() for name in names},
    **dict.fromkeys(SHARED, ""),
}

_MAGNITUDES = {
    1_000: "k к tys тыс хил тис tsd tis tisíc tisíce tisic tūkst tukst tuh tuhat tuhatta ezer"
    " thousand thousands tausend тысяч тысячи тысяча тысячах хиляди"
    " хиляда tysięcy tysiące tysiąc tysiącach هزار ألف الف آلاف آلاف bin milliers",
    1_000_000: "m mm mn mln mio млн million millions millionen millón millones milhão milhões milion"
    " miliony milionów milionach миллион миллиона миллионов миллионах милион милиона милиони"
    " мільйон мільйонів milyon میلیون ميليون مليون ملايين",
    1_000_000_000: "b bn bln mld mrd млрд billion billions milliard milliards milliarden miliard"
    " miliardy miliardów миллиард миллиарда миллиардов милиард милиарда милиарди milyar"
    " میلیارد مليار مليارات",
    100_000: "lakh lac lakhs",
    10_000_000: "crore crores",
    1_000_000_000_000: "bilion trillion tn تریلیون تريليون",
}
MAGNITUDES: dict[str, int] = {
    fold(name): factor for factor, names in _MAGNITUDES.items() for name in names.split()
}
#: words of languages that write no comma between thousands, or where it is a decimal sign before such a word
_NO_COMMA = """tys тыс хил тис tsd tis tisíc tisíce tisic tūkst tukst tuh tuhat tuhatta ezer tausend тысяч тысячи тысяча
    тысячах хиляди хиляда tysięcy tysiące tysiąc tysiącach هزار ألف الف آلاف آلاف bin milliers млн millionen
    millón millones milhão milhões milion miliony milionów milionach миллион миллиона миллионов миллионах милион милиона
    милиони мільйон мільйонів milyon میلیون ميليون مليون ملايين млрд milliard milliards milliarden miliard
    miliardy miliardów миллиард миллиарда миллиардов милиард милиарда милиарди milyar میلیارد مليار مليارات"""
NO_COMMA = frozenset(map(fold, _NO_COMMA.split()))
#: `mil` is a thousand in Spanish and Portuguese only
MAGNITUDES_AT_HOME = {("es", "mil"): 1_000, ("pt", "mil"): 1_000}
#: short words that are a magnitude beside one currency alone
MAGNITUDES_BESIDE = {
    (rupee, word): factor
    for rupee in ("INR", "rs")
    for word, factor in (("cr", 10_000_000), ("crs", 10_000_000), ("l", 100_000))
}

_PERCENT = ("%", "pct", "percent", "per cent", "procent", "prozent", "процента", "درصد")
PERCENT_WORDS = frozenset(map(fold, _PERCENT))

_MUCH_USED = "eur usd gbp chf pln czk huf ron bgn rub uah try sek nok dkk aed sar € $ £"
#: thousands and millions written onto a code or sign: TEUR, k€
GLUED: dict[str, tuple[int, str]] = {
    prefix + name: (factor, name)
    for prefix, factor in (("t", 1_000), ("k", 1_000), ("m", 1_000_000), ("mio", 1_000_000))
    for name in _MUCH_USED.split()
}

#: net or gross of tax, behind an amount; looked up without blanks and dots
_TAXES = "vat tax mwst ust ддс ндс пдв iva tva kdv podatku btw moms dph مالیات ضريبة الضريبة"
_WITHOUT = "excl exkl ex exc plus zzgl bez без sin sem hors ohne excluding before without hariç + بدون غير قبل"
_WITH = "incl inkl inc z с със con com mit including with avec dahil شامل مع بعد با"
TAX_WORDS = {
    **dict.fromkeys(map(fold, ["net", "netto", "нетто", "нето", "ht", "خالص", "صافي"]), "net"),
    **dict.fromkeys(
        map(fold, ["gross", "brutto", "брутто", "бруто", "brüt", "ttc", "ناخالص"]), "gross"
    ),
    **{
        "".join(map(fold, words)): tax
        for tax, lead in (("net", _WITHOUT), ("gross", _WITH))
        for small in lead.split()
        for name in _TAXES.split()
        for words in ((small, name), (name, small))
    },
}

#: amounts of these have three decimals
OF_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
#: of these the ones whose countries write a comma in front of them
COMMA_OF_THREE = frozenset(["LYD", "TND"])
