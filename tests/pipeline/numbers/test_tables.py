"""Numbers as a careful reader would give them, phenomenon by phenomenon."""

from collections.abc import Callable

import pytest

from pipeline.numbers import find_numbers
from pipeline.parse import Parse
from tests.pipeline.numbers.cases import rows, written

FIGURES = """
The town has 1,500 inhabitants.                                  | 1500 (inhabitants)
The village has 950 inhabitants.                                 | 950 (inhabitants)
The city has 1.5 million people.                                 | 1500000 (people)
The army has 1.2m reservists.                                    | 1200000 (reservists)
They fired 3k shells.                                            | 3000 (shells)
The count stood at 10 000 ballots.                               | 10000 (ballots)
The count stood at 10 000 ballots.                               | 10000 (ballots)
It needs 12.5 tonnes of fuel.                                    | 12.5 ton
The ratio fell to 0.75 for the first time.                       | 0.75
India counted 12,34,567 votes in the district.                   | 1234567 (votes)
Some 35bn cubic metres of gas were stored.                       | ~35000000000 cubic metre (gas)
The trip takes 3½ hours.                                         | 3.5 hour
The loss was −5 points.                                          | -5 point
"""

WORDS = """
Twelve thousand people marched.                                  | 12000 (people)
Two hundred and five trucks crossed.                             | 205 (trucks)
Three hundred fifty trucks crossed.                              | 350 (trucks)
Twenty-seven ministers signed.                                   | 27 (ministers)
They bought a dozen drones.                                      | 12 (drones)
They bought two dozen drones.                                    | 24 (drones)
Half a dozen shells landed nearby.                               | 6 (shells)
Half a million people left.                                      | 500000 (people)
Two and a half million people left.                              | 2500000 (people)
One million people left.                                         | 1000000 (people)
A hundred miners were trapped.                                   | 100 (miners)
It rained for forty days.                                        | 40 day
Output rose tenfold.                                             | 10
Four hundred million people vote in Europe.                      | 400000000 (people)
It has five million two hundred thousand members.                | 5200000 (members)
"""

VAGUE = """
Thousands of people fled.                                        | vague 1000 (people)
Tens of thousands of people fled.                                | vague 10000 (people)
Hundreds of thousands were displaced.                            | vague 100000
Dozens of houses burned.                                         | vague 12 (houses)
Several hundred guests came.                                     | vague 100 (guests)
A few thousand fans stayed.                                      | vague 1000 (fans)
A couple of hundred fans stayed.                                 | ~200 (fans)
Millions of dollars were lost.                                   | vague 1000000 USD
Scores of villages were cut off.                                 | vague 20 (villages)
"""

SHARES = """
Two-thirds of the voters agreed.                                 | 0.666667 (voters)
A third of the voters agreed.                                    | 0.333333 (voters)
Three quarters of the town burned.                               | 0.75 (town)
Half of the houses burned.                                       | 0.5 (houses)
Half the houses burned.                                          | 0.5 (houses)
One in five workers is on strike.                                | 0.2 (workers)
A quarter of a million people marched.                           | 250000 (people)
Seven out of ten drivers agreed.                                 | 0.7 (drivers)
"""

RANGES = """
Between 3,000 and 5,000 people came.                             | 3000-5000 (people)
Some 3,000–5,000 people came.                                    | 3000-5000 (people)
They need 3,000 to 5,000 shells a day.                           | 3000-5000 (shells)
The army lost 70 to 80,000 shells.                               | 70000-80000 (shells)
It will cost $3 billion to $5 billion.                           | 3000000000-5000000000 USD
It will cost 3 to 5 billion euros.                               | 3000000000-5000000000 EUR
Prices rose between 5% and 6%.                                   | 5-6 percent
The work takes two to three weeks.                               | 2-3 week
The work takes two or three weeks.                               | 2-3 week
Rents range from $800 to $1,200.                                 | 800-1200 USD
More than 3,000 but fewer than 5,000 people came.                | 3000-5000 (people)
The fleet grew from 300 ships to 900.                            | 300 (ships); 900 (ships)
Output rose by 2,000 to 12,000 barrels.                          | 2000; 12000 barrel
"""

