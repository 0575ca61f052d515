"""Small projects with a blueprint, as files and as content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content.model import Content
from generator.loading.content import load
from generator.loading.yaml import reader
from generator.problems import Problem, Problems

SEED = "0123456789abcdef0123456789abcdef"
FACTS = 60


def item(
    name: str,
    objective: str = "ha-know",
    level: str = "remember",
    points: str = "1",
    fact: int = 1,
    **more: str,
) -> str:
    """A single-choice item of a bank."""
    fields = {"difficulty": "medium", "status": "ready"} | more
    lines = [
        f"- id: {name}",
        "type: single",
        f"objective: {objective}",
        f"level: {level}",
        f"points: {points}",
        f"facts: [h-{fact:02d}]",
        f"stem: What of {name} is right?",
        f"key: Yes {name}",
        "distractors:",
        f"  - {{text: No {name}, why: It is not.}}",
        f"  - {{text: Maybe {name}, why: It is not.}}",
        "rationale: It says so.",
        *(f"{field}: {value}" for field, value in fields.items()),
    ]
    return "\n".join(("  " if n else "") + line for n, line in enumerate(lines))


def bank(*items: str, name: str = "harbour") -> str:
    """A bank file."""
    body = "\n".join("  " + line for one in items for line in one.splitlines())
    return f"bank: {name}\ntitle: Harbours\nobjectives:\n  ha-know: Name things.\n  ha-tell: Tell why.\nitems:\n{body}\n"


def seed_of(name: str) -> str:
    """Each pack has a seed of its own, and the first one always the same."""
    return SEED if name == "quiz" else hashlib.sha256(name.encode()).hexdigest()[: len(SEED)]


def pack(blueprint: str, name: str = "quiz", quiz: str = "", more: str = "") -> str:
    """A pack file with one section drawn by a blueprint (its fields, one a line)."""
    fields = "\n".join("        " + line for line in blueprint.strip().splitlines())
    return (
        f"pack: {name}\ntitle: A quiz\nsources: [chronicle]\nseed: {seed_of(name)}\nforms: 2\n"
        f"quiz:\n{quiz}"
        f"  sections:\n    - title: Drawn\n      blueprint:\n{fields}\n{more}"
    )


def evidence() -> str:
    """An evidence file with FACTS facts."""
    facts = "\n".join(
        f"  - {{id: h-{n:02d}, status: reported, text: Fact {n}., ref: p. {n}}}"
        for n in range(1, FACTS + 1)
    )
    return (
        "source: chronicle\ncitation: {author: A. Writer, title: Harbours, kind: book}\nas_of: 2020-08\n"
        f"as_of_basis: stated\nnotice: One book.\nfacts:\n{facts}\n"
    )


def project(folder: Path, bank_text: str, **packs: str) -> Path:
    """A project in a folder."""
    for path, text in files(bank_text, **packs).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def files(bank_text: str, **packs: str) -> dict[str, str]:
    """The same as texts by path."""
    return {
        "questions/evidence/chronicle.yaml": evidence(),
        "questions/harbour.yaml": bank_text,
        **{f"packs/{name.replace('_', '-')}.yaml": text for name, text in packs.items()},
    }


def content(bank_text: str, **packs: str) -> tuple[Content, tuple[Problem, ...]]:
    """The content of such a project, and the problems of its form."""
    problems = Problems()
    nodes = {
        path: reader.read(text.encode(), path, problems)
        for path, text in files(bank_text, **packs).items()
    }
    return load({path: node for path, node in nodes.items() if node is not None}, problems), tuple(
        problems
    )
