"""Read the machine-readable zone of a travel document: TD1, TD2, TD3, MRV-A, MRV-B, the old French card.

Check digits are tested, misread characters put right only where the position can hold nothing else and the
check digit then fits, and every doubt is a finding. Positions and rules: ICAO Doc 9303 parts 3 to 7.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from pnr import codes
from pnr.quality import Finding, severity

_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_TO_DIGIT = str.maketrans("OQDIZSGB", "00012568")
_TO_LETTER = str.maketrans("01258", "OIZSB")
_LENGTHS = {(44, 44): "TD3", (36, 36): "TD2", (30, 30, 30): "TD1"}
_BETWEEN_LETTERS = re.compile(r"(?<=[A-Z])[01258](?=[A-Z])")
_ALLOWED = re.compile(r"[A-Z0-9<]")


class Check(msgspec.Struct, frozen=True, gc=False):
    """One check digit: over number, birth, expiry, personal or composite; as printed; whether it fits."""

    part: str
    printed: str
    passes: bool


class Zone(msgspec.Struct, frozen=True, gc=False, tag="mrz", tag_field="paper"):
    """A zone as read. Dates are ISO where they are dates; `*_received` as printed. `sex`: M, F or X.

    `valid` means that every check digit of the format fits. `number` is whole, also when it runs on into the
    optional field. `optional` holds what is left there (`personal_number` in a passport).
    """

    format: str = ""  # TD1, TD2, TD3, MRV-A, MRV-B, FRA
    document_type: str = ""
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given: str = ""
    nationality: str = ""
    birth: str = ""
    birth_received: str = ""
    sex: str = ""
    expiry: str = ""
    expiry_received: str = ""
    personal_number: str = ""
    optional: str = ""
    checks: tuple[Check, ...] = ()
    valid: bool = False
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def digit(text: str) -> str:
    """Return the check digit over `text`: weights 7, 3, 1, modulo 10 (Doc 9303 part 3, 4.9)."""
    return str(sum(_VALUES.get(c, 0) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the zone's lines in capitals with fillers, or nothing where the text has not the form of one."""
    prepared = text.upper().replace("«", "<<").replace("‹", "<").replace("\u00a0", " ")
    found = [re.sub(r" ", "<", line.strip()) for line in prepared.splitlines() if line.strip()]
    if len(found) == 1:
        width = {88: 44, 72: 36, 90: 30}.get(len(found[0]), 0)
        found = [found[0][i : i + width] for i in range(0, len(found[0]), width)] if width else []
    expected = next((form for form in _LENGTHS if _fits(found, form)), None)
    if expected is None or found[0][:1] not in "PIACV" or sum(line.count("<") for line in found) < 3:
        return ()
    return tuple(found)


def _fits(lines: list[str], form: tuple[int, ...]) -> bool:
    """Lines may have lost fillers at their end, or hold one character too many."""
    if len(lines) != len(form):
        return False
    exact = sum(len(line) == length for line, length in zip(lines, form, strict=True))
    return exact >= 1 and all(
        length - 32 <= len(line) <= length + 1 for line, length in zip(lines, form, strict=True)
    )


def read_mrz(text: str, *, today: date) -> Zone | None:
    """Read a zone; None where `text` has not the form of one. Never raises.

    `today` decides the century of births (never after it) and expiries (at most twenty years ahead is 20xx).
    """
    lines = lines_of(text)
    if not lines:
        return None
    return _Reader(lines, today).read()


