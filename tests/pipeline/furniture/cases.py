"""Lines of our own and what furniture they are, one a line: `line | kind`; `-` for prose.

Each stands alone between two paragraphs, as on a page.
"""

LINES = """
0 Comments | link
12 comments | link
Comments (4) | link
Leave a comment | link
Read more: Ten dead in flood | link
READ MORE: Ten dead in flood | link
Read also: Ten dead in flood | link
See also: Ten dead in flood | link
Watch: the flood from above | link
Related: Ten dead in flood | link
Related stories | link
Most read | link
Click here for more | link
Share this | link
Share on Facebook | link
Follow us on Twitter | link
Follow Ann Lee on Twitter @annlee | link
Subscribe to our newsletter | link
Sign up for our morning mail | link
Advertisement | link
ADVERTISEMENT | link
Story continues below | link
Article continues after advertisement | link
Download our app | link
Enable push notifications on our website | link
Loading... | link
*** | link
https://example.com/story | link
© 2026 Example Wire | rights
Copyright 2026 Example Wire. All rights reserved. | rights
This material may not be published, broadcast or redistributed. | rights
AFP. | credit
AFP | credit
(AP) | credit
PAP / Reuters | credit
Reporting by Ann Lee; Editing by Bo Strand | credit
(Reporting by Ann Lee in Oslo; Editing by Bo Strand) | credit
(Additional reporting by Ann Lee) | credit
--additional reporting from Ann Lee. | credit
Translated by Ann Lee | credit
With files from The Canadian Press | credit
The Associated Press contributed to this report. | credit
Ann Lee and Bo Strand contributed reporting. | credit
Photo: Ann Lee | credit
Photo credit: Ministry of Defence | credit
Image source, Getty Images | caption
Source: Example Wire | credit
Updated 7:20 a.m. ET, July 16, 2018 | credit
Published on Monday | credit
FILE PHOTO: Soldiers march in Oslo. | caption
Soldiers march in Oslo on Monday. REUTERS/Ann Lee | caption
Soldiers march in Oslo on Monday (AP Photo/Ann Lee) | caption
Soldiers march in Oslo. Ann Lee/AFP/Getty Images | caption
By Ann Lee | byline
By Ann Lee and Bo Strand | byline
By ANN LEE, Staff Writer | byline
By The Associated Press | byline
By Ann Lee in Oslo and Bo Strand in Bergen | byline
International concerns | heading
‘Helping Putin’ – | heading
– Two more killed – | heading
- Chapter 2: the flood - | heading
"Talks are difficult" | heading
Key Takeaways | heading
FLOOD IN BERGEN: TEN DEAD | heading
On the price of bread | heading
By Monday the soldiers had left. | -
He said no. | -
“We will go.” | -
“We will go | -
He said: | -
- 3,000 soldiers killed | -
• 200 tanks destroyed | -
1. Five killed in Oslo | -
and the soldiers left | -
Why did they leave? | -
Share prices fell by a third on Monday, the bank said. | -
Follow the money, the saying goes, and you will find the thief. | -
Read the law, she told him, before you speak of it again. | -
Reuters said that ten soldiers were killed near the border. | -
Sign language was her first, and she taught it to ten soldiers. | -
Photographs show ten soldiers at the gate of the barracks. | -
Watch towers stand along the border, ten in all, the ministry said. | -
Reporting from Kyiv, she counted ten soldiers at the gate. | -
Produced by ten factories, the shells reach the front in a week. | -
Norway, Sweden and Denmark contributed. | -
Ten countries contributed soldiers to this force, the ministry said. | -
The figures may not be published before Monday, the ministry said. | -
Published on Monday, the report counts ten soldiers. | -
AP, which counts the dead, has ten. | -
Help us, the soldiers said. | -
Translated by Ann Lee and Bo Strand | credit
Fox News’ Ann Lee and Bo Strand contributed to this report. | credit
Published reports say that ten soldiers were killed on Monday. | -
"""

DATELINES = """
KYIV, Oct 24 (Reuters) - Ukraine said no. | KYIV, Oct 24 (Reuters) -
WASHINGTON (AP) — The Senate voted. | WASHINGTON (AP) —
LVIV, Ukraine (AFP) – Power was back. | LVIV, Ukraine (AFP) –
BOISE, Idaho, Oct. 4 (UPI) — Voters queued. | BOISE, Idaho, Oct. 4 (UPI) —
OSLO, 28 January (NTB) –The president spoke. | OSLO, 28 January (NTB) –
LILLEHAUG DISTRICT, 17 February (NTB) – Tanks arrived. | LILLEHAUG DISTRICT, 17 February (NTB) –
BERGEN - Police lined the street. | BERGEN -
WASHINGTON -- Police lined the street. | WASHINGTON --
SEOUL/TOKYO (Reuters) - Police lined the street. | SEOUL/TOKYO (Reuters) -
ISLAMABAD: The foreign office said no. | ISLAMABAD:
Hong Kong CNN — Ten ships sailed. | Hong Kong CNN —
Boston, United States (CNN)- Ten men fled. | Boston, United States (CNN)-
(CNN) -- Ten men fled. | (CNN) --
CNN — Ten men fled. | CNN —
LONDON 1996-08-30 | LONDON 1996-08-30
NATO — the alliance — met. | -
BREAKING - Ten men fled. | -
UPDATE: Ten men fled. | -
BRITAIN - 5 gold, 2 silver. | -
Kyiv - the capital - was quiet. | -
Kyiv (the capital) was quiet. | -
Ann Lee (Norway) - 12.41 | -
The Senate (AP) said no. | -
"""

CLOSING = """
He said no. (Reporting by Ann Lee; Editing by Bo Strand) | (Reporting by Ann Lee; Editing by Bo Strand)
He said no. Reporting by Ann Lee; Editing by Bo Strand | Reporting by Ann Lee; Editing by Bo Strand
He said no. [Additional reporting by Ann Lee] | [Additional reporting by Ann Lee]
He spoke (writing by hand) and left. | -
"""
