"""Short stories of our own and every name in them, by what is hard about them; the form is that of cases.py.

Beside a type may stand the fullest name (=), the identifier (#, - for none), the role [in brackets] and the state
that a place acts for (!).
"""

TWO_OF_A_NAME = """
Kim Jong Un watched the launch with his sister, Kim Yo Jong. Kim Yo Jong warned Seoul. Kim Jong Un smiled. | Kim Jong Un PERSON; Kim Yo Jong PERSON [sister]; Kim Yo Jong PERSON [sister]; Seoul PLACE#1835848; Kim Jong Un PERSON
Kim Jong Un watched the launch with his sister, Kim Yo Jong. Kim said nothing. | Kim Jong Un PERSON; Kim Yo Jong PERSON [sister]; Kim PERSON
North Korea's Kim Jong Un met defence chief Kim Yong Bok. Kim praised the troops. | North Korea PLACE#KP; Kim Jong Un PERSON; Kim Yong Bok PERSON [defence chief]; Kim PERSON
President Joe Biden and his wife, Jill Biden, flew to Delaware. Biden waved. | Joe Biden PERSON [President]; Jill Biden PERSON [wife]; Delaware PLACE#4142224; Biden PERSON
Serbia's Aleksandar Vucic met Kosovo's Albin Kurti in Brussels. Vucic refused to shake Kurti's hand. Belgrade and Pristina signed nothing. | Serbia PLACE#RS; Aleksandar Vucic PERSON; Kosovo PLACE#XK; Albin Kurti PERSON; Brussels PLACE#2800866; Vucic PERSON=Aleksandar Vucic; Kurti PERSON=Albin Kurti; Belgrade PLACE#792680 !RS; Pristina PLACE#786714 !XK
Trump administration officials met the Biden campaign. Donald Trump and Joe Biden stayed away. | Trump PERSON=Donald Trump; Biden PERSON=Joe Biden; Donald Trump PERSON; Joe Biden PERSON
Mr. Lindqvist met Ms. Okafor. Lindqvist left first. | Lindqvist PERSON; Okafor PERSON; Lindqvist PERSON
"""

