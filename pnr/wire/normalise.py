"""What mail clients, web forms and printers do to a message, undone without moving a byte.

Every replacement keeps its length: what is left over becomes NUL, which the tokeniser drops. So an offset in
the normalised bytes is an offset in the input.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TAG = rb"[ \t\r\n\x00]*(?:[A-Za-z][A-Za-z0-9]{2}[+'*:#\x1d\xe2\x92-]|UN[AB]|$)"
_CURLY = re.compile(rb"(?:\xe2\x80[\x98\x99\xb2]|[\x91\x92](?=[ \t\r\n\x00]*[A-Z]{3}))(?=" + _TAG + rb")")
_ENTITY = re.compile(rb"&(?:apos|#39|#x27|quot|#34|amp|lt|gt|nbsp);")
_ENTITIES = {
    b"apos": b"'", b"#39": b"'", b"#x27": b"'", b"quot": b'"', b"#34": b'"', b"amp": b"&", b"lt": b"<",
    b"gt": b">", b"nbsp": b" ",
}  # fmt: skip
_SOFT_BREAK = re.compile(rb"=0D=0A|=\r?\n|=0A|=0D|=(?:27|2B|3A|3F|3D|20)")
_QUOTED = re.compile(rb"=0D=0A|=27|=2B|=3F|=3D\r?\n")
_CONTROL = re.compile(rb"[\x00\x08\x0b\x0c\x1a]")


class Normalised(NamedTuple):
    """The bytes to tokenise, and how often each kind of damage was met."""

    data: bytes
    curly: int = 0
    encoded: int = 0
    control: int = 0
    bom: bool = False
    utf16: bool = False


def normalise(data: bytes) -> Normalised:
    """Undo mail and web encodings, typographic terminators and byte order marks, keeping every offset.

    UTF-16 input is the exception: offsets are then in characters, and the caller scales them.
    """
    utf16 = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if utf16:
        data = data.decode("utf-16", errors="replace").encode("latin-1", errors="replace")
    bom = data.startswith(b"\xef\xbb\xbf")
    if bom:
        data = b"\x00\x00\x00" + data[3:]
    control = len(_CONTROL.findall(data, 3 if bom else 0)) if not data.isascii() or _has_control(data) else 0
    curly = encoded = 0
    if not data.isascii() and (b"\xe2\x80" in data or b"\x92" in data or b"\x91" in data):
        data, curly = _CURLY.subn(lambda match: b"'" + b"\x00" * (len(match.group()) - 1), data)
    if b"&" in data:
        data, encoded = _ENTITY.subn(_entity, data)
    if b"=" in data and len(_QUOTED.findall(data)) >= 2:
        data, count = _SOFT_BREAK.subn(_soft, data)
        encoded += count
    return Normalised(data, curly, encoded, control, bom, utf16)


def _has_control(data: bytes) -> bool:
    return any(byte in data for byte in (b"\x00", b"\x08", b"\x0b", b"\x0c", b"\x1a"))


def _entity(match: re.Match[bytes]) -> bytes:
    plain = _ENTITIES[match.group()[1:-1]]
    return plain + b"\x00" * (len(match.group()) - 1)


def _soft(match: re.Match[bytes]) -> bytes:
    text = match.group()
    plain = b"" if text[1:2] in b"\r\n" or text[1:3] in {b"0D", b"0A"} else bytes.fromhex(text[1:3].decode())
    return plain + b"\x00" * (len(text) - len(plain))
