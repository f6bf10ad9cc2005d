"""Facts: the words for a step, for first to twelfth, and the letters that lists are counted with."""

from cycle_kit.values.text import fold


def _folded(lines: str) -> tuple[str, ...]:
    return tuple(fold(word.replace("_", " ")) for word in lines.split())


#: step, stage, phase, in front of a number
STEPS = _folded(
    """
    stage step phase level part status
    etap krok faza szczebel poziom
    етап стъпка фаза стадий ниво
    этап шаг стадия ступень уровень
    крок етап
    مرحله گام فاز قدم مرحله_ی
    المرحلة مرحلة الخطوة خطوة المستوى
    schritt stufe phase
    étape etape phase
    paso etapa fase
    passo
    aşama adım safha
    fase stadium stap steg trin fáze
    """
)

#: per language: first to twelfth, and one to twelve; the forms of one number are separated by "/"
_NUMBERS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
one two three four five six seven eight nine ten eleven twelve

pierwszy/pierwsza/pierwsze drugi/druga/drugie trzeci/trzecia/trzecie czwarty/czwarta/czwarte piąty/piąta/piąte
szósty/szósta/szóste siódmy/siódma/siódme ósmy/ósma/ósme dziewiąty/dziewiąta/dziewiąte dziesiąty/dziesiąta/dziesiąte
jedenasty/jedenasta dwunasty/dwunasta
jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście

първи/първа/първо втори/втора/второ трети/трета/трето четвърти/четвърта пети/пета шести/шеста седми/седма
осми/осма девети/девета десети/десета единадесети/единадесета дванадесети/дванадесета
едно/един две/два три четири пет шест седем осем девет десет единадесет дванадесет

первый/первая/первое второй/вторая третий/третья четвертый/четвертая/четвёртый пятый/пятая шестой/шестая
седьмой/седьмая восьмой/восьмая девятый/девятая десятый/десятая одиннадцатый двенадцатый
один/одна два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать

اول/یکم/نخست/اولین دوم/دومین سوم/سومین چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم
یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده

الأولى/الأول/أولى الثانية/الثاني/ثانية الثالثة/الثالث الرابعة/الرابع الخامسة/الخامس السادسة/السادس السابعة/السابع
الثامنة/الثامن التاسعة/التاسع العاشرة/العاشر الحادية_عشرة الثانية_عشرة
واحد/واحدة اثنان/اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر اثنا_عشر

erste/erster/erstes zweite/zweiter/zweites dritte/dritter/drittes vierte/vierter fünfte/fünfter sechste/sechster
siebte/siebter achte/achter neunte/neunter zehnte/zehnter elfte/elfter zwölfte/zwölfter
eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf

premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième huitième neuvième dixième
onzième douzième
un/une deux trois quatre cinq six sept huit neuf dix onze douze

primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta séptimo/séptima
octavo/octava noveno/novena décimo/décima undécimo duodécimo
uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce

primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta sétimo/sétima
oitavo/oitava nono/nona décimo/décima décimo_primeiro décimo_segundo
um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze

birinci/ilk ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu onbirinci onikinci
bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki
"""


def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    ordinals: dict[str, int] = {}
    cardinals: dict[str, int] = {}
    for paragraph in _NUMBERS.strip().split("\n\n"):
        words = paragraph.split()
        for kind, twelve in ((ordinals, words[:12]), (cardinals, words[12:])):
            for number, forms in enumerate(twelve, start=1):
                kind.update(dict.fromkeys(_folded(" ".join(forms.split("/"))), number))
    return ordinals, cardinals


ORDINALS, CARDINALS = _numbers()

#: how lists are lettered: Latin, Cyrillic (Bulgarian, Russian), Persian and Arabic by alphabet and by abjad
ALPHABETS = tuple(
    {fold(letter): place for place, letter in enumerate(letters.split(), start=1)}
    for letters in (
        "a b c d e f g h i j k l m n o p",
        "а б в г д е ж з и й к л м н о п",
        "а б в г д е ё ж з и к л м н о п",
        "الف ب پ ت ث ج چ ح خ د",
        "الف ب ج د ه و ز ح ط ی",
        "أ ب ت ث ج ح خ د ذ ر",
        "أ ب ج د ه و ز ح ط ي",
    )
)

#: a number in front of one of these counts it: "30 days" is no thirtieth step
COUNTED = _folded(
    """
    d day days week weeks month months mo year years hour hours h min minutes quarter quarters k m x pcs users seats
    dzień dni tydzień tygodnie tygodni miesiąc miesiące miesięcy rok lata lat godzin godziny
    ден дни дена седмица седмици месец месеца месеци година години часа
    день дня дней неделя недели недель месяц месяца месяцев год года лет часов
    روز روزه هفته ماه ماهه سال ساله ساعت نفر
    يوم أيام أسبوع أسابيع شهر أشهر شهور سنة سنوات ساعة
    tag tage tagen woche wochen monat monate jahr jahre stunden
    jour jours semaine semaines mois an ans heures
    día días semana semanas mes meses año años horas dia dias mês
    gün hafta ay yıl saat
    """
)
