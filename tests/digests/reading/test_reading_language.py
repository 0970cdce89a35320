"""The language of a text: told from enough of it, or declared and not contradicted."""

import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.reading import read
from digests.reading.language import language

TEXTS = {
    "en": "The harbour office said on Monday that the ferry would stay in port until the fog had lifted, and "
    "that the passengers would be taken to Port Ansel by bus. Nobody knew when the next boat would leave, "
    "a clerk said, but the bakery on the quay had opened early and was giving away its bread to everyone "
    "who had to wait in the cold.",
    "de": "Das Hafenamt teilte am Montag mit, dass die Fähre im Hafen bleibt, bis sich der Nebel gelichtet hat, "
    "und dass die Fahrgäste mit dem Bus nach Port Ansel gebracht werden. Niemand wusste, wann das nächste "
    "Schiff ablegt, doch die Bäckerei am Kai hatte früh geöffnet und verschenkte ihr Brot an alle, die in "
    "der Kälte warten mussten.",
    "fr": "La capitainerie a annoncé lundi que le ferry resterait au port jusqu'à ce que le brouillard se lève "
    "et que les passagers seraient conduits en bus. Personne ne savait quand partirait le prochain "
    "bateau.",
    "es": "La oficina del puerto dijo el lunes que el ferry no saldrá hasta que se levante la niebla y que los "
    "pasajeros irán en autobús. Nadie sabía cuándo saldría el próximo barco.",
    "pt": "O gabinete do porto disse na segunda-feira que a balsa ficará no cais até que o nevoeiro se levante, "
    "e que os passageiros não terão de pagar o autocarro.",
    "it": "L'ufficio del porto ha detto lunedì che il traghetto resterà fermo finché non si alzerà la nebbia e "
    "che i passeggeri saranno portati in autobus.",
    "nl": "Het havenkantoor zei maandag dat de veerboot in de haven blijft tot de mist is opgetrokken, en dat "
    "de reizigers met de bus worden gebracht.",
    "sv": "Hamnkontoret sade i måndags att färjan stannar i hamn tills dimman har lättat och att passagerarna "
    "får åka buss i stället.",
    "pl": "Biuro portu poinformowało w poniedziałek, że prom pozostanie w porcie, dopóki nie opadnie mgła, a "
    "pasażerowie pojadą autobusem.",
    "tr": "Liman ofisi pazartesi günü sis kalkana kadar feribotun limanda kalacağını ve yolcuların otobüsle "
    "götürüleceğini açıkladı.",
    "ru": "Управление порта сообщило в понедельник, что паром останется в порту, пока не рассеется туман.",
    "uk": "Управління порту повідомило в понеділок, що пором залишиться в порту, доки не розсіється туман.",
    "ar": "قال مكتب الميناء يوم الاثنين إن العبارة ستبقى في الميناء حتى ينقشع الضباب وإن الركاب سينقلون بالحافلة.",
    "he": "משרד הנמל הודיע ביום שני שהמעבורת תישאר בנמל עד שיתפזר הערפל ושהנוסעים יוסעו באוטובוס.",
    "zh": "港口办公室星期一表示，渡轮将停留在港内直到雾散去，乘客将由巴士送往目的地。",
    "ja": "港湾事務所は月曜日、霧が晴れるまでフェリーは港にとどまり、乗客はバスで運ばれると発表した。",
    "ko": "항만 사무소는 월요일 안개가 걷힐 때까지 여객선이 항구에 머물 것이며 승객들은 버스로 이동할 것이라고 밝혔다.",
}
NORWEGIAN = (
    "Havnekontoret opplyste mandag at fergen blir liggende i havn til tåken har lettet, og at "
    "passasjerene blir kjørt med buss til Port Ansel. Ingen visste når den neste båten skulle gå, men "
    "bakeriet på kaien hadde åpnet tidlig og delte ut brødet sitt til alle som måtte vente ute i kulden. "
    "Værvarselet lover klar himmel og svak vind tirsdag morgen."
)


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_or_two_tell_the_language(code):
    """The language is told from the text alone."""
    assert language(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text",
    ["", "ferry fog", "24% 25% 26% 27% " * 20, "😀" * 300, "\0" * 300, "\ud800" * 300, "x" * 3000, "Ōsaka, Kōbe"],
)
def test_too_little_tells_nothing(text):
    """Nothing is guessed from a few words, and digits, pictures and broken characters are no language."""
    assert language(text) is None


@pytest.mark.parametrize(
    ("declared", "text", "code"),
    [
        ("de", "Fähre", "de"),
        ("pt-BR", "", "pt"),
        ("ZH_hans", "", "zh"),
        ("iw", "", "he"),
        ("en", TEXTS["fr"][:120], "en"),  # too little to contradict
        ("en", TEXTS["de"], "de"),
        ("de-DE", TEXTS["en"], "en"),
        ("nn", TEXTS["de"], "de"),
        ("nb", NORWEGIAN, "nb"),  # which the text alone would be called "no"
        ("German", TEXTS["de"], "de"),  # no code
        ("German", "", None),
        ("x", "", None),
    ],
)
def test_declared_language(declared, text, code):
    """A declared language counts unless much of the text is clearly in another; its region is left out."""
    assert language(text, declared) == code


def test_where_a_language_is_declared():
    """The record's, the page's or the feed's own word is taken, and the text's where that is plainly wrong."""
    [record] = read("a.json", json.dumps({"text": "Nebel.", "language": "de-AT"}).encode(), zone=UTC)
    assert record.language == "de"
    page = f"<html lang=en><body><article><p>{TEXTS['de']}</p><p>{TEXTS['de']}</p></article></body></html>"
    [german] = read("a.html", page.encode(), zone=UTC)
    assert german.language == "de"
    feed = (
        "<rss version='2.0'><channel><title>Kielblatt</title><language>de-de</language>"
        "<item><title>Nebel</title><description>Die Fähre wartet.</description></item></channel></rss>"
    )
    [entry] = read("a.xml", feed.encode(), zone=UTC)
    assert entry.language == "de"


@given(st.text(), st.none() | st.text())
def test_any_text(text, declared):
    """Whatever is read and declared, the answer is a code of small letters or none, and the same each time."""
    code = language(text, declared)
    assert code is None or (code.isalpha() and code.islower() and 2 <= len(code) <= 3)
    assert language(text, declared) == code
