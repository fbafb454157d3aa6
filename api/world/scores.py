"""How well a world's planted people were found, how many others were troubled, and how soon.

A score on invented data says that the machine works. It says nothing about whether a list or a criterion is
right about people; every report carries that sentence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import sqrt
from pathlib import Path
from statistics import median

import msgspec

from api.world.alerts import Alert, Run, by_flight
from api.world.identities import Resolution, scored
from api.world.writing import TRUTH, described, lines
from pnr.synthetic.disagreement import Variant
from pnr.synthetic.truth import Row
from pnr.synthetic.world_lists import BETWEEN

BUDGETS = (1, 2, 5, 10, 25)  # referrals in ten thousand travellers
LEAST = 10  # alerts a group needs before its ratio is shown
_Place = tuple[str, str]


class Share(msgspec.Struct, frozen=True):
    """So many of so many, with a 95 % interval by Wilson."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """The share, 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """Return the bounds between which the true share lies."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.rate
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


class Timeliness(msgspec.Struct, frozen=True):
    """Minutes from the first message that could have told to the alert; over alerts that were right."""

    median_minutes: float
    at_once: Share
    hour_before_arrival: Share


class Impact(msgspec.Struct, frozen=True):
    """Alerts on people who are on no list, of one group against all others: ratio with its interval."""

    group: str
    alerts: Share
    ratio: float | None  # None with fewer than ten alerts
    low: float | None
    high: float | None


class Scores(msgspec.Struct, frozen=True):
    """Everything measured on one world. Shares are over travellers on legs."""

    matcher: str
    travellers: int
    days: int
    messages: int
    unreadable: int
    recall: Share
    by_name: Share  # listed people, found by name and biography
    by_document: Share  # carriers of listed documents
    precision: Share
    by_variant: dict[str, Share]
    by_difficulty: dict[str, Share]  # listed people who differ in one thing, two, three
    by_fault: dict[str, Share]
    by_threat: dict[str, Share]  # "DRG/easy"; only threats some source of alerts looks for
    not_looked_for: dict[str, int]
    budgets: dict[int, Share]
    namesakes: Share
    decoys: Share
    timeliness: Timeliness
    not_seen: Share  # of those who boarded
    unknown_to_truth: int
    identity: Resolution
    cards_per_day: float
    namesake_cards_per_day: float
    impact: tuple[Impact, ...]


def score(folder: Path, run: Run, alerts: list[Alert] | None = None) -> Scores:
    """Score the alerts of `run`, or those given, against the truth beside the world."""
    given = run.alerts if alerts is None else alerts
    found = by_flight(given)
    about = described(folder)
    tally = _Tally(found, {alert.source for alert in given if alert.source != "list"})
    persons: dict[_Place, int] = {}
    for row in lines(folder / "truth" / TRUTH, Row):
        place = (row.flight, row.reference)
        persons[place] = row.person
        tally.add(row, seen=place in run.seen)
    days = about.parameters.days
    right = sum(alert in tally.right for alert in given)
    return Scores(
        matcher=run.version,
        travellers=tally.travellers,
        days=days,
        messages=run.messages,
        unreadable=run.unreadable,
        recall=Share(tally.found, tally.listed),
        by_name=tally.kind("name"),
        by_document=tally.kind("document"),
        precision=Share(right, len(given)),
        by_variant=tally.shares("variant"),
        by_difficulty=tally.shares("difficulty"),
        by_fault=tally.shares("fault"),
        by_threat=tally.shares("threat"),
        not_looked_for=dict(sorted(tally.unsought.items())),
        budgets=_budgets(given, tally.right, tally.listed, tally.travellers),
        namesakes=Share(tally.alarmed["namesake"], tally.decoys["namesake"]),
        decoys=Share(tally.alarmed["case"], tally.decoys["case"]),
        timeliness=_timeliness(tally.times),
        not_seen=Share(tally.unseen, tally.boarded),
        unknown_to_truth=sum(place not in persons for place in run.seen),
        identity=scored(persons, run.seen),
        cards_per_day=len(found) / days,
        namesake_cards_per_day=tally.alarmed["namesake"] / days,
        impact=_impact(tally.innocent, tally.troubled),
    )


class _Tally:
    """Counts while the truth passes by, row by row."""

    def __init__(self, found: Mapping[_Place, list[Alert]], sources: set[str]) -> None:
        self._found = found
        self._sources = sources
        self._counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self.right: set[Alert] = set()
        self.times: list[tuple[str, str, str]] = []
        self.unsought: Counter[str] = Counter()
        self.decoys: Counter[str] = Counter()
        self.alarmed: Counter[str] = Counter()
        self.innocent: Counter[str] = Counter()
        self.troubled: Counter[str] = Counter()
        self.travellers = self.listed = self.found = self.boarded = self.unseen = 0

    def add(self, row: Row, *, seen: bool) -> None:
        """Count one traveller of one leg."""
        self.travellers += 1
        if not row.cancelled and row.shows:
            self.boarded += 1
            self.unseen += not seen
        alerts = self._found.get((row.flight, row.reference), [])
        mark = row.mark
        if mark is not None and mark.threat == "LIST" and row.role == "listed":
            self._list_person(row, alerts)
            return
        self.innocent[row.group] += 1
        self.troubled[row.group] += any(alert.source == "list" for alert in alerts)
        if mark is None:
            return
        if row.role == "decoy":
            kind = "namesake" if mark.variant == Variant.NAMESAKE.value else "case"
            self.decoys[kind] += 1
            self.alarmed[kind] += bool(alerts)
        elif not self._sources:
            self.unsought[f"{mark.threat}/{mark.difficulty}"] += 1
        else:
            ours = [alert for alert in alerts if alert.source != "list"]
            self._count("threat", f"{mark.threat}/{mark.difficulty}", hit=bool(ours))
            self.right.update(ours)
            if ours and row.detectable:
                self.times.append((row.detectable, min(alert.at for alert in ours), row.arrival))

    def _list_person(self, row: Row, alerts: Iterable[Alert]) -> None:
        mark = row.mark
        if mark is None or row.cancelled:
            return
        self.listed += 1
        ours = [alert for alert in alerts if alert.entry == mark.entry]
        self.found += bool(ours)
        self._count("difficulty", mark.difficulty, hit=bool(ours))
        self._count("kind", "document" if "D2" in mark.facts else "name", hit=bool(ours))
        variants = mark.variant.split(BETWEEN)
        for variant in variants:
            self._count("variant", variant, hit=bool(ours))
        for fault in set(row.faults).difference(variants):
            self._count("fault", fault, hit=bool(ours))
        self.right.update(ours)
        if ours and row.detectable:
            self.times.append((row.detectable, min(alert.at for alert in ours), row.arrival))

    def _count(self, table: str, name: str, *, hit: bool) -> None:
        pair = self._counts[table][name]
        pair[0] += hit
        pair[1] += 1

    def kind(self, name: str) -> Share:
        """Return how many were found by `name` or by `document`."""
        return self.shares("kind").get(name, Share(0, 0))

    def shares(self, table: str) -> dict[str, Share]:
        """Return one table, names in order."""
        return {name: Share(*pair) for name, pair in sorted(self._counts[table].items())}


def _budgets(alerts: Iterable[Alert], right: set[Alert], listed: int, travellers: int) -> dict[int, Share]:
    """Return recall when only the strongest alerts may be looked at: so many in ten thousand travellers."""
    ranked = sorted(alerts, key=lambda alert: (-alert.score, alert.flight, alert.reference))
    made: dict[int, Share] = {}
    for budget in BUDGETS:
        allowed = max(1, round(budget * travellers / 10_000))
        people = {(one.flight, one.reference) for one in ranked[:allowed] if one in right}
        made[budget] = Share(len(people), listed)
    return made


def _timeliness(times: list[tuple[str, str, str]]) -> Timeliness:
    minutes = [_minutes(told, could) for could, told, _ in times]
    before = [_minutes(arrival, told) for _, told, arrival in times]
    return Timeliness(
        float(median(minutes)) if minutes else 0.0,
        Share(sum(one <= 5 for one in minutes), len(minutes)),
        Share(sum(one >= 60 for one in before), len(before)),
    )


def _minutes(later: str, earlier: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 60


def _impact(innocent: Counter[str], troubled: Counter[str]) -> tuple[Impact, ...]:
    """Compare each group's rate of wrong alerts with that of all others; interval by the delta method."""
    made = []
    for group in sorted(innocent):
        mine = Share(troubled[group], innocent[group])
        others = Share(sum(troubled.values()) - mine.count, sum(innocent.values()) - mine.of)
        if mine.count < LEAST or not others.count:
            made.append(Impact(group, mine, None, None, None))
            continue
        ratio = mine.rate / others.rate
        spread = 1.96 * sqrt(1 / mine.count - 1 / mine.of + 1 / others.count - 1 / others.of)
        factor = 2.718281828459045**spread
        made.append(Impact(group, mine, ratio, ratio / factor, ratio * factor))
    return tuple(made)
