"""The import table: who may use whom, checked against every import there is."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import generator
from generator import edition
from generator.cli import COMMANDS
from generator.view import form_name

PACKAGE = Path(generator.__file__).parent
BUILD_SCRIPTS = {"typeset.faces.make_faces"}  # run by hand when the bundled fonts change; no part of the program

# The common ground, in layers: each may import those named, and no stage.  Only `items` imports the others freely.
GROUND = {
    "problem": "",
    "dates": "",
    "serial": "",
    "nodes": "problem",
    "inline": "problem",
    "fields": "nodes problem",
    "blueprint": "fields problem",
    "kinds": "blueprint dates fields inline nodes problem",
    "document": "inline",
    "plurals": "",
    "words": "dates plurals",
    "figures": "document fields inline kinds problem words",
    "model": "blueprint dates fields figures inline problem",
    "items": "problem blueprint dates plurals serial nodes inline fields kinds model document words figures",
    "requirements": "blueprint items kinds model",
    "view": "items serial",
    "guide": "items view",
}
# The stages: of the common ground what each needs, and never one another.
STAGES = {
    "source": "nodes problem",
    "load": "blueprint fields figures inline items kinds model nodes problem view",
    "check": "dates fields inline items kinds model nodes problem requirements words",
    "draw": "blueprint items kinds model requirements serial",
    "assemble": "inline items model serial view words",
    "edition": "items serial view",
    "compose": "dates document figures guide inline items kinds model view words",
    "proof": "document inline kinds",
    "plaintext": "document inline kinds words",
    "typeset": "document inline",
    "disk": "",
}
EVERYTHING = " ".join([*GROUND, *STAGES])
# The pipeline: each is one use of the program from end to end, and may use every stage, besides these others of its level.
PIPELINE = {
    "authoring": "",
    "outline": "",
    "manifest": "",
    "publish": "manifest",
    "reference": "",
    "records": "",
    "exposure": "records",
    "reading": "exposure",
    "drawing": "exposure reading",
    "lookup": "records",
    "resit": "lookup",
    "built": "",
    "wanted": "",
    "naming": "",
    "delimited": "",
    "class_list": "delimited",
    "seating": "class_list",
    "collating": "naming wanted",
    "reuse": "manifest wanted",
    "explain": "manifest naming records reuse wanted",
    "printing": "naming reading reuse wanted",
    "older": "manifest naming printing records wanted",
    "asking": "lookup manifest printing reuse wanted",
    "named_set": "asking built class_list collating lookup manifest naming printing reuse seating wanted",
    "answers": "lookup",
    "correcting": "lookup reading",
    "printed": "lookup records",
    "status": "printed reading records",
    "telling": "lookup reading status",
    "spreadsheet": "",
    "measure": "spreadsheet",
    "guiding": "measure naming printed reading records status telling wanted",
    "planning": "collating guiding manifest older printing reading records wanted",
    "errata": "lookup reading records wanted",
    "marking": "asking class_list lookup manifest naming printing reuse spreadsheet wanted",
    "build": "built collating explain manifest older planning printing publish reading reuse wanted",
    "verifying": "manifest older planning printing reading records reuse wanted",
    "watching": "",
    "overview": "printing reading",
    "preview": "manifest planning reading",
}
TABLE = {
    **GROUND, **STAGES, **{name: f"{EVERYTHING} {beside}" for name, beside in PIPELINE.items()},
    "cli": f"{EVERYTHING} {' '.join(PIPELINE)}",
    "__main__": "cli",
    "": "",
}

# What of the standard library anyone may import: nothing in it knows the time, the environment, the disk or chance.
PURE = {
    "__future__", "bisect", "calendar", "collections.Counter", "collections.abc", "contextlib", "dataclasses", "decimal",
    "difflib", "fractions", "functools", "hashlib", "hmac", "inspect", "itertools", "json", "math", "re", "struct",
    "textwrap", "types", "typing", "unicodedata", "urllib.parse", "xml.sax.saxutils", "zlib",
}
# Everything else, and who alone may: a module, or a package with all its modules.
KEPT = {
    "yaml": ["source"],
    "reportlab": ["typeset.engine"],
    "click": ["cli"],
    "secrets": ["cli.author"],
    "os": ["disk", "typeset.engine"],
    "sys": ["cli", "disk", "typeset.engine"],
    "errno": ["disk"], "stat": ["disk"], "shutil": ["disk"], "tempfile": ["disk"], "fcntl": ["disk"], "msvcrt": ["disk"],
    "pathlib.Path": ["disk", "cli"],
    "pathlib.PurePosixPath": ["disk", "load", "reading"],
    "pathlib.PureWindowsPath": ["disk"],
    "importlib.resources": ["words", "typeset.repertoire"],
    "importlib.metadata": ["typeset.repertoire"],
    "importlib.import_module": ["cli"],
    "io": ["typeset.fonts"],  # BytesIO
    "time": ["cli.watch"],
    "watchfiles": ["cli.watch"],
    "gc": ["source.events", "cli.build"],
}
# Names that touch files, the environment or the clock, whatever they are attributes of.
TOUCHES = {
    **dict.fromkeys(["write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "rename", "rglob", "glob"], ["disk"]),
    **dict.fromkeys(["read_text", "read_bytes", "iterdir"], ["disk", "words", "typeset.repertoire"]),
    **dict.fromkeys(["environ", "getenv", "expandvars"], ["typeset.engine"]),
    **dict.fromkeys(["cwd", "home", "expanduser", "now", "today", "urandom", "system", "popen"], []),
    "getpid": ["disk"],
}
CALLS = {"open": ["disk"], **dict.fromkeys(["eval", "exec", "__import__", "input", "print", "compile", "hash", "breakpoint"], [])}


@dataclass
class Module:
    """What one module imports of the package, of others, and which names it uses."""

    name: str
    inside: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)


def modules(root: Path) -> list[Module]:
    """Every module under a package's folder; names are relative to the package, whose own is empty."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
        if module.name in BUILD_SCRIPTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            _note(module, node, root)
        found.append(module)
    return found


