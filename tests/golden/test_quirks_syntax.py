"""What senders do to the syntax of messages, one invented message for each habit."""

from __future__ import annotations

import pytest

from pnr.reading import read
from tests.builders.wire import ALMEIDA, BOOKING, DOCS, FLIGHT, codes, decoded_of, message_of, paxlst, pnrgov

PLAIN = pnrgov([*BOOKING, ALMEIDA, DOCS, *FLIGHT])


def in_dialect(text: str, component: str, element: str, release: str, terminator: str) -> str:
    """Return a message of the default dialect written with other service characters (it has no releases)."""
    assert "?" not in text.replace("UNA:+.?*'", "")
    body = text.removeprefix("UNA:+.?*'")
    table = str.maketrans({":": component, "+": element, "'": terminator})
    return f"UNA{component}{element}.{release} {terminator}{body.translate(table)}"


@pytest.mark.parametrize(
    ("component", "element", "release", "terminator"),
    [
        (":", "+", "?", "'"),
        (":", "+", "\\", "'"),
        (":", "-", "?", "*"),
        (":", "*", "?", "#"),
        ("\x1f", "\x1d", "?", "\x1c"),
    ],
)
def test_any_service_characters_give_the_same_records(
    component: str, element: str, release: str, terminator: str
) -> None:
    odd = message_of(in_dialect(PLAIN, component, element, release, terminator))
    assert odd.bookings == message_of(PLAIN).bookings


@pytest.mark.parametrize("terminator", ['"', "~", "#"])
def test_separators_are_detected_without_a_service_string(terminator: str) -> None:
    text = PLAIN.removeprefix("UNA:+.?*'").replace("'", terminator)
    decoded = decoded_of(text)
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "envelope.separators_detected" in codes(decoded)


def test_a_service_string_one_character_short_is_not_believed() -> None:
    decoded = decoded_of(PLAIN.replace("UNA:+.?*'", "UNA:+?*'"))
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "envelope.una_invalid" in codes(decoded)


def test_a_service_string_that_contradicts_the_text_is_not_believed() -> None:
    decoded = decoded_of(PLAIN.replace("UNA:+.?*'", "UNA:*.?+'"))
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "envelope.una_contradicted" in codes(decoded)


@pytest.mark.parametrize("width", [1, 7, 64, 69])
def test_hard_wraps_change_nothing_even_inside_tags(width: int) -> None:
    flat = PLAIN.replace("\r\n", "")
    una, rest = flat[:9], flat[9:]
    wrapped = una + "\r\n".join(rest[at : at + width] for at in range(0, len(rest), width))
    assert message_of(wrapped).bookings == message_of(PLAIN).bookings


def test_a_byte_order_mark_is_noted_and_spans_count_it() -> None:
    decoded = read(b"\xef\xbb\xbf" + PLAIN.replace("UNT+17", "UNT+99").replace("UNT+15", "UNT+99").encode())
    assert "encoding.bom" in codes(decoded)
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings


def test_utf16_is_read() -> None:
    assert read(PLAIN.encode("utf-16")).messages[0].bookings == message_of(PLAIN).bookings


def test_text_after_the_interchange_is_left_out_and_said() -> None:
    footer = "\r\n____\r\nThis mail is confidential: it's for Carla's eyes only.\r\n\x0c"
    decoded = decoded_of(PLAIN + footer)
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "envelope.text_after" in codes(decoded)


@pytest.mark.parametrize(
    "framed",
    [
        "QU LFWPIXH\r\n.HDQRMZZ 152213\r\n{}",
        "\x01QU LFWPIXH\r\n.HDQRMZZ 152213\r\n\x02{}\x03",
        "ZCZC 012\r\nQU LFWPIXH\r\n.HDQRMZZ 152213\r\n{}\r\nNNNN",
        "V.\\VHLG/E5ZZ/I5XX/P0047\r\n{}",
        "2026-09-15 22:13:01 INFO received payload={}",
    ],
)
def test_transport_framing_is_cut_away(framed: str) -> None:
    assert message_of(framed.format(PLAIN)).bookings == message_of(PLAIN).bookings


def test_two_interchanges_with_their_own_service_strings() -> None:
    decoded = decoded_of(PLAIN + in_dialect(PLAIN, ":", "-", "?", "*"))
    assert [one.bookings for one in decoded.messages] == [message_of(PLAIN).bookings] * 2


def test_several_messages_in_one_interchange() -> None:
    head, _, rest = PLAIN.partition("UNH+")
    message = "UNH+" + rest.partition("UNZ+")[0]
    decoded = decoded_of(head + message + message.replace("+1'", "+2'") + "UNZ+2+00004711'")
    assert len(decoded.messages) == 2
    assert "envelope.unz_count" not in codes(decoded)


def test_a_terminator_after_an_even_number_of_releases_is_real() -> None:
    booking = message_of(pnrgov([*BOOKING, "TIF+A???'B??+CARLA:A:1'", *FLIGHT])).bookings[0]
    assert booking.travellers[0].name.received == "A?'B?/CARLA"


def test_released_separators_are_data() -> None:
    booking = message_of(pnrgov([*BOOKING, ALMEIDA, "SSR+CTCM:HK:1:ZZ:::::/?+55119?:9'", *FLIGHT])).bookings[
        0
    ]
    assert booking.services == () or booking.travellers[0].contacts
    assert booking.travellers[0].contacts[0].value == "+55119"


@pytest.mark.parametrize("family", ["O'HARA", "D'ARC", "N'GOLO"])
def test_an_unreleased_apostrophe_in_a_name_is_rejoined(family: str) -> None:
    decoded = decoded_of(pnrgov([*BOOKING, f"TIF+{family}+ANN:A:1'", *FLIGHT]))
    assert decoded.messages[0].bookings[0].travellers[0].name.received == f"{family}/ANN"
    assert "segment.rejoined" in codes(decoded)


