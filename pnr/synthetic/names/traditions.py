"""Name traditions: which names a person may have, how often, and in which spellings.

A tradition is a script and a way of transliterating, nothing else. The letters A to H under which reports
compare outcomes are made from it here and are never seen by the service (decision 20).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

import msgspec

from pnr.synthetic.chance import Weighted, by_rank
from pnr.synthetic.names import european, further, south_slavic
from pnr.synthetic.names import western_balkan_and_anatolian as balkan
from pnr.synthetic.names.spelling import cyrillic, official, variants

_RARE_SHARE = 0.45
_RESERVED_FOR_LISTS = 5  # every fifth rare surname belongs to invented list people, and to nobody else


class NameForm(msgspec.Struct, frozen=True, gc=False):
    """One name: in its own letters, as documents write it, and other spellings in use."""

    native: str
    document: str
    others: tuple[str, ...] = ()
    original: str = ""  # in a script other than Latin, where the register has one


class Tradition(msgspec.Struct, frozen=True):
    """The pools of one tradition. `rare` widens the surnames; `listed` are those kept for list people."""

    code: str
    group: str
    surnames: Weighted[NameForm]
    rare: tuple[NameForm, ...]
    listed: tuple[NameForm, ...]
    men: Weighted[NameForm]
    women: Weighted[NameForm]
    double_surname: float = 0.0

    def surname(self, draw: float) -> NameForm:
        """Return a surname for one uniform draw."""
        if draw < _RARE_SHARE:
            return self.rare[int(draw / _RARE_SHARE * len(self.rare))]
        return self.surnames.pick((draw - _RARE_SHARE) / (1 - _RARE_SHARE))

    def given(self, sex: str, draw: float) -> NameForm:
        """Return a given name for `M` or `F`."""
        return (self.men if sex == "M" else self.women).pick(draw)


def _form(native: str, channel: str) -> NameForm:
    original = ""
    if channel == "macedonian":
        original = native
    elif channel == "serbian":
        original = cyrillic(native)
    return NameForm(native.replace("_", " "), official(native, channel), variants(native, channel), original)


def _forms(natives: Sequence[str], channel: str) -> Weighted[NameForm]:
    return by_rank([_form(native, channel) for native in natives])


def _chinese_given() -> Weighted[NameForm]:
    syllables = further.CHINESE_SYLLABLES
    single = [_form(one, "chinese") for one in syllables]
    double = []
    for first, second in product(syllables[:36], syllables[12:]):
        whole = official(first + second, "chinese")
        double.append(
            NameForm(
                first + second.lower(), whole, (f"{first} {second}".upper(), f"{first}-{second}".upper())
            )
        )
    return Weighted([(one, 20.0) for one in single] + [(one, 1.0) for one in double])


def _tradition(
    code: str,
    group: str,
    *,
    channel: str,
    surnames: Sequence[str],
    men: Sequence[str],
    women: Sequence[str],
    rare: tuple[Sequence[str], Sequence[str]],
    double_surname: float = 0.0,
) -> Tradition:
    widened = [_form(stem + ending, channel) for stem, ending in product(*rare)]
    return Tradition(
        code,
        group,
        surnames=_forms(surnames, channel),
        rare=tuple(one for place, one in enumerate(widened) if place % _RESERVED_FOR_LISTS),
        listed=tuple(one for place, one in enumerate(widened) if not place % _RESERVED_FOR_LISTS),
        men=_forms(men, channel) if men else _chinese_given(),
        women=_forms(women, channel) if women else _chinese_given(),
        double_surname=double_surname,
    )


def _south_slavic() -> tuple[Tradition, ...]:
    rare = (south_slavic.RARE_STEMS, south_slavic.RARE_ENDINGS)
    return (
        _tradition(
            "macedonian", "A", channel="macedonian", surnames=south_slavic.MACEDONIAN_SURNAMES,
            men=south_slavic.MACEDONIAN_MEN, women=south_slavic.MACEDONIAN_WOMEN,
            rare=(_MACEDONIAN_STEMS, ("ски", "ов", "ев")),
        ),
        _tradition(
            "serbian", "A", channel="serbian", surnames=south_slavic.SERBIAN_SURNAMES,
            men=south_slavic.SERBIAN_MEN, women=south_slavic.SERBIAN_WOMEN, rare=rare,
        ),
        _tradition(
            "bosnian", "A", channel="serbian", surnames=south_slavic.BOSNIAN_SURNAMES,
            men=south_slavic.BOSNIAN_MEN, women=south_slavic.BOSNIAN_WOMEN, rare=rare,
        ),
    )  # fmt: skip


_MACEDONIAN_STEMS = """
Брдаров Врбенов Гавранов Загорев Клисуров Лугов Мрковев Планинов Разборов Трновев Угаров Церовев Жижов Чавков
Дреновев Јасенов Каменов Осојнов Равнинов Студенов Тополов Шумаров Ѕидаров Ќебапов Њивев Џинов Ѓеренов Љутев
""".split()


@cache
def traditions() -> dict[str, Tradition]:
    """Return every tradition by its code. Made once: about four thousand name forms."""
    made = (
        *_south_slavic(),
        _tradition(
            "albanian", "B", channel="albanian", surnames=balkan.ALBANIAN_SURNAMES, men=balkan.ALBANIAN_MEN,
            women=balkan.ALBANIAN_WOMEN, rare=(balkan.ALBANIAN_RARE_STEMS, balkan.ALBANIAN_RARE_ENDINGS),
        ),
        _tradition(
            "turkish", "C", channel="turkish", surnames=balkan.TURKISH_SURNAMES, men=balkan.TURKISH_MEN,
            women=balkan.TURKISH_WOMEN, rare=(balkan.TURKISH_RARE_STEMS, balkan.TURKISH_RARE_ENDINGS),
        ),
        _tradition(
            "central", "D", channel="central", surnames=european.CENTRAL_SURNAMES, men=european.CENTRAL_MEN,
            women=european.CENTRAL_WOMEN, rare=(european.CENTRAL_RARE_STEMS, european.CENTRAL_RARE_ENDINGS),
            double_surname=0.03,
        ),
        _tradition(
            "arabic", "E", channel="arabic", surnames=further.ARABIC_SURNAMES, men=further.ARABIC_MEN,
            women=further.ARABIC_WOMEN, rare=(further.ARABIC_RARE_STEMS, further.ARABIC_RARE_ENDINGS),
        ),
        _tradition(
            "persian", "F", channel="persian", surnames=further.PERSIAN_SURNAMES, men=further.PERSIAN_MEN,
            women=further.PERSIAN_WOMEN, rare=(further.PERSIAN_RARE_STEMS, further.PERSIAN_RARE_ENDINGS),
        ),
        _tradition(
            "chinese", "G", channel="chinese", surnames=further.CHINESE_SURNAMES, men=(), women=(),
            rare=(further.CHINESE_SURNAMES, ("",)),
        ),
        _tradition(
            "iberian", "H", channel="iberian", surnames=european.IBERIAN_SURNAMES, men=european.IBERIAN_MEN,
            women=european.IBERIAN_WOMEN, rare=(european.IBERIAN_RARE_STEMS, european.IBERIAN_RARE_ENDINGS),
            double_surname=0.55,
        ),
        _tradition(
            "west_african", "H", channel="west_african", surnames=further.WEST_AFRICAN_SURNAMES,
            men=further.WEST_AFRICAN_MEN, women=further.WEST_AFRICAN_WOMEN,
            rare=(further.WEST_AFRICAN_RARE_STEMS, further.WEST_AFRICAN_RARE_ENDINGS),
        ),
    )  # fmt: skip
    return {one.code: one for one in made}


@cache
def feminine(form: NameForm) -> NameForm:
    """Return the form women of the same family bear where the tradition inflects surnames."""
    for ending, changed in (("ски", "ска"), ("ов", "ова"), ("ев", "ева")):
        if form.native.endswith(ending):
            return _form(form.native[: -len(ending)] + changed, "macedonian")
    return form