NAMES_IN_PARTS = """
Bashar al-Assad fled to Moscow. Assad's brother stayed. The Assad regime had lost Homs. | Bashar al-Assad PERSON; Moscow PLACE#524901; Assad PERSON=Bashar al-Assad; Assad PERSON=Bashar al-Assad; Homs PLACE#169577
Abu Bakr al-Baghdadi was killed in Idlib. Al-Baghdadi led Islamic State for five years. | Abu Bakr al-Baghdadi PERSON; Idlib PLACE#169389; Al-Baghdadi PERSON=Abu Bakr al-Baghdadi; Islamic State ORG
Iraqi Prime Minister Haider al-Abadi met Lt. Gen. Sean MacFarland in Baghdad. MacFarland commands the Combined Joint Task Force (CJTF). The CJTF said Abadi was pleased. | Haider al-Abadi PERSON [Iraqi Prime Minister]; Sean MacFarland PERSON [Lt. Gen.]; Baghdad PLACE#98182; MacFarland PERSON=Sean MacFarland [Lt. Gen.]; Combined Joint Task Force ORG; CJTF ORG=Combined Joint Task Force; CJTF ORG=Combined Joint Task Force; Abadi PERSON=Haider al-Abadi [Iraqi Prime Minister]
General Abdel Fattah al-Burhan leads the army. Burhan refused talks with Hemedti. | Abdel Fattah al-Burhan PERSON [General]; Burhan PERSON=Abdel Fattah al-Burhan [General]; Hemedti PERSON
Ireland's Micheal Martin and Ursula von der Leyen met in Brussels. Von der Leyen praised Martin. | Ireland PLACE#IE; Micheal Martin PERSON; Ursula von der Leyen PERSON; Brussels PLACE#2800866; Von der Leyen PERSON=Ursula von der Leyen; Martin PERSON=Micheal Martin
Charles de Gaulle was president of France. De Gaulle left NATO's command. | Charles de Gaulle PERSON; France PLACE#FR; De Gaulle PERSON=Charles de Gaulle; NATO ORG
Hezbollah's Naim Qassem spoke. Qassem praised Hassan Nasrallah, whom Israel killed. Nasrallah led Hezbollah for 32 years. | Hezbollah ORG; Naim Qassem PERSON; Qassem PERSON=Naim Qassem; Hassan Nasrallah PERSON; Israel PLACE#IL; Nasrallah PERSON=Hassan Nasrallah; Hezbollah ORG
Ethiopia's Tigray People's Liberation Front (TPLF) gave up its guns in Mekelle. The TPLF spokesman, Getachew Reda, said so. Getachew was calm. | Ethiopia PLACE#ET; Tigray People's Liberation Front ORG; TPLF ORG=Tigray People's Liberation Front; Mekelle PLACE#331180; TPLF ORG=Tigray People's Liberation Front; Getachew Reda PERSON [TPLF spokesman]
Taiwan's defence ministry said 21 Chinese aircraft crossed the Taiwan Strait. Taipei sent jets. | Taiwan PLACE#TW; Taiwan Strait PLACE#-; Taipei PLACE#1668341 !TW
Lawmaker Yu Yong-weon said the National Intelligence Service (NIS) had counted 3,000. Yu quoted the NIS. | Yu Yong-weon PERSON [Lawmaker]; National Intelligence Service ORG; NIS ORG=National Intelligence Service; Yu PERSON=Yu Yong-weon [Lawmaker]; NIS ORG=National Intelligence Service
Yevgeny Prigozhin's Wagner Group took Rostov-on-Don. Prigozhin flew to Belarus, whose leader, Alexander Lukashenko, had called him. | Yevgeny Prigozhin PERSON; Wagner Group ORG; Rostov-on-Don PLACE#501175; Prigozhin PERSON=Yevgeny Prigozhin; Belarus PLACE#BY; Alexander Lukashenko PERSON [leader]
Mali's junta leader, Colonel Assimi Goita, expelled the UN mission, MINUSMA. Goita turned to Wagner. | Mali PLACE#ML; Assimi Goita PERSON [Colonel]; UN ORG; MINUSMA ORG; Goita PERSON=Assimi Goita [Colonel]; Wagner ORG
Moldova's president, Maia Sandu, warned of Russian plans in Transnistria. Sandu won by a hair. | Moldova PLACE#MD; Maia Sandu PERSON [president]; Transnistria PLACE#-; Sandu PERSON=Maia Sandu [president]
Turkish President Recep Tayyip Erdogan hosted Azerbaijan's Ilham Aliyev in Ankara. Erdogan backed Aliyev. | Recep Tayyip Erdogan PERSON [Turkish President]; Azerbaijan PLACE#AZ; Ilham Aliyev PERSON; Ankara PLACE#323786; Erdogan PERSON=Recep Tayyip Erdogan [Turkish President]; Aliyev PERSON=Ilham Aliyev
Sudan's Rapid Support Forces took Wad Madani. The RSF chief, Mohamed Hamdan Dagalo, known as Hemedti, denied looting. Dagalo left. | Sudan PLACE#SD; Rapid Support Forces ORG; Wad Madani PLACE#364103; RSF ORG=Rapid Support Forces; Mohamed Hamdan Dagalo PERSON [RSF chief]; Hemedti PERSON; Dagalo PERSON=Mohamed Hamdan Dagalo [RSF chief]
Nigerian troops fought Boko Haram near Maiduguri in Borno state, the governor, Babagana Zulum, said. Zulum asked Abuja for help. | Boko Haram ORG; Maiduguri PLACE#2331447; Borno PLACE#-; Babagana Zulum PERSON [governor]; Zulum PERSON=Babagana Zulum [governor]; Abuja PLACE#2352778
"""

