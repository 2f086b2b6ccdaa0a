"""Troop counts as a careful reader would give them, phenomenon by phenomenon."""

from collections.abc import Callable

import pytest

from pipeline.parse import Parse
from tests.pipeline.tables import rows
from tests.pipeline.troops.cases import counts, differences

SOLDIER_WORDS = """
Some 400 soldiers arrived at the barracks on Monday.                                  | 400
About 1,200 paratroopers landed near the airfield.                                    | 1,200
Norway sent 250 marines to the Baltic coast.                                          | 250 NO
At least 60 servicemen were on board the ship.                                        | 60
The base houses 900 military personnel.                                               | 900
Poland called up 5,000 reservists for the exercise.                                   | 5,000 PL mobilised
Roughly 700 conscripts began their service in Finland this week.                      | 700
The army has 3,500 infantry in the valley.                                            | 3,500
Two sergeants and a captain were buried in Lviv.                                      | Two killed
The brigade is made up of 4,000 combat-hardened North Korean special-forces soldiers. | 4,000 KP
Ninety gunners crossed the river at dawn.                                             | Ninety
France keeps 1,600 troops in Chad.                                                    | 1,600 FR @TD
Around 2,500 Wagner mercenaries remain in Mali.                                       | 2,500 WAGNER @ML
Hamas has 20,000 fighters in Gaza, Israel says.                                       | 20,000 HAMAS @PS by=Israel
About 300 Hezbollah militants slipped across the border.                              | 300 HEZBOLLAH
"""

STRENGTH_NOUNS = """
The island has a garrison of 400.                                                     | 400
Britain leads a battlegroup of 1,100 in Estonia.                                      | 1,100 GB @EE
The new contingent brings the Turkish deployment to 2,000.                            | 2,000 TR
The number of American troops in Iraq stands at 2,500.                                | 2,500 US @IQ
The invasion force now totals 12,000.                                                      | 12,000
Italy will lead a force of 1,500 soldiers in Bulgaria.                                | 1,500 IT planned @BG
"""

TRAPS = """
The German soldiers and their helpers killed two million Belarusians. | none
The army bought 3,000 troop carriers last year.                                       | none
The fund supports 10,000 soldiers' families.                                          | none
Ukraine received 14 Leopard tanks and 30 howitzers.                                   | none
Police detained 300 protesters in the capital.                                        | none
More than 500 civilians were killed in the shelling.                                  | none
Nearly 40,000 refugees crossed into Poland on Friday.                                 | none
Russia has 120 battalion tactical groups near the front.                              | none
The 155th brigade left the town.                                                      | none
Two F-16 fighters escorted the plane.                                                 | none
The ministry hired 2,000 construction workers for the base.                           | none
Some 1,200 firefighters battled the blaze.                                            | none
Three journalists were killed alongside the convoy.                                   | none
He served 30 years as an intelligence officer in the army.                            | none
A battalion of the 3rd Guards was moved to the south.                                 | none
Soldiers waited 12 hours for the train.                                               | none
Each soldier gets 3,000 euros a month.                                                | none
The general gave two interviews about his troops.                                     | none
"""

FORCE = """
Russia is at our border, but we would face 50,000 soldiers of any army. | 50,000 - hypothetical
North Korea has sent 3,000 soldiers to Russia.                                        | 3,000 KP >RU
The Kremlin massed 90,000 troops on Ukraine's border.                                 | 90,000 RU @UA
Pyongyang dispatched 1,500 men of its army to the front.                              | 1,500 KP
Germany's 800 soldiers in Lithuania are staying.                                      | 800 DE @LT
Moscow had 40,000 troops in Crimea before the war.                                    | 40,000 RU @UA historic
Some 600 soldiers of the Belarusian army took part.                                   | 600 BY
The Biden administration is keeping 900 troops in Syria.                              | 900 US @SY
Sweden joined the drill with 500 soldiers.                                            | 500 SE
Canada trained 1,000 Ukrainian soldiers last year.                                    | 1,000 UA trained
Ukraine killed 700 Russian soldiers in a week.                                        | 700 RU killed
Iran has lost 40 officers and 200 soldiers in Syria.                                  | 200 IR casualties @SY
Chinese troops moved in on Sunday. About 5,000 soldiers were seen near the bridge.    | 5,000 CN
Japan said it would send 200 troops to the Philippines.                               | 200 JP planned >PH
NATO will put 40,000 soldiers on alert.                                               | 40,000 NATO mobilised planned
Putin ordered 20,000 troops to the region.                                            | 20,000 RU planned
"""

