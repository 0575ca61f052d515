"""The arrows between folders: who may import whom, checked against every import there is."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import generator
from generator import editions
from generator.cli import COMMANDS
from generator.editions.quiz import form_name

PACKAGE = Path(generator.__file__).parent

# Each folder with those below it that it may import; a folder may always import from itself.
_CONTENT = "i18n content page storage problems values"
_STAGES = "documents results checks exchange selection loading render editions items pictures"
FOLDERS = {
    "values": "",
    "problems": "values",
    "storage": "problems values",
    "page": "problems values",
    "content": "page problems values",
    "i18n": "content page problems values",
    "pictures": _CONTENT,
    "items": _CONTENT,
    "editions": f"items pictures {_CONTENT}",
    "render": "i18n page problems values",
    "loading": f"items {_CONTENT}",
    "selection": f"items {_CONTENT}",
    "exchange": f"items {_CONTENT}",
    "checks": f"editions items {_CONTENT}",
    "results": f"loading editions items {_CONTENT}",
    "documents": f"results editions items {_CONTENT}",
    "workflows": f"{_STAGES} {_CONTENT}",
    "cli": f"workflows {_STAGES} {_CONTENT}",
    "__main__": "cli",
    "": "",
}
MOST_ENTRIES = 19

# What of the standard library anyone may import: nothing in it knows the time, the environment, the
# disk or chance.
PURE = {
    "__future__", "abc", "bisect", "calendar", "collections.Counter", "collections.abc", "contextlib",
    "dataclasses", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "hmac", "inspect",
    "itertools", "json", "math", "operator", "re", "shlex", "struct", "textwrap", "types", "typing", "unicodedata",
    "urllib.parse", "xml.sax.saxutils", "zlib",
}  # fmt: skip
# Everything else, and who alone may: a module, or a folder with all its modules.
KEPT = {
    "yaml": ["loading.yaml"],
    "reportlab": ["render.pdf"],
    "click": ["cli"],
    "markdown_it": ["page.commonmark", "exchange.markdown_texts"],
    "segno": ["render.pdf.blocks.scan_code"],
    "pygments": ["page.highlighting"],
    "secrets": ["workflows.authoring.new"],
    "os": ["__main__", "cli.build", "storage.files", "storage.state", "render.pdf.reportlab_text"],
    "sys": ["__main__", "cli", "storage.files", "storage.state", "render.pdf.reportlab_text"],
    "errno": ["storage.files"],
    "stat": ["storage.files"],
    "shutil": ["storage.files"],
    "tempfile": ["storage.files"],
    "fcntl": ["storage.files"],
    "msvcrt": ["storage.files"],
    "pathlib.Path": ["storage.files", "storage.state", "cli"],
    "pathlib.PurePosixPath": [
        "storage.files",
        "loading",
        "workflows.project",
        "workflows.sitting.proof",
        "workflows.media",
        "exchange",
    ],
    "pathlib.PureWindowsPath": ["storage.files"],
    "importlib.resources": [
        "i18n.catalog",
        "render.pdf.font_files",
        "workflows.authoring.guide",
        "workflows.authoring.start",
    ],
    "importlib.metadata": ["render.pdf.font_files"],
    "importlib.import_module": ["cli"],
    "PIL": ["pictures"],
    "ziafont": ["pictures.formula_nodes", "pictures.formulas"],
    "ziamath": ["pictures.formula_nodes", "pictures.formulas"],
    "latex2mathml": ["pictures.formulas"],
    "xml.etree.ElementTree": ["pictures"],
    # BytesIO, StringIO, FileIO and what prints to one
    "io": [
        "__main__",
        "render.pdf.fonts",
        "cli.program",
        "storage.xlsx_files",
        "pictures.raster",
        "exchange.table",
        "exchange.word",
        "exchange.zip_files",
        "pictures.copier",
        "pictures.pages",
        "render.word",
        "workflows.leaks.pdf_parts",
    ],
    "openpyxl": ["storage.xlsx_files"],
    "docx": ["exchange.word", "exchange.word_lists", "render.word"],
    "pypdfium2": ["pictures.copier", "pictures.pages", "workflows.leaks.pdf_parts"],
    "zipfile": ["storage.xlsx_files", "exchange.zip_files"],
    "xml.parsers.expat": ["exchange.xml_files", "pictures.svg_tree"],
    "html": ["exchange", "render.pdf.file.writer"],
    "html.parser": ["exchange.html_texts"],
    "base64": [
        "exchange.moodle_reader",
        "exchange.moodle_writer",
        "exchange.question_pictures",
        "workflows.leaks.needles",
    ],
    "binascii": ["exchange.moodle_reader", "exchange.question_pictures", "workflows.leaks.needles"],
    "pikepdf": ["workflows.leaks.pdf_parts"],
    "codecs": ["exchange.text_files", "exchange.xml_files"],
    "csv": ["exchange.table"],
    "warnings": ["storage.xlsx_files", "pictures.formulas"],
    "time": ["cli.watch"],
    "watchfiles": ["cli.watch"],
    "gc": ["loading.yaml", "cli.build", "workflows.build.render"],
}
# Names that touch files, the environment or the clock, whatever they are attributes of.
_DISK = "storage.files"
_RESOURCES = [
    _DISK,
    "i18n.catalog",
    "render.pdf.font_files",
    "workflows.authoring.guide",
    "workflows.authoring.start",
]
TOUCHES = {
    **dict.fromkeys(["write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "rename"], [_DISK]),
    **dict.fromkeys(["rglob", "glob"], [_DISK, "storage.state"]),
    "read_bytes": [*_RESOURCES, "storage.state"],
    **dict.fromkeys(["read_text", "iterdir"], _RESOURCES),
    **dict.fromkeys(["environ", "getenv", "expandvars"], ["render.pdf.reportlab_text"]),
    **dict.fromkeys(["cwd", "home", "expanduser", "now", "today", "urandom", "system", "popen"], []),
    "getpid": [_DISK],
}  # fmt: skip
CALLS = {
    "open": [_DISK],
    "exec": ["values"],
    "hash": ["values", "render.pdf.styles"],
    **dict.fromkeys(
        ["eval", "__import__", "input", "print", "compile", "breakpoint", "hasattr"], []
    ),
}


@dataclass
class Module:
    """What one module imports of the package, of others, and which names it uses."""

    name: str
    inside: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)


def modules(root: Path) -> list[Module]:
    """Every module under a package's folder; names are relative to the package, whose own is
    empty.
    """
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
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
            if node.module.split(".")[0] == package:
                inner = root.parent.joinpath(*whole.split("."))
                whole = (
                    whole if inner.is_dir() or inner.with_suffix(".py").exists() else node.module
                )
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


def folder_of(name: str) -> str:
    """The entry of the package that a module lies in."""
    return name.split(".")[0]


def within(name: str, allowed: list[str]) -> bool:
    """Whether a module is one of those, or in one of those folders."""
    return any(name == entry or name.startswith(f"{entry}.") for entry in allowed)


def faults(found: list[Module], table: dict[str, str]) -> list[str]:
    """Every breach of the table, and every folder or entry that has no counterpart."""
    there = {folder_of(module.name) for module in found}
    said = [f"{name or 'the package'}: not in the table" for name in there - set(table)]
    said += [f"{name}: in the table and not there" for name in set(table) - there]
    for module in found:
        allowed = {*table.get(folder_of(module.name), "").split(), folder_of(module.name), ""}
        said += [
            f"{module.name} imports {name}"
            for name in module.inside
            if folder_of(name) not in allowed
        ]
        for name in module.outside:
            keeper = next(
                (
                    kept
                    for kept in sorted(KEPT, reverse=True)
                    if name == kept or name.startswith(f"{kept}.")
                ),
                None,
            )
            if name not in PURE and (keeper is None or not within(module.name, KEPT[keeper])):
                said.append(f"{module.name} imports {name}")
        said += [
            f"{module.name} uses .{name}"
            for name in module.attributes & set(TOUCHES)
            if not within(module.name, TOUCHES[name])
        ]
        said += [
            f"{module.name} calls {name}()"
            for name in module.calls & set(CALLS)
            if not within(module.name, CALLS[name])
        ]
    return sorted(said)


def cycles(found: list[Module]) -> list[tuple[str, ...]]:
    """Modules that import each other, by whatever way round, also from within functions or for
    types only.
    """
    known = {module.name for module in found}
    arrows = {module.name: sorted((module.inside & known) - {module.name, ""}) for module in found}
    state: dict[str, int] = {}
    trail: list[str] = []
    rings: list[tuple[str, ...]] = []

    def visit(name: str) -> None:
        state[name] = 1
        trail.append(name)
        for other in arrows[name]:
            if state.get(other) == 1:
                rings.append((*trail[trail.index(other) :], other))
            elif other not in state:
                visit(other)
        trail.pop()
        state[name] = 2

    for name in arrows:
        if name not in state:
            visit(name)
    return rings


@pytest.fixture(scope="module")
def found() -> list[Module]:
    """The modules of the program."""
    return modules(PACKAGE)


def test_every_import_keeps_to_the_table(found):
    """Arrows go one way, cli → workflows → stages → items → content, and the table names every
    folder there is.

    Each outside library has its one door; nobody touches files, environment, clock or chance but
    who is named for it.
    """
    assert faults(found, FOLDERS) == []
    assert len(found) > 120 and sum(len(module.inside) for module in found) > 500
    assert sum(len(module.outside) for module in found) > 300


def test_the_table_itself_goes_one_way():
    """The table cannot allow a circle: each folder may import only from folders that stand above it
    in the table.
    """
    above: set[str] = set()
    for name, allowed in FOLDERS.items():
        assert set(allowed.split()) <= above, f"{name} looks up"
        above.add(name)


def test_the_package_has_few_entries():
    """What lies at the top of the package can be read at a glance."""
    python_needs = {"__init__.py", "__main__.py", "__pycache__", "py.typed"}
    entries = {path.name for path in PACKAGE.iterdir()} - python_needs
    assert 10 < len(entries) <= MOST_ENTRIES


def test_no_module_imports_itself_by_way_of_others(found):
    """There is no import cycle of any kind: none between modules, in functions, or for the type
    checker alone.
    """
    assert cycles(found) == []


def test_a_cycle_is_found(tmp_path):
    """The control of the test above: a cycle inside functions or TYPE_CHECKING is one."""
    root = tmp_path / "made"
    root.mkdir()
    (root / "a.py").write_text("def f():\n    from made import b\n", encoding="utf-8")
    (root / "b.py").write_text("if TYPE_CHECKING:\n    from made.c import x\n", encoding="utf-8")
    (root / "c.py").write_text("import made.d\n", encoding="utf-8")
    (root / "d.py").write_text("", encoding="utf-8")
    assert cycles(modules(root)) == []
    (root / "c.py").write_text("import made.a\n", encoding="utf-8")
    assert cycles(modules(root)) == [("a", "b", "c", "a")]


def test_what_the_table_keeps_is_used(found):
    """Every door is one that somebody goes through: a keeper who no longer imports what it keeps
    must leave the list.
    """
    for kept, keepers in KEPT.items():
        users = [
            m.name
            for m in found
            if any(name == kept or name.startswith(f"{kept}.") for name in m.outside)
        ]
        for keeper in keepers:
            used = any(within(user, [keeper]) for user in users)
            assert used or kept in ("shutil", "tempfile"), f"{keeper} imports no {kept}"


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("source.py", "from made.model import x\n", "source imports model"),
        ("model.py", "def f():\n    from made import source\n", "model imports source"),
        ("model.py", "import made.cli.show\n", "model imports cli.show"),
        ("model.py", "if TYPE_CHECKING:\n    import made.source as s\n", "model imports source"),
        ("cli/show.py", "import yaml\n", "cli.show imports yaml"),
        ("model.py", "from yaml import parse\n", "model imports yaml.parse"),
        (
            "cli/show.py",
            "from reportlab.lib import styles\n",
            "cli.show imports reportlab.lib.styles",
        ),
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
    ],
)
def test_a_breach_of_the_table_is_found(tmp_path, path, text, fault):
    """On a made-up package each kind of breach is named, wherever in the module it stands, and a
    sound package has none.
    """
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
HEAVY = {
    "generator.workflows.build.build",
    "generator.items",
    "generator.content.model",
    "generator.loading.yaml.reader",
    "generator.render.pdf",
    "generator.editions.quiz",
    "hmac",
    "importlib.resources",
    "json",
    "reportlab",
    "secrets",
    "yaml",
}


def probe(call: str, module: str = "generator.cli", name: str = "main") -> list[str]:
    """The last lines of a fresh process that has run a call: its exit code, and which heavy
    libraries it has imported.
    """
    script = PROBE.format(module=module, name=name, call=call, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def project(tmp_path_factory, harbour, quiz):
    """The small project on disk, with the record of its edition; also the code of form B's
    paper.
    """
    root = tmp_path_factory.mktemp("project")
    record = editions.make_record(quiz.view)
    revision = editions.revise(record.code, [], quiz.key)
    files = {path: text.encode() for path, text in harbour.items()}
    files[editions.record_name("harbour", record.code)] = record.data
    files[editions.revision_name("harbour", record.code, revision.hash)] = revision.data
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root, editions.paper_code(record.code, form_name(1, 2))


def test_help_listing_and_finding_a_key_start_light(project):
    """`packs --help`, `packs list` and `packs key` as text import no ReportLab; help does without
    YAML too.
    """
    root, code = project
    said = probe("main(['--help'])")
    assert said[-4:-1] == ["exit 0", "reportlab []", "yaml False"] and "Example:" in "\n".join(said)
    said = probe(f"main(['-C', {str(root)!r}, 'list'])")
    assert said[-4:-1] == ["exit 0", "reportlab []", "yaml True"] and any(
        "harbour-report" in line for line in said
    )
    said = probe(f"main(['-C', {str(root)!r}, 'key', {code!r}])")
    assert said[-4:-2] == ["exit 0", "reportlab []"] and any(
        line.startswith("ANSWER KEY") for line in said
    )
    assert f"{code} · r1" in said


def test_help_loads_little_besides_click():
    """Whoever asks for help, of the program or of a command, waits for click and for the command
    line's own modules.

    The choices that `--paper` and `--profile` offer are looked up where they are shown, and bring
    no font and no item type.
    """
    helps = "\n    ".join(
        f"main([*{words}, '--help'], standalone_mode=False)"
        for words in ([], *([name] for name in COMMANDS))
    )
    said = probe(helps)
    assert sum(line.startswith("Usage: ") for line in said) == len(COMMANDS) + 1
    assert said[-1] == "heavy generator.render.pdf importlib.resources", said[-1]
    assert probe("main(['--help'])")[-1] == "heavy"


def test_every_command_has_a_module_of_its_own():
    """The command line has a module for each command, and few others, which commands share."""
    shared = {"__init__", "program", "console", "options", "project", "editions"}
    modules_there = {path.stem for path in (PACKAGE / "cli").glob("*.py")}
    assert len(set(COMMANDS.values())) == len(COMMANDS)
    assert modules_there == shared | set(COMMANDS.values())


def test_the_probe_sees_reportlab_where_it_is():
    """The control of the test above: what sets type does import ReportLab, and the probe says
    so.
    """
    said = probe("pass", "generator.render.pdf.reportlab_text", "TTFont")
    assert (
        said[:2] == ["reportlab ['reportlab']", "yaml False"]
        and "generator.render.pdf" in said[2].split()
    )
