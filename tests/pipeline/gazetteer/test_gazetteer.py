"""Places by name: what each lookup answers, one name a line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer import country, country_name, demonym, lesser_place, place, seat

COUNTRIES = """
United States | US
the United States | US
United States of America | US
US | US
U.S. | US
U.S.'s | US
USA | US
UNITED STATES | US
North Korea | KP
North Korea’s | KP
DPRK | KP
South Korea | KR
Republic of Korea | KR
Britain | GB
the UK | GB
United Kingdom | GB
Russia | RU
RUSSIA | RU
Russian Federation | RU
Ukraine's | UA
Syria | SY
Ivory Coast | CI
Côte d’Ivoire | CI
Burma | MM
Holland | NL
The Netherlands | NL
Turkey | TR
Türkiye | TR
Czech Republic | CZ
Bosnia | BA
UAE | AE
Taiwan | TW
Vietnam | VN
us | -
turkey | -
Congo | -
Kyiv | -
Narnia | -
"""

DEMONYMS = """
Russian | RU
Russians | RU
North Korean | KP
North Koreans | KP
French | FR
Chinese | CN
American | US
Americans | US
Turk | TR
Turks | TR
Ukrainians | UA
British | GB
Pole | PL
South Sudanese | SS
russian | -
Martian | -
"""

SEATS = """
Moscow | RU
the Kremlin | RU
Kremlin's | RU
Pyongyang | KP
Seoul | KR
Kyiv | UA
Kiev | UA
KYIV | UA
Bankova | UA
Washington | US
White House | US
the White House’s | US
Pentagon | US
Downing Street | GB
London | GB
Beijing | CN
Tehran | IR
Canberra | AU
Chicago | -
Singapore | -
"""

PLACES = """
Vladivostok | city RU 2013348
Kyiv | city UA 703448
Kiev | city UA 703448
Kharkov | city UA 706483
Bakhmut | city UA 713174
Sevastopol | city UA 694423
Saint Petersburg | city RU 498817
New York | city US 5128581
Washington | city US 4140963
Birmingham | city GB 2655603
San Jose | city None None
Jackson | city US None
Texas | region US 4736286
Crimea | region UA 703883
Donetsk region | region UA None
Kursk oblast | region RU None
Bavaria | region DE None
Kashmir | region None None
Europe | region None None
Russia | country RU RU
the U.S. | country US US
vladivostok | -
Qwertyville | -
"""

NAMES = """
KP | North Korea
KR | South Korea
US | United States
RU | Russia
GB | United Kingdom
CZ | Czech Republic
CI | Ivory Coast
BA | Bosnia and Herzegovina
MM | Myanmar
TR | Turkey
PS | Palestine
ZZ | ZZ
"""


def _rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "iso"), _rows(COUNTRIES))
def test_country(text: str, iso: str) -> None:
    assert (country(text) or "-") == iso


@pytest.mark.parametrize(("text", "iso"), _rows(DEMONYMS))
def test_demonym(text: str, iso: str) -> None:
    assert (demonym(text) or "-") == iso


@pytest.mark.parametrize(("text", "iso"), _rows(SEATS))
def test_seat(text: str, iso: str) -> None:
    assert (seat(text) or "-") == iso


LESSER = """
Ituri | region CD
Cauca | region CO
Hadramaut | -
Norte de Santander | region CO
Zamfara | region NG
Marib | region YE
Djibo | city BF
Kupwara | city IN
Avdiivka | city UA
Mekelle | city ET
Dohuk | city IQ
Knin | city HR
Moscow | -
Ukraine | -
Central | -
Red Sea | -
Bor | -
Cordoba | -
Springfield | -
sake | -
"""


@pytest.mark.parametrize(("text", "expected"), _rows(LESSER))
def test_a_small_place_is_known_where_no_larger_and_no_other_country_has_its_name(
    text: str, expected: str
) -> None:
    found = lesser_place(text)
    assert (f"{found.kind} {found.iso}" if found else "-") == expected


@pytest.mark.parametrize("text", ["’S", "'s", "The ’s", "S’"])
def test_a_possessive_alone_is_no_name(text: str) -> None:
    assert (country(text), demonym(text), place(text)) == (None, None, None)


@pytest.mark.parametrize(("text", "expected"), _rows(PLACES))
def test_place(text: str, expected: str) -> None:
    found = place(text)
    assert (f"{found.kind} {found.iso} {found.id}" if found else "-") == expected


@pytest.mark.parametrize(("iso", "name"), _rows(NAMES))
def test_country_name(iso: str, name: str) -> None:
    assert country_name(iso) == name


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    country(text)
    demonym(text)
    seat(text)
    place(text)
    lesser_place(text)
    country_name(text)


def test_an_endless_name_costs_nothing() -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        place("Moscow " * times)
        return time.process_time() - start

    assert min(seconds(2_000_000), seconds(2_000_000)) < 3 * max(seconds(1_000_000), seconds(1_000_000)) + 0.3
