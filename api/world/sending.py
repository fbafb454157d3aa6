"""Sending a world to a running service over HTTPS, as carriers do: one message a request, at a set rate."""

from __future__ import annotations

import http.client
import time
from collections import Counter
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from pnr.synthetic.pushes import Push
from pnr.synthetic.world import Parameters, World

_EDIFACT = "application/edifact"
_WAIT = 2.0  # seconds before a message that was put off is sent again
_ATTEMPTS = 30


class RefusedError(Exception):
    """The service does not take messages: a wrong key, a wrong address. The message says what to do."""


def send(
    parameters: Parameters,
    address: str,
    keys: Mapping[str, str],
    *,
    rate: float,
    told: Callable[[int], None],
    clock: Callable[[], float] = time.monotonic,
) -> Counter[int]:
    """Push every message of the world to `address`, at most `rate` a second; count the answers by status.

    `keys` holds the key of each carrier, or one under `*`. A message the service puts off (429, 503) is sent
    again; one it cannot read (422) counts and is passed over. Raises `RefusedError` where no key is good.
    """
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=60)
    path = parts.path or "/messages"
    answers: Counter[int] = Counter()
    begun = clock()
    for count, (push, _) in enumerate(World(parameters).messages()):
        early = begun + count / rate - clock()
        if early > 0:
            time.sleep(early)
        answers[_one(connection, path, push, keys)] += 1
        told(count + 1)
    connection.close()
    return answers


def _one(connection: http.client.HTTPConnection, path: str, push: Push, keys: Mapping[str, str]) -> int:
    key = keys.get(push.carrier, keys.get("*", ""))
    headers = {"content-type": _EDIFACT, "authorization": f"Bearer {key}"}
    for _ in range(_ATTEMPTS):
        connection.request("POST", path, push.data, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status in (401, 403, 404):
            raise RefusedError(
                f"The service answered {answer.status} for carrier {push.carrier}. "
                "Register it (najava carriers register) and give its key."
            )
        if answer.status not in (429, 503):
            return answer.status
        time.sleep(_WAIT)
    raise RefusedError(f"The service put a message off {_ATTEMPTS} times. Look at its worker.")
