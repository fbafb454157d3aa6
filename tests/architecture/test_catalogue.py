"""Everything stored is declared: what each column holds, tier and Annex I element of each sealed field."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, get_type_hints

import msgspec
import pytest
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, String, Table, Text, types

from pnr.model.booking import Booking
from retention.metadata import Holds, column, metadata
from retention.tiers import Kept, Tier, TierError, catalogue
from tests.builders.sources import PACKAGES

# The types a class may use. Free text has no class of its own: where a column is text without a bound, it
# tells of a published thing, a user of the service or a listed person, never of a passenger.
TYPES: dict[Holds, tuple[type[types.TypeEngine[Any]], ...]] = {
    Holds.TIME: (types.DateTime, types.Date, types.Time, types.Interval),
    Holds.STAMP: (types.String,),
    Holds.COUNT: (types.Integer, types.Float, types.Numeric, types.Boolean),
    Holds.SEALED: (types.LargeBinary,),
    Holds.TOKEN: (types.BigInteger, types.ARRAY, types.LargeBinary),
    Holds.HASH: (types.LargeBinary, types.String),
    Holds.ID: (types.Uuid, types.Integer, types.String, types.LargeBinary),
    Holds.CODE: (types.String, types.Integer, types.Boolean, types.LargeBinary, types.JSON),
}
LONGEST_CODE = 200
# Annex I of Directive (EU) 2016/681 has nineteen elements; 0 is a technical field.
LAST_ELEMENT = 19


def modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, prefix=f"{name}."):
            if not found.name.endswith("__main__") and ".migrations." not in found.name:
                yield importlib.import_module(found.name)


def tables() -> list[Table]:
    """Return the tables of every `MetaData` a module holds (the key store has a database of its own)."""
    values = [value for module in modules() for value in vars(module).values()]
    held = {id(value): value for value in values if isinstance(value, MetaData)}
    return [table for one in held.values() for table in one.tables.values()]


def faults(table: Table) -> list[str]:
    found = []
    for one in table.columns:
        holds = one.info.get("holds")
        kind = one.type.impl if isinstance(one.type, types.TypeDecorator) else one.type
        if not isinstance(holds, Holds):
            found.append(f"{table.name}.{one.name} does not say what it holds")
        elif holds in TYPES and not isinstance(kind, TYPES[holds]):
            found.append(f"{table.name}.{one.name} holds a {holds} as {type(kind).__name__}")
        elif holds in TYPES and isinstance(kind, String) and not 0 < (kind.length or 0) <= LONGEST_CODE:
            found.append(f"{table.name}.{one.name} holds a {holds} in text without a bound")
    return found


def stored_structs() -> list[type[msgspec.Struct]]:
    """Return the structs of which any field says where it is kept."""
    values = [value for module in modules() for value in vars(module).values() if isinstance(value, type)]
    structs = {value for value in values if issubclass(value, msgspec.Struct)}
    return sorted((one for one in structs if says_kept(one)), key=lambda one: one.__qualname__)


def says_kept(struct: type[msgspec.Struct]) -> bool:
    hints = get_type_hints(struct, include_extras=True).values()
    return any(isinstance(note, Kept) for hint in hints for note in getattr(hint, "__metadata__", ()))


def test_every_column_says_what_it_holds_in_a_type_that_fits() -> None:
    found = tables()
    assert metadata in {one.metadata for one in found}
    assert [fault for table in found for fault in faults(table)] == []


def test_columns_that_could_hold_a_passenger_in_clear_would_be_found() -> None:
    probe = Table(
        "probe",
        MetaData(),
        Column("surname", Text()),
        column("note", Text(), Holds.CODE),
        column("blob", String(40), Holds.SEALED),
        column("code", String(2_000), Holds.CODE),
        column("keys", BigInteger(), Holds.TOKEN),
        column("sealed", LargeBinary(), Holds.SEALED),
    )
    assert [fault.split()[0] for fault in faults(probe)] == [
        "probe.surname",
        "probe.note",
        "probe.blob",
        "probe.code",
    ]


def test_no_class_of_column_is_for_a_passenger_in_clear() -> None:
    assert set(Holds) - set(TYPES) == {Holds.PUBLIC, Holds.STAFF, Holds.LISTED}


def test_every_stored_field_has_tier_and_element() -> None:
    structs = stored_structs()
    assert Booking in structs
    for struct in structs:
        for field in catalogue(struct):
            assert 0 <= field.kept.element <= LAST_ELEMENT, field


def test_a_stored_field_without_tier_would_be_found() -> None:
    class Known(msgspec.Struct):
        surname: Annotated[str, Kept(Tier.ID, 4)] = ""
        remark: str = ""

    assert says_kept(Known)
    with pytest.raises(TierError, match="remark"):
        catalogue(Known)


def test_names_documents_and_contacts_are_never_open_to_analysis() -> None:
    personal = {"surname", "given", "number", "birth", "email", "phone", "street", "address"}
    loose = [
        f"{field.struct}.{field.field}"
        for struct in stored_structs()
        for field in catalogue(struct)
        if field.field in personal and field.kept.tier is not Tier.ID
    ]
    assert [name for name in loose if not name.startswith(("FlightLeg", "ItineraryLeg", "Leg"))] == []