ROLES = """
White House National Security Council spokesman John Kirby told reporters in Washington. Kirby gave no figure. | White House National Security Council ORG; John Kirby PERSON [White House National Security Council spokesman]; Washington PLACE#4140963; Kirby PERSON=John Kirby [White House National Security Council spokesman]
The White House National Security Council spokesman, John Kirby, told reporters nothing. | White House National Security Council ORG; John Kirby PERSON [White House National Security Council spokesman]
John Kirby, the White House National Security Council spokesman, told reporters nothing. The spokesman left. | John Kirby PERSON [White House National Security Council spokesman]; White House National Security Council ORG
Israeli Prime Minister Benjamin Netanyahu met US Secretary of State Antony Blinken. Netanyahu and Blinken spoke for an hour. | Benjamin Netanyahu PERSON [Israeli Prime Minister]; US PLACE#US; Antony Blinken PERSON [US Secretary of State]; Netanyahu PERSON=Benjamin Netanyahu [Israeli Prime Minister]; Blinken PERSON=Antony Blinken [US Secretary of State]
The US Secretary of State, Antony Blinken, landed in Doha. Qatar's prime minister, Mohammed bin Abdulrahman al-Thani, met him. | US PLACE#US; Antony Blinken PERSON [US Secretary of State]; Doha PLACE#290030; Qatar PLACE#QA; Mohammed bin Abdulrahman al-Thani PERSON [prime minister]
Former NATO commander Gen. Philip Breedlove said NATO was late. Breedlove retired in 2016. | NATO ORG; Philip Breedlove PERSON [Former NATO commander]; NATO ORG; Breedlove PERSON=Philip Breedlove [Former NATO commander]
Sergei Lavrov, Russia's foreign minister, flew to Pyongyang. Lavrov met Choe Son Hui. Choe smiled. | Sergei Lavrov PERSON [foreign minister]; Russia PLACE#RU; Pyongyang PLACE#1871859; Lavrov PERSON=Sergei Lavrov [foreign minister]; Choe Son Hui PERSON; Choe PERSON=Choe Son Hui
Gen. Valerii Zaluzhnyi and Col. Gen. Oleksandr Syrskyi toured Bakhmut. Zaluzhnyi thanked Syrskyi. | Valerii Zaluzhnyi PERSON [Gen.]; Oleksandr Syrskyi PERSON [Col. Gen.]; Bakhmut PLACE#713174; Zaluzhnyi PERSON=Valerii Zaluzhnyi [Gen.]; Syrskyi PERSON=Oleksandr Syrskyi [Col. Gen.]
British Defence Secretary Grant Shapps and his German counterpart, Boris Pistorius, flew to Vilnius. Pistorius spoke first. | Grant Shapps PERSON [British Defence Secretary]; Boris Pistorius PERSON [German counterpart]; Vilnius PLACE#593116; Pistorius PERSON=Boris Pistorius [German counterpart]
Defence Secretary Ben Wallace told the House of Commons that Britain would send Challenger 2 tanks. Wallace named no date. | Ben Wallace PERSON [Defence Secretary]; House of Commons ORG; Britain PLACE#GB !GB; Wallace PERSON=Ben Wallace [Defence Secretary]
Polish Foreign Minister Radoslaw Sikorski spoke in Washington. Sikorski praised Ukraine. Warsaw will send MiGs. | Radoslaw Sikorski PERSON [Polish Foreign Minister]; Washington PLACE#4140963; Sikorski PERSON=Radoslaw Sikorski [Polish Foreign Minister]; Ukraine PLACE#UA; Warsaw PLACE#756135 !PL
Secretary-General Antonio Guterres spoke at the UN General Assembly. Guterres named no one. | Antonio Guterres PERSON [Secretary-General]; UN General Assembly ORG; Guterres PERSON=Antonio Guterres [Secretary-General]
Joint Task Force Scorpion flew to Okinawa. The task force commander, Brig. Gen. Mark Haas, spoke. | Joint Task Force Scorpion ORG; Okinawa PLACE#-; Mark Haas PERSON
Mr Putin said Mr Zelensky was ill. Kremlin spokesman Dmitry Peskov said Putin was well. Peskov smiled. | Putin PERSON; Zelensky PERSON; Kremlin PLACE#-; Dmitry Peskov PERSON [Kremlin spokesman]; Putin PERSON; Peskov PERSON=Dmitry Peskov [Kremlin spokesman]
Sen. Lindsey Graham of South Carolina and Rep. Adam Smith (D-Wash.) voted no. Graham was angry. | Lindsey Graham PERSON [Sen.]; South Carolina PLACE#4597040; Adam Smith PERSON [Rep.]; Graham PERSON=Lindsey Graham [Sen.]
Governor Victoria Lane resigned. Lane will move to Ohio. | Victoria Lane PERSON [Governor]; Lane PERSON=Victoria Lane [Governor]; Ohio PLACE#5165418
"""

