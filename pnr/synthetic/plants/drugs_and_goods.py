"""Scripts about things: drugs, wildlife, medicines, weapons, cash and gold; and insiders who help."""

from __future__ import annotations

from msgspec.structs import replace

from pnr.synthetic.plants.script import Difficulty, Draft, Part, Script, Sitting

_SOUTH = ("GRU", "BOG", "LIM", "UIO", "PBM")
_OVER = ("CDG", "MAD", "FRA", "ZRH", "IST")


def shuttle(draft: Draft) -> Script:
    """Three late trips, paid in cash, of two or three days from a source region over a hub."""
    one = Sitting(
        0,
        (0,),
        over=_OVER,
        beyond=draft.choose(*_SOUTH),
        lead=draft.late(),
        stay=3,
        form=draft.cash(),
        pieces=1,
        weight=14.0,
    )
    days: tuple[int, ...] = (0, 12, 24)
    if draft.decoy == 1:
        one = replace(one, form="CC", payer="employer")
    elif draft.decoy == 2:  # a commuter: the same way every week, booked long before
        one, days = replace(one, lead=700.0, form="CC"), (0, 6, 12, 18, 24, 30)
    elif draft.decoy == 3:
        one = replace(one, fare_basis="CREW0")
    clears = ("", "employer pays, invoices", "a stable pattern of six trips", "operating crew")[draft.decoy]
    return Script(
        "drug shuttle", "DRG", (Part("courier"),), tuple(replace(one, day=day) for day in days), "bags",
        ("B1", "P1", "R1", "R10", "H1"), ("DRG-101", "DRG-102"), "1.9 kg cocaine in lining", clears,
    )  # fmt: skip


def swallower(draft: Draft) -> Script:
    """No bag for a long trip, late and in cash, with a long wait between separate tickets."""
    hard = draft.difficulty is Difficulty.HARD
    sitting = Sitting(
        0, (0,), over=_OVER, beyond=draft.choose(*_SOUTH), separate=draft.decoy != 3, lead=draft.late(),
        stay=0 if draft.decoy != 1 else 19, form=draft.cash(), pieces=0 if draft.decoy != 2 else 2,
        weight=18.0, document="new" if not hard else "",
    )  # fmt: skip
    clears = ("", "return in use before, family visit", "bags fit the trip", "one through ticket")[
        draft.decoy
    ]
    return Script(
        "internal concealment", "DRG", (Part("courier"),), (sitting,), "bags",
        ("B1", "P1", "G1", "R1", "R5", "D1"), ("DRG-103",), "capsules", clears,
    )  # fmt: skip


def wave(draft: Draft) -> Script:
    """Four unrelated couriers on one flight, each alone, booked within minutes at one office."""
    beyond, lead = draft.choose(*_SOUTH), draft.late()
    card = 0 if draft.difficulty is not Difficulty.HARD else -1
    related = draft.decoy == 1
    cast = tuple(Part("courier", 20, 40, family=0 if related else place) for place in range(4))
    sittings = tuple(
        Sitting(
            0, (place,), over=_OVER, beyond=beyond, lead=lead + place * 0.05, form=draft.cash(),
            card=card, agency="licensed" if draft.decoy == 2 else "unknown", pieces=1, weight=20.0,
            stay=9 if draft.decoy == 3 else 0,
        )
        for place in range(4)
    )  # fmt: skip
    clears = ("", "one family", "a tour of a licensed operator", "return tickets, a sports event")[
        draft.decoy
    ]
    return Script(
        "wave of couriers", "DRG", cast, sittings, "booking", ("B6", "H9", "P1", "R1"), ("DRG-101",),
        "two of four carried 3 kg", clears,
    )  # fmt: skip


def rip_off(draft: Draft) -> Script:
    """A bag tagged short of, or beyond, where its owner goes, to be taken out by somebody inside."""
    sitting = Sitting(
        0, (0,), over=_OVER, beyond=draft.choose(*_SOUTH), lead=draft.late(), stay=5, pieces=1, weight=23.0,
        tag_to="" if draft.decoy == 2 else draft.choose("TIV", "LCA", "ATH"),
        service="XBAG" if draft.decoy == 1 else "", minutes=48, absent="boarded" if draft.decoy == 3 else "",
    )  # fmt: skip
    clears = ("", "re-tagged after a missed connection", "tag as booked", "bag was taken off again")[
        draft.decoy
    ]
    return Script(
        "rip-off bag", "DRG", (Part("courier"),), (sitting,), "bags", ("G4", "G6", "K3"), ("WLD-102",),
        "11 kg in a bag nobody claimed", clears,
    )  # fmt: skip


