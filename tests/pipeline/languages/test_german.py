"""German numbers and troop counts as a careful reader would give them, phenomenon by phenomenon."""

import pytest

from pipeline.languages import language_of_tag, read
from pipeline.languages.de.number_words import compound
from pipeline.languages.de.tense import is_to_come
from pipeline.languages.words import sentences
from schemas import Number
from tests.pipeline.tables import rows
from tests.pipeline.troops.cases import differences

GERMAN = language_of_tag("de")
assert GERMAN is not None

NUMBERS = """
Es kamen 3.000 Gäste.                                   | 3.000 = 3000 exact Gäste
Es kamen 3000 Gäste und 12 000 Zaungäste.               | 3000 = 3000 exact Gäste; 12 000 = 12000 exact Zaungäste
Das kostet 3,5 Millionen Euro.                          | 3,5 Millionen = 3500000 exact EUR
Der Etat liegt bei 20 Mrd. Euro, 7,5 Prozent darüber.   | 20 Mrd = 20000000000 exact EUR; 7,5 = 7.5 exact percent
Es waren zweitausendfünfhundert Schafe.                 | zweitausendfünfhundert = 2500 exact Schafe
Dreißig Busse fuhren, einundzwanzig davon leer.         | Dreißig = 30 exact Busse; einundzwanzig = 21 exact
Eine halbe Million Menschen feierte.                    | Eine halbe Million = 500000 exact Menschen
Anderthalb Millionen Fans sahen zu.                     | Anderthalb Millionen = 1500000 exact Fans
Ein Dutzend Häuser brannte, zwei Dutzend Autos auch.    | Ein Dutzend = 12 exact Häuser; zwei Dutzend = 24 exact Autos
Tausende Menschen kamen.                                | Tausende = 1000- vague Menschen
Zehntausende von Vögeln ziehen.                         | Zehntausende = 10000- vague Vögeln
Mehrere Hundert Briefe, ein paar Dutzend Pakete.        | Mehrere Hundert = 100- vague Briefe; ein paar Dutzend = 12- vague Pakete
Mindestens 300 Autos, rund 40 Busse, bis zu 20 Züge.    | 300 = 300- at_least Autos; 40 = 40 about Busse; 20 = -20 at_most Züge
Mehr als 300 und weniger als 500 Gäste.                 | 300 = 300- more_than; 500 = -500 less_than Gäste
Gut 300 Gäste, knapp 200 Autos, ca. 90 Räder.           | 300 = 300- more_than Gäste; 200 = 200 about Autos; 90 = 90 about Räder
Nicht mehr als 300 Gäste, 80 oder mehr Helfer.          | 300 = -300 at_most Gäste; 80 = 80- at_least
Zwischen 3.000 und 5.000 Gäste kamen.                   | 3.000 und 5.000 = 3000-5000 range Gäste
Zwei bis drei Millionen Euro.                           | Zwei bis drei Millionen = 2000000-3000000 range EUR
Es kamen 300-400 Gäste.                                 | 300-400 = 300-400 range Gäste
Die Latte liegt bei 2,10 Metern, das Auto fuhr 80 km/h. | 2,10 = 2.1 exact metre; 80 = 80 exact kilometre per hour
Der 34-jährige Fahrer war bei -3 Grad unterwegs.        | 34 = 34 exact year
Das kostet €300 oder 320 US-Dollar.                     | 300 = 300 exact EUR; 320 = 320 exact USD
Es waren 12. Das Ministerium schweigt.                  | 12 = 12 exact
"""

NONE = """
Am 24. Oktober 2024 und am 3. und 4. Mai.
Um 14.30 Uhr, um 9 Uhr, um 20 Uhr 15, um 7:45 Uhr, von 14 bis 16 Uhr, 8-9 Uhr.
Seit 2014, im Jahr 1998, Ende 2023, von 1914 bis 1918, im Oktober 2022.
Die 3. Brigade, das 101. Bataillon und der 1. FC.
Sie siegten 3:1, dann 4 zu 2.
Artikel 5, Paragraf 12, Nr. 7, Seite 14, § 20, Leopard 2, Platz 3.
T-72, F-16, MiG-29, A 7, B 96, G7, 24/7, Covid-19, 10-Punkte-Plan, 5G.
Telefon 030 1234567, +49 30 1824240, 0800 5487832, Telefon: 110.
Die Elf traf, ein Mann sah eine Frau, es war zu zweit.
Zwei Drittel und drei Viertel.
Unklar ist 3,000 und 1.5 und 1.2.3.
Invalidenstraße 35, Alexanderplatz 7.
"""