BODIES_IN_PARTS = """
The Office for the Coordination of Humanitarian Affairs (OCHA) said roads were cut. OCHA asked for fuel. | Office for the Coordination of Humanitarian Affairs ORG; OCHA ORG=Office for the Coordination of Humanitarian Affairs; OCHA ORG=Office for the Coordination of Humanitarian Affairs
The Organization for the Prohibition of Chemical Weapons (OPCW) sent inspectors to Douma. | Organization for the Prohibition of Chemical Weapons ORG; OPCW ORG=Organization for the Prohibition of Chemical Weapons; Douma PLACE#-
The Gulf Cooperation Council met in Riyadh; the GCC chief, Jasem Albudaiwi, spoke. | Gulf Cooperation Council ORG; Riyadh PLACE#108410; GCC ORG=Gulf Cooperation Council; Jasem Albudaiwi PERSON [GCC chief]
U.S. Central Command said its jets struck the Houthis near Hodeidah. CENTCOM gave no losses. | U.S. Central Command ORG; Houthis ORG; Hodeidah PLACE#-; CENTCOM ORG=U.S. Central Command
M23 rebels took Goma, the Congolese army said. M23 denied it. | M23 ORG; Goma PLACE#216281; Congolese army ORG; M23 ORG
Al-Shabaab attacked a base of the African Union in Somalia. Al Shabaab has fought since 2007. | Al-Shabaab ORG; African Union ORG; Somalia PLACE#SO; Al Shabaab ORG
Colombia's National Liberation Army (ELN) freed four soldiers in Arauca. The ELN thanked the Catholic Church. | Colombia PLACE#CO; National Liberation Army ORG; ELN ORG=National Liberation Army; Arauca PLACE#-; ELN ORG=National Liberation Army; Catholic Church ORG
The Wall Street Journal said the CIA had warned Kyiv. The Journal gave no source. | Wall Street Journal ORG; CIA ORG; Kyiv PLACE#703448; Journal ORG=Wall Street Journal
Iran's Islamic Revolutionary Guard Corps (IRGC) said Qasem Soleimani's killers would pay. The IRGC named the Pentagon. Soleimani led the Quds Force. | Iran PLACE#IR; Islamic Revolutionary Guard Corps ORG; IRGC ORG=Islamic Revolutionary Guard Corps; Qasem Soleimani PERSON; IRGC ORG=Islamic Revolutionary Guard Corps; Pentagon PLACE#-; Soleimani PERSON=Qasem Soleimani; Quds Force ORG
The Security Council met on Monday. The UN Security Council will vote on Tuesday. | Security Council ORG=UN Security Council; UN Security Council ORG
The Wagner Group left Bakhmut. Wagner lost thousands there. | Wagner Group ORG; Bakhmut PLACE#713174; Wagner ORG=Wagner Group
The Department of Foreign Affairs and Trade (DFAT) warned travellers. DFAT named Bali. | Department of Foreign Affairs and Trade ORG; DFAT ORG=Department of Foreign Affairs and Trade; DFAT ORG=Department of Foreign Affairs and Trade; Bali PLACE#-
The Ministry of Defence in London said the Royal Air Force had flown 870 missions. | Ministry of Defence ORG; London PLACE#2643743; Royal Air Force ORG
Ukraine's General Staff said the 47th Brigade had left Avdiivka. The General Staff gave no losses. | Ukraine PLACE#UA; General Staff ORG; 47th Brigade ORG; Avdiivka PLACE#713122; General Staff ORG
The Coalition struck Raqqa. Coalition forces struck twice, the Coalition said. | Coalition ORG; Raqqa PLACE#-; Coalition ORG; Coalition ORG
The German army bought tanks. Russian forces moved on. The Ukrainian Air Force shot down ten drones. | German army ORG; Ukrainian Air Force ORG
Myanmar's Arakan Army took Paletwa. The Tatmadaw bombed Paletwa. Naypyitaw denied it. | Myanmar PLACE#MM; Arakan Army ORG; Paletwa PLACE#-; Tatmadaw ORG; Paletwa PLACE#-; Naypyitaw PLACE#6611854 !MM
"""