def test_a_dangling_release_costs_no_segment() -> None:
    decoded = decoded_of(pnrgov([*BOOKING, "IFT+4:28::ZZ+GOLD CLUB?'", ALMEIDA, *FLIGHT]))
    assert decoded.messages[0].bookings[0].travellers[0].name.surname == "ALMEIDA"
    assert "segment.release_dangling" in codes(decoded)


def test_a_missing_terminator_is_seen_by_the_trailers_count() -> None:
    text = pnrgov([*BOOKING, ALMEIDA, FLIGHT[0], "RPI+1+HK", "IFT+4:28::ZZ+CTCM 551199999999'"])
    decoded = decoded_of(text.replace("HK\r\nIFT", "HKIFT"))
    assert decoded.messages[0].bookings[0].itinerary[0].status == "HK"
    assert "segment.glued" in codes(decoded)


def test_typographic_apostrophes_stand_for_terminators() -> None:
    decoded = decoded_of(PLAIN.replace("'", "\u2019"))
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "envelope.apostrophe_typographic" in codes(decoded)


def test_html_and_quoted_printable_are_undone() -> None:
    html = PLAIN.replace("UNA:+.?*'", "").replace("'", "&#39;")
    assert decoded_of(html).messages[0].bookings == message_of(PLAIN).bookings
    quoted = PLAIN.replace("UNA:+.?*'", "").replace("\r\n", "=0D=0A").replace("'", "=27")
    assert decoded_of(quoted).messages[0].bookings == message_of(PLAIN).bookings


@pytest.mark.parametrize("missing", ["UNT", "UNZ"])
def test_a_missing_trailer_leaves_the_message_incomplete_but_read(missing: str) -> None:
    text = "".join(line for line in PLAIN.splitlines(keepends=True) if not line.startswith(missing))
    decoded = decoded_of(text)
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert f"envelope.{missing.lower()}_missing" in codes(decoded)
    assert decoded.messages[0].complete is (missing == "UNZ")


def test_a_cut_message_keeps_its_whole_segments() -> None:
    decoded = decoded_of(PLAIN[: PLAIN.index("/04MAR88")])
    booking = decoded.messages[0].bookings[0]
    assert booking.travellers[0].name.surname == "ALMEIDA"
    assert not decoded.messages[0].complete
    assert "envelope.truncated" in codes(decoded)


def test_blanks_around_segments_and_separators_are_padding() -> None:
    padded = PLAIN.replace("'\r\n", " ' \t").replace("+", " + ").replace("UNA: + .?*'", "UNA:+.?*'")
    assert message_of(padded).bookings == message_of(PLAIN).bookings


def test_an_unknown_segment_costs_itself_only() -> None:
    decoded = decoded_of(pnrgov([*BOOKING, ALMEIDA, "XYZ+1:2'", DOCS, *FLIGHT]))
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert "segment.unknown" in codes(decoded)


def test_counts_and_references_are_checked_and_believed_never() -> None:
    text = PLAIN.replace("UNZ+1+00004711", "UNZ+3+99").replace("+1'\r\nUNZ", "+7'\r\nUNZ")
    decoded = decoded_of(text)
    assert decoded.messages[0].bookings == message_of(PLAIN).bookings
    assert {"envelope.unz_count", "envelope.unz_reference", "envelope.unt_reference"} <= codes(decoded)


def test_the_test_flag_of_the_envelope_is_honoured() -> None:
    assert message_of(PLAIN.replace("++PNRGOV'", "++PNRGOV++++1'")).test
    assert not message_of(PLAIN).test


def test_a_resent_message_has_the_same_digest_under_a_new_envelope() -> None:
    again = PLAIN.replace("00004711", "00009999").replace("260915:2213", "260915:2359").replace("\r\n", "\n")
    assert message_of(again).digest == message_of(PLAIN).digest
    assert message_of(PLAIN.replace("CARLA", "KARLA")).digest != message_of(PLAIN).digest


def test_a_list_without_any_envelope_is_read() -> None:
    text = paxlst(["NAD+FL+++ALMEIDA:CARLA'"])
    body = text[text.index("UNH") : text.index("UNZ")]
    decoded = decoded_of(body)
    assert decoded.messages[0].travellers[0].name.surname == "ALMEIDA"
    assert "envelope.unb_missing" in codes(decoded)


@pytest.mark.parametrize("kind", ["PAORES", "CONTRL", "IFTSTA"])
def test_other_messages_are_refused_politely(kind: str) -> None:
    decoded = decoded_of(PLAIN.replace("+PNRGOV:15", f"+{kind}:15"))
    assert "message.type_not_read" in codes(decoded)
    assert decoded.messages[0].bookings == ()


@pytest.mark.parametrize(
    "version", ["PNRGOV:IA", "PNRGOV:UN:D:11B", "PNRGOV", "PNRGOV:10:1:IA", "PNRGOV:18:1:IA"]
)
def test_the_type_alone_chooses_the_reader(version: str) -> None:
    assert message_of(PLAIN.replace("PNRGOV:15:1:IA", version)).bookings == message_of(PLAIN).bookings


@pytest.mark.parametrize(
    "data", [b"", b" \r\n", b"\x00", b"hello", b"UNB", b"UNB+", b"\xff\xfe", b"'''''", b"UNA:+.? '"]
)
def test_what_is_no_message_is_said_to_be_none(data: bytes) -> None:
    decoded = read(data)
    assert decoded.messages == ()
    assert codes(decoded) & {"input.empty", "input.unrecognised", "envelope.no_message"}
