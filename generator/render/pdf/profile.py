"""The looks there are: sheets and profiles, as data."""

from __future__ import annotations

from dataclasses import replace

from generator.render.pdf.styles import MM, Margins, Profile, Sheet, Type

__all__ = ["PROFILES", "SHEETS", "Margins", "Profile", "Sheet", "Type"]

_STANDARD = Profile("standard")

# 14 point, nothing below 12, no italics.
_CLEAR = replace(
    _STANDARD.scaled("clear-print", 14 / 12).at_least(12), italics=False, passage_least=12.0
)

# 18 point, nothing below 16, rules of a point at least, more room to write, wider pages.
_LARGE = replace(
    _STANDARD.scaled("large-print", 18 / 12).at_least(16, 1.4),
    italics=False,
    lists=True,
    passage_least=16.0,
    margins=Margins(inner=20 * MM, outer=15 * MM, top=108.0, bottom=66.0, head=74.0),
    hairline=1.0,
    rule=1.3,
    frame=1.8,
    rule_grey=0.3,
    write_grey=0.2,
    line_pitch=13 * MM,
    field_pitch=15 * MM,
    write_box=13 * MM,
    write_mark=50.0,
    blank_cell=20 * MM,
)

# 14 point, wider letter and line spacing, shorter lines (the points' column takes what they leave), nothing parted.
_DYSLEXIA = replace(
    _STANDARD.scaled("dyslexia", 14 / 12).at_least(12, 1.5),
    tracking=0.03,
    italics=False,
    whole=True,
    passage_least=12.0,
    points=60.0,
    hairline=0.7,
    rule=1.0,
    rule_grey=0.4,
)

SHEETS = {
    sheet.name: sheet for sheet in (Sheet("A4", 595.276, 841.89), Sheet("Letter", 612.0, 792.0))
}
PROFILES = {profile.name: profile for profile in (_STANDARD, _CLEAR, _LARGE, _DYSLEXIA)}
