"""What can be counted of a quiz: points, guessing, forms beside each other, coverage.

In: a view with its key side, and what of the content it came from.  Out: the values of a guide.
Never reads a file, and never changes what it counts.
"""

from generator.measure.agreement import agreement
from generator.measure.coverage import opposed, resting, taught
from generator.measure.crosswalk import crosswalk, crosswalk_csv
from generator.measure.effort import efforts, guessing
from generator.measure.points import content, contents

__all__ = [
    "agreement", "content", "contents", "crosswalk", "crosswalk_csv", "efforts", "guessing", "opposed", "resting", "taught",
]
