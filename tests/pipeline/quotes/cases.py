"""Sentences of our own and the quotes in them, by phenomenon, one case a line.

text | speaker's name > what is said (spans joined by " / ") [kind]; the next quote; …
A text may hold \\n for a line break. `-` says that no quote is to be found; `?` that no speaker is.
Several who speak as one are joined by "&".
"""

DIRECT = """
“We will rebuild the bridge,” Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
"We will rebuild the bridge," Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
“The bridge is gone,” said Anna Ross. | Anna Ross > The bridge is gone [direct]
“The bridge is gone,” the head of the mission, Anna Ross, said. | Anna Ross > The bridge is gone [direct]
Spain has sent two ships to Malta, the defence minister, Anna Ross, said on Friday. | Anna Ross > Spain has sent two ships to Malta [indirect]
Anna Ross said: “The bridge is gone.” | Anna Ross > The bridge is gone [direct]
Anna Ross said, “The bridge is gone.” | Anna Ross > The bridge is gone [direct]
«We will rebuild the bridge,» Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
„We will rebuild the bridge,” Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
”We will rebuild the bridge,” Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
»We will rebuild the bridge,« Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
„We will rebuild the bridge,“ Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
‘We will rebuild the bridge,’ Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
''We will rebuild the bridge,'' Anna Ross said. | Anna Ross > We will rebuild the bridge [direct]
“Where are the boats?” the mayor asked. | mayor > Where are the boats? [direct]
“Leave now!” the officer shouted. | officer > Leave now! [direct]
“It was cold. It was dark. Nobody came,” Peter Lang said. | Peter Lang > It was cold. It was dark. Nobody came [direct]
“The harvest failed,” the farmer told reporters on Monday. | farmer > The harvest failed [direct]
“The harvest failed,” wrote Maria Lopez in a letter to the paper. | Maria Lopez > The harvest failed [direct]
“No one was hurt,” the airline tweeted. | airline > No one was hurt [direct]
“We know the road,” added Peter Lang. | Peter Lang > We know the road [direct]
“We know the road,” replied the guide. | guide > We know the road [direct]
“We stand by our figures,” the finance ministry said in a statement. | finance ministry > We stand by our figures [direct]
“The pumps have stopped,” a company spokeswoman said. | company spokeswoman > The pumps have stopped [direct]
“The pumps have stopped,” the report concludes. | report > The pumps have stopped [direct]
A statement from the company read: “The pumps have stopped.” | statement from the company > The pumps have stopped [direct]
“He told me, ‘Never again,’ and left,” Anna Ross said. | Anna Ross > He told me, ‘Never again,’ and left [direct]
"""

SPLIT = """
“The bridge,” Anna Ross said, “is gone.” | Anna Ross > The bridge / is gone [direct]
"The bridge," said Anna Ross, "is gone." | Anna Ross > The bridge / is gone [direct]
“We are cold,” said Anna Ross, who leads the village choir, “and cold people sing badly.” | Anna Ross > We are cold / and cold people sing badly [direct]
“The bridge is gone,” Anna Ross said. “We need boats.” | Anna Ross > The bridge is gone / We need boats [direct]
"The bridge is gone," Anna Ross said. "We need boats. We need them now." | Anna Ross > The bridge is gone / We need boats. We need them now [direct]
''The bridge is gone,'' Anna Ross said. ''We need boats.'' | Anna Ross > The bridge is gone / We need boats [direct]
“The bridge is gone,” said Anna Ross, a farmer from Ohio. “We need boats.” | Anna Ross > The bridge is gone / We need boats [direct]
“The bridge is gone,” Anna Ross told the “Morning Show” on Friday. “We need boats.” | Anna Ross > The bridge is gone / We need boats [direct]
“The bridge is gone,” Anna Ross said.\\nThe rain went on. | Anna Ross > The bridge is gone [direct]
"""

