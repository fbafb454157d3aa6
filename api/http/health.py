"""For machines that watch the service: alive, ready, and counts. Nothing about a flight's people.

`/healthz` says the process answers, `/readyz` that stores and keys do, `/metrics` gives Prometheus text.
Labels are codes of closed sets and carrier codes; never an id.
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.responses import PlainTextResponse, Response

from api.bootstrap import Application
from api.running.standing import standing
from pnr.feed.carriers import registered as carriers_registered
from pnr.records.messages import last_heard
from retention import outbox
from retention.refusals import Refused
from watchlists.registry import registered as lists_registered

router = APIRouter()
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Counts(Collector):
    """Counts of one installation, taken from its store at the moment they are asked for."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def collect(self) -> Iterator[Metric]:
        """Give every gauge."""
        with self._application.store.reading(self._application.actor) as scope:
            found = standing(scope)
            waiting = outbox.waiting(scope)
            dead = len(outbox.dead(scope))
            lists = lists_registered(scope)
            heard, known = last_heard(scope), carriers_registered(scope)
            now = scope.now
        received = GaugeMetricFamily("najava_messages", "Messages in the register.", labels=["state"])
        for state, number in found.by_state.items():
            received.add_metric([state], number)
        yield received
        people = GaugeMetricFamily("najava_travellers", "Persons on stored flights.", labels=["standing"])
        for name, number in found.people.items():
            people.add_metric([name.replace(" ", "_")], number)
        yield people
        hits = GaugeMetricFamily("najava_hits", "Possible matches.", labels=["state"])
        for state, number in found.hits.items():
            hits.add_metric([state], number)
        yield hits
        yield GaugeMetricFamily(
            "najava_quarantined", "Unreadable inputs held now.", value=found.quarantined_now
        )
        work = GaugeMetricFamily("najava_outbox_waiting", "Outbox rows not done.", labels=["topic"])
        age = GaugeMetricFamily(
            "najava_outbox_age_seconds", "Age of the oldest row not done.", labels=["topic"]
        )
        for topic, (number, oldest) in waiting.items():
            work.add_metric([topic], number)
            age.add_metric([topic], (now - oldest).total_seconds())
        yield work
        yield age
        yield GaugeMetricFamily("najava_outbox_dead", "Outbox rows that wait for a person.", value=dead)
        stale = GaugeMetricFamily(
            "najava_list_stale", "1 when a list is older than its interval.", labels=["list"]
        )
        for one in lists:
            stale.add_metric([one.id], float(one.stale(now)))
        yield stale
        silent = GaugeMetricFamily(
            "najava_carrier_silence_seconds", "Since a carrier's last message.", labels=["carrier"]
        )
        for code in known:
            if code in heard:
                silent.add_metric([code], (now - heard[code]).total_seconds())
        yield silent


def _application(request: Request) -> Application:
    application: Application = request.app.state.application
    return application


@router.get("/healthz", include_in_schema=False)
def healthy() -> PlainTextResponse:
    """Say that the process answers."""
    return PlainTextResponse("ok\n")


@router.get("/readyz", include_in_schema=False)
def ready(request: Request) -> PlainTextResponse:
    """Say whether store and keys answer, so that a balancer may send traffic."""
    application = _application(request)
    try:
        application.store.moment()
        application.store.keys.epoch()
    except (Refused, OSError) as error:
        return PlainTextResponse(f"not ready: {type(error).__name__}\n", status_code=503)
    return PlainTextResponse("ready\n")


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Give the counts as Prometheus text; the operator guide says whom to let see them."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Counts(_application(request)))
    return Response(generate_latest(registry), media_type=_TEXT)
