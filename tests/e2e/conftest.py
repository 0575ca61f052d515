"""What the end-to-end tests share: the repository's packs, built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e import banks, making

TWO = ("arms-scandal", "counter-secession")


def built_once(factory: pytest.TempPathFactory, name: str, written: Callable[[Path], Path]) -> Path:
    """A project, written and built: by whichever of the processes that run tests needs it first."""
    place = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        place = place.parent
    if not (place / name).exists():
        own = factory.mktemp(name)
        making.build(written(own))
        with suppress(OSError):  # another process was quicker
            own.rename(place / name)
    return place / name


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's content, built: to look at, never to change."""
    return built_once(tmp_path_factory, "built-starter", making.copy_starter)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two of the repository's packs, arms-scandal and counter-secession, with all they need; not
    built.
    """
    return making.copy_starter(tmp_path / "source", *TWO, briefings=False)


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built: to look at, never to change."""
    return built_once(
        tmp_path_factory,
        "built-two",
        lambda folder: making.copy_starter(folder, *TWO, briefings=False),
    )


@pytest.fixture
def built_two(two: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(two, tmp_path / "two"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small project of all item types with two forms, not built; its packs are quiz and short."""
    return small_project().write(tmp_path / "small")


@pytest.fixture(scope="session")
def quizzes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built: to look at, never to change."""
    return built_once(tmp_path_factory, "built-quizzes", small_project().write)


@pytest.fixture
def built_small(quizzes: Path, tmp_path: Path) -> Path:
    """The same, to change; files keep their times."""
    return Path(shutil.copytree(quizzes, tmp_path / "built"))


def small_project() -> banks.Project:
    """A project of all item types with two forms."""
    project = banks.drawn(7, forms=2)
    for pack in project.packs.values():
        pack.update(print={"paper": "A4", "copies": "30"}, title=f"The {pack['pack']}")
    return project
