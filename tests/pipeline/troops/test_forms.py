"""Troop counts in the forms that wires, ministries, local papers and headlines put them in, phenomenon by phenomenon."""

from collections.abc import Callable

import pytest

from pipeline.parse import Parse
from tests.pipeline.tables import rows
from tests.pipeline.troops.cases import counts, differences

MEN_OF_AN_ARMY = """
The rebels lost 18 men in the assault.                                                       | 18 casualties
Its crew of 30 sailors was rescued by a Turkish frigate.                                     | 30
Colonel Ngugi said Kenya had lost six men in the ambush.                                     | six KE casualties by=Ngugi
The battalion is down to 120 men, its commander said.                                        | 120 by=commander
The police chief said 12 of his men were hurt in the riot.                                   | none
The mine lost 18 men in the explosion.                                                       | none
A platoon of 28 men held the bridge for two days.                                            | 28
Six battalions, some 3,500 men, are waiting at the border.                                   | 3,500
Two brigades with a total of 6,000 men will be formed by spring.                             | 6,000 planned
Chad's army is 30,000 strong.                                                                | 30,000 TD
Egypt's armed forces, with 440,000 active personnel, are the largest on the continent.       | 440,000 EG
The army numbers 21,000.                                                                     | 21,000
A force of 2,500 men crossed the river.                                                      | 2,500
"""

POINTING_BACK = """
Ethiopia said its army had entered the town. Its losses were put at 40.                      | 40 ET casualties
"We have 300 soldiers on the island," Greece's defence minister said.                        | 300 GR by=minister
"Our army lost 12 soldiers," the president of Togo said.                                     | 12 TG casualties by=president
Boko Haram attacked the base at dawn. The group lost 30 fighters, the army said.             | 30 BOKO-HARAM casualties by=army
Niger's army was attacked near Tillaberi. The army lost 11 soldiers.                         | 11 NE casualties
Clashes in Balochistan killed nine soldiers, officials in Quetta said. The state has sent 2,000 troops. | nine PK killed; 2,000 PK
Burundi confirmed that it had deployed soldiers in South Kivu. It has some 10,000 there.     | 10,000 BI @CD
The UN mission has lost four helicopters. It has 13,000 peacekeepers in the country.         | 13,000 UNITED-NATIONS
"""

COUNTED_AGAIN = """
Ten soldiers were killed on Monday and six on Tuesday.                                       | Ten killed; six killed
The ambush killed 14 soldiers. Bamako admitted to eight.                                     | 14 ML killed; eight ML killed
The army said 20 soldiers had been killed; the rebels spoke of 90.                           | 20 killed; 90 killed
Mali said nine soldiers died. The jihadists put the toll at 70.                              | nine ML killed; 70 killed
Japan sent 60 soldiers; South Korea, 280.                                                    | 60 JP; 280 KR
There are 800 Polish soldiers in the contingent and 120 Slovenes.                            | 800 PL; 120 SI
Some 300 Ghanaian troops and 80 Togolese have joined the exercise.                           | 300 GH; 80 TG
The patrol of nine soldiers hit a mine: two died, three were hurt.                           | nine; two killed; three wounded
The clashes left 17 soldiers dead and 32 wounded.                                            | 17 killed; 32 wounded
Israel's army said 4 soldiers were killed and 11 wounded in Gaza.                            | 4 IL killed @PS; 11 IL wounded @PS
The army reported 12 dead and 40 wounded in its ranks.                                       | 12 killed; 40 wounded
Fighting between the army and rebels left 25 dead on both sides.                             | 25 killed
A bus crash killed 12 and left 40 injured.                                                   | none
Serbia has 28,000 professional soldiers; Croatia has 15,000.                                 | 28,000 RS; 15,000 HR
They hold 30 prisoners of war and want to exchange them for 20 of their own.                 | 30 captured
Kyiv and Moscow exchanged 150 prisoners of war each.                                         | 150 captured
Ukraine and Russia swapped 175 soldiers each on Saturday.                                    | 175 captured
Armenia handed over five captured Azerbaijani soldiers.                                      | five AZ captured
"""

