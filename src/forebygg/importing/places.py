"""The names of Sweden's municipalities, and how a text says them. Pure.

Source: the 290 municipalities of Sweden (Statistics Sweden's list of regional divisions, 2024).
"""

from __future__ import annotations

import re

_NAMES = """
Ale Alingsås Alvesta Aneby Arboga Arjeplog Arvidsjaur Arvika Askersund Avesta Bengtsfors Berg Bjurholm Bjuv
Boden Bollebygd Bollnäs Borgholm Borlänge Borås Botkyrka Boxholm Bromölla Bräcke Burlöv Båstad Dals-Ed
Danderyd Degerfors Dorotea Eda Ekerö Eksjö Emmaboda Enköping Eskilstuna Eslöv Essunga Fagersta Falkenberg
Falköping Falun Filipstad Finspång Flen Forshaga Färgelanda Gagnef Gislaved Gnesta Gnosjö Gotland Grums
Grästorp Gullspång Gällivare Gävle Göteborg Götene Habo Hagfors Hallsberg Hallstahammar Halmstad Hammarö
Haninge Haparanda Heby Hedemora Helsingborg Herrljunga Hjo Hofors Huddinge Hudiksvall Hultsfred Hylte
Hällefors Härjedalen Härnösand Härryda Hässleholm Håbo Höganäs Högsby Hörby Höör Jokkmokk Järfälla Jönköping
Kalix Kalmar Karlsborg Karlshamn Karlskoga Karlskrona Karlstad Katrineholm Kil Kinda Kiruna Klippan Knivsta
Kramfors Kristianstad Kristinehamn Krokom Kumla Kungsbacka Kungsör Kungälv Kävlinge Köping Laholm Landskrona
Laxå Lekeberg Leksand Lerum Lessebo Lidingö Lidköping Lindesberg Linköping Ljungby Ljusdal Ljusnarsberg Lomma
Ludvika Luleå Lund Lycksele Lysekil Malmö Malung-Sälen Malå Mariestad Mark Markaryd Mellerud Mjölby Mora
Motala Mullsjö Munkedal Munkfors Mölndal Mönsterås Mörbylånga Nacka Nora Norberg Nordanstig Nordmaling
Norrköping Norrtälje Norsjö Nybro Nykvarn Nyköping Nynäshamn Nässjö Ockelbo Olofström Orsa Orust Osby
Oskarshamn Ovanåker Oxelösund Pajala Partille Perstorp Piteå Ragunda Robertsfors Ronneby Rättvik Sala Salem
Sandviken Sigtuna Simrishamn Sjöbo Skara Skellefteå Skinnskatteberg Skurup Skövde Smedjebacken Sollefteå
Sollentuna Solna Sorsele Sotenäs Staffanstorp Stenungsund Stockholm Storfors Storuman Strängnäs Strömstad
Strömsund Sundbyberg Sundsvall Sunne Surahammar Svalöv Svedala Svenljunga Säffle Säter Sävsjö Söderhamn
Söderköping Södertälje Sölvesborg Tanum Tibro Tidaholm Tierp Timrå Tingsryd Tjörn Tomelilla Torsby Torsås
Tranemo Tranås Trelleborg Trollhättan Trosa Tyresö Täby Töreboda Uddevalla Ulricehamn Umeå Uppsala
Upplands-Bro Uppvidinge Vadstena Vaggeryd Valdemarsvik Vallentuna Vansbro Vara Varberg Vaxholm Vellinge
Vetlanda Vilhelmina Vimmerby Vindeln Vingåker Vänersborg Vännäs Värmdö Värnamo Västervik Västerås Växjö
Vårgårda Ydre Ystad Åmål Ånge Åre Årjäng Åsele Åstorp Åtvidaberg Älmhult Älvdalen Älvkarleby Älvsbyn Ängelholm
Öckerö Ödeshög Örebro Örkelljunga Örnsköldsvik Östersund Österåker Östhammar Östra_Göinge Övertorneå Överkalix
Lilla_Edet Upplands_Väsby
"""
NAMES = tuple(sorted((name.replace("_", " ") for name in _NAMES.split()), key=len, reverse=True))
# Names that are also words of everyday language count only beside "kommun" or "stad".
_COMMON = {
    "Ale",
    "Berg",
    "Mark",
    "Kil",
    "Eda",
    "Nora",
    "Sala",
    "Vara",
    "Lund",
    "Flen",
    "Boden",
    "Åre",
    "Hjo",
    "Habo",
    "Mora",
    "Salem",
}
_ONE = "|".join(re.escape(name).replace("\\ ", r"[ \xa0-]") for name in NAMES)
_OFFICIAL = re.compile(
    rf"\b(?:(?P<before>{_ONE})(?:s|:s)?\s+(?:kommuns?|stads?|kn)\b|(?:Region|Regionen"
    rf"|kommunen)\s+(?P<after>{_ONE})\b)",
    re.IGNORECASE,
)
_GENITIVE = re.compile(rf"\b(?P<name>{_ONE})s?\s+(?=(?:\w+\s+)?(?:handlings)?(?:plan|program|strategi|policy))")
_PLAIN = re.compile(rf"\b(?:i|för|inom|från)\s+(?P<name>{_ONE})\b(?!\s+län)")
_BARE = re.compile(rf"\b(?P<name>{_ONE})(?:s|bor\w*|borna)?\b(?!\s+län)")


def official(text: str) -> list[tuple[str, int]]:
    """Return the municipalities the text names with "kommun", "stad" or "Region", and where, in order."""
    return [(_known(each["before"] or each["after"]), each.start()) for each in _OFFICIAL.finditer(text)]


def genitives(text: str) -> list[tuple[str, int]]:
    """Return those whose plan the text speaks of: "Växjös handlingsplan"."""
    return [(_known(each["name"]), each.start()) for each in _GENITIVE.finditer(text)]


def plain(text: str) -> list[tuple[str, int]]:
    """Return those in which something happens: "i Höör"."""
    return [(each["name"], each.start()) for each in _PLAIN.finditer(text)]


def bare(text: str) -> list[tuple[str, int]]:
    """Return every name that is no common word."""
    return [(each["name"], each.start()) for each in _BARE.finditer(text) if each["name"] not in _COMMON]


def _known(said: str) -> str:
    plain_said = re.sub(r"[\s\xa0-]+", " ", said).casefold()
    for name in NAMES:
        if re.sub(r"[\s-]+", " ", name).casefold() in (plain_said, plain_said.removesuffix("s")):
            return name
    return said
