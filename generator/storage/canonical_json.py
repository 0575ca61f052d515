"""Frozen dataclasses to plain JSON values and back, and the one canonical spelling of JSON that
is hashed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import types
import typing
from abc import ABC, abstractmethod
from dataclasses import MISSING, Field, fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any

_FRACTION = re.compile(r"-?[0-9]{1,9}(?:/[1-9][0-9]{0,8})?")


class ShapeError(ValueError):
    """Plain data that does not have the shape of the class it should become."""


class PlainForm(ABC):
    """A value that itself says how it is written as plain data; its class, how it is read back."""

    @abstractmethod
    def as_plain(self) -> Any:
        """The value as JSON knows it."""

    @classmethod
    @abstractmethod
    def of_plain(cls, data: Any) -> PlainForm:
        """The value that plain data describes.  Raises ShapeError."""


def canonical(value: Any) -> bytes:
    """Canonical JSON: sorted names, no spaces, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def keyed_digest(seed: bytes, *parts: str | int) -> bytes:
    """32 bytes that nobody can predict without the seed: HMAC-SHA256 (RFC 2104) of canonical JSON.

    Whatever is put in a random order is sorted by them.
    """
    return hmac.new(seed, canonical(list(parts)), hashlib.sha256).digest()


def to_plain(value: Any) -> Any:
    """A value as JSON knows it; fields at their defaults are left out.  Raises TypeError."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, PlainForm):
        return value.as_plain()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in fields(value)
            if getattr(value, f.name) != _default(f)
        }
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [to_plain(entry) for entry in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(cls: Any, data: Any) -> Any:
    """The value of type `cls` that `data` describes.  Raises ShapeError."""
    origin = typing.get_origin(cls)
    # On Python 3.10 `tuple[int, ...]` counts as a type, though it is no class.
    if origin is None and isinstance(cls, type) and issubclass(cls, PlainForm):
        return cls.of_plain(data)
    if origin in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(cls) if part is not type(None)]
        return None if data is None else from_plain(inner[0], data)
    if origin is tuple:
        return _tuple(typing.get_args(cls), data)
    if cls is Fraction and isinstance(data, str):
        if (
            not _FRACTION.fullmatch(data) or str(Fraction(data)) != data
        ):  # Fraction("1e999999999") would never end
            raise ShapeError("a number is not one")
        return Fraction(data)
    if is_dataclass(cls):
        return _dataclass(cls, data)
    if cls in (str, bool, int) and type(data) is cls:
        return data
    raise ShapeError(f"{getattr(cls, '__name__', cls)} expected")


def _tuple(parts: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ShapeError("a list expected")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(from_plain(parts[0], entry) for entry in data)
    if len(parts) != len(data):
        raise ShapeError(f"{len(parts)} entries expected")
    return tuple(from_plain(part, entry) for part, entry in zip(parts, data, strict=True))


def _dataclass(cls: Any, data: Any) -> Any:
    if not isinstance(data, dict):
        raise ShapeError(f"{cls.__name__} expected")
    types_of, known = _hints(cls), {f.name: f for f in fields(cls)}
    if unknown := sorted(set(data) - set(known)):
        raise ShapeError(f"{cls.__name__} has no field {unknown[0]}")
    missing = [name for name, f in known.items() if name not in data and _default(f) is MISSING]
    if missing:
        raise ShapeError(f"{cls.__name__} lacks {missing[0]}")
    return cls(**{name: from_plain(types_of[name], entry) for name, entry in data.items()})


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _default(f: Field[Any]) -> Any:
    return f.default_factory() if f.default_factory is not MISSING else f.default
