from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from api.http.headers import CONTENT_POLICY
from api.http.origin import from_elsewhere
from api.http.problems import problem, reference


@pytest.mark.parametrize(
    ("method", "headers", "refused"),
    [
        ("POST", {"sec-fetch-site": "same-origin"}, False),
        ("POST", {"sec-fetch-site": "none"}, False),
        ("POST", {"sec-fetch-site": "same-site"}, True),
        (
            "POST",
            {"sec-fetch-site": "cross-site", "origin": "http://unit.example", "host": "unit.example"},
            True,
        ),
        ("POST", {"origin": "http://unit.example", "host": "unit.example"}, False),
        ("POST", {"origin": "http://evil.example", "host": "unit.example"}, True),
        ("POST", {"origin": "null", "host": "unit.example"}, True),
        ("POST", {"host": "unit.example"}, False),  # no browser: a carrier's client
        ("GET", {"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_a_change_on_behalf_of_another_site_is_refused(
    method: str, headers: dict[str, str], refused: bool
) -> None:
    assert from_elsewhere(method, Headers(headers)) is refused


def test_the_content_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_POLICY
    assert "http" not in CONTENT_POLICY
    assert CONTENT_POLICY.startswith("default-src 'none'")


def test_a_problem_has_a_stable_code_and_its_own_media_type() -> None:
    answer = problem(409, "changed", "The hit changed.", quote="E7-4TQM")
    assert answer.media_type == "application/problem+json"
    assert b'"code":"changed"' in answer.body
    assert b'"instance":"E7-4TQM"' in answer.body


def test_a_reference_can_be_read_out() -> None:
    first, _, rest = reference().partition("-")
    assert (len(first), len(rest)) == (2, 4)
    assert not set(first + rest) & set("IO01L")
