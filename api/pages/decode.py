"""Reads a message in memory and shows what it says. Nothing is stored; the look itself is an entry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse

from api.decoding import document as views
from api.decoding.view import file_view
from api.identity.principals import Reader
from api.pages.language import gettext as _
from api.pages.rendering import render
from api.pages.shell import frame
from pnr.reading import read

router = APIRouter()

_MOST = 4 * 1024 * 1024
_ELEMENTS = (1, 2, 4, 5, 6, 7, 9, 13, 14, 16, 18)


@router.get("/decode")
def show_decode(request: Request, person: Reader) -> HTMLResponse:
    """Show an empty decoder."""
    return render(
        "decode.html", frame=frame(request, person, active="decode", keys=("confirm",)), shown=None, wrong=""
    )


@router.post("/decode")
def decode(
    request: Request,
    person: Reader,
    *,
    file: Annotated[UploadFile | None, File()] = None,
    text: Annotated[str, Form(max_length=_MOST)] = "",
) -> HTMLResponse:
    """Decode one file or pasted text. The entry says how much was read and of what kind, never what."""
    purpose = person.purpose
    data = file.file.read(_MOST + 1) if file is not None and file.filename else text.encode()
    wrong = ""
    shown: views.FileView | None = None
    entry: int | None = None
    if not data.strip():
        wrong = _("Choose a file or paste a text first.")
    elif len(data) > _MOST:
        wrong = _("Larger than 4 MB: use najava decode on the command line.")
    else:
        decoded = read(
            data, name=file.filename or "" if file else "", received=person.application.now().date()
        )
        with person.application.store.consulting(person.actor, purpose) as scope:
            scope.show((), elements=_ELEMENTS)
            scope.note(decoded=len(data), kind=decoded.kind)
        entry = scope.entry
        shown = file_view("", data, decoded)
    shell = frame(request, person, active="decode", keys=("confirm",), entry=entry)
    return render("decode.html", status=422 if wrong else 200, frame=shell, shown=shown, wrong=wrong)
