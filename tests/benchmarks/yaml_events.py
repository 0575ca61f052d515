"""PyYAML's C parser over all files of a project, and nothing done with what it sees."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import yaml

if __name__ == "__main__":
    gc.disable()
    for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
        for _ in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
            pass
