"""What is wrong with a message, as facts: a stable code, where, how grave, and what to do about it.

A finding never carries a passenger value. Its sentence is rendered from the code and its parameters, in any
language, later (decision 13); parameters are counts, tags, positions and code-table values only.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Severity(StrEnum):
    """How much was lost."""

    NOTE = "note"  # read as meant, sender should know
    WARNING = "warning"  # a value is missing or doubtful
    ERROR = "error"  # a segment, traveller, booking or message could not be read
    REFUSED = "refused"  # nothing of the input could be read


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One fault at one place. `start` and `end` are byte offsets in the input, half open."""

    code: str
    severity: Severity
    start: int = 0
    end: int = 0
    segment: str = ""  # tag: TVL, NAD; or "row" in a spreadsheet
    position: int = 0  # number of the segment in its message, or of the row
    element: str = ""  # "1.1", or a column letter
    params: tuple[tuple[str, str], ...] = ()


class Fault(NamedTuple):
    """One entry of the catalogue: how grave, what to say, what to do; `{name}` is a parameter."""

    severity: Severity
    sentence: str
    remedy: str


_NOTE, _WARNING, _ERROR, _REFUSED = Severity

_ESCAPE = "Ask the sender to put the release character before separators in text."
_SENDER = "Ask the sender to correct its message generator."
_NOTHING = "Nothing to do: the value was read as meant."
_CHECK = "Check the value with the carrier."

