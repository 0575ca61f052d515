"""The wording of what is often reported of fields and names: what is wrong, then what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

QUOTE_COLONS = "if the text has ': ' in it, put it in quotes or on the next line under >-"

NO_BRACKETS = (
    "type it without brackets or hyphens, or in quotes if the brackets are part of the text"
)

JOINED_LINES = (
    "this text is printed as one paragraph, and its line breaks are lost; write it on one line"
)

# What other programs and people call a field or a type of item, by its name here.
_NAMES_ELSEWHERE = {
    "stem": ("question", "question text", "prompt", "text"),
    "passage": ("paragraphs", "text", "reading text"),
    "key": ("answer", "correct", "correct answer", "right", "solution"),
    "keys": ("answers", "correct answers", "solutions"),
    "distractors": ("options", "choices", "wrong", "wrong answers", "incorrect", "alternatives"),
    "unused": ("distractors", "extra", "extras", "extra responses"),
    "rationale": ("explanation", "feedback", "comment"),
    "points": ("score", "mark", "marks", "worth"),
    "items": ("questions", "quiz", "entries"),
    "sequence": ("events", "steps", "order", "correct order", "right order", "key", "answer"),
    "pairs": ("match", "matches", "matching pairs", "key", "answer"),
    "premise": ("left", "term", "question", "prompt"),
    "response": ("right", "match", "definition", "answer"),
    "scheme": ("accept", "credits", "marking scheme", "mark scheme", "key", "keys", "answer"),
    "model": ("sample", "sample answer", "model answer"),
    "rubric": ("criteria", "bands"),
    "single": ("mc", "mcq", "multiple choice", "choice", "single choice"),
    "multiple": ("multiple response", "multiple answer", "checkbox"),
    "true-false": ("tf", "boolean", "yes no"),
    "cloze": ("gap", "gaps", "fill in", "fill in the blank", "fill in the blanks"),
    "short-answer": ("open", "short text", "text answer"),
}


def expected(what: str, found: str, remedy: str = "") -> str:
    """Something else than what was expected."""
    return f"expected {what}, found {found}{f'; {remedy}' if remedy else ''}"


def fields_below(names: Sequence[str], texts: Sequence[str] = ()) -> str:
    """How named fields are written, of which these must be there: shown by the first two, with
    their texts where these are known.
    """
    shown = zip(names[:2], texts or ("…", "…"), strict=False)
    each = " and ".join(f"{name}: {text}" for name, text in shown) or "name: value"
    return f"write each field on a line of its own, as  {each}"


def entries_below(names: Sequence[str]) -> str:
    """How a list is written whose entries must have these fields: shown by the first two."""
    fields = f", with {' and '.join(f'{name}: …' for name in names[:2])}" if names else ""
    return f"write each entry on a line of its own that starts with '- '{fields}"


def not_allowed(typed: str, remedy: str) -> str:
    """A value that is none of those allowed."""
    return f"'{typed}' is not allowed here; {remedy}"


def lone_sign(sign: str) -> str:
    """A formatting sign that nothing closes."""
    return f"{sign} is printed as typed, because nothing closes it; close it, or type \\{sign[0]}"


def emphasis_in_word(word: str) -> str:
    """Stars within a word that are not printed."""
    stars = "**" if "**" in word else "*"
    typed = word.replace("*", "\\*")
    return (
        f"the {stars} in '{word}' make a part of it stand out and are not "
        f"printed; if they are signs, type {typed}, or `{word}` for code"
    )


def raised_in_word(word: str) -> str:
    """Letters raised within a word."""
    base, raised, behind = word.split("^")
    return (
        f"'{word}' is printed with '{raised}' raised; if it is two powers, type "
        f"{base}^{raised[:-1]}^{raised[-1]}^{behind}^, and a space or \\^ otherwise"
    )


def lost_backslash(word: str) -> str:
    """A word that is printed without some of its backslashes."""
    return (
        f"the text is printed as '{word}', because a backslash before a sign only says that the "
        "sign is meant; write it between backquotes for code, or type \\\\ for each backslash"
    )


def missing_field(of: str, name: str, description: str, example: str = "", remedy: str = "") -> str:
    """A field that must be there; an example is as typed, or says where to see one; a `remedy`
    stands for an example that nobody should copy.
    """
    if remedy:
        return f"{of} needs '{name}': {description}; {remedy}"
    shown = example if example.startswith("see ") else f"for example  {name}: {example}"
    return f"{of} needs '{name}': {description}{f' ({shown})' if example else ''}"


def unknown_name(typed: str, what: str, known: Iterable[str] = ()) -> str:
    """A name that means nothing here."""
    return f"'{typed}' is not {what}{did_you_mean(typed, known)}"


def written_twice(name: str, of: str, first_line: int = 0) -> str:
    """A name that may be written once."""
    first = f" (the first is on line {first_line})" if first_line else ""
    return f"'{name}' is written twice in {this(of)}{first}; delete one"


def missing_hyphen(name: str, line: int) -> str:
    """The first field of a list's entry comes a second time, with others of its fields."""
    return f"'{name}' appears again on line {line}: a '- ' is missing before it?"


def too_few(count: int, least: int) -> str:
    """A list that is too short."""
    return f"the list has {counted(count, 'entry', 'entries')}; it needs at least {least}"


def too_many(count: int, most: int) -> str:
    """A list that is too long."""
    return f"the list has {counted(count, 'entry', 'entries')}; at most {most} are allowed"


def counted(count: int, singular: str, plural: str) -> str:
    """How many there are: 1 entry, 2 entries."""
    return f"{count} {singular if count == 1 else plural}"


def either(words: Sequence[str]) -> str:
    """Words to choose from: a, b or c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def this(of: str) -> str:
    """Something already named with its article: a pack, this pack."""
    article, _, rest = of.partition(" ")
    return f"this {rest}" if article in ("a", "an") else of


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known name that other programs call so, or the one most like this one, or none.

    `alike`: from when on it is taken for a slip of the keyboard, up to 1 for equal.
    """
    own = {_folded(entry): entry for entry in known}
    typed = _folded(name)
    if typed in own:
        return own[typed]
    elsewhere: dict[str, str] = {}
    for here, names in _NAMES_ELSEWHERE.items():
        if _folded(here) in own:
            elsewhere = {**dict.fromkeys(names, own[_folded(here)]), **elsewhere}
    if typed in elsewhere:
        return elsewhere[typed]
    near = [
        match
        for names in (own, elsewhere)
        for match in difflib.get_close_matches(typed, names, 1, alike)
    ]
    likeliest = max(near, key=lambda match: _alike(typed, match), default="")  # own names first
    return {**elsewhere, **own}.get(likeliest)


def _alike(typed: str, name: str) -> float:
    return difflib.SequenceMatcher(None, name, typed).ratio()


def _folded(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint in brackets at the known name most like this one, or nothing."""
    names = list(known)
    typed = _folded(name)
    near = nearest(name, names) or next(
        (n for n in sorted(names) if len(typed) > 2 and _folded(n).startswith(typed)), None
    )
    return f" (did you mean '{near}'?)" if near else ""
