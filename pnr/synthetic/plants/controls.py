"""Clean controls: ordinary people whose travel looks like something. None should stay flagged."""

from __future__ import annotations

from pnr.synthetic.plants.script import Draft, Part, Script, Sitting


def _clean(
    name: str, cast: tuple[Part, ...], sittings: tuple[Sitting, ...], why: str, needs: str = "booking"
) -> Script:
    return Script(name, "NONE", cast, sittings, needs, exonerated=why)


def crew(_draft: Draft) -> Script:
    """Crew on duty travel: short stays, staff tickets, many trips."""
    days = tuple(
        Sitting(day, (0,), lead=20.0, stay=1, fare_basis="CREW0", pieces=1, weight=11.0) for day in (0, 4, 8)
    )
    return _clean("crew", (Part("none"),), days, "operating crew on the roster")


def commuter(_draft: Draft) -> Script:
    """Out on Monday, back on Thursday, week after week."""
    days = tuple(Sitting(day, (0,), over=("VIE", "ZRH"), lead=500.0, stay=3, form="CC") for day in (0, 7, 14))
    return _clean("commuter", (Part("none", 28, 58),), days, "the same way every week for months")


def seasonal_workers(_draft: Draft) -> Script:
    """Six on six bookings, one licensed agency pays, return after the season."""
    cast = tuple(Part("none", 19, 30, family=place) for place in range(6))
    sittings = tuple(
        Sitting(0, (place,), inbound=False, lead=600.0, stay=5, form="CC", card=0, payer="employer",
                agency="licensed", pieces=1, weight=21.0)
        for place in range(6)
    )  # fmt: skip
    return _clean("seasonal workers", cast, sittings, "licensed agency, return booked")


def school_trip(_draft: Draft) -> Script:
    """Eight pupils and a teacher on one booking, one phone."""
    cast = (Part("none", 30, 55), *(Part("none", 12, 16, family=place) for place in range(1, 9)))
    whole = Sitting(0, tuple(range(9)), inbound=False, lead=1200.0, stay=4, phone=0, agency="licensed")
    return _clean("school trip", cast, (whole,), "a school, with teacher and list", "documents")


def organised_tour(_draft: Draft) -> Script:
    """Ten strangers, one operator, one card."""
    cast = tuple(Part("none", 45, 72, family=place) for place in range(10))
    whole = Sitting(0, tuple(range(10)), over=("IST", "VIE"), lead=1500.0, stay=6, card=0, agency="licensed")
    return _clean("organised tour", cast, (whole,), "licensed operator, programme, insurance")


def mother_other_surname(_draft: Draft) -> Script:
    """A divorced mother and her child, who bear different surnames."""
    cast = (Part("none", 30, 45, "F"), Part("none", 5, 12, family=1))
    there = Sitting(0, (0, 1), inbound=False, lead=900.0, stay=6)
    return _clean("mother with child of other surname", cast, (there,), "earlier trips together", "documents")


def aid_worker(_draft: Draft) -> Script:
    """Out to a hub and on towards a conflict area, for an aid organisation."""
    first = Sitting(0, (0,), inbound=False, over=("IST",), lead=150.0, marked=False)
    onward = Sitting(4, (0,), inbound=False, over=("IST",), beyond="BEY", lead=90.0, payer="employer")
    return _clean("aid worker", (Part("none", 26, 50),), (first, onward), "the organisation's letter")


def robbed_tourist(_draft: Draft) -> Script:
    """Out on a passport, back on an emergency document."""
    out = Sitting(0, (0,), inbound=False, over=("IST",), lead=700.0, marked=False)
    back = Sitting(6, (0,), over=("IST",), lead=30.0, document="emergency")
    return _clean(
        "robbed tourist", (Part("none"),), (out, back), "outward flight on record, consulate", "documents"
    )


WRITERS = (
    crew, commuter, seasonal_workers, school_trip, organised_tour, mother_other_surname, aid_worker,
    robbed_tourist )  # fmt: skip
