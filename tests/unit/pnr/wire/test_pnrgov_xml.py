"""PNRGOV in XML, invented: namespaces or none, attributes or elements, nothing that reaches outside."""

from __future__ import annotations

import pytest

from pnr.reading import read
from tests.builders.wire import codes

XML = """<?xml version="1.0"?>
<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="13.1">
 <Originator AirlineCode="ZZ" SystemCode="ZZ"/>
 <FlightLeg CarrierCode="ZZ" FlightNumber="0417"
  DepartureDateTime="2026-09-16T01:15:00" ArrivalDateTime="2026-09-16T06:40:00Z">
  <DepartureAirport LocationCode="GRU"/><ArrivalAirport LocationCode="LFW"/>
 </FlightLeg>
 <PNRs NumberOfPnrs="1">
  <PNR NumberOfPassengers="1" PNR_CreationDate="2026-09-14T18:02:00">
   <BookingRefID ID="K7PLM2"><CompanyName Code="ZZ"/></BookingRefID>
   <ContactInfo PhoneNumber="+55 11 9999" EmailAddress="carla@mail.example">
    <CityName>SAO PAULO</CityName></ContactInfo>
   <Passenger RPH="1" SurnameRefNumber="1.1">
    <GivenName>CARLA BEATRIZ MRS</GivenName><Surname>ALMEIDA</Surname>
    <FareInfo PTC_Code="ADT"/><SSR SSR_Code="WEAP" Status="HK" BoardPoint="GRU" OffPoint="LFW"/>
    <TicketDocument TicketDocumentNbr="9991234567890" DateOfIssue="2026-09-14">
     <TotalFare Amount="1440.00" CurrencyCode="BRL"/>
     <PaymentInfo PaymentType="CA" PaymentUse="NEW" PaymentAmount="1440.00"/>
    </TicketDocument>
   </Passenger>
   <DOC_SSR SSR_Code="DOCS" ServiceQuantity="1" Status="HK"><FlightInfo Code="ZZ"/>
    <DOCS TravelDocType="P" TravelDocNbr="ZZ0000001" IssuingLoc="UTO" PaxNationality="UTO"
     DateOfBirth="1988-03-04" Gender="F"
     ExpiryDate="2031-01-11" Surname="ALMEIDA" FirstGivenName="CARLA"/>
   </DOC_SSR>
   <Flight DepartureDateTime="2026-09-16T01:15:00" FlightNumber="5417" ResBookDesigCode="Y" Status="HK">
    <DepartureAirport LocationCode="GRU"/><ArrivalAirport LocationCode="LFW"/>
    <OperatingAirline Code="ZZ" FlightNumber="417"/><MarketingAirline Code="QX"/>
   </Flight>
   <Unknown><Deeper/></Unknown>
  </PNR>
 </PNRs>
</IATA_PNRGOV_NotifRQ>"""


@pytest.mark.parametrize(
    "text",
    [
        XML,
        XML.replace(' xmlns="http://www.iata.org/IATA/2007/00"', ""),
        XML.replace("<", "<n:").replace("<n:/", "</n:").replace("<n:?", "<?").replace("xmlns=", "xmlns:n="),
    ],
)
def test_a_notification_is_read_whatever_its_namespace(text: str) -> None:
    decoded = read(text.encode())
    assert decoded.kind == "xml"
    assert codes(decoded) == set()
    message = decoded.messages[0]
    leg = message.legs[0]
    assert (leg.carrier, leg.number, leg.origin, leg.departure) == ("ZZ", "417", "GRU", "2026-09-16T01:15")
    booking = message.bookings[0]
    assert (booking.locators[0].code, booking.created) == ("K7PLM2", "2026-09-14T18:02")
    one = booking.travellers[0]
    assert (one.name.given, one.kind, one.birth, one.documents[0].number) == (
        "CARLA",
        "adult",
        "1988-03-04",
        "ZZ0000001",
    )
    assert (one.tickets[0].total, booking.payments[0].form) == ("1440.00", "CA")
    flight = booking.itinerary[0]
    assert (flight.carrier, flight.number, flight.operating_number, flight.status) == (
        "QX",
        "5417",
        "417",
        "HK",
    )
    assert {contact.value for contact in booking.contacts} == {"+55119999", "carla@mail.example"}
    assert (booking.services[0].code, booking.services[0].leg) == ("WEAP", "GRU-LFW")
    assert message.complete


def test_a_count_that_differs_is_said() -> None:
    decoded = read(XML.replace('NumberOfPnrs="1"', 'NumberOfPnrs="3"').encode())
    assert codes(decoded) == {"count.bookings"}
    assert not decoded.messages[0].complete


@pytest.mark.parametrize(
    "text",
    [
        XML[:-30],
        XML.replace("<?xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><?xml"),
        XML.replace('<?xml version="1.0"?>', "<!DOCTYPE x [<!ENTITY e 'ha'>]>").replace("SAO PAULO", "&e;"),
    ],
)
def test_broken_and_reaching_documents_are_refused(text: str) -> None:
    decoded = read(text.encode())
    assert codes(decoded) == {"xml.broken"}
    assert decoded.messages[0].bookings == ()