TROOPS = """
Etwa 400 Soldaten trafen am Montag in der Kaserne ein.                        | 400
Norwegen schickt 250 Soldaten nach Estland.                                   | 250 NO >EE
Norwegen schickt weitere 250 Soldaten nach Estland.                           | 250 NO additional >EE
3.000 nordkoreanische Soldaten sind in der Region Kursk.                      | 3.000 KP @RU
3.000 Soldaten aus Nordkorea sind in Russland.                                | 3.000 KP @RU
300 Soldaten der ukrainischen Armee sind in Charkiw.                          | 300 UA @UA
181.000 Soldatinnen und Soldaten dienen in Polen.                             | 181.000 - @PL
In Deutschland sind 35.000 US-Soldaten stationiert.                           | 35.000 US @DE
200 Bundeswehrsoldaten üben in Litauen.                                       | 200 DE @LT
Rund 10.000 UN-Soldaten sind im Libanon.                                      | 10.000 UNITED-NATIONS @LB
300 Wagner-Söldner sind in Mali.                                              | 300 WAGNER @ML
Das Bataillon hat 500 Mann.                                                   | 500 -
Russland habe 600.000 Soldaten verloren, sagte er.                            | 600.000 RU casualties
Bei Bachmut wurden 12 russische Soldaten getötet und 30 verletzt.             | 12 RU killed @UA; 30 RU wounded @UA
12 Soldaten und 4 Zivilisten wurden getötet.                                  | 12 killed
3.100 nordkoreanische Soldaten wurden getötet oder verwundet.                 | 3.100 KP casualties
Russische Truppen töteten 300 ukrainische Soldaten.                           | 300 UA killed
300 ukrainische Soldaten töteten 12 Angreifer.                                | 300 UA
Die Ukraine nahm zwei nordkoreanische Soldaten gefangen.                      | zwei KP captured
Sieben italienische Soldaten gelten als vermisst.                             | Sieben IT missing
Belarus hat 9.000 Reservisten einberufen.                                     | 9.000 BY mobilised
22.000 ukrainische Rekruten wurden in Großbritannien ausgebildet.             | 22.000 UA trained @GB
Deutschland zieht 1.100 Soldaten aus Mali ab.                                 | 1.100 DE withdrawn @-
Deutschland will 350 Soldaten nach Rumänien entsenden.                        | 350 DE planned >RO
Spanien plant, 450 Soldaten in die Slowakei zu verlegen.                      | 450 ES planned >SK
4.800 deutsche Soldaten sollen nach Litauen verlegt werden.                   | 4.800 DE planned >LT
Nordkorea soll 3.000 Soldaten nach Russland geschickt haben.                  | 3.000 KP >RU
Seoul könnte 500 südkoreanische Soldaten in die Ukraine schicken.             | 500 KR hypothetical >UA
Polen erwägt, 300 Soldaten nach Lettland zu schicken.                         | 300 PL hypothetical >LV
Sind 3.000 deutsche Soldaten genug?                                           | 3.000 DE hypothetical
Kiew dementierte, dass 2.400 ukrainische Soldaten eingekesselt seien.         | 2.400 UA denied
Deutschland lehnt die Entsendung von 3.000 deutschen Soldaten ab.             | 3.000 DE denied
Im Zweiten Weltkrieg fielen 25.000 finnische Soldaten.                        | 25.000 FI killed historic
1994 zogen die letzten 2000 russischen Soldaten ab.                           | 2000 RU withdrawn historic
Vor rund 80 Jahren starben hier 300 britische Soldaten.                       | 300 GB killed historic
40 Menschen starben, darunter 12 irakische Soldaten.                          | 12 IQ part
"""

# whose they are is not said plainly: better nobody's than a neighbour's
UNNAMED = """
Russland hat 3.000 Soldaten aus Nordkorea nach Kursk verlegt.                 | 3.000 - >RU
3.000 Soldaten aus Deutschland wurden nach Polen verlegt.                     | 3.000 - >PL
Russlands Nachbar Finnland entsendet 300 Soldaten.                            | 300 -
Tschechien und die Slowakei entsenden 400 Soldaten.                           | 400 -
Frankreich und Großbritannien wollen 400 Soldaten entsenden.                  | 400 - planned
Polen, Litauen und Estland entsenden 400 Soldaten.                            | 400 -
In Russland verlor die Armee der Ukraine 300 Soldaten.                        | 300 - casualties @RU
Soldaten aus Nordkorea und Russland: 10.000 Soldaten aus Nordkorea und Russland. | 10.000 -
3.000 nordkoreanisch-russische Soldaten proben.                               | 3.000 -
Laut Moskau verloren sie 300 Soldaten.                                        | 300 - casualties
300 Mali-Soldaten kehren zurück.                                              | 300 - withdrawn
12 Soldaten von der Hamas getötet.                                            | 12 - killed
"""