UNITS = """
The 82nd Airborne Division sent a battalion to Rzeszow, and the 1st Cavalry Division stayed in Texas. | 82nd Airborne Division ORG; Rzeszow PLACE#759734; 1st Cavalry Division ORG; Texas PLACE#4736286
"""

HALVES = """
The North fired a missile, South Korea's military said. The South's president, Yoon Suk-yeol, called a meeting. | North PLACE=North Korea#KP !KP; South Korea PLACE#KR; South PLACE=South Korea#KR; Yoon Suk-yeol PERSON [president]
North Korea fired a missile. The North has tested ten since May. | North Korea PLACE#KP !KP; North PLACE=North Korea#KP !KP
Rebels hold the North of Mali. The South is calm. | Mali PLACE#ML; South PLACE#-
Yemen's government holds the South, the Houthis the North. | Yemen PLACE#YE; South PLACE#-; Houthis ORG; North PLACE#-
A South Korean lawmaker said the North had sent troops. The South would respond. | North PLACE=North Korea#KP !KP; South PLACE=South Korea#KR !KR
The DPRK denied it. The North is not at war, Pyongyang said. | DPRK PLACE=North Korea#KP !KP; North PLACE=North Korea#KP; Pyongyang PLACE#1871859 !KP
South Sudan's army left Malakal. The South is at peace. | South Sudan PLACE#SS; Malakal PLACE#370737; South PLACE#-
"""

PLACES_OR_PEOPLE = """
Jordan scored 32 points for the Bulls. Michael Jordan left the court in Chicago. | Jordan PERSON=Michael Jordan; Bulls ORG; Michael Jordan PERSON; Chicago PLACE#4887398
Michael Jordan opened a school. Jordan said he was glad. | Michael Jordan PERSON; Jordan PERSON=Michael Jordan
King Abdullah of Jordan flew to Cairo. Jordan asked Egypt for gas. | Abdullah PERSON [King]; Jordan PLACE#JO; Cairo PLACE#360630; Jordan PLACE#JO !JO; Egypt PLACE#EG
The Palestinian Authority president, Mahmoud Abbas, met Jordan's King Abdullah II in Amman. Abbas thanked Jordan. | Palestinian Authority ORG; Mahmoud Abbas PERSON [Palestinian Authority president]; Jordan PLACE#JO; Abdullah II PERSON [Jordan's King]; Amman PLACE#250441; Abbas PERSON=Mahmoud Abbas [Palestinian Authority president]; Jordan PLACE#JO
Chad Smith drums. Smith was born in Minnesota. | Chad Smith PERSON; Smith PERSON=Chad Smith; Minnesota PLACE#5037779
Chad's Mahamat Deby won. Deby thanked Chad's voters in N'Djamena. | Chad PLACE#TD; Mahamat Deby PERSON; Deby PERSON=Mahamat Deby; Chad PLACE#TD; N'Djamena PLACE#2427123
Mr. Chad Brown was born in Chad. Brown left N'Djamena as a boy. | Chad Brown PERSON; Chad PLACE#TD; Brown PERSON=Chad Brown; N'Djamena PLACE#2427123
Paris Hilton arrived in Paris. Hilton wore white. | Paris Hilton PERSON; Paris PLACE#2988507; Hilton PERSON=Paris Hilton
Georgia Meloni and Giorgia Meloni are one. Georgia smiled. | Georgia Meloni PERSON; Giorgia Meloni PERSON; Georgia PLACE#-
"""