def one_card(draft: Draft) -> Script:
    """One card pays for six travellers who have nothing else in common."""
    over = draft.choose("IST", "VIE", "ZRH")
    cast = tuple(Part("courier", family=0 if draft.decoy == 1 else place) for place in range(6))
    sittings = tuple(
        Sitting(
            place // 2 * (1 if draft.difficulty is Difficulty.EASY else 3), (place,), over=(over,),
            lead=draft.late(), form="CC", card=0, payer="employer" if draft.decoy == 2 else "stranger",
            agency="licensed" if draft.decoy == 3 else "",
        )
        for place in range(6)
    )  # fmt: skip
    clears = ("", "one family", "a company card", "a licensed operator's card")[draft.decoy]
    return Script(
        "one card for six", "DRG", cast, sittings, "booking", ("P3", "P2"), ("DRG-105",),
        "card of an earlier seizure", clears,
    )  # fmt: skip


def pooled(draft: Draft) -> Script:
    """Two buyers, heavy pooled bags, from Africa towards Asia over the region."""
    kg = 29.0 if draft.difficulty is not Difficulty.HARD else 21.0
    family = (0, 0) if draft.decoy == 1 else (0, 1)
    sittings = tuple(
        Sitting(
            0, (place,), over=("IST", "DOH", "DXB"), beyond=draft.choose("NBO", "JNB", "ADD"),
            lead=draft.late(),
            pieces=3 if draft.decoy != 2 else 1, weight=kg if draft.decoy != 2 else 12.0, pooled=0,
            stay=20 if draft.decoy == 3 else 0,
        )
        for place in range(2)
    )  # fmt: skip
    clears = ("", "a family moving house", "light bags", "return tickets, traders with papers")[draft.decoy]
    return Script(
        "pooled heavy bags", "WLD", (Part("buyer", family=family[0]), Part("buyer", family=family[1])),
        sittings,
        "bags", ("G3", "G7", "R1"), ("WLD-101",), "pangolin scales", clears,
    )  # fmt: skip


def retagged(draft: Draft) -> Script:
    """A bag with live animals, its tag changed on the way."""
    sitting = Sitting(
        0, (0,), over=("IST", "VIE", "DOH"), beyond=draft.choose("BKK", "NBO", "JNB"), lead=draft.late(),
        pieces=1, weight=9.0, tag_to="" if draft.decoy == 2 else "LCA",
        service="AVIH" if draft.decoy == 1 else "", absent="boarded" if draft.decoy == 3 else "",
    )  # fmt: skip
    clears = ("", "animals declared", "tag as booked", "mishandled, owner offloaded")[draft.decoy]
    return Script(
        "re-tagged reptiles", "WLD", (Part("courier"),), (sitting,), "bags", ("G4", "R3"), ("WLD-102",),
        "tortoises", clears,
    )  # fmt: skip


def medicines(draft: Draft) -> Script:
    """Four trips of a few days, forty kilograms back each time, to the kilogram."""
    kg = 20.0
    days = (0, 9, 18, 27)
    sittings = tuple(
        Sitting(
            day, (0,), over=("IST", "DOH", "DXB"), beyond="DEL", lead=draft.late(), stay=3,
            pieces=2 if draft.decoy != 2 else 1, weight=kg + (place * 2.0 if draft.decoy == 1 else 0.0),
            form=draft.cash(), payer="employer" if draft.decoy == 3 else "",
        )
        for place, day in enumerate(days)
    )  # fmt: skip
    clears = ("", "weights vary: a trader with samples", "within the allowance", "licensed importer pays")[
        draft.decoy
    ]
    return Script(
        "medicine bags", "MED", (Part("courier"),), sittings, "bags", ("G11", "G2", "H1"), ("MED-101",),
        "counterfeit tablets", clears,
    )  # fmt: skip


def weapon_one_way(draft: Draft) -> Script:
    """A weapon declared on the way out that does not come back."""
    out = Sitting(0, (0,), inbound=False, lead=300.0, pieces=2, weight=16.0, service="WEAP", marked=False)
    back = Sitting(
        6, (0,), lead=260.0, pieces=1 if draft.decoy != 3 else 0, weight=15.0,
        service="WEAP" if draft.decoy == 1 else "",
    )  # fmt: skip
    exonerating = {
        2: "sold with papers: an export permit is on file",
        1: "declared both ways",
        3: "no bag at all",
    }
    return Script(
        "weapon declared one way", "WPN", (Part("carrier"),), (out, back), "bags", ("G8",), ("WPN-101",),
        "two pistols unaccounted for", exonerating.get(draft.decoy, ""),
    )  # fmt: skip