TOLLS = """
Azerbaijan put its toll at 192.                                                              | none
Azerbaijan put its military toll at 192 dead.                                                | 192 AZ killed
Rebel losses were estimated at 60.                                                           | 60 casualties
Russian casualties have passed 900,000, London says.                                         | 900,000 RU casualties by=London
The death toll among Nigerian troops rose to 43.                                             | 43 NG killed
"""

WORDS = """
The training team consists of 14 Dutch instructors.                                          | 14 NL
Turkey has 200 military advisers in Somalia.                                                 | 200 TR @SO
About 500 volunteers from Georgia fight in Ukraine's foreign legion.                         | 500 GE
Some 2,000 volunteers planted trees along the road.                                          | none
Thirty football trainers attended the course.                                                | none
The defenders of the town, about 400 soldiers, surrendered.                                  | 400 captured
Ten attackers and three soldiers died in the assault on the camp.                            | Ten killed; three killed
Peacekeepers from Rwanda, some 2,200, patrol the capital of the Central African Republic.    | 2,200 RW
Twelve gendarmes and eight soldiers died in the raid.                                        | eight killed
Forty police officers were hurt in clashes with protesters.                                  | none
Some 300 police commandos surrounded the house.                                              | none
Bangladesh has 6,000 soldiers and police in UN missions.                                     | 6,000 BD
The prosecutor charged eleven officers with treason.                                         | none
Two generals were dismissed over the affair.                                                 | none
Seven generals have been killed since the invasion began.                                    | Seven killed
President Traore promoted nine colonels.                                                     | none
The navy has 11,000 sailors and 40 ships.                                                    | 11,000
Pilots and crews, about 90 people, came with the jets.                                       | none
The air force employs 3,000 civilians.                                                       | none
"""

HEADLINES = """
Nigeria: 25 soldiers killed in Borno ambush                                                  | 25 NG killed @NG
Niger: Army says 17 soldiers killed near Mali border                                         | 17 NE killed
Pakistan army loses 11 soldiers in Waziristan attack                                         | 11 PK casualties
Egypt to send 5,000 troops to Somalia                                                        | 5,000 EG planned >SO
Six Jordanian soldiers hurt in border clash - army                                           | Six JO wounded
Three Indian soldiers killed in Kashmir gunfight: police                                     | Three IN killed
Denmark sends 150 more soldiers to Latvia                                                    | 150 DK additional >LV
U.S. to pull 1,000 troops out of Niger                                                       | 1,000 US withdrawn planned
Twelve soldiers missing in Benin after raid on post                                          | Twelve missing @BJ
Dozens of troops dead in Somalia base attack, residents say                                  | Dozens killed by=residents
Sudan: RSF claims 120 soldiers captured in Darfur                                            | 120 SD captured @SD
"""

PLANS = """
The bloc would need 20,000 troops to police the line.                                        | 20,000 hypothetical
There are no plans to send the 2,000 soldiers.                                               | 2,000 denied
Romania's army is to grow to 90,000 soldiers.                                                | 90,000 RO planned
Another 600 soldiers are due to arrive in May.                                               | 600 planned additional
The last 40 soldiers are to leave in June.                                                   | 40 withdrawn planned
Britain has offered 400 soldiers for the force.                                              | 400 GB planned
Belgium is ready to send 300 soldiers.                                                       | 300 BE planned
Berlin is considering sending 800 soldiers to the Sahel.                                     | 800 DE hypothetical
India will raise the ceiling to 20,000 soldiers.                                             | 20,000 IN planned
Up to 2,000 soldiers may be withdrawn.                                                       | 2,000 withdrawn hypothetical
The Netherlands had planned to send 150 soldiers but dropped the idea.                       | 150 NL planned
"""