PARAGRAPHS = """
Anna Ross said: “The bridge is gone.\\n“We need boats.” | Anna Ross > The bridge is gone.\\n“We need boats [direct]
Anna Ross told reporters:\\n“The bridge is gone.” | Anna Ross > The bridge is gone [direct]
Anna Ross said: “The bridge is gone.\\n“The road is gone.\\n“We need boats.” | Anna Ross > The bridge is gone.\\n“The road is gone.\\n“We need boats [direct]
Anna Ross said: “The bridge is gone.\\nThe rain went on. | Anna Ross > The bridge is gone. [direct]
“The bridge is gone,” Anna Ross said.\\n“The road is closed,” Peter Lang said. | Anna Ross > The bridge is gone [direct]; Peter Lang > The road is closed [direct]
"""

MIXED = """
The minister called the plan “a gift to nobody.” | minister > the plan “a gift to nobody. [mixed]
Anna Ross said the bridge was “beyond repair” and would be taken down. | Anna Ross > the bridge was “beyond repair” and would be taken down [mixed]
Anna Ross said that the “old and tired” bridge would be taken down. | Anna Ross > that the “old and tired” bridge would be taken down [mixed]
The bridge was “beyond repair,” according to Anna Ross. | Anna Ross > The bridge was “beyond repair [mixed]
The mayor described the flood as “the worst in living memory.” | mayor > the flood as “the worst in living memory. [mixed]
The boats went to “three ports in the north, where they are loading,” Anna Ross said. | Anna Ross > The boats went to “three ports in the north, where they are loading [mixed]
"""

NOT_QUOTES = """
The so-called “quick fix” failed again. | -
She was reading “The Old Man and the Sea” on the train. | -
The dog, known as “Biscuit”, barked all night. | -
He is 6'2" tall and weighs 90 kilos. | -
The soldiers' camp and the farmers' market were closed. | -
It's the dog's dinner, isn't it? | -
The river rose by two metres overnight. | -
The train leaves at noon and arrives at six. | -
She wanted to say that she was sorry. | -
He would say that the bridge is safe. | -
“” | -
“ | -
" | -
"""

INDIRECT = """
Anna Ross said that the bridge was gone. | Anna Ross > that the bridge was gone [indirect]
Anna Ross said the bridge was gone. | Anna Ross > the bridge was gone [indirect]
Seoul says Pyongyang plans to send more workers abroad. | Seoul > Pyongyang plans to send more workers abroad [indirect]
The bridge was gone, Anna Ross said. | Anna Ross > The bridge was gone [indirect]
The bridge, Anna Ross said, was gone. | Anna Ross > The bridge / was gone [indirect]
The bridge was gone, officials said. | officials > The bridge was gone [indirect]
According to Anna Ross, the bridge was gone. | Anna Ross > the bridge was gone [indirect]
The bridge was gone, according to Anna Ross. | Anna Ross > The bridge was gone [indirect]
The bridge was gone, according to a report by the transport ministry. | transport ministry > The bridge was gone [indirect]
The ministry denied that the dam had broken. | ministry > that the dam had broken [indirect]
The company admitted that the valve had been faulty. | company > that the valve had been faulty [indirect]
Police warned that the road would stay closed. | Police > that the road would stay closed [indirect]
The general claimed his men had taken the village. | general > his men had taken the village [indirect]
The bank expects that prices will fall. | bank > that prices will fall [indirect]
The court ruled that the law was void. | court > that the law was void [indirect]
The study found that birds sleep less in cities. | study > that birds sleep less in cities [indirect]
The survey shows that most people walk to work. | survey > that most people walk to work [indirect]
The reporter asked whether the dam would hold. | reporter > whether the dam would hold [indirect]
Anna Ross told the council that the bridge was gone. | Anna Ross > that the bridge was gone [indirect]
Anna Ross explained why the bridge had been closed. | Anna Ross > why the bridge had been closed [indirect]
The union vowed to fight the closure. | union > to fight the closure [indirect]
The president promised to rebuild the town. | president > to rebuild the town [indirect]
The opposition accused the minister of hiding the figures. | opposition > the minister of hiding the figures [indirect]
The mayor called for an inquiry into the flood. | mayor > an inquiry into the flood [indirect]
The minister urged residents to leave the coast. | minister > residents to leave the coast [indirect]
The airline declined to comment on the delay. | airline > to comment on the delay [indirect]
The doctors believe that the disease came from birds. | doctors > that the disease came from birds [indirect]
Experts have said that the glacier is melting faster. | Experts > that the glacier is melting faster [indirect]
The ministry did not say when the bridge would open. | ministry > when the bridge would open [indirect]
The minister said earlier that 200 more boats had been sent. | minister > that 200 more boats had been sent [indirect]
"""

