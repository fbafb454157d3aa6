"""Carriers push messages here: raw bytes in, an answer after the commit (decision 11).

`POST /v1/messages` with `Authorization: Bearer <key>`. The body is the message as it is, within the limit.
Sending the same bytes again is safe: the answer says `duplicate`. `Accept: application/edifact` gets an
ACKRES instead of JSON. 429 with `Retry-After` when too many bodies are in hand or work is behind.
"""

from __future__ import annotations

from asyncio import Semaphore
from typing import Annotated

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from api.bootstrap import Application
from api.http.problems import problem
from api.running.intake import ASSESS, Feed, Receipt, receive
from pnr.feed import carriers
from pnr.quality import remedy, sentence
from pnr.records.messages import MessageState
from pnr.wire.write_replies import write_ackres
from pnr.wire.writer import Outgoing
from retention import outbox

router = APIRouter(prefix="/v1", tags=["push"])

BODIES_IN_HAND = 8  # of at most the body limit each: what memory must hold
BEHIND = 2_000  # flights waiting: past this, accepting more only makes every answer later
_RETRY = {"Retry-After": "10"}
_in_hand = Semaphore(BODIES_IN_HAND)
_EDIFACT = "application/edifact"
UNABLE_TO_PROCESS = "118"  # PADIS 9321; its meaning is agreed with each carrier


class FindingAnswer(BaseModel):
    """One fault of the message: where, what, and what to do. Never a passenger value."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: str
    segment: str = Field(description="Tag of the segment, empty for the whole message.")
    position: int = Field(description="Number of the segment in its message.")
    element: str
    start: int = Field(description="First byte of the place, from 0.")
    end: int = Field(description="Byte after the place.")
    sentence: str
    remedy: str


class MessageAnswer(BaseModel):
    """What became of one message of the body."""

    model_config = ConfigDict(frozen=True)

    id: str
    type: str
    state: MessageState
    flight: str
    bookings: int
    travellers: int
    refused: int = Field(description="Parts that could not be read; they are held, the rest is stored.")
    findings: tuple[FindingAnswer, ...]


class PushAnswer(BaseModel):
    """What became of a pushed body, message by message."""

    model_config = ConfigDict(frozen=True)

    messages: tuple[MessageAnswer, ...]


def answer_of(receipt: Receipt) -> PushAnswer:
    """Return a receipt as the answer says it."""
    return PushAnswer(
        messages=tuple(
            MessageAnswer(
                id=str(one.id),
                type=one.type,
                state=one.state,
                flight=one.leg.flight if one.leg else "",
                bookings=one.bookings,
                travellers=one.travellers,
                refused=one.refused,
                findings=tuple(
                    FindingAnswer(
                        code=fault.code,
                        severity=fault.severity.value,
                        segment=fault.segment,
                        position=fault.position,
                        element=fault.element,
                        start=fault.start,
                        end=fault.end,
                        sentence=sentence(fault),
                        remedy=remedy(fault),
                    )
                    for fault in one.findings
                ),
            )
            for one in receipt.taken
        )
    )


def _admitted(application: Application, authorization: str) -> str | Response:
    """Return the carrier a key belongs to, or the refusal to answer with."""
    scheme, _, key = authorization.partition(" ")
    with application.store.reading(application.actor) as scope:
        carrier = carriers.holder(scope, key.strip()) if scheme.lower() == "bearer" else None
        waiting = outbox.pending(scope, ASSESS)
    if carrier is None:
        refused = problem(401, "key_needed", "Send the carrier's key: Authorization: Bearer …")
        refused.headers["www-authenticate"] = "Bearer"
        return refused
    if waiting > BEHIND:
        return _later("Work is behind. The body was not kept; send it again.")
    return carrier


def _later(text: str) -> Response:
    refused = problem(429, "try_later", text)
    refused.headers.update(_RETRY)
    return refused


@router.post(
    "/messages",
    response_model=PushAnswer,
    responses={
        401: {"description": "No valid carrier key."},
        413: {"description": "The body is larger than the limit."},
        422: {"description": "Nothing of the body could be read; it is held for 72 hours."},
        429: {"description": "Too much in hand; send again after `Retry-After` seconds."},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                name: {"schema": {"type": "string", "format": "binary"}}
                for name in (_EDIFACT, "application/xml", "application/octet-stream")
            },
        }
    },
)
async def push_message(
    request: Request,
    authorization: Annotated[str, Header()] = "",
    accept: Annotated[str, Header()] = "application/json",
) -> Response:
    """Store and screen what the body holds; answer when it is durable."""
    application: Application = request.app.state.application
    carrier = await run_in_threadpool(_admitted, application, authorization)
    if isinstance(carrier, Response):
        return carrier
    if _in_hand.locked():
        return _later("Too many bodies are in hand. This one was not kept; send it again.")
    async with _in_hand:
        try:
            data = await request.body()
        except ClientDisconnect:
            return problem(400, "cut_short", "The body ended early. Nothing was kept.")
        feed = Feed(
            "https",
            application.actor,
            carrier=carrier,
            airports=application.settings.airports,
            bell=application.bell,
        )
        limit = application.settings.body_limit
        if len(data) > limit:
            return problem(413, "too_large", f"The body is larger than {limit} bytes. Send it in parts.")
        receipt = await run_in_threadpool(receive, application.store, data, feed, limit=limit)
    if _EDIFACT in accept:
        return _acknowledged(receipt, application, carrier)
    if all(one.state is MessageState.QUARANTINED for one in receipt.taken):
        return problem(422, "unreadable", "Nothing of the body could be read. It is held for 72 hours.")
    return JSONResponse(answer_of(receipt).model_dump(mode="json"))


def _acknowledged(receipt: Receipt, application: Application, carrier: str) -> Response:
    """Answer with an ACKRES: accepted, or one application error when anything of the body was refused.

    What exactly was refused is in the JSON answer; the message has room for a code only.
    """
    first = receipt.taken[0]
    envelope = Outgoing(
        sender="NAJAVA",
        recipient=carrier,
        prepared=application.now(),
        reference=first.id.hex[-14:],
    )
    errors = [UNABLE_TO_PROCESS] if receipt.refused else []
    return Response(write_ackres(envelope, errors), media_type=_EDIFACT)
