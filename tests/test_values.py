"""The decorator of frozen values: everything that the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import pytest

import generator
from generator import values

PACKAGE = Path(generator.__file__).parent


def classes(dataclass) -> SimpleNamespace:
    """Classes with all that dataclasses of the program have, by one decorator."""

    @dataclass(frozen=True)
    class Base:
        first: int
        second: str = "b"
        third: list[int] = field(default_factory=list, hash=False)
        place: str = field(default="here", compare=False)
        hidden: str = field(default="no", repr=False)
        last: int = field(default=7, kw_only=True)

        @cached_property
        def double(self) -> int:
            return 2 * self.first

    @dataclass(frozen=True)
    class Derived(Base):
        second: str = "B"
        fourth: tuple[int, ...] = ()

        def __str__(self) -> str:
            return "derived"

    class Plain(Derived):
        pass

    @dataclass(frozen=True)
    class Named:
        set: int = 1
        new: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class Empty:
        pass

    @dataclass(frozen=True)
    class Checked:
        only: int

        def __post_init__(self) -> None:
            if self.only < 0:
                raise ValueError(self.only)

        def __repr__(self) -> str:
            return f"<{self.only}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and abs(self.only - other.only) < 2

        def __hash__(self) -> int:
            return 1

    return SimpleNamespace(**{name: kind for name, kind in locals().items() if name[0].isupper()})


BOTH = (classes(dataclasses.dataclass), classes(values.dataclass))


@pytest.mark.parametrize(
    "shown",
    [
        lambda c: c.Base(1),
        lambda c: c.Base(1, "x", [2], "there", "yes", last=3),
        lambda c: c.Base(second="x", first=2).__dict__,
        lambda c: c.Derived(1, fourth=(2,)),
        lambda c: str(c.Derived(1)),
        lambda c: c.Plain(1, last=2),
        lambda c: (c.Named(), c.Named(2, [3])),
        lambda c: c.Empty(),
        lambda c: c.Checked(3),
        lambda c: replace(c.Derived(1, last=5), second="y"),
        lambda c: dataclasses.asdict(c.Derived(1, third=[2])),
        lambda c: [(f.name, f.type, f.default, f.compare, f.kw_only) for f in fields(c.Derived)],
        lambda c: (c.Base.__match_args__, c.Derived.__match_args__),
        lambda c: dataclasses.is_dataclass(c.Empty),
        lambda c: (c.Base.second, c.Derived.second),
        lambda c: [str(p) for p in inspect.signature(c.Empty).parameters],
        lambda c: (c.Base(1).double, c.Base(1).third is c.Base(1).third),
        lambda c: copy.deepcopy(c.Base(1, third=[2])),
    ],
)  # fmt: skip
def test_a_frozen_value_is_as_the_standard_library_makes_it(shown):
    """Values, fields, defaults, texts and copies are the same with either decorator."""
    standard, ours = (re.sub(r" object at 0x\w+", "", repr(shown(kinds))) for kinds in BOTH)
    assert ours == standard


@pytest.mark.parametrize("kinds", BOTH, ids=["standard", "ours"])
def test_values_are_equal_by_what_is_compared(kinds):
    """A field that is not compared counts for nothing; another class is another value."""
    base = kinds.Base(1)
    assert base == kinds.Base(1, place="there") and base != kinds.Base(2)
    assert base != kinds.Base(1, hidden="yes") and base != kinds.Derived(1, "b")
    assert kinds.Derived(1) != kinds.Plain(1) and base != 1
    assert kinds.Empty() == kinds.Empty() and kinds.Checked(3) == kinds.Checked(4)
    assert hash(kinds.Derived(1)) == hash(kinds.Derived(1, third=[2], place="there"))
    assert hash(kinds.Derived(1)) != hash(kinds.Derived(2)) and hash(kinds.Checked(3)) == 1
    assert hash(kinds.Empty()) == hash(())


@pytest.mark.parametrize("kinds", BOTH, ids=["standard", "ours"])
@pytest.mark.parametrize(
    ("error", "wrong"),
    [
        (FrozenInstanceError, lambda kinds: setattr(kinds.Base(1), "first", 2)),
        (FrozenInstanceError, lambda kinds: setattr(kinds.Base(1), "other", 2)),
        (FrozenInstanceError, lambda kinds: delattr(kinds.Derived(1), "first")),
        (TypeError, lambda kinds: kinds.Base()),
        (TypeError, lambda kinds: kinds.Base(1, other=2)),
        (TypeError, lambda kinds: kinds.Base(1, "b", [], "", "", 3)),
        (TypeError, lambda kinds: kinds.Base(1) < kinds.Base(2)),
        (ValueError, lambda kinds: kinds.Checked(-1)),
    ],
)
def test_what_cannot_be_done_raises_the_same_error(kinds, error, wrong):
    """Fields cannot be set, and the constructor takes what the fields say."""
    for _ in range(2):  # the first value of a class compiles its constructor
        with pytest.raises(error):
            wrong(kinds)


def test_other_dataclasses_are_the_standard_librarys_own():
    """Whatever is not only frozen goes on to it, also without brackets."""

    @values.dataclass
    class Open:
        number: int = 0

    @values.dataclass(frozen=True, order=True)
    class Ordered:
        number: int = 0

    value = Open()
    value.number = 3
    assert value == Open(3) and Ordered(1) < Ordered(2)


def test_a_value_can_be_pickled():
    """A copy by bytes needs no constructor, and is equal."""
    from generator.page.markup import Span

    assert pickle.loads(pickle.dumps(Span("a", bold=True))) == Span("a", bold=True)  # noqa: S301


def test_every_frozen_class_of_the_program_uses_it():
    """A module with a frozen class takes the decorator from `values`, or starting is slower."""
    frozen = [
        path
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^@dataclass\(frozen=True\)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(frozen) > 100
    assert [
        path.name
        for path in frozen
        if not re.search(
            r"^from generator\.values import dataclass$",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ] == []