# a number of soldiers, and nobody says that so many are there
TRAPS = """
Die Kaserne bietet Platz für 1.200 Soldaten.                                  | none
Uniformen für die 40.000 deutschen Soldaten.                                  | none
Es gibt keine 3.000 Soldaten im Tal.                                          | none
Der Bundeswehr fehlen 20.000 Soldaten.                                        | none
Rund 1.500 ehemalige Soldaten und 800 Ex-Soldaten klagen.                     | none
250 Polizisten und Soldaten, 400 Soldaten und Feuerwehrleute.                 | none
Zwei von drei Soldaten frieren, auf 100 Soldaten kommt ein Arzt.              | none
Paris plant nicht, 2.000 Soldaten zu schicken.                                | none
Das Museum zeigt 5.000 Zinnsoldaten.                                          | none
300 Witwen von Soldaten, 300 Soldatenwitwen, 300 Soldatengräber.              | none
Als 2014 russische Soldaten auftauchten, seit 2022 Soldaten dort sind.        | none
Die 3. Brigade, 12 Panzer und 500 Mann Besatzung der Polizei.                 | none
300 Kämpfer boxten, 20 Rebellen flohen.                                       | none
2.500 befragte Soldaten, 500 Soldaten im Film.                                | none
"""

PLACES = """
500 deutsche Soldaten sind in Gefangenschaft, in Zelten und nach Ende der Übung in Not. | 500 DE captured @-
Die Regierung in Seoul schickt 300 Soldaten.                                  | 300 @-
In Genf sagte er, 300 Soldaten seien gefallen.                                | 300 killed @-
300 deutsche Soldaten in der Stadt Gao.                                       | 300 DE @-
300 deutsche Soldaten im umkämpften Bachmut.                                  | 300 DE @UA
"""


@pytest.mark.parametrize(("text", "expected"), rows(NUMBERS))
def test_a_number_has_its_value_its_bound_and_its_unit_or_what_it_counts(text: str, expected: str) -> None:
    assert "; ".join(map(_written, read(text, GERMAN)[0])) == expected


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_dates_times_years_ordinals_scores_codes_and_labels_are_no_numbers(text: str) -> None:
    assert [number.text for number in read(text, GERMAN)[0]] == []


@pytest.mark.parametrize(("text", "expected"), rows(TROOPS + UNNAMED + TRAPS + PLACES))
def test_troop_counts(text: str, expected: str) -> None:
    numbers, counts = read(text, GERMAN)
    assert differences(expected, [(numbers[count.number], count) for count in counts]) == []


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("einundzwanzig", 21),
        ("hundertdrei", 103),
        ("zweihundert", 200),
        ("fünfhundertsiebzehn", 517),
        ("eintausend", 1_000),
        ("dreitausendfünfhundert", 3_500),
        ("zwölftausend", 12_000),
        ("hundertzwanzigtausend", 120_000),
        ("neunhundertneunundneunzigtausendneunhundertneunundneunzig", 999_999),
    ],
)
def test_a_number_written_as_one_word(word: str, value: float) -> None:
    assert compound(word) == ("unit", value)


@pytest.mark.parametrize(
    "word", ["", "ein", "und", "achten", "dreist", "tausendfach", "jahrhundert", "hundertster", "einund"]
)
def test_a_word_that_only_looks_like_one_is_none(word: str) -> None:
    known = compound(word)
    assert known is None or word == "ein"  # the article, which the table has before


@pytest.mark.parametrize(
    ("clause", "to_come"),
    [
        ("wollen 350 Soldaten nach Rumänien entsenden", True),
        ("wird 350 Soldaten entsenden", True),
        ("sollen nach Litauen verlegt werden", True),
        ("450 Soldaten in die Slowakei zu verlegen", True),
        ("700 Soldaten abzuziehen", True),
        ("soll 3.000 Soldaten geschickt haben", False),
        ("werden 300 Soldaten verlegt", False),
        ("wurden 300 Soldaten getötet", False),
        ("die 300 Soldaten, die verlegt werden", False),
        ("", False),
    ],
)
def test_what_is_to_come_is_told_by_the_verb_at_the_end(clause: str, to_come: bool) -> None:
    assert is_to_come(clause.lower().split()) is to_come


def test_a_sentence_ends_at_a_stop_that_belongs_to_no_ordinal_or_abbreviation_and_with_its_line() -> None:
    text = "Am 24. Oktober kam die 3. Brigade mit ca. 300 Mann. Es waren 12. Das sagte Dr. Weiß.\nUnd „nein.“ Sie gingen"
    found = [text[sentence[0].start : sentence[-1].end] for sentence in sentences(text, GERMAN)]
    assert found == [
        "Am 24. Oktober kam die 3. Brigade mit ca. 300 Mann.",
        "Es waren 12.",
        "Das sagte Dr. Weiß.",
        "Und „nein.“",
        "Sie gingen",
    ]


def test_captions_and_links_are_not_read() -> None:
    assert read("Archivbild: 300 Soldaten in Kiew\nLesen Sie auch: 500 Soldaten in Mali", GERMAN) == ((), ())


def _written(number: Number) -> str:
    ends = [
        f"{end:g}" if end is not None and end < 1e6 else "" if end is None else str(int(end))
        for end in (number.low, number.high)
    ]
    value = ends[0] if ends[0] == ends[1] else "-".join(ends)
    of = number.unit or (number.item.text if number.item else "")
    return f"{number.text} = {value} {number.bound} {of}".strip()
