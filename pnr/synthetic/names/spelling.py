"""How a registered name is written: in a passport, and by the many hands that type bookings.

Each channel is a table of letters; `official` is the one a document's machine-readable zone uses (ICAO Doc
9303 part 3, section 6, with national practice), the others are what offices abroad make of the same name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

_MACEDONIAN = dict(
    zip("абвгдезијклмнопрстуфхц", "A B V G D E Z I J K L M N O P R S T U F H C".split(), strict=True)
)
_CHANNELS: dict[str, tuple[Mapping[str, str], ...]] = {
    "macedonian": (
        _MACEDONIAN | dict(zip("ѓжѕљњќчџш", "GJ ZH DZ LJ NJ KJ CH DJ SH".split(), strict=True)),
        _MACEDONIAN | dict(zip("ѓжѕљњќчџш", "G Z DZ L N K C DZ S".split(), strict=True)),
        _MACEDONIAN | dict(zip("ѓжѕљњќчџшјц", "DJ ZH Z LJ NJ C CH DZH SH Y TS".split(), strict=True)),
    ),
    "serbian": ({"đ": "DJ"}, {"đ": "D"}, {"đ": "DJ", "š": "SH", "č": "CH", "ć": "CH", "ž": "ZH"}),
    "albanian": ({"ç": "C", "ë": "E"}, {"xh": "DZH", "ç": "CH", "ë": "E"}, {"ç": "C", "ë": "", "q": "CH"}),
    "turkish": ({"ı": "I"}, {"ı": "I", "ö": "OE", "ü": "UE", "ş": "SH", "ç": "CH"}, {"ı": "I", "ğ": ""}),
    "central": (
        {"ä": "AE", "ö": "OE", "ü": "UE", "ß": "SS", "ø": "OE", "å": "AA", "ł": "L"},
        {"ø": "O", "ł": "L", "ß": "S"},
    ),
    "iberian": ({"ñ": "N"}, {"ñ": "NI"}),
    "arabic": ({}, {"ou": "U", "ee": "I", "oo": "U"}, {"q": "K", "dh": "D"}),
    "persian": ({}, {"ou": "OO", "ei": "EY"}, {"gh": "Q", "ou": "U"}),
    "chinese": ({"ü": "U"}, {"ü": "YU"}, {"x": "HS", "q": "CH", "zh": "CH"}),
    "west_african": ({}, {"ou": "U"}, {"ou": "W", "dia": "JA"}),
}
_CYRILLIC = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "c": "ц", "č": "ч", "ć": "ћ", "d": "д", "đ": "ђ",
    "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "r": "р", "s": "с", "š": "ш", "t": "т", "u": "у", "v": "в", "z": "з", "ž": "ж",
}  # fmt: skip
_SAME_NAME = (
    "MOHAMMED MOHAMED MUHAMMAD MOHAMAD MOHAMMAD MUHAMED",
    "AHMED AHMAD AHMET",
    "HUSSEIN HUSSAIN HOSSEIN HUSEIN HOUSSEIN",
    "YOUSSEF YUSUF YOUSEF JUSUF",
    "IBRAHIM EBRAHIM IBRAHEEM",
    "ABDULLAH ABDALLAH ABDOULAYE",
    "ABDULRAHMAN ABDELRAHMAN ABD AL RAHMAN",
    "FATIMA FATMA FATEMEH",
    "KHALED KHALID HALED",
    "MAHMOUD MAHMUD MEHMOOD",
    "OMAR OMER UMAR",
    "ALEKSANDAR ALEXANDAR ALEKSANDER ALEXANDER",
    "JOVAN YOVAN",
    "KATERINA KATARINA CATERINA",
    "XHEMAJLI JEMAILI DZEMAILI",
)


def _strip(text: str) -> str:
    """Take accents off and raise to capitals; what is left outside A-Z, blank, hyphen goes."""
    plain = unicodedata.normalize("NFD", text.replace("ı", "i").replace("đ", "d").replace("ł", "l"))
    return "".join(letter for letter in plain.upper() if ("A" <= letter <= "Z") or letter in " -")


def _through(table: Mapping[str, str], native: str) -> str:
    text = native.casefold().replace("_", " ")
    for letters, written in table.items():
        if len(letters) > 1:
            text = text.replace(letters, written)
    return _strip("".join(table.get(letter, letter) for letter in text))


@cache
def _equivalents() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _SAME_NAME:
        words = tuple(line.split())
        for word in words:
            found[word] = tuple(other for other in words if other != word)
    return found


def official(native: str, tradition: str) -> str:
    """Return the name as the machine-readable zone of a document has it: A-Z, blank and hyphen."""
    return _through(_CHANNELS[tradition][0], native)


def variants(native: str, tradition: str) -> tuple[str, ...]:
    """Return other spellings in use for the same name, the official one left out; may be empty."""
    written = official(native, tradition)
    found = [_through(table, native) for table in _CHANNELS[tradition][1:]]
    found.extend(_equivalents().get(written, ()))
    if "-" in written:
        found += [written.replace("-", " "), written.replace("-", "")]
    if written.startswith("AL-"):
        found += ["EL-" + written[3:], "EL" + written[3:], written[3:]]
    if tradition == "albanian":
        found.append(written + ("I" if written[-1] not in "AEIOU" else "J"))
    if tradition == "turkish" and written.endswith("OGLU"):
        found.append(written[:-4] + " OGLU")
    return tuple(dict.fromkeys(one for one in found if one and one != written))


def cyrillic(latin: str) -> str:
    """Return a name in Gaj's Latin in Serbian Cyrillic, first letters raised."""
    text = latin.casefold()
    for letters in ("lj", "nj", "dž"):
        text = text.replace(letters, _CYRILLIC[letters])
    return "".join(_CYRILLIC.get(letter, letter) for letter in text).title()