def _note(module: Module, node: ast.AST, root: Path) -> None:
    package = root.name
    if isinstance(node, ast.Import):
        for alias in node.names:
            _note_import(module, alias.name, package)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0 and node.module, f"{module.name} imports relatively"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            if top(node.module) == package:
                inner = root.parent.joinpath(*whole.split("."))
                whole = whole if inner.is_dir() or inner.with_suffix(".py").exists() else node.module
            elif node.module in PURE:
                whole = node.module
            _note_import(module, whole, package)
    elif isinstance(node, ast.Attribute):
        module.attributes.add(node.attr)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        module.calls.add(node.func.id)


def _note_import(module: Module, name: str, package: str) -> None:
    if name == package or name.startswith(f"{package}."):
        own = name.removeprefix(package).lstrip(".")
        module.inside.add("" if own.startswith("__") else own)
    else:
        module.outside.add(name)


def top(name: str) -> str:
    """The part of a module's name that the table knows."""
    return name.split(".")[0]


def within(name: str, allowed: list[str]) -> bool:
    """Whether a module is one of those, or in one of those packages."""
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def faults(found: list[Module], table: dict[str, str]) -> list[str]:
    """Every breach of the table, and every module or entry that has no counterpart."""
    said = [f"{name or 'the package'}: not in the table" for name in {top(module.name) for module in found} - set(table)]
    said += [f"{name}: in the table and not there" for name in set(table) - {top(module.name) for module in found}]
    for module in found:
        allowed = {*table.get(top(module.name), "").split(), top(module.name), ""}
        said += [f"{module.name} imports {name}" for name in module.inside if top(name) not in allowed]
        for name in module.outside:
            keeper = next((kept for kept in sorted(KEPT, reverse=True) if name == kept or name.startswith(f"{kept}.")), None)
            if name not in PURE and (keeper is None or not within(module.name, KEPT[keeper])):
                said.append(f"{module.name} imports {name}")
        said += [f"{module.name} uses .{name}" for name in module.attributes & set(TOUCHES)
                 if not within(module.name, TOUCHES[name])]
        said += [f"{module.name} calls {name}()" for name in module.calls & set(CALLS) if not within(module.name, CALLS[name])]
    return sorted(said)


