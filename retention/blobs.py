"""What a sealed blob says about itself in clear: its header. Opening it is `retention.sealing`'s alone."""

from __future__ import annotations

import struct
from typing import NamedTuple

from retention.refusals import CannotOpen

SUITE_AES_256_GCM = 1
LAYOUT = struct.Struct(">BHH16s")
NONCE = 12
TAG = 16
KEY_ID_AT = 6  # the first byte of the key id, counted from 1, as SQL does


class Header(NamedTuple):
    """Cipher suite, schema version of the record, compression dictionary, key (a commitment to it)."""

    suite: int
    schema: int
    dictionary: int
    key_id: bytes


def header_of(blob: bytes) -> Header:
    """Read the header. Raises `CannotOpen` for bytes that are no blob."""
    if len(blob) < LAYOUT.size + NONCE + TAG:
        raise CannotOpen
    return Header(*LAYOUT.unpack_from(blob))
