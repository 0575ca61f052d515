"""Pictures and formulas kept beside records: found whatever is damaged beside them."""

from __future__ import annotations

from pathlib import Path

from generator.editions.media import KeptMedia, PlacedMedia, source_digest
from generator.page.media import Media
from generator.pictures.formulas import read_formula
from generator.pictures.svg import read_svg
from generator.storage.files import ProjectFiles

NAME = (r"\frac{a}{b}", True)
FILE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="4" height="4"/></svg>'
)


def test_a_damaged_copy_hides_no_sound_one(tmp_path: Path) -> None:
    """Where two packs keep the same picture and formula and the first one's files are damaged, the
    other's are drawn, and the damaged ones are named.
    """
    picture, formula = read_svg(FILE), read_formula(*NAME)
    source = source_digest(FILE, grey=False)
    media = Media({picture.id: picture}, {NAME: formula}, {picture.id: source})
    placed = PlacedMedia(frozenset([picture.id]), frozenset([NAME]))
    project = ProjectFiles(tmp_path)
    kept = {
        pack: KeptMedia(ProjectFiles(tmp_path / "none")).to_keep(pack, placed, media)
        for pack in ("a", "b")
    }
    for pack, files in kept.items():
        (tmp_path / "packs/editions" / pack).mkdir(parents=True)
        for path, data in files:
            (tmp_path / path).write_bytes(data if pack == "b" else data[:-9])
    found = KeptMedia(project)
    assert found.formula(NAME) == formula
    assert found.picture(picture.id) == found.picture_of_file(FILE, grey=False) == picture
    assert found.picture_of_file(FILE, grey=True) is None
    assert sorted(path for path, _ in found.damaged()) == sorted(path for path, _ in kept["a"])
    assert found.to_keep("c", placed, media) == []