SMALL_PLACES = """
Three soldiers were killed near Djibo.                                                       | Three BF killed @BF
The ambush in Cauca killed two soldiers.                                                     | two CO killed @CO
Rebels stormed the town of Bunagana in North Kivu. At least 20 soldiers were killed.         | 20 CD killed @CD
Cyprus hosts 3,500 British troops.                                                           | 3,500 GB @CY
A grenade wounded four soldiers in Anbar province.                                           | four IQ wounded @IQ
Militants ambushed a convoy in North Waziristan, killing six soldiers.                       | six PK killed @PK
"""

TWO_SPEAKERS = """
The attack killed 20 soldiers, the governor told Reuters.                                    | 20 killed by=governor
The army puts its losses at 30; a rebel spokesman says 100 soldiers died.                    | 30 casualties by=army; 100 killed by=rebel
Kinshasa said 12 soldiers had died while the rebels claimed 80.                              | 12 CD killed by=Kinshasa; 80 killed by=rebels
Five soldiers were killed, according to Kabul, whereas the Taliban spoke of 30.              | Five AF killed by=Kabul; 30 killed by=Taliban
"""

THE_PAST = """
The army once had 80,000 soldiers.                                                           | 80,000 historic
A decade ago the country had 12,000 soldiers.                                                | 12,000 historic
More than 2,400 American soldiers died in Afghanistan over two decades.                      | 2,400 US killed @AF
In 2003, 180,000 coalition troops invaded Iraq.                                              | 180,000 historic
"""

WHO_IS_COUNTED = """
Eleven members of Bolivia's armed forces were injured in the crash.                          | Eleven BO wounded
The Swiss armed forces have 147,000 members.                                                 | 147,000 CH
Some 5,000 members of the ELN have laid down their arms.                                     | 5,000 ELN captured
Four members of Hezbollah were killed in the strike.                                         | Four HEZBOLLAH killed
The group's 900 members fled across the border into Chad.                                    | none
The Kosovo Security Force has 3,500 active members and 1,500 reservists.                     | 3,500 XK; 1,500 XK
About 40 Spanish trainers are at the camp.                                                   | 40 ES
The mission has 30 instructors from Portugal.                                                | 30 PT
Hungary sent 200 people to Chad: 120 soldiers and 80 trainers.                               | 120 HU; 80 HU
Austria's home guard has 8,000 volunteers.                                                   | 8,000 AT
The foreign legion has taken in 3,000 volunteers since March.                                | 3,000
The draft board called up 9,000 young men.                                                   | 9,000 mobilised
Ukraine has mobilised 30,000 people a month.                                                 | 30,000 UA mobilised
The Revolutionary Guards buried two advisers killed in Aleppo.                               | two IR killed
Forty military medics from Hungary run the field hospital.                                   | Forty HU
The airlift was run by 90 army engineers.                                                    | 90
Brazil has 14 liaison officers in Kyiv.                                                      | 14 BR @UA
Spain lost five airmen and two pilots in the crash.                                          | five ES casualties; two ES casualties
Greece sent two frigates with 400 sailors.                                                   | 400 GR
The ship's company of 230 includes 20 women.                                                 | none
The junta's forces killed 14 guerrillas and captured six.                                    | 14 killed; six captured
The insurgents, between 600 and 800, hold three villages.                                    | 600 and 800
Some 1,200 Syrian mercenaries are fighting in Libya.                                         | 1,200 SY @LY
Moscow recruited 400 Nepalese for its war.                                                   | 400 NP mobilised
The militia has about 5,000 under arms.                                                      | 5,000
Turkey keeps 30,000 in northern Cyprus.                                                      | none
Israel called up another 20,000.                                                             | none
The Pentagon identified the two reservists who died in Kuwait.                               | two US killed @KW
Three Rangers were shot and wounded near Lahore.                                             | Three wounded
Five paramilitary rangers were hurt in Karachi.                                              | Five PK wounded
Six members of the presidential guard were arrested.                                         | Six captured
Of its 12,000 soldiers, Latvia has 400 abroad.                                               | 12,000 LV; 400 LV part
Kenya's contingent of 1,000 police officers has landed in Haiti.                             | none
The army shot dead three protesters.                                                         | none
Soldiers arrested 20 suspects and killed four.                                               | none
Fourteen conscripts fell ill at a barracks in Finland.                                       | Fourteen FI @FI
The garrison, 300 at full strength, was reduced to 80.                                       | 300; 80
The force is to have 5,000 troops by June; 1,800 have arrived.                               | 5,000 planned; 1,800
Each battalion has 800 soldiers and 30 vehicles.                                             | 800
The general lost 40 kilos and two sons in the war.                                           | none
Estonia can field 40,000 within 48 hours.                                                    | none
The commander said half of his 60 men were sick.                                             | 60
Ireland's UN contingent numbers 340.                                                         | 340 IE
Hospitals treated 60 wounded soldiers, a nurse said.                                         | 60 wounded by=nurse
The bodies of 909 soldiers were handed over to Kyiv.                                         | 909 UA killed
Prisoners exchanged: 84 for 84.                                                              | none
Belarus sent 500 police and 300 interior ministry troops.                                    | 300 BY
India and China agreed to pull back 2,000 soldiers each.                                     | 2,000 withdrawn planned
The alliance has 10,000 soldiers in the Baltic states.                                       | 10,000
Saudi Arabia's border guard lost four men near Jizan.                                        | four SA casualties
Border guards from Tajikistan said three of their men had been killed.                       | three TJ killed
"""