ROLE = """
At least 25 Pakistani soldiers were taken hostage by militants.                       | 25 PK captured
The number of Russian casualties has passed 700,000, the defence ministry said.       | 700,000 RU casualties by=ministry
Seventeen of the 40 soldiers aboard the helicopter were killed.                       | Seventeen part killed; 40
The shelling killed 12 Ukrainian soldiers.                                            | 12 UA killed
Fifteen Israeli soldiers died in the ambush.                                          | Fifteen IL killed
Some 4,000 Russian troops have been killed since May.                                 | 4,000 RU killed
Thirty soldiers were wounded by shrapnel.                                             | Thirty wounded
More than 60,000 Russian soldiers have been killed or wounded.                        | 60,000 RU casualties
Ukraine's army lost 3,000 soldiers in the battle.                                     | 3,000 UA casualties
Russian losses reached 1,100 soldiers on Tuesday.                                     | 1,100 RU casualties
Ukrainian forces captured 80 Russian soldiers near the village.                       | 80 RU captured
About 200 Ukrainian soldiers surrendered at the plant.                                | 200 UA captured
Seven sailors are missing after the blast, the navy said.                             | Seven missing by=navy
Russia plans to mobilise 300,000 reservists.                                          | 300,000 RU mobilised planned
The government drafted 25,000 conscripts this spring.                                 | 25,000 mobilised
Spain has trained 2,000 Ukrainian recruits.                                           | 2,000 UA trained
France will withdraw 1,500 troops from Niger.                                         | 1,500 FR withdrawn planned
The last 300 soldiers pulled out of the base in June.                                 | 300 withdrawn
The bodies of 50 soldiers were returned to Kyiv.                                      | 50 killed
Two soldiers were killed and nine wounded in the attack.                              | Two killed; nine wounded
Hundreds of thousands of soldiers will never return home.                             | Hundreds of thousands killed
"""

MEASURE = """
The US will send 3,000 more troops to Romania. The 3,000 troops will stay. | 3,000 US additional planned >RO; 3,000 US additional planned >RO
Pyongyang has sent 12,000 troops and is preparing to send 3,000 more.                  | 12,000 KP; 3,000 KP additional planned
Another 1,000 troops arrived in Poland on Friday.                                     | 1,000 additional @>PL
Washington is sending 800 more soldiers to Kuwait.                                    | 800 US additional >KW
Denmark deployed an additional 150 soldiers to Latvia.                                | 150 DK additional >LV
A further 400 marines followed a day later.                                           | 400 additional
Greece raised its contingent by 200 soldiers.                                         | 200 GR additional
Seoul says 1,500 more North Korean troops have arrived, taking the total to 3,000.    | 1,500 KP additional; 3,000 KP
Of the 10,000 soldiers sent to the border, 3,000 have left.                           | 10,000; 3,000 part withdrawn
Some 3,000 of the 10,000 troops have gone home.                                       | 3,000 part withdrawn; 10,000
More than 20,000 soldiers took part.                                                  | 20,000
"""

STATUS = """
Lithuania wants Germany to station 5,000 troops on its soil.                          | 5,000 DE planned @LT
Kyiv plans to recruit 160,000 soldiers by spring.                                     | 160,000 UA mobilised planned
Estonia could send 200 soldiers to Ukraine.                                           | 200 EE hypothetical >UA
The alliance may deploy 5,000 troops to the Black Sea coast.                          | 5,000 hypothetical
Berlin will station 4,800 soldiers in Lithuania.                                      | 4,800 DE planned @LT
The minister denied that 500 soldiers had deserted.                                   | 500 other denied
Moscow dismissed reports that it had lost 2,000 soldiers as false.                    | 2,000 RU casualties denied
Turkey did not send 1,000 soldiers to Libya.                                          | 1,000 TR denied >LY
If the talks fail, 10,000 troops would be sent north.                                 | 10,000 hypothetical
The president agreed to send 300 troops to Haiti.                                     | 300 planned >HT
Australia is ready to contribute 100 soldiers.                                        | 100 AU planned
Britain to send 600 troops to Cyprus                                                  | 600 GB planned >CY
London sent 600 troops to Cyprus.                                                     | 600 GB >CY
The plan calls for 15,000 peacekeepers along the line.                                | 15,000 planned
"""

