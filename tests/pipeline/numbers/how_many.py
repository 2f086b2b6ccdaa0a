"""How many: figures, words, shares, ranges and bounds (`text | numbers`, read by `cases`)."""

FIGURES = """
The town has 1,500 inhabitants.                                  | 1500 (inhabitants)
The village has 950 inhabitants.                                 | 950 (inhabitants)
About 90 Estonian soldiers serve there.                          | ~90 (soldiers)
Pledges came in: Italy 300, Canada 40.                           | 300; 40
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
They raised $16.4 million.                                       | 16400000 USD
The chip has 8 bn transistors.                                   | 8000000000 (transistors)
The school took 1,004 pupils.                                    | 1004 (pupils)
The mast is 12.25 metres tall.                                   | 12.25 metre
Wheat fell 14-1/2 cents.                                         | 14.5 cent (Wheat)
The error was plus or minus 4 points.                            | 4 point (error)
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
They got $3 million and 20 vans.                                 | 3000000 USD; 20 (vans)
It has 2 million and 300 thousand members.                       | 2300000 (members)
A hundred miners were trapped.                                   | 100 (miners)
It rained for forty days.                                        | 40 day
Output rose tenfold.                                             | 10 times
Four hundred million people vote in Europe.                      | 400000000 (people)
It has five million two hundred thousand members.                | 5200000 (members)
Two point five million people voted.                             | 2500000 (people)
The rate was two point seventy-one.                              | 2.71
They sold three dozs of eggs.                                    | 36 (eggs)
It took minus five moves.                                        | -5 (moves)
One and a half million homes lost power.                         | 1500000 (homes)
Sixty-four boats sailed.                                         | 64 (boats)
A hundred thousand tents were sent.                              | 100000 (tents)
Nineteen bridges fell.                                           | 19 (bridges)
Three lakh voters queued.                                        | 300000 (voters)
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
Dozens of Kia and Hyundai vans burned.                           | vague 12 (vans)
Several dozen lorries waited.                                    | vague 12 (lorries)
Billions of euros were lent.                                     | vague 1000000000 EUR
Many thousands of trees fell.                                    | vague 1000 (trees)
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
About half a mile of road was closed.                            | ~0.5 mile (road)
A quarter of an acre burned.                                     | 0.25 acre ()
An eighth of an inch was cut.                                    | 0.125 inch ()
One third of a cup is enough.                                    | 0.333333 cup ()
The pipe weighs two-thirds of a ton.                             | 0.666667 ton (pipe)
The pipe has 1/2 of an inch of rust.                             | 0.5 inch (rust)
A pint is 1/8 of a US gallon.                                    | 0.125 gallon (pint)
Four-fifths of the crop was lost.                                | 0.8 (crop)
Nine in ten voters agreed.                                       | 0.9 (voters)
About 2 in 3 nurses agreed.                                      | ~0.666667 (nurses)
He won four in 10 games.                                         | 4; 10 (games)
Prices rose by half a percentage point.                          | 0.5 percentage point (Prices)
Profit rose a fifth to $2bn.                                     | 0.2 (Profit); 2000000000 USD (Profit)
"""

RANGES = """
Between 3,000 and 5,000 people came.                             | 3000-5000 (people)
Some 3,000–5,000 people came.                                    | 3000-5000 (people)
They need 3,000 to 5,000 shells a day.                           | 3000-5000 shell per day (shells)
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
Sales rose from 2 to 3 million euros.                            | 2000000 EUR (Sales); 3000000 EUR (Sales)
Sales rose from 2.4 to 3-4 billion euros.                        | 2400000000 EUR; 3000000000-4000000000 EUR
The fund fell from 33 to 24 billion euros.                       | 33000000000 EUR; 24000000000 EUR
Growth slowed from 5 to 3 percent.                               | 5 percent (Growth); 3 percent (Growth)
Output fell from 5 to 3 tonnes.                                  | 5 ton; 3 ton
The army grew from 70 to 120 thousand men.                       | 70000; 120000 (men)
A current of 1.3 amperes to 0.2 amperes flowed.                  | 0.2-1.3 ampere (current)
Output fell 5 tonnes to 3 tonnes.                                | 5 ton; 3 ton
The report says that between 500 and 600 will be sold.           | 500-600 ()
The trip lasts five to six days.                                 | 5-6 day
It covers 20-25 hectares.                                        | 20-25 hectare
They led by 44% to 24%.                                          | 44 percent; 24 percent
Between 10% and 15% of homes are empty.                          | 10-15 percent (homes)
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
The score is less than 300 or equal to it.                       | <=300 (score)
The score is more than 300 or equal to it.                       | >=300 (score)
The score is < = 300.                                            | <=300 (score)
The score is > = 300.                                            | >=300 (score)
The tank holds 200 litres or more than that.                     | >=200 litre (tank)
300 or fewer people came.                                        | <=300 (people)
Close to 300 people came.                                        | ~300 (people)
Just over 300 people came.                                       | >300 (people)
A maximum of 300 people came.                                    | <=300 (people)
A minimum of 300 people came.                                    | >=300 (people)
300-plus people came.                                            | >=300 (people)
"""

TABLES = {
    "figures": FIGURES,
    "words": WORDS,
    "vague": VAGUE,
    "shares": SHARES,
    "ranges": RANGES,
    "bounds": BOUNDS,
}