WHO_SERVES = """
Washington has sent 60 advisers to Taipei.                                                   | 60 US >TW
Tehran keeps 700 advisers in Damascus.                                                       | 700 IR @SY
The Georgian volunteers lost nine men.                                                       | nine GE casualties
Some 150 Belarusian volunteers hold the trench.                                              | 150 BY
Uruguay provides 1,100 peacekeepers to the Congo.                                            | 1,100 UY
Blue helmets from Ghana, 600 strong, guard the bridge.                                       | 600 GH
The FDLR, thought to have 1,500 men, hides in the forest.                                    | 1,500 FDLR
Al-Shabaab can still call on 7,000 men.                                                      | 7,000 AL-SHABAAB
Lebanon's president thanked the 400 Indonesians of the UN force.                             | 400 ID
The 300 Cubans who fight for Russia are based near Tula.                                     | 300 CU
Sixty Fijians arrived at the base to relieve 50 Irish soldiers.                              | Sixty FJ; 50 IE
The rest of the 900 Danes will be home by Christmas.                                         | none
Mali's junta counts on 1,500 Russians.                                                       | none
Each of the six bases has 90 men.                                                            | none
His regiment had 600 men and nine tanks.                                                     | 600
Drones hit a barracks; 17 died, according to the regional governor.                          | none
Hundreds of guerrillas have come down from the mountains, commander Rojas said.              | Hundreds by=Rojas
The ex-rebels, 2,300 in all, get land.                                                       | none
The amnesty covers 1,100 rebels.                                                             | 1,100
Turkey's army has "neutralised" 34 PKK members since Friday.                                 | 34 PKK killed
An Israeli strike killed three Hezbollah members.                                            | three HEZBOLLAH killed
A drone killed two Islamic Jihad commanders.                                                 | two killed
Security forces killed 18 militants of the TTP in Bannu.                                     | 18 killed
The raid left six insurgents dead.                                                           | six killed
Eight Kurdish fighters died in the raid.                                                     | Eight killed
The Wagner chief said 20,000 of his men had died in Bakhmut.                                 | 20,000 WAGNER killed @UA
The Libyan National Army holds 60 prisoners from Misrata's militias.                         | 60 captured
Both sides freed 40 captives.                                                                | none
The Red Cross visited 130 prisoners of war.                                                  | 130 captured
The rebels released 28 captured policemen.                                                   | none
Seoul wants to cut its conscript army to 350,000.                                            | 350,000 KR planned
Taiwan extended service for 120,000 conscripts a year.                                       | 120,000 TW
Sweden drafts 8,000 young people a year.                                                     | 8,000 SE mobilised
Russia called up 160,000 men in spring.                                                      | 160,000 RU mobilised
Kazakhstan will bring home its 139 peacekeepers from the Golan.                              | 139 KZ withdrawn planned
Two Lebanese soldiers and five civilians were wounded.                                       | Two LB wounded
Three guards at the embassy were wounded.                                                    | none
The junta's troops fled, leaving behind 70 dead.                                             | 70 killed
The army found the bodies of 14 of its soldiers.                                             | 14 killed
The wreck holds the remains of 30 sailors.                                                   | 30 killed
Kyiv got back the bodies of 1,200 fallen defenders.                                          | 1,200 UA killed
Fewer than 5,000 of the 30,000 North Koreans remain.                                         | none
Some 14,000 North Koreans fight on Russia's side.                                            | 14,000 KP
Germany's army lacks 20,000 soldiers.                                                        | 20,000 DE
Spain cut its contingent in Iraq by 100 to 180.                                              | 100 ES additional @IQ; 180 ES @IQ
The coalition, 41 nations strong, met in Riyadh.                                             | none
"""

