"""Frozen values: `dataclass` as the standard library has it, but quick to load."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **options):
        """A dataclass; one that is frozen, and nothing else, is made in a tenth of the time.

        The standard library compiles six methods of every class when its module is loaded. Here the
        constructor is compiled at a class's first value, and nothing else is compiled. Such a class
        cannot derive from one that the standard library froze, nor that from it.
        """
        if cls is None and options == {"frozen": True}:
            return _frozen
        return dataclasses.dataclass(cls, **options)


def _frozen(cls: type) -> type:
    """The class with its fields and methods; what it defines itself stays."""
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    shown, compared, hashed = [], [], []
    for field in dataclasses.fields(cls):
        shown += [field.name] if field.repr else []
        compared += [field.name] if field.compare else []
        hashed += [field.name] if (field.compare if field.hash is None else field.hash) else []
    form = ", ".join(f"{name}={{!r}}" for name in shown)
    shown_of, compared_of, hashed_of = map(_values_of, (shown, compared, hashed))

    def __init__(self: object, *values: object, **named: object) -> None:
        constructor = cls.__init__ = _constructor(cls)  # type: ignore[misc]
        constructor(self, *values, **named)

    def __repr__(self: object) -> str:
        return f"{self.__class__.__qualname__}({form.format(*shown_of(self))})"

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared_of(self) == compared_of(other)

    def __hash__(self: object) -> int:
        return hash(hashed_of(self))

    def __setattr__(self: object, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: object, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    for method in (__init__, __repr__, __eq__, __hash__, __setattr__, __delattr__):
        if vars(cls).get(method.__name__) is None:
            setattr(cls, method.__name__, method)
    return cls


def _values_of(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """What reads those attributes of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(attrgetter(name)(value) for name in names)


def _constructor(cls: type) -> Callable[..., None]:
    """The method that takes a value for each field."""
    names: dict[str, object] = {"__set": object.__setattr__, "__new": object()}
    positional, lines = ["self"], []
    named: list[str] = []
    for field in dataclasses.fields(cls):
        default, value = "", field.name
        if field.default is not dataclasses.MISSING:
            default, names[f"_{field.name}"] = f"=_{field.name}", field.default
        elif field.default_factory is not dataclasses.MISSING:
            default, names[f"_{field.name}"] = "=__new", field.default_factory
            value = f"_{field.name}() if {field.name} is __new else {field.name}"
        (named if field.kw_only else positional).append(field.name + default)
        lines.append(f"__set(self, {field.name!r}, {value})")
    if any("__post_init__" in vars(base) for base in cls.__mro__):
        lines.append("self.__post_init__()")
    parameters = ", ".join([*positional, *(["*", *named] if named else [])])
    exec(f"def __init__({parameters}):\n " + "\n ".join(lines or ["pass"]), names)
    return names["__init__"]  # type: ignore[return-value]
