"""The same content gives the same bytes: in any process, place, zone, language and order, and with
hostile surroundings.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import banks, making
from tests.e2e.conftest import TWO

SETTINGS = "open({marker!r}, 'a').write('run'); shapeChecking = 0; pageCompression = 1; invariant = 0; rl_showBoundary = 1\n"
HOSTILE = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Kiritimati",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "COLUMNS": "20",
    "SOURCE_DATE_EPOCH": "1",
    "RL_invariant": "0",
    "RL_pageCompression": "0",
    "RL_useA85": "1",
    "RL_shapeChecking": "0",
    "RL_toColorCanUse": "rl_safe_eval",
    "RL_T1SearchPath": "/nowhere",
    "RL_splitLongWords": "0",
    "RL_spaceShrinkage": "0.9",
    "RL_allowTableBoundsErrors": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@pytest.fixture(scope="module")
def friendly(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The repository's packs, built by the command in ordinary surroundings."""
    folder = making.copy_starter(tmp_path_factory.mktemp("friendly"), *TWO)
    ran = making.packs(folder, "build", env={"PYTHONHASHSEED": "1", "TZ": "UTC"})
    assert ran.returncode == 0, ran.stderr
    return making.built(folder)


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """When every built file was last changed, and its place on the disk."""
    found = {path: (folder / path).stat() for path in making.built(folder)}
    return {path: (status.st_mtime_ns, status.st_ino) for path, status in found.items()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def test_hostile_surroundings_change_no_byte(friendly, tmp_path):
    """Hash seed, zone, language, home, folder, umask, ReportLab's variables and settings files: no
    byte depends on them.

    A stranger's reportlab_settings.py in the folder, or one in the home, is not even run.
    """
    folder = making.copy_starter(tmp_path / "a folder, ćirilica Ђ", *TWO)
    home, here, marker = tmp_path / "home", tmp_path / "here", tmp_path / "marker"
    for place in (home, here):
        place.mkdir()
    for path in (
        here / "reportlab_settings.py",
        home / ".reportlab_settings",
        home / "reportlab_settings.py",
    ):
        path.write_text(SETTINGS.format(marker=str(marker)))
    before = os.umask(0o077)
    try:
        ran = making.packs(
            folder, "-C", str(folder), "build", cwd=here, env={**HOSTILE, "HOME": str(home)}
        )
    finally:
        os.umask(before)
    assert ran.returncode == 0, ran.stderr
    assert differing(making.built(folder), friendly) == []
    assert not marker.exists()
    assert sorted(path.name for path in here.iterdir()) == ["reportlab_settings.py"]


def test_the_settings_files_would_have_been_run(tmp_path):
    """Control: ReportLab itself, imported in the same surroundings, does run them."""
    marker = tmp_path / "marker"
    (tmp_path / "reportlab_settings.py").write_text(SETTINGS.format(marker=str(marker)))
    subprocess.run(
        [sys.executable, "-c", "import reportlab.rl_config"], cwd=tmp_path, check=True, timeout=60
    )
    assert marker.exists()


def test_building_in_this_process_gives_the_bytes_of_the_command(friendly, tmp_path):
    """One process that has built other things, and a fresh one, agree."""
    folder = making.copy_starter(tmp_path, *TWO)
    making.build(folder)
    assert differing(making.built(folder), friendly) == []


def test_building_again_touches_nothing(built_two):
    """A second build of unchanged content leaves every file as it is, times included."""
    folder = built_two
    before = times(folder)
    assert before
    making.build(folder)
    assert times(folder) == before


def test_a_change_is_built(built_two):
    """Control: a changed pack's files are new, and those of the others untouched."""
    pack = built_two / "packs/arms-scandal.yaml"
    before = times(built_two)
    pack.write_text(
        re.sub(r"duration: \d+", "duration: 99", pack.read_text(encoding="utf-8")), encoding="utf-8"
    )
    making.build(built_two)
    after = times(built_two)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert changed and all("/arms-scandal/" in path for path in changed)


def test_the_order_of_building_changes_no_byte(two, source):
    """Packs built one by one and last to first are the packs built together."""
    names = sorted(path.stem for path in (source / "packs").glob("*.yaml"))
    for name in reversed(names):
        making.build(source, [name])
    assert differing(making.built(source), making.built(two)) == []


def test_what_else_a_project_holds_changes_no_byte(small, tmp_path):
    """A pack's files depend on nothing but what it uses: neither on other packs nor on what was
    built before.
    """
    making.build(small)
    alone = Path(
        shutil.copytree(
            small,
            tmp_path / "alone",
            ignore=shutil.ignore_patterns("output", "editions", "short.yaml"),
        )
    )
    making.build(alone)
    here, there = (
        {path: data for path, data in making.built(folder).items() if "/quiz/" in path}
        for folder in (small, alone)
    )
    assert here and differing(here, there) == []


def test_a_lost_or_torn_manifest_changes_no_byte(small):
    """The manifest is a cache: without it, or with half of it, the same files are built."""
    making.build(small)
    before, manifest = making.built(small), small / "output/quiz/manifest.json"
    whole = manifest.read_bytes()
    for torn in (None, b"", whole[: len(whole) // 2], b"[]", b'{"schema": 99}'):
        manifest.unlink() if torn is None else manifest.write_bytes(torn)
        making.build(small)
        assert differing(making.built(small), before) == []


def test_a_damaged_output_is_built_again(small):
    """A printed file that was cut short, changed or deleted is whole after the next build."""
    making.build(small)
    before = making.built(small)
    victims = [path for path in before if path.endswith(".pdf")][:3]
    (small / victims[0]).write_bytes(before[victims[0]][:1000])
    (small / victims[1]).write_bytes(before[victims[1]] + b"% something")
    (small / victims[2]).unlink()
    making.build(small)
    assert differing(making.built(small), before) == []


def test_edits_back_and_forth_end_where_a_clean_build_does(small, tmp_path):
    """After edits, a build on top of the old files gives what a build from nothing gives, records
    aside.
    """
    project = banks.read(small)
    making.build(small)
    for seed in (11, 12, 7):
        banks.drawn(seed, forms=2).write(small)
        making.build(small)
    project.write(small)
    making.build(small)
    clean = project.write(tmp_path / "clean")
    making.build(clean)
    assert differing(making.files(small, "output"), making.files(clean, "output")) == []
    assert set(making.files(clean, "packs/editions")) < set(making.files(small, "packs/editions"))
