"""What the end-to-end tests share: the repository's packs, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e import banks, making


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's content, built: to look at, never to change."""
    folder = making.copy_starter(tmp_path_factory.mktemp("starter"))
    making.build(folder)
    return folder


@pytest.fixture
def built_starter(starter: Path, tmp_path: Path) -> Path:
    """The same, to change; files keep their times."""
    return Path(shutil.copytree(starter, tmp_path / "starter"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The repository's content, not built."""
    return making.copy_starter(tmp_path / "source")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small project of all item types with two forms, not built; its packs are quiz and short."""
    return banks.drawn(7, forms=2).write(tmp_path / "small")
