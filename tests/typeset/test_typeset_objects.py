"""The file under the pages: however many objects a document has, each is found again where the
table says.
"""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf
import pytest

from generator.render.pdf.file import objects
from generator.render.pdf.file.objects import CATALOG, INFO, Objects


def written(count: int) -> bytes:
    """A file of so many dictionaries, each with its own number, beside the two at the start."""
    file = Objects(count=INFO)
    first = file.reserve(count)
    for number in range(first, first + count):
        file.write(f"<</Type/Pages/Kids[]/Count 0/Own {number}>>", number)
    file.write(f"<</Type/Catalog/Pages {first} 0 R>>", CATALOG)
    file.write("<<>>", INFO)
    file.gather()
    return file.finish()


def streams_of(data: bytes, count: int) -> int:
    """How many object streams hold the dictionaries, each of which is found under its own
    number.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        own = [int(pdf.get_object(number, 0).Own) for number in range(INFO + 1, INFO + 1 + count)]
    assert own == list(range(INFO + 1, INFO + 1 + count))
    return data.count(b"/Type/ObjStm")


@pytest.mark.parametrize(("count", "streams"), [(objects.FULL - INFO, 1), (objects.FULL, 2)])
def test_more_dictionaries_than_one_stream_can_number(count, streams):
    """A mark sheet for thousands has more dictionaries than two bytes can count; they go into a
    further stream.
    """
    assert streams_of(written(count), count) == streams


def test_more_in_one_stream_would_not_be_found(monkeypatch):
    """The control: with no limit, the table cannot say where they are."""
    monkeypatch.setattr(objects, "FULL", 2 * objects.FULL)
    with pytest.raises(struct.error):
        written(objects.FULL)
