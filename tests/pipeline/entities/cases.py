"""Sentences of our own and the names in them, by phenomenon, one case a line.

text | name TYPE; name TYPE=fullest name; name TYPE#identifier; …
A text may hold \\n for a line break. `-` says that there is no name to be found. What is not given is not asked.
"""

PLACES = """
The train reached Kyiv at dawn. | Kyiv PLACE#703448
The ship left Vladivostok on Monday. | Vladivostok PLACE#2013348
Ministers flew to Paris. | Paris PLACE#2988507
The United States sent aid. | United States PLACE#US
The U.S. sent aid. | U.S. PLACE#US
The UK sent aid. | UK PLACE#GB
Britain sent aid. | Britain PLACE=Britain#GB
North Korea closed the border. | North Korea PLACE#KP
The DPRK closed the border. | DPRK PLACE#KP
Prices rose in Germany and Italy. | Germany PLACE#DE; Italy PLACE#IT
Rain fell across Texas. | Texas PLACE#4736286
The convoy crossed Crimea. | Crimea PLACE#703883
Fighting went on in the Donbas. | Donbas PLACE
They met in Washington, D.C. last week. | Washington, D.C. PLACE#4140963
Ships wait in the Black Sea. | Black Sea PLACE
The war in the Middle East spread. | Middle East PLACE
Shells fell on Donetsk region overnight. | Donetsk region PLACE
Villages in Kursk region were cut off. | Kursk region PLACE
The Kremlin denied it. | Kremlin PLACE
The White House denied it. | White House PLACE
Kyiv’s allies sent generators. | Kyiv PLACE#703448
North Korea’s envoy left. | North Korea PLACE#KP
Moscow’s army moved north. | Moscow PLACE#524901
LONDON (Reuters) - Shares fell. | LONDON PLACE; Reuters ORG
NEW YORK (AP) — Shares fell. | NEW YORK PLACE#5128581; AP ORG
WASHINGTON — Shares fell. | WASHINGTON PLACE#4140963
HONG KONG — Shares fell. | HONG KONG PLACE#HK
South Korea named a new envoy. The rains came late to the South. | South Korea PLACE#KR; South PLACE=South Korea#KR
North Korea tested a rocket. The North’s leader watched. | North Korea PLACE#KP; North PLACE=North Korea#KP
"""

BODIES = """
NATO held a meeting. | NATO ORG
The UN sent observers. | UN ORG
The United Nations sent observers. | United Nations ORG
The European Union agreed. | European Union ORG
The State Department objected. | State Department ORG
The FBI opened an inquiry. | FBI ORG
Hezbollah fired rockets. | Hezbollah ORG
Hamas released two men. | Hamas ORG
The Taliban took the town. | Taliban ORG
The Wagner Group left. | Wagner Group ORG
The Islamic State claimed the attack. | Islamic State ORG
Da’esh claimed the attack. | Da’esh ORG
The Korean People’s Army marched. | Korean People’s Army ORG
The Syrian Democratic Forces advanced. | Syrian Democratic Forces ORG
The Syrian government rejected the plan. | Syrian government ORG
The Russian army fell back. | Russian army ORG
The German foreign ministry protested. | German foreign ministry ORG
Interfax reported the loss. | Interfax ORG
Yonhap reported the loss. | Yonhap ORG
The International Committee of the Red Cross sent doctors. | International Committee of the Red Cross ORG
The Harbour Relief Trust (HRT) sent doctors. The HRT has forty boats. | Harbour Relief Trust ORG; HRT ORG; HRT ORG
"""

PEOPLE = """
John Carter left early. | John Carter PERSON
President Emmanuel Macron left early. | Emmanuel Macron PERSON
Prime Minister Boris Johnson left early. | Boris Johnson PERSON
Dr. Maria Lopez left early. | Maria Lopez PERSON
Mr. Carter left early. | Carter PERSON
John Carter spoke. Carter left early. | John Carter PERSON; Carter PERSON=John Carter
Vladimir Putin spoke. Putin’s plane left. | Vladimir Putin PERSON; Putin PERSON=Vladimir Putin
Lawmaker Park Sun-won asked why. | Park Sun-won PERSON
President Moon Jae-in asked why. | Moon Jae-in PERSON
Kim Jong Un spoke. Kim left early. | Kim Jong Un PERSON; Kim PERSON=Kim Jong Un
Kim Jong Un met Kim Yo Jong. | Kim Jong Un PERSON; Kim Yo Jong PERSON
The plan was drawn up by J. R. Morton. | J. R. Morton PERSON
Bill Clinton met Hillary Clinton. Clinton smiled. | Bill Clinton PERSON; Hillary Clinton PERSON; Clinton PERSON=Clinton
"""

NONE = """
The Russians left the village. | -
Two French farmers won the prize. | -
The rain stopped at noon. | -
She was born in May and left in June. | -
The World Cup begins today. | -
He took part in the Olympics. | -
Russian troops left the village. | -
“” | -
X | -
"""

TABLES_OF_RESULTS = """
Leeds 2 Everton 1 | Leeds ORG; Everton ORG
Reading 4 2 1 1 6 4 7 | Reading ORG
1. Karin Holm (Sweden) 12.41 | Karin Holm PERSON; Sweden PLACE#SE
"""

EDGES = """
The minister met (John Carter). | John Carter PERSON
“John Carter” is a stage name. | John Carter PERSON
The envoy spoke of Kyiv, Moscow and Minsk. | Kyiv PLACE; Moscow PLACE; Minsk PLACE
The group wrote on social media platform X.\\nKyiv said no. | Kyiv PLACE
Russia-backed fighters left. | Russia PLACE
"""

SHARED = """
Voters in Georgia and Alabama queued. | Georgia PLACE#4197000; Alabama PLACE
Georgia closed its border with Russia. | Georgia PLACE#GE; Russia PLACE
Georgia is lovely in May, and Atlanta in June; the envoy flew on to Tbilisi. | Georgia PLACE=Georgia; Atlanta PLACE; Tbilisi PLACE
Jordan and Israel opened the bridge. | Jordan PLACE#JO; Israel PLACE
The road to Paris runs through Texas. | Paris PLACE; Texas PLACE
Odessa lies on the Black Sea. | Odessa PLACE#698740; Black Sea PLACE
Police in Tripoli and Benghazi went on strike. | Tripoli PLACE#2210247; Benghazi PLACE
Police in Tripoli and Beirut went on strike. | Tripoli PLACE#266826; Beirut PLACE
"""

TITLES = """
General Anna Ross left early. | Anna Ross PERSON
The Secretary of State left early. | -
The Agriculture Secretary left early. | -
Foreign Secretary Peter Lang left early. | Peter Lang PERSON
Spokesman Peter Lang left early. | Peter Lang PERSON
"""
