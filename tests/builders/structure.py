"""An independent look at an interchange: counts, characters, order. Shares no code with ours.

Written against the message guides, not against the reader or the writers, so that the three can disagree.
"""

from __future__ import annotations

# What may stand directly after what, inside one booking record and inside one passenger list entry.
_NEXT_IN_PNR = {
    "SRC": "RCI",
    "RCI": "SSR DAT",
    "SSR": "SSR DAT TKT TIF TVL FTI REF",
    "DAT": "IFT ORG SRC UNT MON FOP TIF TVL ADD SAC TRI",
    "IFT": "IFT ORG TIF TVL ABI SRC UNT TKT",
    "ORG": "ADD TIF SRC UNT TRI",
    "ADD": "TIF ADD",
    "TIF": "FTI REF SSD TBD DAT TVL ABI SRC UNT",
    "FTI": "FTI REF",
    "REF": "FAR SSR TKT TIF TVL",
    "FAR": "SSR TKT TIF TVL",
    "TKT": "MON",
    "MON": "DAT",
    "FOP": "IFT TIF TVL TKT",
    "TVL": "RPI TRA DAT TVL ABI SRC UNT",
    "TRA": "RPI",
    "RPI": "APD",
    "APD": "TVL DAT SRC UNT ABI",
    "TRI": "TIF",
    "SSD": "TBD DAT TVL ABI SRC UNT",
    "TBD": "DAT TVL ABI SRC UNT",
    "ABI": "DAT",
    "SAC": "TIF IFT",
}
_NEXT_IN_LIST = {
    "NAD": "ATT DTM LOC RFF",
    "ATT": "DTM",
    "DTM": "MEA LOC",
    "MEA": "MEA FTX LOC",
    "FTX": "LOC",
    "LOC": "LOC NAT RFF NAD CNT",
    "NAT": "RFF",
    "RFF": "RFF DOC NAD CNT",
    "DOC": "DTM",
}
_REPERTOIRE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/=+:'?\\*")


def segments(text: str) -> list[list[str]]:
    """Cut an interchange into segments and elements by its own service string."""
    component, element, release, end = text[3], text[4], text[6], text[8]
    assert len({component, element, release, end}) == 4
    found: list[list[str]] = []
    current, value, literal = [], "", False
    for sign in text[9:]:
        if literal:
            value, literal = value + sign, False
        elif sign == release:
            literal = True
        elif sign == element:
            current.append(value)
            value = ""
        elif sign == end:
            found.append([*current, value])
            current, value = [], ""
        elif sign not in "\r\n":
            value += sign
    assert not value, "text after the last terminator"
    return found


def check(data: bytes) -> list[list[str]]:
    """Assert that an interchange of one message is whole and in order; return its segments."""
    text = data.decode("ascii")
    assert set(text) <= _REPERTOIRE | set("\r\n")
    assert text.startswith("UNA")
    found = segments(text)
    tags = [one[0] for one in found]
    assert tags[0] == "UNB"
    assert tags[-1] == "UNZ"
    assert tags.count("UNH") == tags.count("UNT") == 1
    first, last = tags.index("UNH"), tags.index("UNT")
    assert int(found[last][1]) == last - first + 1, "UNT counts the segments from UNH to UNT"
    assert found[last][2] == found[first][1]
    assert found[-1][1] == "1"
    assert found[-1][2] == found[0][5]
    bookings = "PNRGOV" in found[first][2]
    following = _NEXT_IN_PNR if bookings else _NEXT_IN_LIST
    start = tags.index("SRC") if "SRC" in tags else tags.index("NAD", 6) if tags.count("NAD") > 1 else last
    for here, after in zip(tags[start:last], tags[start + 1 : last + 1], strict=True):
        assert here == "CNT" or after in following[here].split(), f"{after} after {here}"
    if bookings:
        announced = next(one for one in found if one[0] == "EQN")
        assert int(announced[1]) == tags.count("SRC")
    else:
        total = next(one for one in found if one[0] == "CNT")
        people = [one for one in found if one[0] == "NAD" and one[1] in ("FL", "ZZZ")]
        assert total[1] == f"42:{len(people)}"
    return found
