from __future__ import annotations

import pytest

from api.pages.route_map import HEIGHT, WIDTH, arc, draw, kilometres

GRU, IST = (-46.47, -23.43), (28.75, 41.27)


def test_the_great_circle_is_as_long_as_it_is() -> None:
    assert kilometres(GRU, IST) == pytest.approx(10_560, abs=30)
    assert kilometres(IST, IST) == 0


def test_an_arc_begins_and_ends_where_it_should_and_bends_towards_the_pole() -> None:
    points = arc((-74.0, 40.7), (28.75, 41.27))
    assert points[0] == pytest.approx((-74.0, 40.7))
    assert points[-1] == pytest.approx((28.75, 41.27))
    assert max(latitude for _, latitude in points) > 50


@pytest.mark.parametrize("route", [("GRU", "IST", "BEG"), ("IST", "BEG"), ("NRT", "LAX"), ("PRN", "TIA")])
def test_every_stop_lies_inside_the_picture(route: tuple[str, ...]) -> None:
    drawn = draw(route)
    assert drawn is not None
    assert [stop.code for stop in drawn.stops] == list(route)
    assert all(0 < stop.x < WIDTH and 0 < stop.y < HEIGHT for stop in drawn.stops)
    assert len(drawn.arcs) == len(route) - 1
    assert drawn.land


def test_an_unknown_route_is_not_drawn() -> None:
    assert draw(("BEG", "???")) is None