BOUNDS = """
At least 300 people came.                                        | >=300 (people)
No fewer than 300 people came.                                   | >=300 (people)
No less than 300 people came.                                    | >=300 (people)
300 or more people came.                                         | >=300 (people)
More than 300 people came.                                       | >300 (people)
Over 300 people came.                                            | >300 (people)
Well over 300 people came.                                       | >300 (people)
Upwards of 300 people came.                                      | >300 (people)
In excess of 300 people came.                                    | >300 (people)
Up to 300 people came.                                           | <=300 (people)
As many as 300 people came.                                      | <=300 (people)
No more than 300 people came.                                    | <=300 (people)
At most 300 people came.                                         | <=300 (people)
Fewer than 300 people came.                                      | <300 (people)
Less than 300 people came.                                       | <300 (people)
Just under 300 people came.                                      | <300 (people)
About 300 people came.                                           | ~300 (people)
Around 300 people came.                                          | ~300 (people)
Some 300 people came.                                            | ~300 (people)
Roughly 300 people came.                                         | ~300 (people)
Nearly 300 people came.                                          | ~300 (people)
Almost 300 people came.                                          | ~300 (people)
An estimated 300 people came.                                    | ~300 (people)
Approximately 300 people came.                                   | ~300 (people)
Some 300-odd people came.                                        | ~300 (people)
Up to about 300 people came.                                     | <=300 (people)
At least some 300 people came.                                   | >=300 (people)
Up to another 300 people came.                                   | <=300 (people)
A total of about 300 people came.                                | ~300 (people)
The walk took 300 minutes or so.                                 | ~300 minute
The bill exceeded $300.                                          | >300 USD
"""

MONEY = """
They made $50 billion available.                                 | 50000000000 USD
The fund holds €3bn.                                             | 3000000000 EUR
The fine was 200 million pounds.                                 | 200000000 GBP
The fine was £1.2m.                                              | 1200000 GBP
It sold for ₹500.                                                | 500 INR
It sold for 300 yuan.                                            | 300 CNY
It sold for US$ 40.                                              | 40 USD
It sold for HK$90.                                               | 90 HKD
It sold for C$15.                                                | 15 CAD
It sold for USD 20 million.                                      | 20000000 USD
It sold for 20 million USD.                                      | 20000000 USD
The loan is worth 5 billion hryvnias.                            | 5000000000 UAH
The loan is worth two million roubles.                           | 2000000 RUB
Shares rose 19 cents.                                            | 19 cent
They paid 40 million yen for the painting.                       | 40000000 JPY
Oil costs $80 per barrel.                                        | 80 dollar per barrel
Members pay 10 euros a month.                                    | 10 euro per month
"""

UNITS = """
Turnout was 15%.                                                 | 15 percent
Turnout was 15 percent.                                          | 15 percent
Turnout was 15 per cent.                                         | 15 percent
Turnout rose by two percentage points.                           | 2 percentage point
Rates rose 25 basis points.                                      | 25 basis point
The front is 1,000 km long.                                      | 1000 kilometre
The missile flew 250 kilometers.                                 | 250 kilometre
A 60-mile convoy formed.                                         | 60 mile (convoy)
A 20-year-old man was arrested.                                  | 20 year (man)
A 7,000-strong contingent arrived.                               | 7000 (contingent)
He drove at 90 mph.                                              | 90 mile per hour
He drove at 140 km/h.                                            | 140 kilometre per hour
They pump 800,000 barrels a day.                                 | 800000 barrel per day
The room has 40 square metres.                                   | 40 square metre
It weighs 12 kg.                                                 | 12 kilogram
It weighs 12 tonnes.                                             | 12 ton
The plant makes 500 megawatts.                                   | 500 megawatt
The plant makes 500MW.                                           | 500 megawatt
The siege lasted 80 days.                                        | 80 day
The ship is 48m long.                                            | 48 metre
He is six feet two inches tall.                                  | 6.16667 foot
It was minus 20 degrees Celsius.                                 | -20 celsius
Maria, 34, was at home.                                          | 34 year
The men were aged 18 to 60.                                      | 18-60 year
It was sold as a 7- or 8-inch screen.                            | 7 inch; 8 inch
"""

