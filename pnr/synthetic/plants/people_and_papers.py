"""Scripts about people: trafficking, smuggling, terrorist travel, and documents that are not theirs."""

from __future__ import annotations

from pnr.synthetic.plants.script import Difficulty, Draft, Part, Script, Sitting


def recruiter(draft: Draft) -> Script:
    """Four young adults on four bookings, one card, one way, and the one who leads them."""
    lead = draft.late()
    card = 0 if draft.difficulty is not Difficulty.HARD or draft.decoy else -1
    cast = (Part("recruiter", 30, 48), *(Part("victim", 18, 23, "F", family=place) for place in (1, 2, 3, 4)))
    sittings = tuple(
        Sitting(
            0, (place,), inbound=False, over=("FRA", "ZRH", "VIE", "MUC", "CGN", "DUS"),
            lead=lead + place * 0.1,
            form="CC", card=card, payer="stranger" if place else "", pieces=0 if draft.decoy != 2 else 1,
            agency="licensed" if draft.decoy == 1 else "", stay=180 if draft.decoy == 3 else 0, weight=18.0,
        )
        for place in range(5)
    )  # fmt: skip
    clears = ("", "licensed agency for seasonal work", "packed for a season", "return tickets, au pairs")[
        draft.decoy
    ]
    return Script(
        "recruited group", "TIP", cast, sittings, "booking", ("C6", "P3", "B3"), ("TIP-104",),
        "contracts taken away", clears,
    )  # fmt: skip


def minor_with_aunt(draft: Draft) -> Script:
    """A child with an adult who shares neither name nor address nor an earlier trip."""
    sitting = Sitting(
        0, (0, 1), lead=draft.late(), payer="stranger" if draft.difficulty is Difficulty.EASY else "",
        form="CC", card=0, stay=14 if draft.decoy == 3 else 0, apart=draft.difficulty is Difficulty.EASY,
    )  # fmt: skip
    earlier = Sitting(0, (0, 1), inbound=False, lead=800.0, stay=0, marked=False)
    family = 0 if draft.decoy == 1 else 1
    sittings = (
        (earlier, Sitting(5, (0, 1), lead=500.0, form="CC", card=0)) if draft.decoy == 2 else (sitting,)
    )
    clears = (
        "",
        "same surname: an aunt",
        "earlier trips together: mother, other surname",
        "return in a fortnight",
    )[draft.decoy]
    return Script(
        "minor with an unrelated adult", "TIP", (Part("escort", 26, 50), Part("victim", 6, 15,
        family=family)),
        sittings, "documents", ("C1", "P2"), ("TIP-101",), "not the aunt", clears,
    )  # fmt: skip


def one_phone(draft: Draft) -> Script:
    """Seven minors on seven bookings, one phone."""
    gap = 1 if draft.difficulty is Difficulty.EASY else 2
    cast = tuple(Part("victim", 12, 17, family=place) for place in range(7))
    if draft.decoy == 1:  # a school trip: one booking, teachers with them
        cast = (*cast, Part("teacher", 30, 55, family=8), Part("teacher", 30, 55, family=9))
        sittings: tuple[Sitting, ...] = (
            Sitting(0, tuple(range(9)), inbound=False, lead=900.0, stay=5, phone=0, agency="licensed"),
        )
    else:
        sittings = tuple(
            Sitting(
                place // 3 * gap, (place,), inbound=False, lead=draft.late(), phone=0,
                service="UMNR" if draft.decoy == 2 else "", agency="licensed" if draft.decoy == 3 else "",
                stay=10 if draft.decoy == 3 else 0,
            )
            for place in range(7)
        )  # fmt: skip
    clears = ("", "a school trip", "unaccompanied-minor service ordered", "a licensed sports club")[
        draft.decoy
    ]
    return Script(
        "one phone for seven minors", "TIP", cast, sittings, "documents", ("C4", "K1"), ("TIP-102",),
        "same flat in another city", clears,
    )  # fmt: skip


def party_differs(draft: Draft) -> Script:
    """Two go out with a child; two come back."""
    out = Sitting(0, (0, 1, 2), lead=400.0, marked=False)
    back = (
        Sitting(9, (0, 1), inbound=False, lead=395.0)
        if draft.decoy != 1
        else Sitting(9, (0, 1, 2), inbound=False)
    )
    clears = (
        "",
        "all three come back",
        "the child stays at a boarding school",
        "the child flies with grandparents",
    )
    return Script(
        "party differs on the way back", "TIP", (Part("adult"), Part("adult"), Part("victim", 8, 15,
        family=3)),
        (out, back), "booking", ("C9",), ("TIP-101",), "child missing", clears[draft.decoy],
    )  # fmt: skip