class _Reader:
    def __init__(self, lines: tuple[str, ...], today: date) -> None:
        form = next(form for form in _LENGTHS if _fits(list(lines), form))
        self.format = _LENGTHS[form]
        self.today = today
        self.findings: list[Finding] = []
        self.checks: list[Check] = []
        self.lines = [self._clean(line, length) for line, length in zip(lines, form, strict=True)]

    def read(self) -> Zone:
        first = self.lines[0]
        if self.format == "TD2" and first.startswith("IDFRA") and first[-6:].replace("<", "0").isalnum():
            zone = self._french() if self._is_french() else self._two_lines()
        elif self.format == "TD1":
            zone = self._three_lines()
        else:
            zone = self._two_lines()
        self._judge(zone)
        return msgspec.structs.replace(
            zone,
            checks=tuple(self.checks),
            valid=bool(self.checks) and all(one.passes for one in self.checks),
            lines=tuple(self.lines),
            findings=tuple(self.findings),
        )

    def note(self, code: str, **params: object) -> None:
        pairs = tuple((name, str(value)) for name, value in params.items())
        self.findings.append(Finding(code, severity(code), params=pairs))

    def _clean(self, line: str, length: int) -> str:
        strange = sum(1 for c in line if not _ALLOWED.match(c))
        if strange:
            self.note("mrz.characters", count=strange)
            line = "".join(c if _ALLOWED.match(c) else "<" for c in line)
        if len(line) != length:
            self.note("mrz.length", length=len(line), expected=length)
        return line[:length].ljust(length, "<")

    def _put(self, row: int, start: int, text: str) -> None:
        line = self.lines[row]
        self.lines[row] = line[:start] + text + line[start + len(text) :]

    def _checked(self, part: str, row: int, start: int, end: int, *, numeric: bool) -> str:
        """Test the digit after `start:end`; put misread characters right where only digits can stand."""
        text, printed = self.lines[row][start:end], self.lines[row][end]
        passes = digit(text) == printed
        if not passes:
            fixed, fixed_digit = (
                (text.translate(_TO_DIGIT) if numeric else text),
                printed.translate(_TO_DIGIT),
            )
            if (fixed, fixed_digit) != (text, printed) and digit(fixed) == fixed_digit:
                self._put(row, start, fixed + fixed_digit)
                self.note("mrz.corrected", part=part)
                text, printed, passes = fixed, fixed_digit, True
        self.checks.append(Check(part, printed, passes))
        if not passes:
            self.note("mrz.check_failed", part=part)
        return text

    def _composite(self, text: str, printed: str) -> None:
        passes = digit(text) == printed
        self.checks.append(Check("composite", printed, passes))
        if not passes:
            self.note("mrz.check_failed", part="composite")

    def _two_lines(self) -> Zone:
        visa = self.lines[0][0] == "V"
        width = len(self.lines[0])
        number = self._number(1, 0, 9, (28, 35)) if width == 36 and not visa else ""
        if not number:
            number = self._checked("number", 1, 0, 9, numeric=False)
        birth = self._checked("birth", 1, 13, 19, numeric=True)
        expiry = self._checked("expiry", 1, 21, 27, numeric=True)
        personal = ""
        if not visa and width == 44:
            personal = self.lines[1][28:42]
            printed = self.lines[1][42]
            passes = digit(personal) == printed or (printed == "<" and not personal.strip("<"))
            self.checks.append(Check("personal", printed, passes))
            if not passes:
                self.note("mrz.check_failed", part="personal number")
        line = self.lines[1]
        if not visa:
            self._composite(line[0:10] + line[13:20] + line[21 : width - 1], line[width - 1])
        surname, given = self._names(self.lines[0][5:])
        return Zone(
            format=("MRV-A" if width == 44 else "MRV-B") if visa else self.format,
            document_type=self.lines[0][:2].rstrip("<"),
            issuer=self._jurisdiction(0, 2, "issuer"),
            number=number.strip("<"),
            surname=surname,
            given=given,
            nationality=self._jurisdiction(1, 10, "nationality"),
            birth=self._birth(birth),
            birth_received=birth,
            sex=self._sex(line[20]),
            expiry=self._expiry(expiry),
            expiry_received=expiry,
            personal_number=personal.rstrip("<").replace("<", " "),
            optional="" if personal else line[28 : width - (0 if visa else 1)].strip("<").replace("<", " "),
        )

    def _three_lines(self) -> Zone:
        number = self._number(0, 5, 14, (15, 30)) or self._checked("number", 0, 5, 14, numeric=False)
        birth = self._checked("birth", 1, 0, 6, numeric=True)
        expiry = self._checked("expiry", 1, 8, 14, numeric=True)
        one, two, three = self.lines
        self._composite(one[5:30] + two[0:7] + two[8:15] + two[18:29], two[29])
        surname, given = self._names(three)
        return Zone(
            format="TD1",
            document_type=one[:2].rstrip("<"),
            issuer=self._jurisdiction(0, 2, "issuer"),
            number=number.strip("<"),
            surname=surname,
            given=given,
            nationality=self._jurisdiction(1, 15, "nationality"),
            birth=self._birth(birth),
            birth_received=birth,
            sex=self._sex(two[7]),
            expiry=self._expiry(expiry),
            expiry_received=expiry,
            optional=" ".join((one[15:30] + two[18:29]).replace("<", " ").split()),
        )

    def _number(self, row: int, start: int, end: int, optional: tuple[int, int]) -> str:
        """Read a number longer than nine places: `<` stands for its digit, the rest leads the optional field.

        Issuers differ on whether that `<` takes part in the sum; either is accepted (Doc 9303 part 5).
        """
        line = self.lines[row]
        rest = re.match(r"([A-Z0-9]+)<", line[optional[0] : optional[1]] + "<")
        if line[end] != "<" or "<" in line[start:end] or rest is None or len(rest[1]) < 2:
            return ""
        whole, printed = line[start:end] + rest[1][:-1], rest[1][-1]
        passes = printed in {digit(whole), digit(line[start:end] + "<" + rest[1][:-1])}
        self.checks.append(Check("number", printed, passes))
        if not passes:
            self.note("mrz.check_failed", part="number")
        return whole

    def _is_french(self) -> bool:
        line = self.lines[1]
        return line[27:33].isdigit() and line[34] in "MF" and digit(line[27:33]) == line[33]

    def _french(self) -> Zone:
        """Read the French identity card of 1988 to 2021: surname above; number, given names, birth below."""
        one, two = self.lines
        number = self._checked("number", 1, 0, 12, numeric=False)
        birth = self._checked("birth", 1, 27, 33, numeric=True)
        self._composite(one + two[:35], two[35])
        given = " ".join(two[13:27].replace("<", " ").split())
        return Zone(
            format="FRA",
            document_type="ID",
            issuer="FRA",
            number=number.strip("<"),
            surname=" ".join(one[5:30].replace("<", " ").split()),
            given=given,
            nationality="FRA",
            birth=self._birth(birth),
            birth_received=birth,
            sex=self._sex(two[34]),
            optional=one[30:].strip("<"),
        )

    def _names(self, field: str) -> tuple[str, str]:
        field = field.lstrip("<")
        if field and field[-1] != "<":
            self.note("mrz.name_truncated")
        surname, _, given = field.rstrip("<").partition("<<")
        return _letters(surname), _letters(given)

    def _jurisdiction(self, row: int, start: int, part: str) -> str:
        text = self.lines[row][start : start + 3]
        if not codes.alpha3(text):
            fixed = text.translate(_TO_LETTER)
            if fixed != text and codes.alpha3(fixed):
                self._put(row, start, fixed)
                self.note("mrz.corrected", part=part)
                text = fixed
            elif text.strip("<"):
                self.note("mrz.jurisdiction_unknown", part=part)
        return text.rstrip("<")

    def _sex(self, letter: str) -> str:
        return letter if letter in "MF" else "X"

    def _birth(self, text: str) -> str:
        if not text.strip("<"):
            return ""
        year = text[:2]
        if not year.isdigit():
            self.note("mrz.birth_invalid")
            return ""
        century = 2000 if 2000 + int(year) <= self.today.year else 1900
        made = _partial(century + int(year), text[2:4], text[4:6])
        if made and len(made) == 10 and made > self.today.isoformat():
            made = _partial(century - 100 + int(year), text[2:4], text[4:6])
        if not made:
            self.note("mrz.birth_invalid")
        return made

    def _expiry(self, text: str) -> str:
        if not text.strip("<"):
            return ""
        made = ""
        if text.isdigit():
            ahead = 2000 + int(text[:2]) <= self.today.year + 20
            made = _partial((2000 if ahead else 1900) + int(text[:2]), text[2:4], text[4:6])
        if len(made) != 10:
            self.note("mrz.expiry_invalid")
        elif made < self.today.isoformat():
            self.note("mrz.expired")
        return made

    def _judge(self, zone: Zone) -> None:
        if zone.issuer == "UTO":
            self.note("mrz.specimen")
        if len(self.checks) > 1 and not any(one.passes for one in self.checks):
            self.note("mrz.not_trusted")


def _letters(part: str) -> str:
    """Return a part of the name with blanks; a digit between letters is misread and put right."""
    part = _BETWEEN_LETTERS.sub(lambda found: found[0].translate(_TO_LETTER), part)
    return " ".join(part.replace("<", " ").split())


def _partial(year: int, month: str, day: str) -> str:
    """Return an ISO date, or what is known of it where the zone has `00` or `<<` for month or day."""
    unknown = {"00", "<<"}
    if month in unknown:
        return str(year)
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return ""
    if day in unknown:
        return f"{year}-{month}"
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return ""
