"""How is a domain value stored for weeks, and read back by newer code?

Plain JSON shapes with a version. A field that a later release added is
ignored by an older reader, a missing one takes its default, and a version
nobody here knows is refused. It refuses to guess: no pickles, no class paths.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, overload

from negotiation.errors import TheirFault

VERSION = 1
T = TypeVar("T")
_Codec = Callable[[Any], Any]


class UnreadableRecord(TheirFault):
    """A stored record does not fit the type it should be read as."""

    def __init__(self, type_name: str, problem: str) -> None:
        super().__init__(type_name, problem)
        self.type_name, self.problem = type_name, problem

    def __str__(self) -> str:
        return f"stored {self.type_name}: {self.problem}"


def encode(value: object) -> dict[str, Any]:
    """Return *value*, a dataclass of `negotiation`, as a JSON shape with version and type."""
    if not is_dataclass(value) or isinstance(value, type):
        raise UnreadableRecord(type(value).__name__, "only dataclass instances are stored")
    return {"v": VERSION, "type": type(value).__name__, **_encoder(type(value))(value)}


@overload
def decode(kind: type[T], data: Mapping[str, Any]) -> T: ...


@overload
def decode(kind: types.UnionType, data: Mapping[str, Any]) -> Any: ...


def decode(kind: Any, data: Mapping[str, Any]) -> Any:
    """Return the *kind* (a dataclass or a union of them) that *data* holds.

    Raises UnreadableRecord on an unknown version, another type, or a missing or wrong field.
    """
    name: str = getattr(kind, "__name__", str(kind))
    if not isinstance(data, Mapping):
        raise UnreadableRecord(name, f"expected an object, got {type(data).__name__}")
    if data.get("v") != VERSION:
        raise UnreadableRecord(name, f"version {data.get('v')!r} is unknown; this release reads version {VERSION}")
    if is_dataclass(kind) and data.get("type", name) != name:
        raise UnreadableRecord(name, f"it is a {data['type']}")
    return _decoder(kind)(data)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    codec: _Codec
    optional: bool


@cache
def _encoder(kind: Any) -> _Codec:
    """Return the function that encodes values declared as *kind*."""
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    members = _members(kind)
    if members:
        return _union_encoder(members)
    if typing.get_origin(kind) is tuple:
        items = _tuple_items(kind)
        return lambda value: [_encoder(item)(v) for item, v in zip(items(len(value)), value, strict=True)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.value
    return lambda value: value


def _dataclass_encoder(kind: Any) -> _Codec:
    hints = typing.get_type_hints(kind)
    plan = [(f.name, _encoder(hints[f.name])) for f in fields(kind)]
    return lambda value: {name: codec(getattr(value, name)) for name, codec in plan}


def _union_encoder(members: tuple[Any, ...]) -> _Codec:
    classes = [m for m in members if is_dataclass(m)]
    plain = [m for m in members if m is not type(None) and not is_dataclass(m)]

    def encode_member(value: Any) -> Any:
        if value is None:
            return None
        if is_dataclass(value):
            tag = {"type": type(value).__name__} if len(classes) > 1 else {}
            kind: Any = type(value)
            return {**tag, **_encoder(kind)(value)}
        return _encoder(plain[0])(value)

    return encode_member


@cache
def _decoder(kind: Any) -> _Codec:
    """Return the function that decodes values declared as *kind*."""
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    members = _members(kind)
    if members:
        return _union_decoder(members)
    if typing.get_origin(kind) is tuple:
        return _tuple_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _checked(kind.__name__, kind)
    return _plain_decoder(kind)


def _dataclass_decoder(kind: Any) -> _Codec:
    hints = typing.get_type_hints(kind)
    plan = [_Field(f.name, _decoder(hints[f.name]), _has_default(f)) for f in fields(kind)]

    def decode_fields(data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise UnreadableRecord(kind.__name__, f"expected an object, got {type(data).__name__}")
        missing = [f.name for f in plan if f.name not in data and not f.optional]
        if missing:
            raise UnreadableRecord(kind.__name__, f"{', '.join(missing)} missing")
        return kind(**{f.name: f.codec(data[f.name]) for f in plan if f.name in data})

    return decode_fields


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _union_decoder(members: tuple[Any, ...]) -> _Codec:
    classes: dict[str, Any] = {m.__name__: m for m in members if isinstance(m, type) and is_dataclass(m)}
    plain = [m for m in members if m is not type(None) and not is_dataclass(m)]

    def decode_member(data: Any) -> Any:
        if data is None and type(None) in members:
            return None
        if not classes:
            return _decoder(plain[0])(data)
        if not isinstance(data, Mapping):
            raise UnreadableRecord(" | ".join(classes), f"expected an object, got {type(data).__name__}")
        tag = data.get("type", next(iter(classes)) if len(classes) == 1 else None)
        if tag not in classes:
            raise UnreadableRecord(" | ".join(classes), f"type {tag!r} is none of these")
        return _decoder(classes[tag])(data)

    return decode_member


def _tuple_decoder(kind: Any) -> _Codec:
    items = _tuple_items(kind)

    def decode_items(data: Any) -> Any:
        if not isinstance(data, list | tuple):
            raise UnreadableRecord(str(kind), f"expected a list, got {type(data).__name__}")
        try:
            return tuple(_decoder(item)(v) for item, v in zip(items(len(data)), data, strict=True))
        except ValueError as wrong:
            raise UnreadableRecord(str(kind), str(wrong)) from wrong

    return decode_items


def _plain_decoder(kind: Any) -> _Codec:
    allowed: tuple[type, ...] = (int, float) if kind is float else (kind,)

    def decode_plain(data: Any) -> Any:
        if type(data) not in allowed:
            raise UnreadableRecord(kind.__name__, f"expected {kind.__name__}, got {type(data).__name__}")
        return float(data) if kind is float else data

    return decode_plain


def _checked(name: str, make: _Codec) -> _Codec:
    def decode_checked(data: Any) -> Any:
        try:
            return make(data)
        except ValueError as wrong:
            raise UnreadableRecord(name, str(wrong)) from wrong

    return decode_checked


def _members(kind: Any) -> tuple[Any, ...]:
    return typing.get_args(kind) if typing.get_origin(kind) in (Union, types.UnionType) else ()


def _tuple_items(kind: Any) -> Callable[[int], tuple[Any, ...]]:
    """Return what gives the item types of a tuple of a given length: ``tuple[X, ...]`` or ``tuple[X, Y]``."""
    args = typing.get_args(kind)
    if len(args) == 2 and args[1] is Ellipsis:
        return lambda length: (args[0],) * length
    return lambda length: args