def new_passports(draft: Draft) -> Script:
    """Nine with passports of the same month, over one hub, one way, bought together."""
    size = 9 if draft.difficulty is not Difficulty.HARD else 5
    lead = draft.late()
    cast = tuple(Part("smuggled", family=0 if draft.decoy == 1 else place) for place in range(size))
    sittings = tuple(
        Sitting(
            0, (place,), over=("IST", "SAW"), beyond=draft.choose("BEY", "AMM", "EBL"),
            lead=lead + place * 0.05,
            document="new" if draft.decoy != 2 else "", agency="licensed" if draft.decoy == 3 else "unknown",
            stay=7 if draft.decoy == 3 else 0, form="CA", pieces=0,
        )
        for place in range(size)
    )  # fmt: skip
    clears = ("", "one extended family", "documents known for years", "an organised tour with return")[
        draft.decoy
    ]
    return Script(
        "group with new passports", "MIG", cast, sittings, "documents", ("C7", "D1", "B3"), ("MIG-101",),
        "look-alikes", clears,
    )  # fmt: skip


def lounge_swap(draft: Draft) -> Script:
    """Two tickets that meet in one transit lounge; somebody else boards."""
    sittings = (
        Sitting(
            0, (0,), over=("IST", "VIE"), beyond=draft.choose("BEY", "IKA", "CAI"), separate=draft.decoy != 1,
            lead=draft.late(), absent="" if draft.decoy else "boarded", stay=8 if draft.decoy == 2 else 0,
        ),
        Sitting(0, (1,), over=("IST", "VIE"), lead=draft.late(), document="new" if draft.decoy != 3 else ""),
    )  # fmt: skip
    clears = ("", "one through ticket", "return in a week", "document known for years")[draft.decoy]
    return Script(
        "lounge swap", "MIG", (Part("facilitator"), Part("smuggled")), sittings, "departure", ("R6", "K5",
        "D11"),
        ("MIG-102",), "impostor", clears,
    )  # fmt: skip


def hidden_city(draft: Draft) -> Script:
    """Only the transit leg of a longer ticket is used."""
    sitting = Sitting(
        0, (0,), over=("IST", "DOH"), beyond="BKK", lead=draft.late(), pieces=0, separate=draft.decoy == 2
    )
    clears = ("", "misconnected, rebooked", "two tickets, both used", "a known fare trick, resident")[
        draft.decoy
    ]
    return Script(
        "hidden city",
        "MIG",
        (Part("smuggled"),),
        (sitting,),
        "departure",
        ("K8",),
        (),
        "left at transit",
        clears,
    )


def broken_travel(draft: Draft) -> Script:
    """Out to a hub, then days later on towards a conflict area on a new booking."""
    gap = 5 if draft.difficulty is not Difficulty.HARD else 9
    first = Sitting(
        0,
        (0,),
        inbound=False,
        over=("IST",),
        lead=draft.late(),
        stay=30 if draft.decoy == 2 else 0,
        marked=False,
    )
    onward = Sitting(
        gap, (0,), inbound=False, over=("IST",), beyond=draft.choose("BEY", "EBL"), lead=60.0,
        payer="employer" if draft.decoy == 1 else "", stay=12 if draft.decoy == 3 else 0,
    )  # fmt: skip
    clears = ("", "an aid organisation pays", "returns as booked", "family visit with return")[draft.decoy]
    return Script(
        "broken travel", "FTF", (Part("traveller", 20, 38),), (first, onward), "booking", ("R7", "B3"),
        ("FTF-101",),
        "contact of a known case", clears,
    )  # fmt: skip


