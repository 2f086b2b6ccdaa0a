"""Of what: money, rates, units, items, and what is no number (`text | numbers`, read by `cases`)."""

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
It won a $300 million contract.                                  | 300000000 USD (contract)
A $300 million contract was signed.                              | 300000000 USD (contract)
TRUMP'S $5 PLAN FAILS.                                           | 5 USD
Its $5 note was lost.                                            | 5 USD (note)
Canada's $500 million plan failed.                               | 500000000 USD (plan)
He paid S$5 for it.                                              | 5 SGD
He paid A$5 for it.                                              | 5 AUD
He paid C $5 for it.                                             | 5 CAD
He paid u.s $5 for it.                                           | 5 USD
It cost 15 dollars and 50.                                       | 15.5 USD
The bill came to 20 dollars 75.                                  | 20.75 USD (bill)
The fee is 17 USD 25.                                            | 17.25 USD
He bought 15 dollars and 50 books.                               | 15 USD; 50 (books)
It cost 15 dollars and 50 cents.                                 | 15.5 USD
Twenty MUSD were raised.                                         | 20000000 USD
It pays 5 million euros ($5.4 million) a year.                   | 5000000 euro per year; 5400000 USD
It weighs 2,205 pounds, about a ton.                             | 2205 pound
Rent is £900 a week.                                             | 900 pound sterling per week (Rent)
"""

UNITS = """
The talks lasted for a 72-hour period.                           | 72 hour (period)
The 5ft 9in guard ran.                                           | 5.75 foot (guard)
He set a record over 5,000m.                                     | >5000 metre
She won the women's 100m on Friday.                              | 100 metre
He won the 400m final.                                           | 400 metre
It sold 100m books.                                              | 100000000 (books)
It sold €5,000m of bonds.                                        | 5000000000 EUR (bonds)
The engine has 400 lb-ft of torque.                              | 400 foot pound-force (torque)
They pump 3.2m b/d of oil.                                       | 3200000 barrel per day (oil)
It was minus 15C in Oslo and -22C in Lapland.                    | -15 celsius; -22 celsius
Highs of 35C are expected.                                       | 35 celsius (Highs)
He stared for 15 awkward seconds.                                | 15 second ()
It bought two precious tonnes of grain.                          | 2 ton (grain)
Go to gate 12C at noon.                                          | none
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
The plane flew at 30' over the bay.                              | 30 foot
He is 6'2" and strong.                                           | 6.16667 foot
He found a 6" nail.                                                | 6 inch (nail)
He said "we lost 30" and left.                                   | 30
They called it the '30' club.                                    | 30
He is 5 ft 2 in tall.                                            | 5.16667 foot
Water boils at 100° Celsius.                                     | 100 celsius (Water)
It read 70 on the Celsius scale.                                 | 70 celsius
It was 40° that day.                                             | 40 degree
He walked that one mile alone.                                   | 1 mile
A current of 1.3 A/cm2 was used.                                 | 1.3 ampere per square centimetre (current)
The index stood at 5,120, down 12 points.                        | 5120 point (index); 12 point (index)
"""

MULTIPLES = """
It has four times as many tanks.                                 | 4 times
The risk was 2.5 times higher.                                   | 2.5 times (risk)
The firm trades at 14 times earnings.                            | 14 times (earnings)
Cases rose fivefold.                                             | 5 times (Cases)
Exports grew 3x.                                                 | 3 times (Exports)
They met three times last week.                                  | 3 time
"""

SAID_ONCE = """
The minister, 56, took office.                                   | 56 year (minister)
Two girls, 15 and 16, were hurt.                                 | 2 (girls); 15 year (girls); 16 year (girls)
Three children, aged 4, 7 and 9, were saved.                     | 3 (children); 4 year; 7 year; 9 year
Their two vans, 15 and 16, were sold.                            | 2 (vans); 15; 16
They were held for 6 and 8 days.                                 | 6 day; 8 day
He sold 6 and 8 were lost.                                       | 6; 8
Adults younger than 40 agreed.                                   | <40 year (Adults)
Women over 65, who live alone, agreed.                           | >65 year (Women)
Those aged 65 and older agreed.                                  | >=65 year
Bonds rose 2 percent but gold fell by 1.                         | 2 percent (Bonds); 1 percent (gold)
Revenue rose 7% to 3 billion euros while profit grew 12.         | 7 percent (Revenue); 3000000000 EUR (Revenue); 12 percent (profit)
Oslo (9 percent), Rome (7) and Bonn (4.5) are behind.            | 9 percent (Oslo); 7 percent (Rome); 4.5 percent (Bonn)
Silva had 50.9 percent and Rivas 49.1.                           | 50.9 percent (Silva); 49.1 percent (Rivas)
Turnout rose 3 percent and the party lost 12 seats.              | 3 percent (Turnout); 12 (seats)
The index gained 45.1 points, or 0.6 percent, to 7,412.3.        | 45.1 point; 0.6 percent; 7412.3 point (index)
"""

HYPHENS = """
The 12-member panel met.                                         | 12 (member)
A 300-seat theatre was built.                                    | 300 (seat)
The 12 page document was found.                                  | 12 (page)
He wrote 12 page proofs.                                         | 12 (page proofs)
The club signed the 22-year-old.                                 | 22 year ()
A five-storey house fell, killing 8.                             | 5 (storey); 8 ()
A 7,000-strong brigade arrived.                                  | 7000 (brigade)
"""

TOLD_OF = """
The firm cut its profit forecast by 12% to 340 million euros.    | 12 percent (profit forecast); 340000000 EUR (profit forecast)
The bank raised its key rate to 4.5%.                            | 4.5 percent (rate)
The blast took the toll to 86.                                   | 86 (toll)
The deal values the company at 3 billion euros.                  | 3000000000 EUR (company)
The court jailed him for 25 years in prison.                     | 25 year (court)
They stole $1,900 worth of tools.                                | 1900 USD (tools)
The league fined the team $10 million Thursday.                  | 10000000 USD (league)
The family of 22-year-old Anna Petit's coach moved.              | 22 year (Anna Petit)
It has 12%, behind Oslo's 42%.                                   | 12 percent; 42 percent (Oslo)
He made 300 false or misleading claims.                          | 300 (claims)
It gave $2 billion in lending.                                   | 2000000000 USD (lending)
About 30 cm of rain fell in 24 hours.                            | ~30 centimetre (rain); 24 hour (rain)
The storm killed 30 and injured 200.                             | 30 (); 200 ()
The plant will employ 1,500.                                     | 1500 ()
The raids killed 41 people, 15 of them in the north.             | 41 (people); 15 (people)
It has a billion users, 40% of them in Asia.                     | 1000000000 (users); 40 percent (users)
He drove for three days.                                         | 3 day
The debt is 340 million euros.                                   | 340000000 EUR (debt)
He was jailed over 12 kg. of flour.                              | >12 kilogram
"""

NAMES_OF_THINGS = """
It has 12 military bases.                                        | 12 (military bases)
It hired 9 foreign workers.                                      | 9 (foreign workers)
It hired 9 French workers.                                       | 9 (workers)
It hired 9 brave French workers.                                 | 9 (workers)
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
About 70 percent of Chile's people agree.                        | ~70 percent (people)
Fifteen percent of men smoke.                                    | 15 percent (men)
They walked seven miles (11 km).                                 | 7 mile; 11 kilometre
The city counted 22 residential burglaries.                      | 22 (residential burglaries)
It has 90 nuclear warheads.                                      | 90 (nuclear warheads)
It runs 30 commercial airports and 4 naval bases.                | 30 (commercial airports); 4 (naval bases)
It runs 30 nuclear power plants.                                 | 30 (nuclear power plants)
It has 3 digital and physical shops.                             | 3 (shops)
It hired 9 French engineers.                                     | 9 (engineers)
It hired 9 young engineers.                                      | 9 (engineers)
It made 700 heart transplants.                                   | 700 (heart transplants)
A third of them were over 35.                                    | 0.333333 (); >35 ()
It has a 2.4-litre four-cylinder engine.                         | 2.4 litre (engine); 4 cylinder (engine)
Nikkei +0.2% today.                                              | 0.2 percent (Nikkei)
The House approved $61 billion in new military aid.              | 61000000000 USD (military aid)
It lost $5 billion in recent years.                              | 5000000000 USD ()
They gave millions of dollars in food aid.                       | vague 1000000 USD (food aid)
It carries 10 tonnes of food in 3 days.                          | 10 ton (food); 3 day
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
See https://example.org/?q=10%20CAD%20x for more.                | none
See case 760/1252/23 for more.                                   | none
It took the southern half of the island.                         | none
She called 911 at once.                                          | none
The trial is in Phase 1B now.                                    | none
It sued 3M and two others.                                       | 2 (others)
He lives at 10 Lawnfair St in Dover.                             | none
It stood in the 300 block of Hill Road.                          | none
It was a 5-to-4 ruling.                                          | none
It was a top-10 finish.                                          | none
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