PLACE = """
There are 450 Dutch soldiers in Lithuania.                                            | 450 NL @LT
Some 2,000 US troops are stationed in northeastern Syria.                             | 2,000 US @SY
The 500 soldiers will move to Romania next month.                                     | 500 planned >RO
Russia keeps 10,000 soldiers at the border with Finland.                              | 10,000 RU @FI
Five Malian soldiers were killed when a mine blew up their lorry near Bamako.            | Five ML killed @ML
Nine French troops were wounded in May after a drone struck their base in Niger.         | Nine FR wounded @NE
Hungary, where the US has 100 soldiers, was not asked.                                | 100 US @HU
Thousands of troops were flown into Donetsk.                                          | Thousands >UA
About 6,000 Ukrainian soldiers are inside the Kursk region.                           | 6,000 UA @RU
Germany will send 35 soldiers to Jordan and 12 to Iraq.                               | 35 DE planned >JO; 12 DE planned >IQ
"""

SOURCE = """
The Pentagon said 300 soldiers had left the base.                                     | 300 withdrawn by=Pentagon
According to Seoul, 12,000 soldiers are training in Russia.                           | 12,000 @RU by=Seoul
Some 12,000 soldiers are training there, South Korean officials said.                 | 12,000 by=officials
Ukraine claims that Russia lost 1,200 soldiers on Sunday.                             | 1,200 RU casualties by=Ukraine
Some 300 soldiers arrived overnight.                                                  | 300 by=-
Lloyd Austin told reporters that 8,500 troops were on alert.                          | 8,500 mobilised by=Austin
The figure of 3,000 soldiers was confirmed by NATO.                                   | 3,000 by=NATO
"""

HISTORIC = """
In 1943, some 90,000 German soldiers surrendered there.                               | 90,000 DE captured historic
More than 58,000 American soldiers died in the Vietnam War.                           | 58,000 US killed historic
It is the largest deployment since the Cold War, with 9,000 troops.                   | 9,000
The US presence grew from 300 soldiers to 900.                                        | 300 historic; 900
The Soviet army sent 100,000 soldiers into Afghanistan.                               | 100,000 historic >AF
"""

OTHER_WARS = """
Chad's government said 17 soldiers were killed when a mine exploded.                  | 17 TD killed
The IDF said five reservists had died.                                                | five IL killed by=IDF
Kenya says that six of its soldiers were wounded.                                     | six KE wounded by=Kenya
Spain's partners have trained 400 of its soldiers.                                    | 400 ES trained
The EU's mission in Mali trained 900 soldiers.                                        | 900 ML trained @ML
The drill brought together 8,000 troops, including 3,000 from Japan and 2,000 from India. | 8,000; 3,000 JP part; 2,000 IN part
Ghana sent 700 soldiers to Bawku, of whom 200 have left.                              | 700 GH; 200 GH part withdrawn
More than 90 soldiers, including 12 officers, laid down their arms.                   | 90 captured; 12 part captured
Peru lost 9,000 soldiers; 300 of them were captured.                                  | 9,000 PE casualties; 300 PE part captured
A soldier was killed and three others wounded in Quetta.                              | three PK wounded
Nine US service members were injured in Jordan.                                       | Nine US wounded
Six hundred blue helmets were flown in.                                               | Six hundred
Four former soldiers were sentenced to prison.                                        | none
Some 300 ex-servicemen marched to the palace.                                         | none
The troops killed 40 Hezbollah terrorists.                                            | 40 HEZBOLLAH killed
FARC rebels, who number about 800, left the talks.                                    | 800 FARC
Ukraine's losses have passed 300,000 men, the army said.                              | 300,000 UA casualties by=army
The Danish army, 9,000 strong, is short of shells.                                    | 9,000 DK
Iran has 60,000 volunteers under arms.                                                | 60,000 IR
Dozens of soldiers feared dead in ambush                                              | Dozens killed
Ninety soldiers have been charged with desertion.                                     | Ninety other
The 2,500 American troops in Iraq are not a threat.                                   | 2,500 US @IQ
The US will cut its forces in Iraq from 2,500 to 900.                                 | 2,500 US @IQ; 900 US planned @IQ
Serbia has 1,500 soldiers there, down from 4,000.                                     | 1,500 RS; 4,000 RS historic
Britain's army shrank to 71,000 trained soldiers.                                     | 71,000 GB
Mali: 13 soldiers missing after clash                                                 | 13 ML missing @ML
Boko Haram claimed to have killed 30 soldiers.                                        | 30 killed
"""

TABLES = {
    "soldier words": SOLDIER_WORDS,
    "strength nouns": STRENGTH_NOUNS,
    "traps": TRAPS,
    "force": FORCE,
    "role": ROLE,
    "measure": MEASURE,
    "status": STATUS,
    "place": PLACE,
    "source": SOURCE,
    "historic": HISTORIC,
    "other wars": OTHER_WARS,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0]}") for name, table in TABLES.items() for row in rows(table)],
)
def test_a_text_gives_the_counts_of_its_row(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    found = counts(parse, text)
    assert differences(expected, found) == []