def emergency_paper(draft: Draft) -> Script:
    """Back from a conflict-adjacent country on an emergency document, with no way out on record."""
    sittings = [
        Sitting(
            0,
            (0,),
            over=("IST", "DOH"),
            beyond=draft.choose("BEY", "EBL", "AMM"),
            lead=50.0,
            document="emergency",
        )
    ]
    if draft.decoy == 1:  # robbed tourist: went out a week before
        sittings = [
            Sitting(0, (0,), inbound=False, over=("IST",), lead=700.0, marked=False),
            Sitting(7, (0,), over=("IST", "DOH"), beyond="BEY", lead=40.0, document="emergency"),
        ]
    if draft.decoy == 2:
        sittings = [Sitting(0, (0,), over=("VIE", "FRA"), lead=50.0, document="emergency")]
    clears = (
        "",
        "a robbed tourist, outward flight on record",
        "from no such place",
        "consulate confirms a birth abroad",
    )
    return Script(
        "return on an emergency document", "FTF", (Part("returnee", 20, 42),), tuple(sittings), "documents",
        ("D9", "R9"), ("FTF-102",), "absent four years", clears[draft.decoy],
    )  # fmt: skip


def convergence(draft: Draft) -> Script:
    """Three from three cities to one airport on one day, one phone, one payer."""
    card = 0 if draft.difficulty is not Difficulty.HARD else -1
    cast = tuple(Part("traveller", 20, 40, family=0 if draft.decoy == 1 else place) for place in range(3))
    sittings = tuple(
        Sitting(
            0, (place,), over=(hub,), lead=draft.late(), phone=0 if draft.decoy != 3 else -1, card=card,
            form="CC",
            payer="stranger" if place else "", stay=3 if draft.decoy == 2 else 0,
        )
        for place, hub in enumerate(("IST", "VIE", "ZRH"))
    )  # fmt: skip
    clears = ("", "a wedding in the family", "all return after three days", "nothing shared but the day")[
        draft.decoy
    ]
    return Script(
        "convergence", "FTF", cast, sittings, "booking", ("R18", "P3"), ("FTF-103",), "meeting", clears
    )


def off_by_one(draft: Draft) -> Script:
    """A document number that fails its own pattern, by one character."""
    kind = {0: "one-off", 1: "", 2: "", 3: "new"}[draft.decoy]
    sitting = Sitting(0, (0,), lead=draft.late(), document=kind)
    clears = ("", "typing error, put right", "number is good", "a new passport")[draft.decoy]
    return Script(
        "number off by one",
        "DOC",
        (Part("holder"),),
        (sitting,),
        "documents",
        ("D7",),
        ("DOC-102",),
        "counterfeit",
        clears,
    )


def two_documents(draft: Draft) -> Script:
    """One person, two documents of different issuers in turn, and details that disagree."""
    sittings = tuple(
        Sitting(
            day,
            (0,),
            inbound=place % 2 == 0,
            lead=200.0,
            document="second" if place % 2 and draft.decoy != 2 else "",
            marked=place > 0,
        )
        for place, day in enumerate((0, 6, 12))
    )
    clears = ("", "dual national, both declared", "one document only", "renewed in between")[draft.decoy]
    return Script(
        "two documents",
        "DOC",
        (Part("holder"),),
        sittings,
        "documents",
        ("D5", "D3"),
        ("DOC-102",),
        "two identities",
        clears,
    )


def one_document_two_people(draft: Draft) -> Script:
    """Two persons, one document number."""
    sittings = (
        Sitting(0, (0,), lead=200.0, marked=False),
        Sitting(8, (1,), lead=90.0, document="borrowed" if draft.decoy == 0 else ""),
    )
    clears = ("", "two documents after all", "a scanning error", "a child on a parent's passport")[
        draft.decoy
    ]
    return Script(
        "one document, two people", "DOC", (Part("lender"), Part("impostor")), sittings, "documents", ("D6",),
        ("DOC-102",), "impostor", clears,
    )  # fmt: skip


def changed_late(draft: Draft) -> Script:
    """Name or document changed six hours before departure."""
    change = {0: draft.choose("name", "document"), 1: "typo", 2: "", 3: "married"}[draft.decoy]
    sitting = Sitting(0, (0,), lead=300.0, change=change)
    clears = ("", "a slip of one letter put right", "nothing changed", "married name, by the carrier")[
        draft.decoy
    ]
    return Script(
        "identity changed late",
        "DOC",
        (Part("holder"),),
        (sitting,),
        "change",
        ("D4",),
        ("DOC-101",),
        "stolen ticket",
        clears,
    )


WRITERS = (
    recruiter, minor_with_aunt, one_phone, party_differs, new_passports, lounge_swap, hidden_city,
    broken_travel,
    emergency_paper, convergence, off_by_one, two_documents, one_document_two_people, changed_late,
)  # fmt: skip