WHICH_PLACE = """
Georgia's parliament in Tbilisi passed the bill. Georgia wants to join the European Union. | Georgia PLACE#GE; Tbilisi PLACE#611717; Georgia PLACE#GE !GE; European Union ORG
The Georgia governor, Brian Kemp, spoke in Atlanta. Georgia counts its votes twice. | Georgia PLACE#4197000; Brian Kemp PERSON [Georgia governor]; Atlanta PLACE#4180439; Georgia PLACE#4197000
Lebanon County is in Pennsylvania. Police in Lebanon found the car. | Lebanon County PLACE#-; Pennsylvania PLACE#6254927; Lebanon PLACE#-
Lebanon asked Israel to leave the south. Beirut was quiet. | Lebanon PLACE#LB !LB; Israel PLACE#IL; Beirut PLACE#276781
Police in Paris, Texas, found the car. | Paris PLACE#-; Texas PLACE#4736286
A ferry from Cork reached Victoria in British Columbia. | Cork PLACE#2965140; Victoria PLACE#-; British Columbia PLACE#-
Police in Birmingham, Alabama, and Birmingham, England, exchanged letters. | Birmingham PLACE#4049979; Alabama PLACE#4829764; Birmingham PLACE#2655603; England PLACE#6269131
Police in Moscow, Idaho, found the car. Moscow is a town of 25,000. | Moscow PLACE#5601538; Idaho PLACE#5596512; Moscow PLACE#5601538
The plane flew from Athens, Georgia, to Athens, Greece. | Athens PLACE#-; Georgia PLACE#-; Athens PLACE#264371; Greece PLACE#GR
The mayor of London, Ontario, wrote to the mayor of London. | London PLACE#-; Ontario PLACE#-; London PLACE#-
Troops left Tripoli, Lebanon, for the border. | Tripoli PLACE#266826; Lebanon PLACE#LB
Fighters from Niger and Nigeria met in Niamey. | Niger PLACE#NE; Nigeria PLACE#NG; Niamey PLACE#2440485
The Dnipro rose. Villages on the Dnipro were flooded near Kherson. | Dnipro PLACE#-; Dnipro PLACE#-; Kherson PLACE#706448
The Congo rose after the rains. Congo's capital, Kinshasa, was flooded. | Congo PLACE#-; Congo PLACE#-; Kinshasa PLACE#2314302
The 11,000-strong force left Niamey for Agadez, France's General Staff said. Niger's ruler, Abdourahamane Tchiani, waved. | Niamey PLACE#2440485; Agadez PLACE#2448085; France PLACE#FR; General Staff ORG; Niger PLACE#NE; Abdourahamane Tchiani PERSON [ruler]
Tens of thousands crossed the Rio Grande into Texas. | Rio Grande PLACE#-; Texas PLACE#4736286
Prime Minister Rishi Sunak's office, 10 Downing Street, said no. Sunak was in Leeds. | Rishi Sunak PERSON [Prime Minister]; 10 Downing Street PLACE#-; Sunak PERSON=Rishi Sunak [Prime Minister]; Leeds PLACE#2644688
"""

TOWNS = """
Fighting went on in Lyman, Yampil and Torske. | Lyman PLACE; Yampil PLACE; Torske PLACE
The gate was built under King Menelik II. | Menelik II PERSON
Shells fell on the village of Ocheretyne near Pokrovsk. Ukraine still holds Ocheretyne. | Ocheretyne PLACE#-; Pokrovsk PLACE#704422; Ukraine PLACE#UA; Ocheretyne PLACE#-
The Israel Defense Forces said they had hit Khan Younis. The IDF named no one. Hamas's Yahya Sinwar hid in Rafah. | Israel Defense Forces ORG; Khan Younis PLACE#-; IDF ORG=Israel Defense Forces; Hamas ORG; Yahya Sinwar PERSON; Rafah PLACE#-
"""

NO_NAMES = """
Chechen fighters and Tatars marched. Kurds and Yazidis watched. The Chechens left. | -
She won the U.S. Open and the Hong Kong Marathon. | -
Hurricane Milton struck Florida. Milton weakened over the Atlantic. | Florida PLACE#4155751; Atlantic PLACE#-
Marines from Camp Pendleton joined the USS Gerald R. Ford in the Red Sea. | Camp Pendleton PLACE#-; Red Sea PLACE#-
The Treaty of Minsk was signed in Minsk. The Minsk agreements failed. | Minsk PLACE#625144; Minsk PLACE#625144
"""