SPEAKERS = """
“We will go,” she said. | she > We will go [direct]
Anna Ross opened the door. “We will go,” she said. | Anna Ross > We will go [direct]
Anna Ross met Peter Lang on Monday. “We will go,” she said. | Anna Ross > We will go [direct]
Peter Lang spoke first. Anna Ross left early. “We will go,” he said. | Peter Lang > We will go [direct]
“We will go,” Peter Lang said. “It is late,” he added. | Peter Lang > We will go [direct]; Peter Lang > It is late [direct]
The ministry said the dam was safe. It added that the valley was dry. | ministry > the dam was safe [indirect]; ministry > that the valley was dry [indirect]
Officials said the dam was safe. They added that the valley was dry. | Officials > the dam was safe [indirect]; Officials > that the valley was dry [indirect]
“We are ready,” said US Army spokesman John Carter. | John Carter > We are ready [direct]
John Carter came late. “We are ready,” Carter said. | John Carter > We are ready [direct]
“We are ready,” said a statement issued by the harbour office. | harbour office > We are ready [direct]
Anna Ross nodded and said that the bridge was gone. | Anna Ross > that the bridge was gone [indirect]
Anna Ross spoke briefly, saying that the bridge was gone. | Anna Ross > that the bridge was gone [indirect]
The man, who said that he had seen the fire, ran away. | man > that he had seen the fire [indirect]
Ukraine’s President Volodymyr Zelensky said the talks had failed. | Volodymyr Zelensky > the talks had failed [indirect]
The Kremlin said the talks had failed. | Kremlin > the talks had failed [indirect]
A senior US official said the talks had failed. | senior US official > the talks had failed [indirect]
“The work is done.” — Maria Lopez | -
The talks had failed, it was reported. | ? > The talks had failed [indirect]
"""

UNCLAIMED = """
Anna Ross was tired of it all. “We have waited nine years for a new bridge here.” | Anna Ross > We have waited nine years for a new bridge here [direct]
He returned to his old theme: “We have waited nine years for a new bridge here.” | He > We have waited nine years for a new bridge here [direct]
The letter arrived on Monday. “We have waited nine years for a new bridge here.” The mayor put it away. | ? > We have waited nine years for a new bridge here [direct]
The readers sent letters.\\n“We have waited nine years for a new bridge here.” — Maria Lopez | Maria Lopez > We have waited nine years for a new bridge here [direct]
"""

NEAREST = """
“We are sure,” Anna Ross said, explaining the plan by saying: “We have seen the maps.” | Anna Ross > We are sure [direct]; Anna Ross > We have seen the maps [direct]
The mayor denied the report and said: “We have seen the maps.” | mayor > the report [indirect]; mayor > We have seen the maps [direct]
The party continues to grow “at a fair pace” in the north. | -
"""

ROLES = """
General Peter Lang took the stage. “We are ready,” the general said. | Peter Lang > We are ready [direct]
Anna Ross, the mayor, took the stage. “We are ready,” the mayor said. | Anna Ross > We are ready [direct]
The mayor met the mayor of Bern. “We are ready,” the mayor said. | mayor > We are ready [direct]
Anna Ross said Peter Lang had left. “It was late,” he said. | Anna Ross > Peter Lang had left [indirect]; Peter Lang > It was late [direct]
Peter Lang said John Carter had left. He added that it was late. | Peter Lang > John Carter had left [indirect]; Peter Lang > that it was late [indirect]
"""

DOCUMENTS = """
The poll shows a sharp drop in support. | poll > a sharp drop in support [indirect]
The clerk shows a card at the door. | -
The footage showed soldiers leaving the village. | footage > soldiers leaving the village [indirect]
The sign read “Closed for repairs until further notice.” | sign > Closed for repairs until further notice [direct]
"""

