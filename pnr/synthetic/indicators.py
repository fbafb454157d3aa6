"""What the catalogue numbers of planted facts mean, one sentence each: for answer keys and reports.

The numbers are those of the indicator catalogue (booking B, payment P, route R, baggage G, check-in K, party
C, documents D, history H, insiders I). Only those that some script plants are here.
"""

from __future__ import annotations

_SENTENCES = {
    "B1": "booked within three days of departure",
    "B3": "one way, with no way back in any booking",
    "B6": "several single bookings made within minutes at one office",
    "P1": "paid in cash",
    "P2": "paid by somebody who does not travel",
    "P3": "one card for several travellers who share nothing else",
    "R1": "the journey touches a place on the list for this commodity",
    "R3": "the way is far longer than it need be",
    "R5": "a long stop between two tickets",
    "R6": "two tickets meet in one transit lounge",
    "R7": "out to a hub, and some days later on from there on a new booking",
    "R9": "back after a long absence by another way",
    "R10": "a very short stay after a very long flight",
    "R11": "back on the same day",
    "R18": "several come from different places to one airport with one contact",
    "G1": "the baggage does not fit the length of the trip",
    "G2": "far more than the allowance",
    "G3": "baggage pooled by people with nothing in common",
    "G4": "a bag tagged to another place than its owner goes",
    "G5": "a bag travelled without its owner",
    "G6": "a bag added shortly before departure",
    "G7": "pieces heavier than such pieces are",
    "G8": "a special item declared one way and not the other",
    "G11": "the same weight to the kilogram, trip after trip",
    "K1": "seated far apart from those booked together",
    "K3": "checked in at the last minute",
    "K5": "checked in and did not board, the document soon seen again",
    "K6": "checks in bags and often does not fly",
    "K8": "only the first part of a longer ticket is used",
    "C1": "a minor with adults to whom nothing relates them",
    "C4": "one phone on the bookings of many minors",
    "C6": "young adults on separate bookings with one payer",
    "C7": "several documents with numbers close together",
    "C9": "the party is not the same on the way back",
    "D1": "a document issued shortly before",
    "D2": "a document on a list",
    "D3": "names of booking and document disagree",
    "D4": "name or document changed within the last day",
    "D5": "one person on two documents",
    "D6": "one document carried by two persons",
    "D7": "a number that does not fit its pattern",
    "D9": "an emergency document",
    "D11": "a document not seen for years on a long route",
    "H1": "many trips to one place in half a year",
    "H3": "never seen before, late and in cash",
    "H9": "several unrelated travellers of one kind on one flight",
    "I1": "staff tickets with stays of a day or two",
    "I3": "one agent's sign on many irregular tags",
    "names": "a name close to one on a list",
}


def sentence(fact: str) -> str:
    """Return what a catalogue number means, or the number where it is not one a script plants."""
    return _SENTENCES.get(fact, fact)