FURNITURE = """
KYIV, Oct 24 (Reuters) - Ukraine said on Thursday that Russia had shelled Nikopol.\\nA second line follows here with enough words in it. | KYIV PLACE#703448; Reuters ORG; Ukraine PLACE#UA !UA; Russia PLACE#RU !RU; Nikopol PLACE#700051
WASHINGTON (AP) — President Joe Biden said Congress must act.\\nBy John Smith\\nThe Senate will vote on Friday, he said in a speech. | WASHINGTON PLACE#4140963; AP ORG; Joe Biden PERSON [President]; Congress ORG; Senate ORG
LVIV, Ukraine (AFP) – Mayor Andriy Sadovyi said power was back. | LVIV PLACE#702550; Ukraine PLACE#UA; AFP ORG; Andriy Sadovyi PERSON [Mayor]
LILLEHAUG DISTRICT, 17 February (NTB) – The tanks have arrived. | LILLEHAUG DISTRICT PLACE#-; NTB ORG
ISLAMABAD: The foreign office said Afghanistan had agreed. | ISLAMABAD PLACE#-; Afghanistan PLACE#AF !AF
The minister resigned on Monday after a long dispute with parliament.\\nHelping Putin\\nThe party of Vladimir Putin won the vote by a wide margin. | Putin PERSON=Vladimir Putin; Vladimir Putin PERSON
The minister resigned on Monday after a long dispute with parliament.\\nKey Takeaways\\nThe party won the vote by a wide margin in all of the towns. | -
The minister resigned on Monday after a long dispute with parliament.\\n(Reporting by Ann Lee; Editing by Bo Strand)\\n0 Comments | -
"""

ACTS = """
Moscow refused on Friday to comment on the pictures. | Moscow PLACE !RU
Tokyo says Pyongyang plans to launch two satellites over Russia by spring. | Tokyo PLACE !JP; Pyongyang PLACE !KP; Russia PLACE !-
Iran’s papers have been silent since Ankara’s spies reported that Tehran had decided to sell drones. | Iran PLACE !-; Ankara PLACE !-; Tehran PLACE !IR
Snow fell on Moscow. The train left Paris. Kyiv lies on the Dnipro. | Moscow PLACE !-; Paris PLACE !-; Kyiv PLACE !-; Dnipro PLACE !-
Kyiv on Friday called on the sailors sent by Russia to go home. | Kyiv PLACE !UA; Russia PLACE !RU
According to Seoul, the troops sent by Pyongyang wore Russian uniforms. | Seoul PLACE !KR; Pyongyang PLACE !KP
The Kremlin and the White House denied it. | Kremlin PLACE !RU; White House PLACE !US
Kyiv's denial came late. Moscow's offer was ignored. | Kyiv PLACE !UA; Moscow PLACE !RU
Russia has been supplying drones, and Beijing, which denied it, began to withdraw. | Russia PLACE !RU; Beijing PLACE !CN
Poland said on Friday it had expelled Belarus’s envoy. | Poland PLACE !PL; Belarus PLACE !-
Moscow was hit by drones overnight, Russia said. | Moscow PLACE !-; Russia PLACE !RU
He lives in Tehran and wrote about Baghdad. | Tehran PLACE !-; Baghdad PLACE !-
Ankara, Doha and Cairo signed a deal. | Ankara PLACE !TR; Doha PLACE !QA; Cairo PLACE !EG
Tests by North Korea alarmed Tokyo. | North Korea PLACE !KP; Tokyo PLACE !-
Washington warned Baghdad. Georgia said it would vote. | Washington PLACE !US; Baghdad PLACE !-; Georgia PLACE !-
"""

