"""Repairs a tokenised interchange whose senders did not escape: by the list of known tags, never by guessing.

A terminator that was not released splits a name in two (`TIF+O'HARA+…`); a stray release glues two segments
(`…CLUB?'` and then `TIF+…`). Both show as chunks whose first letters are no tag, and only then does any of
this run.
"""

from __future__ import annotations

import re

from pnr.wire.edifact import COMPONENT, ELEMENT, Tokens

SERVICE = frozenset({"UNB", "UNG", "UNH", "UNT", "UNE", "UNZ", "UNS", "UNA", "UNP", "UNO", "UGH", "UGT"})
PNRGOV = frozenset(
    "MSG ORG TVL EQN SRC RCI SSR DAT IFT ADD EBD TIF FTI REF FAR TKT MON PTK TXD FOP TRA RPI APD TRI SSD "
    "TBD ABI SAC LTS ERC".split()
)
PAXLST = frozenset(
    "BGM RFF DTM LOC NAD CTA COM TDT ATT MEA GEI FTX EMP NAT DOC CPI QTY GID CNT AUT ERP ERC PDT".split()
)
DIRECTORY = frozenset(
    "ABI ADD ADR AGR AJT ALC ALI APD API APP APR ARD ARR ASI ATI ATT AUT BAS BGM BII BUS CAV CCD CCI CDI "
    "CDS CDV CED CIN CLA CLI CMP CNI CNT CNX COD COM CON COT CPI CPS CPT CST CTA CUX DAM DAT DAV DDI DFN "
    "DGS DII DIS DIT DLI DLM DMS DOC DRD DSG DSI DTM EBD EDT EFI ELM ELU ELV EMP EQA EQD EQI EQN ERC ERI "
    "ERP EVE EVT FAR FCA FII FLW FNS FNT FOP FOR FRM FRQ FSQ FTI FTX GDS GEI GID GIN GIR GOR GPO GRU HAN "
    "HDI HDR HYN ICD ICI IDE IFD IFT IHC IMD IND INP INV IRQ ISI ITC ITD ITM LAN LIN LKP LOC LTS MAP MEA "
    "MEM MKS MOA MON MOV MSG MTD NAA NAD NAT NME NUN ODI ODS ORG OTI PAC PAI PAS PCC PCD PCI PDI PDT PER "
    "PGI PIA PIT PLI PMT PNA POC POP POR POS PRC PRE PRI PRO PRT PRV PSD PSI PTK PTY PYT QRS QTI QTY QUA "
    "QVR RAL RCI RCS REF REL RFF RFR RJL RLS RNG ROD RPI RSL RTC RTI RUL SAC SAL SCC SCD SEG SEL SEQ SER "
    "SFI SGP SGU SLI SMV SPR SPS SRC SSD SSR STA STC STG STS SUP TAX TBD TCC TCE TDI TDT TEM TFF TFM TIF "
    "TIZ TKT TMD TMP TOD TPL TRA TRF TRI TRU TSR TTT TVL TXD TXS UCD UCF UCI UCM UCS VEH VLI".split()
)
KNOWN = SERVICE | PNRGOV | PAXLST
TAGS = KNOWN | DIRECTORY
_HEADS = frozenset(tag + ELEMENT for tag in KNOWN) | {"SRC", "DAT", "ORG", "UNZ", "UNT", "UNE", "TBD", "SAC"}
_TEXTUAL = frozenset(
    {
        "TIF",
        "SSR",
        "IFT",
        "LTS",
        "ADD",
        "FTX",
        "NAD",
        "COM",
        "CTA",
        "LOC",
        "FTI",
        "ORG",
        "TVL",
        "FOP",
        "PDT",
        "REF",
        "RFF",
    }
)
_TAGLIKE = re.compile(r"[A-Za-z][A-Za-z0-9]{2}(?:\x1d|\x1f|$)")
_SWALLOWED = re.compile(
    r"[ ]*(?:(?:" + "|".join(sorted(PNRGOV | PAXLST | {"UNT", "UNZ", "UNE"})) + r")\x1d|SRC$)"
)
_GLUED = re.compile(
    r"(?<=[^\x1d\x1f])(?="
    r"SSR\x1d[A-Z]{4}\x1f|TVL\x1d\d{6}\x1f|IFT\x1d[34]\x1f\d|DAT\x1d(?:700|710)\x1f|TKT\x1d\d{13}|RPI\x1d\d+\x1d[A-Z]{2}$"
    r"|RCI\x1d[A-Z0-9]{2}\x1f|TIF\x1d[^\x1d\x1f]+\x1d[^\x1d\x1f]*\x1f(?:A|C|IN)(?:\x1f|$)|TRI\x1d\x1d|UNT\x1d\d+\x1d"
    r"|TBD\x1d\x1d\d|DTM\x1d(?:36|189|232|329)\x1f|NAD\x1d(?:FL|FM|MS)\x1d|LOC\x1d(?:125|87|178|179|174|180|91)\x1d[A-Z]{3}"
    r"|RFF\x1d(?:AVF|ABO|SEA)\x1f|DOC\x1d[A-Z]{1,2}\x1f110|NAT\x1d2\x1d)"
)