@pytest.fixture(scope="module")
def found() -> list[Module]:
    """The modules of the program."""
    return modules(PACKAGE)


def test_every_import_keeps_to_the_table(found):
    """Arrows go one way, cli → pipeline → stages → common ground, and the table names every module there is.

    Each outside library has its one door; nobody touches files, environment, clock or chance but who is named for it.
    """
    assert faults(found, TABLE) == []
    assert len(found) > 60 and sum(len(module.inside) for module in found) > 200 and sum(len(m.outside) for m in found) > 100


def test_the_table_itself_goes_one_way():
    """The table cannot allow what the design forbids: no stage another stage, no ground a stage, no circle anywhere."""
    above: set[str] = set()
    for name, beside in GROUND.items():
        assert set(beside.split()) <= above, f"{name} looks up"
        above.add(name)
    others = set(GROUND) - {"items", "requirements", "view", "guide"}
    assert set(GROUND["items"].split()) == others, "only items imports the others freely"
    for name, beside in STAGES.items():
        assert set(beside.split()) <= set(GROUND), f"{name} imports a stage"
    above = set()
    for name, beside in PIPELINE.items():
        assert set(beside.split()) <= above, f"{name} is in a circle"
        above.add(name)


def test_what_the_table_keeps_is_used(found):
    """Every door is one that somebody goes through: a keeper who no longer imports what it keeps must leave the list."""
    for kept, keepers in KEPT.items():
        users = [m.name for m in found if any(name == kept or name.startswith(f"{kept}.") for name in m.outside)]
        for keeper in keepers:
            assert kept in ("shutil", "tempfile") or any(within(user, [keeper]) for user in users), f"{keeper} imports no {kept}"
    used = set().union(*(module.outside for module in found))
    assert used >= PURE - {"bisect", "decimal", "struct", "textwrap"}, PURE - used


@pytest.mark.parametrize(("path", "text", "fault"), [
    ("source.py", "from made.model import x\n", "source imports model"),
    ("model.py", "def f():\n    from made import source\n", "model imports source"),
    ("model.py", "import made.cli.show\n", "model imports cli.show"),
    ("model.py", "if TYPE_CHECKING:\n    import made.source as s\n", "model imports source"),
    ("cli/show.py", "import yaml\n", "cli.show imports yaml"),
    ("model.py", "from yaml import parse\n", "model imports yaml.parse"),
    ("cli/show.py", "from reportlab.lib import styles\n", "cli.show imports reportlab.lib.styles"),
    ("model.py", "import random\n", "model imports random"),
    ("model.py", "from time import time\n", "model imports time.time"),
    ("model.py", "import datetime\n", "model imports datetime"),
    ("model.py", "import os.path\n", "model imports os.path"),
    ("model.py", "from pathlib import Path\n", "model imports pathlib.Path"),
    ("source.py", "from pathlib import Path\n", "source imports pathlib.Path"),
    ("cli/show.py", "import secrets\n", "cli.show imports secrets"),
    ("model.py", "from importlib import resources\n", "model imports importlib.resources"),
    ("model.py", "import importlib.resources\n", "model imports importlib.resources"),
    ("model.py", "import numpy\n", "model imports numpy"),
    ("model.py", "open('x')\n", "model calls open()"),
    ("cli/show.py", "a.write_text('x')\n", "cli.show uses .write_text"),
    ("cli/show.py", "print(a.environ)\n", "cli.show uses .environ"),
    ("source.py", "eval('1')\n", "source calls eval()"),
    ("extra.py", "", "extra: not in the table"),
])
def test_a_breach_of_the_table_is_found(tmp_path, path, text, fault):
    """On a made-up package each kind of breach is named, wherever in the module it stands, and a sound package has none."""
    root = tmp_path / "made"
    (root / "cli").mkdir(parents=True)
    for name in ("__init__.py", "model.py", "source.py", "cli/__init__.py", "cli/show.py"):
        (root / name).write_text("import re\n", encoding="utf-8")
    sound = "from made import __version__, model\nfrom made.source import x\nimport click\n"
    (root / "cli/show.py").write_text(sound, encoding="utf-8")
    table = {"": "", "model": "", "source": "", "cli": "model source"}
    assert faults(modules(root), table) == []
    (root / path).write_text(text, encoding="utf-8")
    assert fault in faults(modules(root), table)
    assert "gone: in the table and not there" in faults(modules(root), {**table, "gone": ""})