ITEMS = """
It sent 3,000 battle-hardened North Korean special-forces soldiers. | 3000 (soldiers)
It pulled back 3,000 of its troops.                              | 3000 (troops)
It sent 3,000 troops. Another 1,500 will follow.                 | 3000 (troops); 1500 (troops)
Some of the 10,000 soldiers left.                                | 10000 (soldiers)
The total is now 3,000.                                          | 3000 (total)
It bought 14 tanks and 30 howitzers.                             | 14 (tanks); 30 (howitzers)
It bought 400 armoured personnel carriers.                       | 400 (personnel carriers)
Five old, rusty boats sank.                                      | 5 (boats)
The loan covers 10,000 soldiers' families.                       | 10000 (families)
Shares rose 6%.                                                  | 6 percent (Shares)
It has a range of 400 km.                                        | 400 kilometre (range)
Fifteen percent of men smoke.                                    | 15 percent (men)
They walked seven miles (11 km).                                 | 7 mile; 11 kilometre
"""

NOT_NUMBERS = """
It happened in 2022.                                             | none
It happened on 24 February 2022.                                 | none
It happened on February 24, 2022.                                | none
It happened on Feb. 24.                                          | none
It happened on the 24th of February.                             | none
It lasted from 14 to 16 March.                                   | none
The 2022-23 season starts soon.                                  | none
In the 1990s the base closed.                                    | none
The bus leaves at 10:45.                                         | none
The bus leaves at 5 p.m. on Monday.                              | none
The bus leaves at 5am.                                           | none
The 155th brigade fought there.                                  | none
He finished third.                                               | none
Pilots fly the F-16.                                             | none
The T-72 is an old tank.                                         | none
COVID-19 closed the schools.                                     | none
The team won 3-1.                                                | none
Call +1-222-555-0199 for help.                                   | none
The Group of Seven met in Italy.                                 | none
After 9/11 the law changed.                                      | none
It runs 24/7 all year.                                           | none
Article 5 was invoked.                                           | none
See section 12 of the law.                                       | none
World War Two ended.                                             | none
The G7 met in Rome.                                              | none
This is the one that matters.                                    | none
No one answered.                                                 | none
One must be patient.                                             | none
The first half was dull.                                         | none
He flew a Boeing 737 home.                                       | none
See https://example.org/2024/05/17 for more.                     | none
Resolution 1701 was ignored.                                     | none
The address 192.168.1.2 answered.                                | none
A Leopard 2 stood there.                                         | none
It is a six-speed gearbox.                                       | none
"""

BESIDE = """
In 2022 some 300 people came.                                    | ~300 (people)
On 5 May 300 people came.                                        | 300 (people)
About 2000 soldiers came.                                        | ~2000 (soldiers)
Germany sent 14 Leopard 2 tanks.                                 | 14
One soldier was hurt.                                            | 1 (soldier)
One of the brigades withdrew.                                    | 1 (brigades)
It scored 20 points in five minutes.                             | 20 point; 5 minute
The loan runs over 10 years.                                     | >10 year
"""

TABLES = {
    "figures": FIGURES,
    "words": WORDS,
    "vague": VAGUE,
    "shares": SHARES,
    "ranges": RANGES,
    "bounds": BOUNDS,
    "money": MONEY,
    "units": UNITS,
    "items": ITEMS,
    "not numbers": NOT_NUMBERS,
    "beside them": BESIDE,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0]}") for name, table in TABLES.items() for row in rows(table)],
)
def test_a_text_gives_the_numbers_of_its_row(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    assert written(find_numbers(parse(text)), expected) == expected
