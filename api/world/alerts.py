"""What a service makes of a world, message by message: in this process, by its own reader and screener.

An alert is one traveller on one leg and one reason, with the time of the first message that gave it. Alerts
of a running service can be scored as well: a file of JSON lines of the same shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from api.world.writing import MESSAGES, SentRow, lines
from matching.review.subjects import subject
from matching.screening.listed import ListedEntries
from matching.screening.model import Screener, Subject
from matching.screening.screener import build
from pnr.model.booking import Booking, Message
from pnr.model.traveller import Traveller
from pnr.reading import read
from watchlists.formats import najava_csv
from watchlists.formats.source import source

_SEVERITY = {"national-notices": "high", "partner-notices": "medium", "lost-documents": "critical"}
_KEPT = 400  # flights whose travellers are remembered between messages; later ones push the oldest out


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason to look at one traveller of one flight.

    `flight` and `reference` are the generator's (key of the leg, the sender's stable reference of the
    traveller); `source` is `list` or a criterion's code, `entry` the list entry.
    """

    flight: str
    reference: str
    at: str
    source: str
    score: float
    entry: str = ""
    locator: str = ""


class Run(msgspec.Struct):
    """Everything one pass over a world's messages gave."""

    alerts: list[Alert]
    seen: dict[tuple[str, str], Subject]
    messages: int = 0
    unreadable: int = 0
    screened: int = 0
    version: str = ""


def screener_of(folder: Path) -> Screener:
    """Build a screener from the lists of a world."""
    listed = []
    for path in sorted((folder / "lists").glob("*.csv")):
        entries = najava_csv.read(source(path)).entries
        listed.append(ListedEntries(path.stem, "world", _SEVERITY.get(path.stem, "medium"), entries))
    return build(listed)


def run(folder: Path, screener: Screener | None = None) -> Run:
    """Read every message of a world as sent, screen whoever is new or changed, note the alerts."""
    screener = screener or screener_of(folder)
    done = Run([], {}, version=screener.version)
    flights: dict[str, dict[str, tuple[Booking, Traveller]]] = {}
    raised: set[tuple[str, str, str]] = set()
    for row in lines(folder / "truth" / MESSAGES, SentRow):
        done.messages += 1
        data = (folder / "messages" / row.name).read_bytes()
        decoded = read(data, name=row.name)
        if not decoded.messages:
            done.unreadable += 1
        known = flights.setdefault(row.flight, {})
        if len(flights) > _KEPT:
            del flights[next(iter(flights))]
        asked: list[tuple[str, Subject]] = []
        for message in decoded.messages:
            for reference, pair in _travellers(message):
                both = [known[reference]] if reference in known else []
                person = subject([*both, pair])
                known[reference] = pair if len(pair[1].documents) or not both else both[0]
                if done.seen.get((row.flight, reference)) != person:
                    done.seen[row.flight, reference] = person
                    asked.append((reference, person))
        done.screened += len(asked)
        for (reference, _), matches in zip(asked, screener.screen([one for _, one in asked]), strict=True):
            for match in matches:
                key = (row.flight, reference, match.source_id)
                if key not in raised:
                    raised.add(key)
                    done.alerts.append(
                        Alert(row.flight, reference, row.at, "list", match.score, match.source_id)
                    )
    return done


def _travellers(message: Message) -> Iterator[tuple[str, tuple[Booking, Traveller]]]:
    for booking in message.bookings:
        for traveller in booking.travellers:
            if traveller.unique_reference:
                yield traveller.unique_reference, (booking, traveller)
    whole = Booking(source="api", travellers=message.travellers)
    for traveller in message.travellers:
        if traveller.unique_reference and (traveller.name.surname or traveller.documents):
            yield traveller.unique_reference, (whole, traveller)


def read_alerts(path: Path) -> list[Alert]:
    """Read the alerts of a service: JSON lines."""
    decoder = msgspec.json.Decoder(Alert)
    return [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def by_flight(alerts: Sequence[Alert]) -> dict[tuple[str, str], list[Alert]]:
    """Group alerts by traveller."""
    found: dict[tuple[str, str], list[Alert]] = {}
    for alert in alerts:
        found.setdefault((alert.flight, alert.reference), []).append(alert)
    return found
