"""Read single cells of a manifest: sex, jurisdiction, document number, seat, pieces, weight, ticket, kind."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pnr import codes

_SEXES = {
    "M": (
        "M MALE MAN MUSKO MUSKI MASKO MASHKULL MASCULIN MASCULINE H HOMME E ERKEK BAY MANN MANNLICH "
        "М МУШКО МУШКИ МАШКО МАШКИ"
    ),
    "F": ("F FEMALE WOMAN Z ZENSKO ZENSKI FEMER FEMININ FEMME K KADIN BAYAN FRAU W WEIBLICH Ж ЖЕНСКО ЖЕНСКИ"),
    "X": "X",
    "U": "U UNKNOWN UNSPECIFIED",
}
_SEX = {word: code for code, words in _SEXES.items() for word in words.split()}
_KINDS = {
    "adult": "ADT ADULT A AD ODRASLI YETISKIN ERWACHSENER ADULTE I RRITUR",
    "child": "CHD CHILD C CNN DETE DIJETE FEMIJE COCUK KIND ENFANT",
    "infant": "INF INFANT IN INS I BEBA BEBE FOSHNJE BEBEK BABY",
    "crew": "CREW CRW POSADA EKUIPAZH MURETTEBAT EQUIPAGE BESATZUNG DHC",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_SEAT = re.compile(r"0{0,2}(\d{1,3})\s?([A-L])|([A-L])\s?(\d{1,3})", re.IGNORECASE)
_INTEGER = re.compile(r"(\d{1,2})(?:\s?(?:PC|PCS|KOM|X|ST|AD)\.?)?", re.IGNORECASE)
_WEIGHT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(KG|KGS|K|LB|LBS)?", re.IGNORECASE)
_LOCALES = ("en", "fr", "de", "tr", "sq", "mk", "sr", "sr_Latn", "bs", "hr")
_EVERYDAY = {
    "USA": "USA",
    "UK": "GBR",
    "ENGLAND": "GBR",
    "KOSOVA": "XKX",
    "MAKEDONIJA": "MKD",
    "MACEDONIA": "MKD",
    "МАКЕДОНИЈА": "MKD",
    "BIH": "BIH",
    "BOSNIA": "BIH",
    "TURKEY": "TUR",
    "SHQIPERIA": "ALB",
    "ALBANIA": "ALB",
}


def plain(text: str) -> str:
    """Return `text` in capitals, without the marks of Latin letters or full stops."""
    spread = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("đ", "dj").replace("Đ", "Dj"))
    kept = "".join(c for c in spread if not unicodedata.combining(c) or ord(c) > 0x36F)
    return " ".join(unicodedata.normalize("NFC", kept).upper().replace(".", " ").split())


def sex(value: str) -> str:
    """Return M, F, X or U; empty when the cell says none of them."""
    return _SEX.get(plain(value), "")


def kind(value: str) -> str:
    """Return adult, child, infant or crew; empty when the cell says none of them."""
    return _KIND.get(plain(value), "")


@cache
def _names_of_jurisdictions() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415  # ten languages: loaded when a list spells a country out

    known: dict[str, str] = {}
    for locale in _LOCALES:
        for alpha2, name in Locale.parse(locale).territories.items():
            code = codes.alpha3(alpha2) if len(alpha2) == 2 else ""
            if code:
                known.setdefault(plain(name), code)
    return known | _EVERYDAY


def jurisdiction(value: str) -> str:
    """Return the three-letter code of a code or of a name in a language of the region; empty if unknown."""
    text = plain(value)
    if len(text) <= 3 and codes.alpha3(text):
        return codes.alpha3(text)
    return _names_of_jurisdictions().get(text, "")


def document_number(value: str) -> str:
    """Return a document number in capitals without blanks and hyphens, leading zeros kept."""
    return re.sub(r"[\s<-]+", "", value).upper()


def rounded(value: str) -> bool:
    """Tell whether a spreadsheet has turned a number into `1.23E+08`: its digits are lost."""
    return bool(_SCIENTIFIC.fullmatch(value.strip()))


def seat(value: str) -> str:
    """Return `24A` for `024A`, `24 A` or `A24`; `INF` as it is; empty for what is no seat."""
    found = _SEAT.fullmatch(value.strip())
    if found is None:
        return "INF" if value.strip().upper() == "INF" else ""
    number, row_letter = (found[1], found[2]) if found[1] else (found[4], found[3])
    return f"{int(number)}{row_letter.upper()}"


def pieces(value: str) -> int | None:
    """Return a count of bags, None for what is no count."""
    found = _INTEGER.fullmatch(value.strip())
    return int(found[1]) if found else None


def weight(value: str) -> tuple[float, str] | None:
    """Return a weight and its unit (`kg`, `lb`), None for what is no weight."""
    found = _WEIGHT.fullmatch(value.strip())
    if found is None:
        return None
    unit = "lb" if (found[2] or "").upper().startswith("LB") else "kg"
    return float(found[1].replace(",", ".")), unit


def ticket(value: str) -> str:
    """Return a ticket number of 13 digits, empty for what is none."""
    digits = re.sub(r"[\s-]+", "", value)
    return digits[:13] if re.fullmatch(r"\d{13,14}", digits) else ""