CATALOGUE: dict[str, Fault] = {
    # what the store makes of a readable message
    "flight.unplaced": Fault(
        _ERROR,
        "The message names no flight number or date, so it belongs to no flight.",
        "Add the flight on the intake page, or ask the carrier to send it again.",
    ),
    "flight.closed": Fault(
        _ERROR,
        "The flight landed more than seven days ago and accepts no more messages.",
        "Ask the carrier why the message is this late.",
    ),
    "input.paper": Fault(
        _NOTE,
        "A boarding pass, passport zone or ticket is one person's own paper: it is read and not stored.",
        "Look at it with decode.",
    ),
    # schedules
    "schedule.line": Fault(
        _ERROR, "The {column} of this line cannot be read.", "Correct the line and load the file again."
    ),
    "schedule.columns": Fault(
        _REFUSED, "The file lacks the columns {missing}.", "Add them, or hand in an SSIM file (chapter 7)."
    ),
    # the input as a whole
    "input.empty": Fault(_REFUSED, "The input is empty.", "Send the message again."),
    "input.unrecognised": Fault(
        _REFUSED,
        "No passenger message was recognised in the input.",
        "Send PNRGOV, PAXLST, CUSRES, a PNL, a manifest table, a boarding pass or a passport zone.",
    ),
    "input.failed": Fault(
        _ERROR,
        "The reader failed on this part of the input.",
        "Report the kind of message to the maintainers.",
    ),
    "message.type_not_read": Fault(
        _REFUSED,
        "Messages of type {type} are not passenger messages this service reads.",
        "Send PNRGOV, PAXLST, CUSRES or ACKRES.",
    ),
    "message.not_air": Fault(
        _REFUSED,
        "This passenger list is not about a flight (document {document}, transport {transport}).",
        "Send the list to the authority for that mode of transport.",
    ),
    "xml.broken": Fault(
        _REFUSED, "The XML is broken, or defines entities, which are never resolved.", "Send plain XML again."
    ),
    "message.type_missing": Fault(_REFUSED, "The message header names no message type.", _SENDER),
    # encoding and envelope
    "encoding.bom": Fault(_NOTE, "The input begins with a byte order mark.", _NOTHING),
    "encoding.utf16": Fault(_NOTE, "The input is UTF-16; offsets are exact to the character.", _SENDER),
    "encoding.control_characters": Fault(
        _NOTE, "Control characters were left out ({count}).", "Check the link that carries the messages."
    ),
    "encoding.not_ascii": Fault(
        _NOTE, "The text holds characters outside the declared repertoire {repertoire}.", _SENDER
    ),
    "envelope.una_invalid": Fault(
        _WARNING, "The service string is malformed; the separators were taken from the text.", _SENDER
    ),
    "envelope.una_contradicted": Fault(
        _WARNING, "The service string does not match the separators used; those used were taken.", _SENDER
    ),
    "envelope.separators_detected": Fault(
        _NOTE, "There is no service string; separators were detected from the text.", _NOTHING
    ),
    "envelope.apostrophe_typographic": Fault(
        _WARNING,
        "Typographic apostrophes stand for segment terminators ({count}).",
        "Send plain text, not a mail.",
    ),
    "envelope.mail_encoding": Fault(
        _WARNING,
        "Mail or web encoding was undone ({count} places).",
        "Send the message as an attachment or by link.",
    ),
    "envelope.unb_missing": Fault(_WARNING, "The interchange header is missing.", _SENDER),
    "envelope.unb_short": Fault(_WARNING, "The interchange header lacks elements.", _SENDER),
    "envelope.date_invalid": Fault(_WARNING, "The date of preparation is not a date.", _SENDER),
    "envelope.ung_malformed": Fault(_NOTE, "The group header is shifted; it was not used.", _SENDER),
    "envelope.text_after": Fault(_NOTE, "Text after the interchange was left out ({bytes} bytes).", _NOTHING),
    "envelope.unt_missing": Fault(
        _WARNING, "The message has no trailer.", "Treat the push as possibly incomplete."
    ),
    "envelope.unt_count": Fault(
        _WARNING, "The trailer announces {announced} segments; {counted} are present.", _SENDER
    ),
    "envelope.unt_reference": Fault(_WARNING, "The trailer's reference differs from the header's.", _SENDER),
    "envelope.une_count": Fault(
        _WARNING, "The group announces {announced} messages; {counted} are present.", _SENDER
    ),
    "envelope.une_reference": Fault(
        _WARNING, "The group trailer's reference differs from the header's.", _SENDER
    ),
    "envelope.unz_missing": Fault(
        _WARNING,
        "The interchange has no trailer.",
        "Treat the push as possibly incomplete; ask for it again.",
    ),
    "envelope.unz_count": Fault(
        _WARNING, "The interchange announces {announced} messages or groups; {counted} are present.", _SENDER
    ),
    "envelope.unz_reference": Fault(
        _WARNING, "The interchange trailer's reference differs from the header's.", _SENDER
    ),
    "envelope.truncated": Fault(
        _WARNING, "The text ends inside a segment; that segment was left out.", "Ask for the message again."
    ),
    "envelope.no_message": Fault(_ERROR, "The interchange holds no message.", "Ask for the message again."),
    "envelope.outside_message": Fault(_ERROR, "Segments stand outside any message ({count}).", _SENDER),
    # segments
    "segment.unknown": Fault(_NOTE, "Segment {tag} is not part of {type}; it was left out.", _SENDER),
    "segment.rejoined": Fault(_WARNING, "An unescaped terminator in a text was taken as text.", _ESCAPE),
    "segment.release_dangling": Fault(
        _WARNING, "A release character swallowed the end of a segment; the segments were parted.", _ESCAPE
    ),
    "segment.glued": Fault(_WARNING, "A segment terminator is missing; the segments were parted.", _SENDER),
    "segment.lower_case": Fault(_NOTE, "Segment tags are in lower case.", _NOTHING),
    "segment.misplaced": Fault(
        _WARNING, "Segment {tag} stands where nothing can own it; it was left out.", _SENDER
    ),
    "segment.unreadable": Fault(_ERROR, "Segment {tag} could not be read.", _SENDER),
    # the flight and the message
    "message.function_missing": Fault(
        _WARNING, "The message does not say what it is for (MSG or BGM).", _SENDER
    ),
    "message.function_unknown": Fault(_NOTE, "Message function {function} is not known.", _SENDER),
    "message.sender_missing": Fault(_NOTE, "The originator of the message is missing.", _SENDER),
    "message.test": Fault(
        _NOTE, "The envelope marks the interchange as a test.", "Do not assess its travellers."
    ),
    "flight.missing": Fault(
        _ERROR, "The message names no flight.", "Ask for the message again with its flight."
    ),
    "flight.number_missing": Fault(_WARNING, "The flight has no number.", _SENDER),
    "flight.carrier_contradicted": Fault(
        _WARNING,
        "The carrier in the flight number differs from the carrier element, which was taken.",
        _SENDER,
    ),
    "flight.airport_missing": Fault(_WARNING, "The flight lacks an airport.", _SENDER),
    "flight.airport_invalid": Fault(_WARNING, "An airport code is not three or four letters.", _SENDER),
    "flight.date_missing": Fault(_WARNING, "The flight has no date of departure.", _SENDER),
    "flight.arrival_before_departure": Fault(
        _WARNING, "The flight arrives more than a day before it leaves.", _SENDER
    ),
    "flight.no_border_leg": Fault(_NOTE, "No leg is marked as crossing the border (LOC 125, 87).", _SENDER),
    "date.invalid": Fault(_WARNING, "A date is not a date; it was left empty.", _SENDER),
    "date.order_reversed": Fault(_NOTE, "Dates are written year first; they were read that way.", _SENDER),
    "date.time_in_date_slot": Fault(_NOTE, "An arrival time stands in the place of the date.", _NOTHING),
    "time.invalid": Fault(_WARNING, "A time is not a time of day; the date was kept without it.", _SENDER),
    "count.bookings": Fault(
        _WARNING,
        "The message announces {announced} bookings; {counted} are present.",
        "Check that no part is missing.",
    ),
    "count.bookings_missing": Fault(_NOTE, "The message does not say how many bookings it has.", _SENDER),
    "count.travellers": Fault(
        _WARNING,
        "The list announces {announced} persons; {counted} are present.",
        "Check that no part is missing.",
    ),
    "count.travellers_missing": Fault(_NOTE, "The list does not say how many persons are on board.", _SENDER),
    "count.part": Fault(
        _NOTE, "This is part {part} of a chain; totals are checked over the whole chain.", _NOTHING
    ),
    # bookings
    "booking.failed": Fault(_ERROR, "A booking could not be read in full.", "Report it to the maintainers."),
    "booking.locator_missing": Fault(_WARNING, "A booking has no record locator.", _SENDER),
    "booking.no_travellers": Fault(
        _WARNING, "A booking names no traveller.", "Expect the names in a later push."
    ),
    "booking.not_on_flight": Fault(
        _NOTE, "The booking's itinerary does not hold the flight of the message.", _CHECK
    ),
    "traveller.name_missing": Fault(_WARNING, "A traveller has no name.", _SENDER),
    "traveller.reference_repeated": Fault(
        _WARNING, "Two travellers of one booking share a reference.", _SENDER
    ),
    "traveller.duplicated": Fault(_NOTE, "The list names a person twice; the entries were merged.", _SENDER),
    "traveller.role_unknown": Fault(
        _WARNING, "A person's role in the list is not known; taken as a passenger.", _SENDER
    ),
    "traveller.infant_unnamed": Fault(_NOTE, "A traveller has an infant the message does not name.", _SENDER),
    "service.unassigned": Fault(
        _WARNING, "A document or service belongs to no traveller that is named.", _SENDER
    ),
    "service.code_missing": Fault(_WARNING, "A special service has no code.", _SENDER),
    "document.malformed": Fault(
        _WARNING, "A document text does not follow its pattern; what is plain was read.", _SENDER
    ),
    "document.shifted": Fault(
        _NOTE, "The fields of a document text are shifted; they were put right.", _SENDER
    ),
    "document.number_missing": Fault(_WARNING, "A document has no number.", _SENDER),
    "document.kind_missing": Fault(_NOTE, "A document has no type.", _SENDER),
    "document.birth_invalid": Fault(_WARNING, "A birth date is not a date.", _SENDER),
    "document.expiry_invalid": Fault(_WARNING, "A date of expiry is not a date.", _SENDER),
    "text.unqualified": Fault(_NOTE, "A free text has no qualifier; it was read as a remark.", _SENDER),
    "bag.count_contradicted": Fault(
        _NOTE, "The bags announced ({announced}) differ from the tags given ({counted}).", _CHECK
    ),
    "bag.tag_unreadable": Fault(_NOTE, "A bag tag has no number that can be counted on.", _SENDER),
    "seat.unreadable": Fault(_NOTE, "A seat number is not a seat.", _SENDER),
    "check_in.unassigned": Fault(_WARNING, "A check-in entry matches no traveller of the booking.", _SENDER),
    "location.qualifier_unknown": Fault(_NOTE, "Place qualifier {qualifier} is not known.", _SENDER),
    "reference.qualifier_unknown": Fault(_NOTE, "Reference qualifier {qualifier} is not known.", _SENDER),
    # replies and other texts
    "response.code_unknown": Fault(
        _WARNING, "Result code {result} is not known.", "Treat it as not cleared."
    ),
    "response.code_missing": Fault(_WARNING, "A response has no result code.", _SENDER),
    "list.line_unreadable": Fault(_WARNING, "Line {line} of the list could not be read.", _SENDER),
    "list.end_missing": Fault(
        _WARNING, "The list has no end line; it may be incomplete.", "Ask for it again."
    ),
    "list.date_unresolved": Fault(
        _NOTE, "The list's date {day} has no year and nothing says which.", "Say on which day the list came."
    ),
    "list.count": Fault(_WARNING, "A class announces {announced} names; {counted} are present.", _SENDER),
    # passenger tables
    "manifest.too_large": Fault(_REFUSED, "The table is larger than {limit} bytes.", "Send it in parts."),
    "manifest.old_workbook": Fault(
        _REFUSED,
        "This is a binary workbook of before 2007 or a protected one.",
        "Save it as XLSX or CSV, unprotected.",
    ),
    "manifest.workbook_broken": Fault(
        _REFUSED, "The workbook cannot be opened.", "Save it again as XLSX or CSV."
    ),
    "manifest.not_a_workbook": Fault(_REFUSED, "The archive holds no workbook.", "Send the table itself."),
    "manifest.bomb": Fault(
        _REFUSED,
        "The workbook would unpack to far more than a list needs; it was not opened.",
        "Send it as CSV.",
    ),
    "manifest.text_broken": Fault(
        _REFUSED, "The table cannot be read after row {row}.", "Save it again as CSV."
    ),
    "manifest.no_names": Fault(_REFUSED, "No column holds names.", "Say which column holds the names."),
    "manifest.no_headings": Fault(
        _WARNING, "No row of headings was found; columns were read by what they hold.", "Check every column."
    ),
    "manifest.cut": Fault(_ERROR, "Only the first {rows} rows were read.", "Send the list in parts."),
    "manifest.name_missing": Fault(_ERROR, "No name. There is nothing to screen on.", "Ask the station."),
    "manifest.row_shifted": Fault(
        _ERROR, "Something else stands where the name belongs; the row is shifted.", "Correct the row."
    ),
    "manifest.name_order_assumed": Fault(
        _WARNING,
        "Nothing says whether surnames come first; both orders are screened.",
        "Say which order it is.",
    ),
    "manifest.name_order_contradicted": Fault(
        _WARNING, "The names stand in the other order than the heading says.", "Say which order it is."
    ),
    "manifest.name_fits_both_ways": Fault(
        _NOTE, "Surname and given name may be exchanged; both orders are screened.", _CHECK
    ),
    "manifest.day_first_assumed": Fault(
        _WARNING, "Nothing says whether days or months come first; dates were read day first.", _CHECK
    ),
    "manifest.day_first_mixed": Fault(
        _WARNING, "Some dates can only be day first, others only month first; each was read alone.", _CHECK
    ),
    "manifest.sex_unknown": Fault(_NOTE, "A cell does not say a sex; it was left empty.", _CHECK),
    "manifest.jurisdiction_unknown": Fault(
        _WARNING, "A jurisdiction is not known; it was left empty.", _CHECK
    ),
    "manifest.number_rounded": Fault(
        _ERROR,
        "The spreadsheet has rounded a document number; its digits are lost.",
        "Ask for the column as text.",
    ),
    "manifest.document_unreadable": Fault(_WARNING, "A document number is none; it was left empty.", _CHECK),
    "manifest.ticket_unreadable": Fault(_NOTE, "A ticket number is none; it was left empty.", _CHECK),
    # papers
    "mrz.unreadable": Fault(
        _REFUSED,
        "The lines are no machine-readable zone that is known.",
        "Read two lines of 36 or 44, or three of 30.",
    ),
    "mrz.check_failed": Fault(_WARNING, "The check digit over the {part} is wrong.", "Look at the document."),
    "mrz.corrected": Fault(
        _NOTE,
        "A misread character in the {part} was put right; its check digit now fits.",
        "Look at the document.",
    ),
    "mrz.characters": Fault(
        _WARNING, "Characters that no zone has were read as fillers ({count}).", "Read it again."
    ),
    "mrz.length": Fault(_WARNING, "A line has {length} characters, not {expected}.", "Read it again."),
    "mrz.name_truncated": Fault(
        _NOTE, "The name fills its field and may be cut off.", "Compare with the printed name."
    ),
    "mrz.specimen": Fault(
        _NOTE, "The issuer is UTO: a specimen, no real document.", "Do not accept it at a border."
    ),
    "mrz.jurisdiction_unknown": Fault(
        _WARNING, "The code of the {part} is not known.", "Look at the document."
    ),
    "mrz.birth_invalid": Fault(_WARNING, "The birth date is not a date.", "Look at the document."),
    "mrz.expiry_invalid": Fault(_WARNING, "The date of expiry is not a date.", "Look at the document."),
    "mrz.not_trusted": Fault(
        _ERROR, "No check digit of the zone fits.", "Read it again; look at the document."
    ),
    "mrz.expired": Fault(_NOTE, "The document has expired.", "Look at the document."),
    "bcbp.unreadable": Fault(
        _REFUSED, "The text is no boarding pass of format M.", "Scan it again, or type the flight and name."
    ),
    "bcbp.truncated": Fault(
        _WARNING, "The pass ends inside leg {leg}; what is there was read.", "Scan it again."
    ),
    "bcbp.size_wrong": Fault(
        _NOTE, "A size in the pass does not fit its content; the content was read.", _NOTHING
    ),
    "bcbp.date_invalid": Fault(_WARNING, "The day of leg {leg} is not a day of a year.", _CHECK),
    "bcbp.date_without_year": Fault(_NOTE, "The pass has no year; the nearest was taken.", _CHECK),
    "bcbp.name_truncated": Fault(_NOTE, "The name fills its twenty places and may be cut off.", _CHECK),
    "ticket.unreadable": Fault(_WARNING, "This is no ticket number.", _CHECK),
    "ticket.check_digit": Fault(_NOTE, "The fourteenth digit fits neither way of checking.", _CHECK),
    "fare.words_unknown": Fault(_NOTE, "Words of the fare calculation are not known ({count}).", _NOTHING),
    "fare.total_differs": Fault(_NOTE, "The parts of the fare do not add up to its total.", _NOTHING),
    "bag.tag_invalid": Fault(_WARNING, "This is no bag tag number.", _CHECK),
}

_UNKNOWN = Fault(_WARNING, "The reader noted fault {code}.", _SENDER)


def severity(code: str) -> Severity:
    """Return how grave a fault is; a code this version does not know is a warning."""
    return CATALOGUE.get(code, _UNKNOWN).severity


def sentence(finding: Finding, translate: Callable[[str], str] | None = None) -> str:
    """Say what is wrong. `translate` maps a template to another language; parameters are filled in after."""
    return _render(CATALOGUE.get(finding.code, _UNKNOWN).sentence, finding, translate)


def remedy(finding: Finding, translate: Callable[[str], str] | None = None) -> str:
    """Say what to do about it."""
    return _render(CATALOGUE.get(finding.code, _UNKNOWN).remedy, finding, translate)


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _render(template: str, finding: Finding, translate: Callable[[str], str] | None) -> str:
    text = translate(template) if translate else template
    return text.format_map(_Params(finding.params, code=finding.code))
