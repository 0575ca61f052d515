"""The constraints name a version of everything that setup.cfg asks for, and only such as it
admits.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
KNOWN, LOWEST = ROOT / "constraints.txt", ROOT / "constraints-lowest.txt"


def declared() -> list[Requirement]:
    """What setup.cfg asks for, with all extras."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    return [Requirement(line) for text in lists for line in text.split("\n") if line]


def named(text: str) -> dict[str, list[str]]:
    """The versions that constraints name of each package."""
    versions: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            versions.setdefault(canonicalize_name(pin.name), []).append(specifier.version)
    return versions


def unfit(text: str) -> list[str]:
    """What setup.cfg asks for and constraints lack or name in a version that it does not admit."""
    versions = named(text)
    return [
        requirement.name
        for requirement in declared()
        if not (own := versions.get(canonicalize_name(requirement.name)))
        or not all(version in requirement.specifier for version in own)
    ]


@pytest.mark.parametrize("path", [KNOWN, LOWEST], ids=lambda path: path.name)
def test_constraints_fit_what_is_declared(path):
    """Whoever changes setup.cfg makes the constraints anew; one left out, or too old, would be
    found.
    """
    text = path.read_text(encoding="utf-8")
    assert unfit(text) == [], "make them anew: python -m tools.make_constraints"
    assert unfit(re.sub(r"(?m)^click==.*\n", "", text)) == ["click"]
    assert unfit(re.sub(r"(?m)^click==.*$", "click==8.0.0", text)) == ["click"]


def test_the_lowest_are_the_lowest():
    """What .ci/run tries as the lowest versions is what setup.cfg admits at the least."""
    floors = {
        canonicalize_name(requirement.name): specifier.version
        for requirement in declared()
        for specifier in requirement.specifier
        if specifier.operator == ">="
    }
    lowest = named(LOWEST.read_text(encoding="utf-8"))
    assert len(floors) == len({requirement.name for requirement in declared()})
    for name, floor in floors.items():
        (version,) = lowest[name]
        assert re.fullmatch(rf"{re.escape(floor)}(\.0)*", version), name


@pytest.mark.parametrize("path", [KNOWN, LOWEST], ids=lambda path: path.name)
def test_constraints_name_no_place(path):
    """They hold on every machine: no address, no path, no option of pip."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( ; [\w =!'<>.]+)?", line) for line in pins)
