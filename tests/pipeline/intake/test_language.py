"""The language of a text whose newsroom doesn't say."""

import time

import pytest

from pipeline.intake.language import language_of

SENTENCES = {
    "ar": "قالت وزيرة الدفاع يوم الجمعة إن نحو ألف ومئتي جندي برتغالي وصلوا إلى رومانيا.",
    "de": "Rund 1.200 portugiesische Soldaten sind in Rumänien gelandet, teilte das Ministerium am Freitag mit.",
    "en": "About 1,200 Portuguese soldiers have landed in Romania, the defence ministry said on Friday.",
    "es": "Unos 1.200 soldados portugueses han llegado a Rumanía, según dijo el viernes el Ministerio de Defensa.",
    "et": "Umbes 1200 Portugali sõdurit on jõudnud Rumeeniasse, teatas kaitseministeerium reedel.",
    "fa": "وزارت دفاع روز جمعه اعلام کرد که حدود هزار و دویست سرباز پرتغالی وارد رومانی شده‌اند.",
    "fr": "Environ 1 200 soldats portugais ont débarqué en Roumanie, a annoncé vendredi le ministère de la Défense.",
    "he": "כאלף ומאתיים חיילים פורטוגלים נחתו ברומניה, מסר משרד ההגנה ביום שישי.",
    "it": "Circa 1.200 soldati portoghesi sono sbarcati in Romania, ha detto venerdì il ministero della Difesa.",
    "nl": "Zo'n 1.200 Portugese soldaten zijn in Roemenië aangekomen, zei het ministerie van Defensie vrijdag.",
    "no": "Om lag 1200 portugisiske soldater er kommet til Romania, opplyste forsvarsdepartementet fredag.",
    "pl": "Około 1200 portugalskich żołnierzy dotarło do Rumunii, poinformowało w piątek ministerstwo obrony.",
    "pt": "Cerca de 1.200 soldados portugueses chegaram à Roménia, disse na sexta-feira o Ministério da Defesa.",
    "ru": "Около 1200 португальских солдат прибыли в Румынию, сообщило в пятницу министерство обороны.",
    "sv": "Omkring 1 200 portugisiska soldater har kommit till Rumänien, sade försvarsdepartementet på fredagen.",
    "tr": "Savunma Bakanlığı cuma günü yaptığı açıklamada yaklaşık 1.200 Portekizli askerin Romanya'ya geldiğini bildirdi.",
    "uk": "Близько 1200 португальських військових прибули до Румунії, повідомило у п'ятницю міністерство оборони.",
    "zh": "罗马尼亚国防部星期五表示，约一千二百名葡萄牙士兵已经抵达康斯坦察。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_enough_to_know_a_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language
    # nothing in it is left to chance
    assert {language_of(SENTENCES[language]) for _ in range(3)} == {language}


@pytest.mark.parametrize(
    "text", ["", " ", "17", "1-0", "Kyiv", "Reuters", "BREAKING: 3,000", "A B C", "🪖🪖🪖", "\ud83e"]
)
def test_what_is_too_short_to_say_is_left_open(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text", ["Macron Putin Zelenskyy Erdogan Meloni", "Tartu Riga Constanța Kharkiv Donetsk Luhansk"]
)
def test_names_alone_are_no_language(text: str) -> None:
    assert language_of(text) is None


def test_a_headline_in_capitals_is_read_as_a_headline() -> None:
    assert language_of("SOLDIERS LAND IN ROMANIA, THE MINISTRY SAYS") == "en"


def test_an_english_story_with_a_quotation_in_another_language_is_english() -> None:
    assert language_of(f"{SENTENCES['en']} “{SENTENCES['fr'][:60]}”, she wrote. {SENTENCES['en']}") == "en"


def test_a_story_takes_a_millisecond_and_a_huge_one_no_longer() -> None:
    story = f"{SENTENCES['en']} " * 40
    language_of(story)

    def seconds(text: str) -> float:
        began = time.process_time()
        for _ in range(20):
            language_of(text)
        return (time.process_time() - began) / 20

    assert min(seconds(story), seconds(story)) < 0.005
    huge = story * 500
    assert min(seconds(huge), seconds(huge)) < 0.01
