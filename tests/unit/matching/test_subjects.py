"""What screening sees of a traveller: everything known, nothing made up."""

from __future__ import annotations

from matching.review.subjects import subject
from matching.screening.model import SubjectDocument, SubjectName
from pnr.model.booking import Booking
from pnr.model.traveller import Contact, Document, Name, Traveller

API = Traveller(
    name=Name("ALMEIDA", "CARLA", "BEATRIZ"),
    birth="1988-03-04",
    sex="F",
    nationality="BRA",
    documents=(Document("P", "ZZ123456", "BR", name=Name("ALMEIDA", "CARLA B")),),
)
BOOKED = Traveller(name=Name("ALMEIDA", "CARLA"), contacts=(Contact("phone", "+551155500000", "traveller"),))


def test_every_spelling_and_value_is_compared() -> None:
    seen = subject([(Booking(source="api", travellers=(API,)), API), (Booking(travellers=(BOOKED,)), BOOKED)])
    assert seen.names == (
        SubjectName("ALMEIDA", "CARLA BEATRIZ"),
        SubjectName("ALMEIDA", "CARLA"),
        SubjectName("ALMEIDA", "CARLA B"),
    )
    assert seen.documents == (SubjectDocument("P", "ZZ123456", "BRA"),)
    assert (seen.births, seen.sex, seen.nationalities) == (("1988-03-04",), "F", ("BRA",))
    assert seen.phones == ("+551155500000",)


def test_a_contact_of_a_whole_party_is_nobodys_own() -> None:
    party = Booking(travellers=(API, BOOKED), contacts=(Contact("email", "desk@example.org", "traveller"),))
    assert subject([(party, API)]).emails == ()


def test_an_agency_phone_is_not_the_travellers() -> None:
    one = Traveller(name=Name("A", "B"), contacts=(Contact("phone", "+38111000", "agency"),))
    assert subject([(Booking(travellers=(one,)), one)]).phones == ()


def test_an_infant_code_is_a_sex_and_an_unknown_one_is_not() -> None:
    infant, unknown = Traveller(sex="FI"), Traveller(sex="X")
    assert subject([(Booking(), infant)]).sex == "F"
    assert subject([(Booking(), unknown)]).sex == ""
