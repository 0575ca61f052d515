"""What can be counted of a quiz: points, guessing, forms beside each other, coverage."""

from generator.documents.guide.coverage import opposed, resting, taught
from generator.documents.guide.crosswalk import crosswalk, crosswalk_csv
from generator.documents.guide.effort import efforts, guessing
from generator.documents.guide.key_agreement import agreement
from generator.documents.guide.points import content, contents

__all__ = [
    "agreement",
    "content",
    "contents",
    "crosswalk",
    "crosswalk_csv",
    "efforts",
    "guessing",
    "opposed",
    "resting",
    "taught",
]
