"""What the tests of the check stage share: `checking`, found beside this file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