RATES = """
The plant makes 300 cars a day.                                  | 300 car per day (cars)
It handles 20 calls per hour.                                    | 20 call per hour (calls)
It sold 40 million tickets a year.                               | 40000000 ticket per year (tickets)
They logged an average of 20 per week.                           | 20 per week
The hospital treats 300 patients a day.                          | 300 (patients)
Three buses a day later failed.                                  | 3
Output is 7 tonnes an hour.                                      | 7 ton per hour (Output)
The wind blew at 30 metres per second.                           | 30 metre per second
They use 120 litres per person.                                  | 120 litre per person
Land costs $80 per square metre.                                 | 80 dollar per square metre (Land)
It left two hours ago.                                           | 2 hour
The murder rate fell to 5.5 per 100,000 people.                  | 5.5 per 100,000 people (murder rate)
It had 5.5 murders per 100,000 people.                           | 5.5 murder per 100,000 people (murders)
The pound bought 1.2 euros per franc.                            | 1.2 euro per swiss franc (pound)
"""

LEMMAS = """
They won eight World Cups.                                       | World Cup
Five million Germans voted.                                      | German
It has three species.                                            | species
He threw two TDs.                                                | TD
They bought 12 army bases.                                       | army base
Shares of Hill Enterprises rose 3 percent.                       | share
"""

TABLES = {
    "money": MONEY,
    "units": UNITS,
    "multiples": MULTIPLES,
    "units said once": SAID_ONCE,
    "hyphens": HYPHENS,
    "what is told of": TOLD_OF,
    "names of things": NAMES_OF_THINGS,
    "items": ITEMS,
    "not numbers": NOT_NUMBERS,
    "beside them": BESIDE,
    "rates": RATES,
}
