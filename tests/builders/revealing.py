"""Sentences that must never reach a store: what airlines and agents write about health, belief and politics.

Invented for these tests. Each line of a language is used in every place a message has for free text.
"""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "english": (
        "PAX IS DEAF PLS ASSIST",
        "KOSHER MEAL REQ",
        "WCHR REQUESTED TO GATE",
        "DIABETIC CARRIES INSULIN",
        "PILGRIM GROUP UMRAH",
        "TRAVELS WITH RABBI",
        "UNION DELEGATION CONGRESS",
        "HONEYMOON COUPLE PLS SEAT TOGETHER",
        "PREGNANT 30 WEEKS MEDIF OK",
        "ONCOLOGY PATIENT RETURN TRIP",
        "PARTY MEMBERS PLS BLOCK ROW",
        "SPEAKS ROMANI ONLY",
    ),
    "albanian": (
        "PASAGJER I SHURDHER",
        "KARRIGE ME RROTA",
        "VAKT HALLALL",
        "GRUP HAXHILLEK",
        "UDHETON ME HOXHEN",
        "GRUA SHTATZENE",
        "PACIENT NE SPITAL",
        "DELEGACION I SINDIKATES",
        "ANETAR PARTIE",
        "NUK SHEH",
        "DIABETIK ME INSULINE",
        "PELEGRIN",
    ),
    "bosnian croatian serbian": (
        "PUTNIK JE GLUV",
        "POTREBNA KOLICA",
        "KOSER OBROK",
        "GRUPA HODOCASNIKA",
        "HADZIJE IZ MEDZLISA",
        "TRUDNICA 30 NEDELJA",
        "PACIJENT BOLNICA",
        "SINDIKAT METALACA",
        "CLANOVI STRANKE",
        "POSNA HRANA",
        "DIJABETICAR",
        "SVEŠTENIK U GRUPI",
    ),
    "serbian cyrillic": (
        "ПУТНИК ЈЕ ГЛУВ",
        "ПОТРЕБНА КОЛИЦА",
        "КОШЕР ОБРОК",
        "ГРУПА ХОДОЧАСНИКА",
        "ХАЏИЈЕ",
        "ТРУДНИЦА",
        "ПАЦИЈЕНТ БОЛНИЦА",
        "СИНДИКАТ МЕТАЛАЦА",
        "ЧЛАНОВИ СТРАНКЕ",
        "ПОСНА ХРАНА",
        "ДИЈАБЕТИЧАР",
        "СВЕШТЕНИК",
    ),
    "macedonian": (
        "ПАТНИКОТ Е ГЛУВ",
        "ИНВАЛИДСКА КОЛИЧКА",
        "КОШЕР ОБРОК",
        "ГРУПА АЏИИ",
        "ПОКЛОНИЦИ",
        "БРЕМЕНА ЖЕНА",
        "ПАЦИЕНТ БОЛНИЦА",
        "СИНДИКАЛНА ДЕЛЕГАЦИЈА",
        "ЧЛЕН НА ПАРТИЈА",
        "ПОСНА ХРАНА",
        "ДИЈАБЕТИЧАР",
        "СВЕШТЕНИК",
    ),
    "turkish": (
        "YOLCU SAGIR",
        "TEKERLEKLI SANDALYE",
        "HELAL YEMEK",
        "UMRE GRUBU",
        "HACI KAFILESI",
        "HAMILE YOLCU",
        "HASTANE NAKLI",
        "SENDIKA HEYETI",
        "PARTI UYESI",
        "DIYANET GRUBU",
        "ŞEKER HASTASI",
        "İMAM EŞLIGINDE",
    ),
    "arabic transliterated": (
        "MUSAFIR ASAMM",
        "KURSI MUTAHARRIK",
        "WAJBA HALAL",
        "MUTAMIRIN",
        "HUJJAJ BAYT ALLAH",
        "HAMIL FI SHAHR THAMIN",
        "MARID MUSTASHFA",
        "NIQABA WAFD",
        "UDW HIZB",
        "SHAYKH MAAHUM",
        "MARID SUKKARI",
        "IMAM MASJID",
    ),
}

MARKER = "ZZCANARY"
"""Stands in every phrase, so a search for it finds any that survived, however it was spelled."""


def phrases() -> list[tuple[str, str]]:
    """Return (language, phrase with marker) for every phrase: 84 of them, six places make 504 canaries."""
    return [(language, f"{phrase} {MARKER}") for language, all_of in PHRASES.items() for phrase in all_of]