def test_a_relative_import_is_refused(tmp_path):
    """Imports name the package, so that the scan cannot miss one."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made/model.py").write_text("from . import source\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="relatively"):
        modules(tmp_path / "made")


PROBE = """
import sys
from {module} import {name}
try:
    {call}
except SystemExit as end:
    print("exit", end.code)
print("reportlab", sorted(name for name in sys.modules if name.split(".")[0] == "reportlab")[:1])
print("yaml", "yaml" in sys.modules)
print("heavy", *sorted({heavy} & set(sys.modules)))
"""
HEAVY = {"generator.build", "generator.items", "generator.model", "generator.source", "generator.typeset", "generator.view",
         "hmac", "importlib.resources", "json", "reportlab", "secrets", "yaml"}


def probe(call: str, module: str = "generator.cli", name: str = "main") -> list[str]:
    """The last lines of a fresh process that has run a call: its exit code, and which heavy libraries it has imported."""
    script = PROBE.format(module=module, name=name, call=call, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def project(tmp_path_factory, harbour, quiz):
    """The small project on disk, with the record of its edition; also the code of form B's paper."""
    root = tmp_path_factory.mktemp("project")
    record = edition.freeze(quiz.view)
    revision = edition.revise(record.code, [], quiz.key)
    files = {path: text.encode() for path, text in harbour.items()}
    files[edition.record_name("harbour", record.code)] = record.data
    files[edition.revision_name("harbour", record.code, revision.hash)] = revision.data
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root, edition.paper_code(record.code, form_name(1, 2))


def test_help_listing_and_finding_a_key_start_light(project):
    """`packs --help`, `packs list` and `packs key` as text import no ReportLab; help does without YAML too."""
    root, code = project
    said = probe("main(['--help'])")
    assert said[-4:-1] == ["exit 0", "reportlab []", "yaml False"] and "Example:" in "\n".join(said)
    said = probe(f"main(['-C', {str(root)!r}, 'list'])")
    assert said[-4:-1] == ["exit 0", "reportlab []", "yaml True"] and any("harbour-report" in line for line in said)
    said = probe(f"main(['-C', {str(root)!r}, 'key', {code!r}])")
    assert said[-4:-2] == ["exit 0", "reportlab []"] and any(line.startswith("ANSWER KEY") for line in said)
    assert f"{code} · r1" in said


def test_help_loads_little_besides_click():
    """Whoever asks for help, of the program or of a command, waits for click and for the command line's own modules.

    The choices that `--paper` and `--profile` offer are looked up where they are shown, and bring no font and no item type.
    """
    helps = "\n    ".join(f"main([*{words}, '--help'], standalone_mode=False)" for words in ([], *([name] for name in COMMANDS)))
    said = probe(helps)
    assert sum(line.startswith("Usage: ") for line in said) == len(COMMANDS) + 1
    assert said[-1] == "heavy generator.typeset importlib.resources", said[-1]
    assert probe("main(['--help'])")[-1] == "heavy"


def test_the_probe_sees_reportlab_where_it_is():
    """The control of the test above: what sets type does import ReportLab, and the probe says so."""
    said = probe("pass", "generator.typeset.engine", "Paragraph")
    assert said[:2] == ["reportlab ['reportlab']", "yaml False"] and "generator.typeset" in said[2].split()