FORMS_OF_STRENGTH = """
Chad first spoke of 12 dead and later confirmed that 30 servicemen were killed.              | 12 killed; 30 TD killed
The army mourns nine dead.                                                                   | nine killed
Sixty Nepalese fought for Russia.                                                            | Sixty NP
The Iraqi Self-Protection Force had 4,000 members at the end of June.                        | 4,000
The People's Militia claims 9,000 members.                                                   | 9,000
One soldier was lightly wounded near the fence.                                              | One wounded
A Turkish soldier died and two were wounded.                                                 | two TR wounded
He commands 2,200 men and women in uniform.                                                  | 2,200
The navy's 3,400 sailors and marines got new ships.                                          | 3,400
In all, 5,100 men were called up.                                                            | 5,100 mobilised
The enlistment office in Lviv sent 300 men to the front.                                     | 300
Its strength has fallen from 900 to 500.                                                     | none
The force now has a strength of 1,900.                                                       | 1,900
Authorised strength: 17,000 soldiers.                                                        | 17,000
The mission's mandate allows for 15,000 soldiers; it has 13,000.                             | 15,000; 13,000
The UN has 12,000 uniformed personnel in Mali.                                               | 12,000 UNITED-NATIONS @ML
Their comrades buried 14.                                                                    | none
The militia buried eleven of its own.                                                        | none
Ukraine captured 40 Russians near Sudzha.                                                    | 40 RU captured
More than 100 soldiers are unaccounted for.                                                  | 100 missing
A patrol of eight vanished in the desert.                                                    | none
Of the eight-man patrol, two survived.                                                       | none
A 12-man special forces team landed in Haifa.                                                | none
Sixty-five soldiers and their dependants were flown out.                                     | Sixty-five
At the peak there were 130,000 foreign soldiers in the country.                              | 130,000
At its height, the mission had 20,000 soldiers.                                              | 20,000
Personnel: about 70,000 active, 20,000 in reserve.                                           | none
Venezuela claims to have a militia of four million.                                          | four million VE
The regiment (1,100 soldiers) leaves in May.                                                 | 1,100
Three senior commanders and their guards were killed.                                        | Three killed
"""

TABLES = {
    "men of an army": MEN_OF_AN_ARMY,
    "pronouns and definite nouns": POINTING_BACK,
    "again": COUNTED_AGAIN,
    "tolls": TOLLS,
    "words": WORDS,
    "headlines": HEADLINES,
    "status": PLANS,
    "places": SMALL_PLACES,
    "source": TWO_SPEAKERS,
    "historic": THE_PAST,
    "who is counted": WHO_IS_COUNTED,
    "who serves": WHO_SERVES,
    "forms of strength": FORMS_OF_STRENGTH,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0]}") for name, table in TABLES.items() for row in rows(table)],
)
def test_a_text_gives_the_counts_of_its_row(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    found = counts(parse, text)
    assert differences(expected, found) == []