def repair(tokens: Tokens) -> list[tuple[str, int, dict[str, str]]]:
    """Put the segments right in place; return the findings, by code, segment index and parameters."""
    text, tokens.text = tokens.text, ""
    terminator = chr(tokens.dialect.terminator)
    sound = _HEADS.issuperset([segment[:4] for segment in tokens.segments])
    if sound and terminator in text:  # mostly an apostrophe that was released as it should be
        sound = not any(terminator in one and _swallows(one, terminator) >= 0 for one in tokens.segments)
    if sound and not _counted(tokens):  # a lost terminator shows in the trailer's count
        sound = not any(_GLUED.search(one, 4) for one in tokens.segments)
    return [] if sound else _Repairs(tokens, terminator).run()


def _counted(tokens: Tokens) -> bool:
    """Return whether every trailer announces the segments that are there."""
    header = -1
    for at in tokens.service():
        segment = tokens.segments[at]
        if segment.startswith("UNH"):
            if header >= 0:
                return False
            header = at
        elif segment.startswith("UNT"):
            announced = segment.split(ELEMENT)[1:2]
            if header < 0 or announced != [str(at - header + 1)]:
                return False
            header = -1
    return header < 0


def _swallows(text: str, terminator: str) -> int:
    """Return where a terminator that was taken for data stands before a known tag; -1 if none does."""
    at = text.find(terminator, 3)
    while at >= 0:
        if _SWALLOWED.match(text, at + 1) is not None:
            return at
        at = text.find(terminator, at + 1)
    return -1


class _Repairs:
    def __init__(self, tokens: Tokens, terminator: str) -> None:
        self.tokens = tokens
        self.terminator = terminator
        self.kept: list[str] = []
        self.sources: list[int] = []
        self.found: list[tuple[str, int, dict[str, str]]] = []
        self.tail: list[str] = []

    def run(self) -> list[tuple[str, int, dict[str, str]]]:
        for source, text in enumerate(self.tokens.segments):
            tag = text[:3].upper()
            fits = len(text) == 3 or text[3:4] == ELEMENT
            if not fits and text[3:].lstrip(" ")[:1] == ELEMENT:  # `UNG *PAXLST`
                text, fits = tag + text[3:].lstrip(" "), True  # noqa: PLW2901  # the repaired text goes on
            if fits and tag in KNOWN:
                if tag != text[:3]:
                    text = tag + text[3:]  # noqa: PLW2901  # as above
                    if not any(code == "segment.lower_case" for code, _, _ in self.found):
                        self.found.append(("segment.lower_case", len(self.kept), {}))
                self.keep(text, source)
            elif self.kept and self.belongs_to_last(text, tag, fits=fits):
                self.tail.append(text)
            else:
                self.keep(text, source)
        self.rejoin()
        self.tokens.segments = self.kept
        self.tokens.sources = self.sources
        return self.found

    def rejoin(self) -> None:
        """Put the pieces an apostrophe cut off back to the segment they belong to."""
        if self.tail:
            self.kept[-1] = self.terminator.join((self.kept[-1], *self.tail))
            self.found.append(("segment.rejoined", len(self.kept) - 1, {}))
            self.tail.clear()

    def belongs_to_last(self, text: str, tag: str, *, fits: bool) -> bool:
        """Return whether a chunk that is no known segment is the rest of a text cut by its own apostrophe."""
        before = self.kept[-1][:3]
        if before not in _TEXTUAL:
            return False
        if not fits and not _TAGLIKE.match(text):
            return True
        if tag in DIRECTORY:
            return False
        count = self.kept[-1].count(ELEMENT)
        return (before == "TIF" and count < 2) or (before == "NAD" and count == 4)

    def keep(self, text: str, source: int) -> None:
        """Keep a segment, parted where a swallowed or missing terminator shows."""
        self.rejoin()
        while True:
            cut = self.swallowed(text)
            code = "segment.release_dangling"
            if cut is None:
                cut = self.glued(text)
                code = "segment.glued"
            if cut is None:
                break
            head, text = cut
            self.kept.append(head.rstrip(" "))
            self.sources.append(source)
            self.found.append((code, len(self.kept) - 1, {}))
        self.kept.append(text)
        self.sources.append(source)

    def swallowed(self, text: str) -> tuple[str, str] | None:
        at = _swallows(text, self.terminator)
        return (text[:at], text[at + 1 :].lstrip(" ")) if at >= 0 else None

    def glued(self, text: str) -> tuple[str, str] | None:
        match = _GLUED.search(text, 4)
        return (text[: match.start()], text[match.start() :]) if match else None


__all__ = ["COMPONENT", "KNOWN", "PAXLST", "PNRGOV", "SERVICE", "repair"]
