"""The route as a picture: land outline, great-circle arcs, airports. No script, no political border.

Equirectangular around the route, true to scale at its middle latitude; good enough to see where somebody
came from, and the same on paper. Land outline: Natural Earth, public domain.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from api.pages.rendering import STATIC, asset
from pnr import codes

WIDTH, HEIGHT = 332, 192
_STEPS = 48
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Stop:
    """An airport on the map; `here` marks the end of the journey. `anchor` is where its label grows from."""

    code: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    here: bool


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn route: paths in the 332 × 192 space, stops, lengths of the legs in kilometres."""

    land: str
    arcs: tuple[str, ...]
    stops: tuple[Stop, ...]
    kilometres: tuple[int, ...]


@cache
def _outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    name = asset("land.json").rpartition("/")[2]
    rings = json.loads((STATIC / name).read_text(encoding="utf-8"))
    return tuple(tuple((float(x), float(y)) for x, y in ring) for ring in rings)


def arc(one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points (longitude, latitude) of the great circle between two, by spherical interpolation."""
    vectors = [_vector(*point) for point in (one, other)]
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(*vectors, strict=True)))))
    if angle < 1e-9:
        return [one, other]
    points: list[tuple[float, float]] = []
    for step in range(_STEPS + 1):
        share = step / _STEPS
        a, b = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
        x, y, z = (a * p + b * q for p, q in zip(*vectors, strict=True))
        points.append((math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))))
    return points


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return the great-circle distance of two points, in kilometres."""
    dot = sum(a * b for a, b in zip(_vector(*one), _vector(*other), strict=True))
    return round(_EARTH_KM * math.acos(max(-1.0, min(1.0, dot))))


class _Frame:
    """A window on the world around some points: longitudes unrolled from the first, padded, to proportion."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._origin = points[0][0]
        xs = [self._unroll(x) for x, _ in points]
        ys = [y for _, y in points]
        self.middle = ((min(xs) + max(xs)) / 2, max(-60.0, min(65.0, (min(ys) + max(ys)) / 2)))
        self._squeeze = math.cos(math.radians(self.middle[1]))
        wide = max((max(xs) - min(xs)) * self._squeeze, 8.0) * 1.35
        high = max(max(ys) - min(ys), 5.0) * 1.5
        self._scale = min(WIDTH / wide, HEIGHT / high)

    def _unroll(self, longitude: float) -> float:
        return (longitude - self._origin + 540) % 360 - 180 + self._origin

    def place(self, longitude: float, latitude: float, *, turn: int = 0) -> tuple[float, float]:
        """Return the point of the picture; `turn` draws the outline once more a world further."""
        x = (longitude + 360 * turn - self.middle[0]) * self._squeeze * self._scale + WIDTH / 2
        y = HEIGHT / 2 - (latitude - self.middle[1]) * self._scale
        return x, y

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """Return an open path through points of the world."""
        placed = [self.place(self._unroll(x), y) for x, y in points]
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)

    def spot(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a single point stands."""
        return self.place(self._unroll(longitude), latitude)

    def land(self) -> str:
        """Return the outline that falls into the window."""
        parts: list[str] = []
        for turn in (-1, 0, 1):
            for ring in _outline():
                placed = [self.place(x, y, turn=turn) for x, y in ring]
                xs, ys = [x for x, _ in placed], [y for _, y in placed]
                if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT:
                    continue
                parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in placed) + "Z")
        return "".join(parts)


def _stop(spots: Sequence[tuple[float, float]], labels: Sequence[str], index: int) -> Stop:
    """Place one airport, its label on the side where no arc leaves."""
    x, y = spots[index]
    beside = [spots[at][0] for at in (index - 1, index + 1) if 0 <= at < len(spots)]
    left = sum(beside) / len(beside) > x if 40 < x < WIDTH - 40 else x > WIDTH / 2
    near = any(abs(x - a) < 34 and abs(y - b) < 12 for a, b in spots[:index])
    return Stop(
        labels[index],
        round(x, 1),
        round(y, 1),
        round(x - 8 if left else x + 8, 1),
        round(y + 16 if near else y - 4, 1),
        "end" if left else "start",
        index == len(spots) - 1,
    )


def draw(route: Sequence[str]) -> Map | None:
    """Draw a route of IATA codes; None when fewer than two of its airports are known."""
    known = [(code, found) for code in route if (found := codes.airport(code))]
    if len(known) < 2:
        return None
    places = [(found.longitude, found.latitude) for _, found in known]
    legs = [arc(one, other) for one, other in pairwise(places)]
    frame = _Frame([point for leg in legs for point in leg])
    spots = [frame.spot(*place) for place in places]
    codes_here = [code for code, _ in known]
    stops = tuple(_stop(spots, codes_here, index) for index in range(len(spots)))
    lengths = tuple(kilometres(one, other) for one, other in pairwise(places))
    return Map(frame.land(), tuple(frame.path(leg) for leg in legs), stops, lengths)
