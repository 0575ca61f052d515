"""What the end-to-end tests share: the repository's packs, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e import banks, making

TWO = ("arms-scandal", "counter-secession")


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's content, built: to look at, never to change."""
    folder = making.copy_starter(tmp_path_factory.mktemp("starter"))
    making.build(folder)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two of the repository's packs, arms-scandal and counter-secession, with all they need; not
    built.
    """
    return making.copy_starter(tmp_path / "source", *TWO)


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built: to look at, never to change."""
    folder = making.copy_starter(tmp_path_factory.mktemp("two"), *TWO)
    making.build(folder)
    return folder


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
    folder = small_project().write(tmp_path_factory.mktemp("quizzes"))
    making.build(folder)
    return folder


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