AROUND = """
As Anna Ross noted, the bridge was gone. | Anna Ross > the bridge was gone [indirect]
The army, with the general telling villagers to leave, closed the road. | general > villagers to leave [indirect]
The village on Monday asked for boats. The mayor said they were late. | mayor > they were late [indirect]
The envoy pleaded for the allies to answer and said the siege went on. | envoy > the siege went on [indirect]
The airline refused to confirm or deny the report. | airline > to confirm or deny the report [indirect]
The commander-in-chief said the town would hold. | commander-in-chief > the town would hold [indirect]
"""

JOINT = """
“We are ready,” Paris and Berlin said jointly. | Paris & Berlin > We are ready [direct]
Norway, Iceland and the Vatican said the talks had failed. | Norway & Iceland & Vatican > the talks had failed [indirect]
Anna Ross and Peter Lang told reporters that the bridge was gone. | Anna Ross & Peter Lang > that the bridge was gone [indirect]
Norway and Iceland met on Monday. They said jointly that the talks had failed. | Norway & Iceland > that the talks had failed [indirect]
In a joint statement, Turkey and Qatar said that the ships would stay. | Turkey & Qatar > that the ships would stay [indirect]
“We are ready,” said a statement by Turkey and Qatar. | Turkey & Qatar > We are ready [direct]
According to Norway and Iceland, the talks had failed. | Norway & Iceland > the talks had failed [indirect]
Officials and witnesses said the bridge was gone. | Officials & witnesses > the bridge was gone [indirect]
The mayor and the bishop said the bridge was gone. | mayor & bishop > the bridge was gone [indirect]
The president and commander-in-chief said the war was over. | president and commander-in-chief > the war was over [indirect]
The Ministry of Defence and Foreign Affairs said the talks had failed. | Ministry of Defence and Foreign Affairs > the talks had failed [indirect]
Norway and Iceland met on Monday. Officials said the talks had failed. They added that it was late. | Officials > the talks had failed [indirect]; Officials > that it was late [indirect]
"""

WITHIN = """
Reuters reported that Peter Lang said the dam was safe. | Reuters > that Peter Lang said the dam was safe [indirect]; Peter Lang > the dam was safe [indirect]
Anna Ross said she believed the dam was safe. | Anna Ross > she believed the dam was safe [indirect]
Anna Ross said the dam was safe, adding that the road was open. | Anna Ross > the dam was safe [indirect]; Anna Ross > that the road was open [indirect]
“The dam is safe,” Peter Lang said, according to Reuters. | Peter Lang > The dam is safe [direct]; Reuters > “The dam is safe,” Peter Lang said [mixed]
"""

CLAUSES = """
The vote was a surprise: most people say they expected less. | most people > they expected less [indirect]
The minister said the dam was safe, and that the road was open. | minister > the dam was safe, and that the road was open [indirect]
The minister said the dam was safe and the road was open. | minister > the dam was safe and the road was open [indirect]
The general is telling a farmers group that the valley is “lost” and says he will leave. | general > that the valley is “lost” [mixed]; general > he will leave [indirect]
He was released on bond in July, court records show. | court records > He was released on bond in July [indirect]
“The dam is safe,” Anna Ross was quoted as saying. | Anna Ross > The dam is safe [direct]
"""

NOT_SAID = """
Call the harbour office before noon. | -
Note that the shop is closed on Sunday. | -
A neighbour called the police. | -
On the radio’s “Face the Town,” Anna Ross said the dam was safe. | Anna Ross > the dam was safe [indirect]
The company did not respond to questions. | -
The team responded to the mayor. | -
"""

SPEECH_AS_OBJECT = """
The envoy expressed concern about the dam. | envoy > concern about the dam [indirect]
The bishop has been critical of the plan. | bishop > the plan [indirect]
The union accused the airline. | union > the airline [indirect]
The general blamed the rain for the delay. | general > the rain for the delay [indirect]
The minister mentioned that the road was open. | minister > that the road was open [indirect]
The sailors complained about the food. | sailors > the food [indirect]
"""