WAR_REPORTS = """
On Oct. 12, Coalition military forces conducted 17 strikes near Ramadi, striking an ISIL tactical unit. Near Al Huwayjah, one strike destroyed an ISIL bunker. | Coalition ORG; Ramadi PLACE; ISIL ORG; Al Huwayjah PLACE; ISIL ORG
Strikes in Syria\\nAttack, bomber, fighter and remotely piloted aircraft conducted six strikes. Near Abu Kamal, two strikes engaged an ISIL tactical unit. Near Ayn Isa, a strike hit a vehicle. | Syria PLACE; Abu Kamal PLACE; ISIL ORG; Ayn Isa PLACE
Turkish-backed rebels from the Free Syrian Army took Jarablus, the Syrian Observatory for Human Rights said. Rami Abdul Rahman, its head, said IS had fled. | Free Syrian Army ORG; Jarablus PLACE; Syrian Observatory for Human Rights ORG; Rami Abdul Rahman PERSON [head]; IS ORG
The BBC's Quentin Sommerville, in Qayyarah, says thousands fled. Sommerville saw IS shells land. | BBC ORG; Quentin Sommerville PERSON; Qayyarah PLACE; Sommerville PERSON=Quentin Sommerville; IS ORG
The siege of Kobani began in September 2014, when the Islamic State of Iraq and the Levant attacked the Kobani Canton. The People's Protection Units (YPG) held the city. | Kobani PLACE; Islamic State of Iraq and the Levant ORG; Kobani Canton PLACE; People's Protection Units ORG; YPG ORG=People's Protection Units
The Battle of Tikrit was fought by the Popular Mobilization Forces, the Badr Organization and Kata'ib Hezbollah under Qasem Soleimani and Hadi al-Amiri. Amiri declared victory. | Tikrit PLACE; Popular Mobilization Forces ORG; Badr Organization ORG; Kata'ib Hezbollah ORG; Qasem Soleimani PERSON; Hadi al-Amiri PERSON; Amiri PERSON=Hadi al-Amiri
Mohammed Emwazi, known as Jihadi John, was killed in Raqqa. Emwazi grew up in London. | Mohammed Emwazi PERSON; Jihadi John PERSON; Raqqa PLACE; Emwazi PERSON=Mohammed Emwazi; London PLACE
Saudi Arabia's Crown Prince Mohammed bin Salman met Egypt's President Abdel Fattah al-Sisi. Sisi thanked the prince. Bin Salman smiled. | Saudi Arabia PLACE; Mohammed bin Salman PERSON [Saudi Arabia's Crown Prince]; Egypt PLACE; Abdel Fattah al-Sisi PERSON [Egypt's President]; Sisi PERSON=Abdel Fattah al-Sisi [Egypt's President]; Bin Salman PERSON=Mohammed bin Salman [Saudi Arabia's Crown Prince]
UN envoy Staffan de Mistura met Syrian Foreign Minister Walid al-Muallem. De Mistura left; Mr Muallem stayed. | UN ORG; Staffan de Mistura PERSON [UN envoy]; Walid al-Muallem PERSON [Syrian Foreign Minister]; De Mistura PERSON=Staffan de Mistura [UN envoy]; Muallem PERSON=Walid al-Muallem [Syrian Foreign Minister]
The Department of Defense, the Joint Chiefs of Staff and the Defense Intelligence Agency (DIA) disagreed. The DIA was right. | Department of Defense ORG; Joint Chiefs of Staff ORG; Defense Intelligence Agency ORG; DIA ORG=Defense Intelligence Agency; DIA ORG=Defense Intelligence Agency
French President Francois Hollande and Defence Minister Jean-Yves Le Drian flew to Erbil. Le Drian met Massoud Barzani, president of the Kurdistan Region. Barzani thanked France. | Francois Hollande PERSON [French President]; Jean-Yves Le Drian PERSON [Defence Minister]; Erbil PLACE; Le Drian PERSON=Jean-Yves Le Drian [Defence Minister]; Massoud Barzani PERSON [president of the Kurdistan Region]; Kurdistan Region PLACE; Barzani PERSON=Massoud Barzani [president of the Kurdistan Region]; France PLACE
Ministers from the Global Coalition to Counter ISIL met at Joint Base Andrews in Maryland. | Global Coalition to Counter ISIL ORG; Joint Base Andrews PLACE; Maryland PLACE
Secretary of State John Kerry and Russian Foreign Minister Sergey Lavrov spoke. Secretary Kerry then called Foreign Minister Lavrov. | John Kerry PERSON [Secretary of State]; Sergey Lavrov PERSON [Russian Foreign Minister]; Kerry PERSON=John Kerry [Secretary of State]; Lavrov PERSON=Sergey Lavrov [Russian Foreign Minister]
The Delegation of the European Union to Syria condemned it. High Representative Federica Mogherini wrote to Ban Ki-moon. Mr Ban replied. | European Union ORG; Syria PLACE; Federica Mogherini PERSON [High Representative]; Ban Ki-moon PERSON; Ban PERSON=Ban Ki-moon
"""
