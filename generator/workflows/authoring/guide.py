"""The authors' guide for a terminal, chapter by chapter, each item type with a proof of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from importlib import resources

from generator.content.model import Content, Item
from generator.items import TYPES
from generator.items.protocol import with_article
from generator.loading.content import load
from generator.loading.folders import BANKS
from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.workflows.show import item_proof

WIDTH = 88  # characters of a line
# Each topic with the headings of its chapters in the guide.
TOPICS: dict[str, tuple[str, ...]] = {
    "start": ("Start",),
    "formats": ("How files are written",),
    "texts": ("What a text can hold",),
    "plain": ("Plain banks",),
    "facts": ("Sourced banks",),
    "items": ("Items", "Types of item"),
    **{name: (name,) for name in TYPES},
    "pictures": ("Pictures",),
    "formulas": ("Formulas",),
    "figures": ("Figures",),
    "briefing": ("Summaries and the briefing",),
    "teaching": ("Grids, arguments and teaching",),
    "packs": ("Packs",),
    "sections": ("Sections",),
    "blueprint": ("Items by blueprint",),
    "printing": ("Printing",),
    "style": ("Style",),
    "marking": ("Marking",),
    "later": ("Later",),
    "languages": ("Languages", "Letters and signs"),
    "checks": ("Checking",),
}
_BANK = "bank: example\nitems:\n  - id: example-item\n"


def topic_lines() -> list[str]:
    """Each topic with what it is about."""
    width = max(map(len, TOPICS))
    about = {
        name: f"{with_article(name, 'item')}, with its fields and what it prints" for name in TYPES
    }
    return [
        f"{name:{width}}  {about.get(name, ', '.join(headings))}"
        for name, headings in TOPICS.items()
    ]


def guide() -> str:
    """The authors' guide: docs/authoring.md, of which the package has a copy."""
    folder = resources.files("generator.workflows.authoring")
    return (folder / "authoring.md").read_text(encoding="utf-8")


def chapters(page: str) -> dict[str, str]:
    """The text under each heading of a page, up to the next heading."""
    texts: dict[str, list[str]] = {}
    heading = ""
    in_code = False
    for line in page.splitlines():
        in_code ^= line.strip().startswith("```")
        title = re.fullmatch(r"#+ (.*)", line)
        if title and not in_code:
            heading = title[1]
        else:
            texts.setdefault(heading, []).append(line)
    return {name: "\n".join(lines).strip() for name, lines in texts.items()}


def topic_text(topic: str) -> str:
    """A topic for a terminal.  Raises KeyError where there is no such topic."""
    written = chapters(guide())
    parts = [_chapter(heading, written[heading]) for heading in TOPICS[topic]]
    if topic in TYPES:
        parts.append(_fields(topic))
        parts += [
            f"The example prints like this, with its key below:\n\n{proof(example)}"
            if number == 1
            else f"Example {number} prints like this:\n\n{proof(example)}"
            for number, example in enumerate(examples(written[topic]), 1)
        ]
    return "\n\n".join(parts)


def examples(chapter: str) -> list[str]:
    """The examples of items in a chapter, as they are in a bank."""
    return re.findall(r"```yaml\n(    type: .*?)```", chapter, re.DOTALL)


def proof(example: str) -> str:
    """An example of an item as a student sees it, and its key, both made by the program itself.

    Raises ValueError where the example is not sound.
    """
    _, _, printed = item_proof(*example_item(example)).partition("\n\n")
    return printed.rstrip()


def example_item(example: str) -> tuple[Content, Item]:
    """An example as an item, and the content that it is in.

    Raises ValueError where the example is not sound.
    """
    path, problems = f"{BANKS}/example.yaml", Problems()
    node = read(f"{_BANK}{example}".encode(), path, problems)
    content = load({path: node} if node else {}, problems)
    item = content.items_by_id.get("example-item")
    if item is None or list(problems):
        raise ValueError("; ".join(map(str, problems)))
    return content, item


def _fields(name: str) -> str:
    lines = [f"Fields of {name} items, besides those that all items have:", ""]
    for field in TYPES[name].fields:
        needed = f" ({field.need})" if field.need else ""
        about = f"{field.name}{needed}: {field.description}; holds {field.kind.expected}"
        lines.append(_wrapped(about, "  ", "      "))
    return "\n".join(lines)


def _chapter(heading: str, text: str) -> str:
    return "\n".join([heading, "=" * len(heading), "", *_lines(text)])


def _lines(text: str) -> Iterator[str]:
    """Code as it is, without its fences; prose wrapped, with links as their text."""
    in_code = False
    for line in text.splitlines():
        if line.strip().startswith("```"):
            in_code = not in_code
        elif in_code or line.startswith("|"):
            yield line
        else:
            plain = re.sub(r"(?<!`)\[([^\]`]+)\]\([^)\s]+\)", r"\1", line)
            plain = re.sub(r"^\*\*([\w-]+)\*\*", r"\1", plain)
            bullet = re.match(r"\s*(?:[*] |[0-9]+\. )?", plain)
            yield _wrapped(plain, "", " " * len(bullet[0] if bullet else ""))


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