def heavy_parts(draft: Draft) -> Script:
    """Small pieces that weigh far too much."""
    kg = 31.0 if draft.difficulty is Difficulty.EASY else 28.0
    sitting = Sitting(
        0, (0,), over=("VIE", "FRA", "ZRH"), lead=draft.late(), pieces=3,
        weight=kg if draft.decoy != 2 else 17.0,
        service="SPEQ" if draft.decoy == 1 else "", payer="employer" if draft.decoy == 3 else "",
    )  # fmt: skip
    clears = ("", "sports equipment declared", "ordinary weight", "machine parts of a known firm")[
        draft.decoy
    ]
    return Script(
        "weapon parts",
        "WPN",
        (Part("carrier"),),
        (sitting,),
        "bags",
        ("G7",),
        ("WPN-101",),
        "barrels",
        clears,
    )


def cash_shuttle(draft: Draft) -> Script:
    """Five day-returns within a month between the same two airports."""
    days = (0, 5, 11, 16, 22) if draft.decoy != 1 else tuple(range(0, 28, 4))
    sittings = tuple(
        Sitting(
            day,
            (0,),
            over=("IST", "VIE", "ZRH"),
            lead=draft.late() if draft.decoy != 2 else 600.0,
            stay=1,
            pieces=0,
        )
        for day in days
    )
    clears = ("", "a commuter of long standing", "booked ahead for a project", "declares cash every time")[
        draft.decoy
    ]
    return Script(
        "cash day-returns", "CSH", (Part("courier"),), sittings, "booking", ("R11", "H1", "G1"), ("CSH-101",),
        "EUR 84,000 undeclared", clears,
    )  # fmt: skip


def gold_detour(draft: Draft) -> Script:
    """A sponsored first trip to a gold hub, back by a detour."""
    sitting = Sitting(
        0, (0,), over=("IST", "FRA", "CDG") if draft.decoy != 2 else ("DXB", "DOH"),
        beyond="DXB" if draft.decoy != 2 else "",
        lead=draft.late(), stay=0, payer="employer" if draft.decoy == 1 else "stranger", form="CC", card=0,
        pieces=1,
        weight=8.0, document="" if draft.decoy == 3 else "new",
    )  # fmt: skip
    clears = ("", "employer pays", "the straight way", "a traveller well known on the route")[draft.decoy]
    return Script(
        "sponsored gold detour", "CSH", (Part("courier", 19, 35),), (sitting,), "booking", ("R3", "P2", "H3"),
        ("CSH-102",), "1.2 kg gold paste", clears,
    )  # fmt: skip


def staff_shuttle(draft: Draft) -> Script:
    """Staff tickets, one or two days, from a source region, again and again."""
    sittings = tuple(
        Sitting(
            day,
            (0,),
            over=_OVER,
            beyond=draft.choose(*_SOUTH),
            lead=20.0,
            stay=2,
            fare_basis="ID00S1",
            pieces=1,
            weight=12.0,
        )
        for day in ((0, 14, 28) if draft.decoy == 0 else (0,))
    )
    clears = ("", "one leisure trip", "duty travel on the roster", "with family")[draft.decoy]
    return Script(
        "staff ticket shuttle", "INS", (Part("insider"),), sittings, "booking", ("I1", "R1"), ("INS-102",),
        "2 kg in a crew bag", clears,
    )  # fmt: skip


def bag_no_show(draft: Draft) -> Script:
    """Checks in bags and does not board, twice, then a third time."""
    sittings = tuple(
        Sitting(
            day, (0,), inbound=False, lead=90.0, pieces=1, weight=19.0,
            absent="boarded" if draft.decoy == 0 or place == 0 else "",
            service="MEDA" if draft.decoy == 1 else "",
        )
        for place, day in enumerate((0, 10, 20))
    )  # fmt: skip
    clears = ("", "illness, certified", "missed one connection only", "rebooked by the carrier")[draft.decoy]
    return Script(
        "bag without its owner", "INS", (Part("accomplice"),), sittings, "departure", ("K6", "G5"),
        ("INS-101",),
        "drugs in a bag that flew alone", clears,
    )  # fmt: skip


WRITERS = (
    shuttle, swallower, wave, rip_off, one_card, pooled, retagged, medicines, weapon_one_way, heavy_parts,
    cash_shuttle, gold_detour, staff_shuttle, bag_no_show,
)  # fmt: skip
