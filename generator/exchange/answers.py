"""What formats have in common: answers with weights and feedback, to the fields of an item type
and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from generator.content.nodes import shorten
from generator.exchange.exchanged import Fields, Notes, Value, entry_text, list_of, text_of
from generator.exchange.gaps import texts_and_blanks
from generator.exchange.markup_text import escaped, plain_text

# What answers to true-or-false questions are called in files and tables.
TRUE_WORDS = {"true", "wahr", "richtig", "tačno", "točno", "тачно"}
FALSE_WORDS = {"false", "falsch", "netačno", "netočno", "нетачно"}
_WILDCARD = re.compile(r"(?<!\\)\*")  # in Moodle any words, with a backslash an asterisk
_ANYTHING = ("*", "\\*")  # as a wrong answer, all that is not right
_GROUPED = r"[-−+]?[1-9]\d{0,2}(?:\.\d{3})"  # thousands between points
_DECIMAL_COMMA = re.compile(rf"(?:{_GROUPED}+|[-−+]?\d+),(?:\d{{1,2}}|\d{{4,}})|[-−+]?0,\d+")
_ONE_THOUSAND, _MANY_THOUSANDS = re.compile(_GROUPED), re.compile(rf"{_GROUPED}{{2,}}")
# A line of words above a text, and no list, table, quotation, picture or fence of code.
_INSTRUCTION = re.compile(r"(?!(?:[-*+>|#]|\d+[.)])\s|[|!$`~])([^\n]*[^\n\\])(?:\\\n|\n\n)(?=\S)")
_DECIMALS = 9  # behind the point of a number
_MOST_LINES = 60  # that an answer can be written on
TO_FILL_IN = "Say what an answer in this band is like"  # an essay that came without a rubric


class Answer(NamedTuple):
    """An answer as other programs have them: its text as markup, what share of the points it earns
    (1 for all), and what is said to whoever gives it.
    """

    text: str
    share: Fraction
    feedback: str = ""


def as_shares(points: Mapping[str, Fraction], several: bool) -> dict[str, Fraction]:
    """What answers earn as parts of all points: of the most that one of them earns or, where
    `several` are right, of what all right ones earn together.  None where none earns anything.
    """
    whole = _whole(points.values(), several)
    return {name: value / whole for name, value in points.items()} if whole else {}


def _whole(earned: Iterable[Fraction], several: bool) -> Fraction:
    """What all right answers earn together, or the best one where only one can be given."""
    earning = [value for value in earned if value > 0]
    return sum(earning, Fraction(0)) if several else max(earning, default=Fraction(0))


def note_whole(answers: Sequence[Answer], several: bool, notes: Notes) -> None:
    """Note where the best answer, or all right ones where `several` are, earned more or less than
    all points: here they earn just these.
    """
    earned = _whole((answer.share for answer in answers), several)
    if not earned or abs(earned - 1) <= Fraction(1, 50):
        return
    share = f"{decimal(round(earned * 100, 2))} %"
    if several:
        notes.guessed(f"its right answers earned {share} together; here all of them earn 100 %")
    else:
        notes.lost(f"that its best answer earned {share} of the points: here it earns all")


def choice_fields(
    answers: Sequence[Answer], several: bool, notes: Notes, scoring: str = ""
) -> Fields:
    """The fields of a single or multiple item; `several`: more than one may be ticked; `scoring`:
    the rule of ours that the file has, where it has one.

    Empty where no answer is right.
    """
    right = [answer for answer in answers if answer.share > 0]
    wrong = [answer for answer in answers if answer.share <= 0]
    if not right:
        notes.lost("the question: none of its answers is right")
        return {}
    if several:
        note_said(right, notes)
    distractors: list[Value] = [_distractor(answer) for answer in wrong]
    if not several:
        best = max(right, key=lambda answer: answer.share)
        half_right = [answer for answer in right if answer is not best]
        if half_right:
            notes.guessed("answers that earned points beside the best one are wrong answers here")
        for answer in half_right:
            notes.lost(f"that '{answer.text}' earned {decimal(answer.share * 100)} % of the points")
        _note_taken_off(wrong, notes)
        fields: Fields = {
            "key": best.text,
            "distractors": [*(_distractor(answer) for answer in half_right), *distractors],
        }
        if best.feedback:
            fields["rationale"] = best.feedback
        return fields
    if len({answer.share for answer in right}) > 1:
        shares = ", ".join(f"{decimal(answer.share * 100)} %" for answer in right)
        notes.guessed(f"its right answers had different weights ({shares}); here each counts 1")
    if not scoring:
        _note_penalties(wrong, len(right), notes)
    return {
        "type": "multiple",
        "keys": [answer.text for answer in right],
        "distractors": distractors,
        "choose": "any",
        "scoring": scoring or "plus-minus",
    }


def _note_penalties(wrong: Sequence[Answer], right: int, notes: Notes) -> None:
    """Note where wrong answers took off something else than one of so many right ones earned."""
    penalties = {-answer.share for answer in wrong}
    if penalties <= {Fraction(0)}:
        notes.changed("who ticks everything is not given all points, as the rule on the paper says")
    elif any(abs(penalty - Fraction(1, right)) > Fraction(1, 50) for penalty in penalties):
        shares = ", ".join(f"{decimal(penalty * 100)} %" for penalty in sorted(penalties))
        notes.changed(f"a wrong answer takes off what a right one earns, where it took {shares}")


def _note_taken_off(wrong: Sequence[Answer], notes: Notes) -> None:
    for answer in wrong:
        if answer.share < 0:
            share = decimal(-answer.share * 100)
            notes.lost(f"that '{answer.text}' took {share} % of the points off")


def _distractor(answer: Answer) -> Value:
    return {"text": answer.text, "why": answer.feedback} if answer.feedback else answer.text


def note_said(answers: Sequence[Answer], notes: Notes) -> None:
    """Note what is said of each answer, where a type has no place for it."""
    for answer in answers:
        if answer.feedback:
            notes.lost(f"what is said to who gives an answer ({shorten(answer.feedback)})")


def short_answer_fields(answers: Sequence[Answer], points: str, notes: Notes) -> Fields:
    """The fields of a short-answer item: one credit with every full answer as a wording."""
    full = [answer.text for answer in answers if answer.share >= 1]
    part = [answer for answer in answers if 0 < answer.share < 1]
    if not full:
        notes.lost("the question: none of its answers earns all points")
        return {}
    for answer in part:
        notes.lost(f"that '{answer.text}' earned {decimal(answer.share * 100)} % of the points")
    _note_taken_off(answers, notes)
    note_said(answers, notes)
    credit: dict[str, Value] = {"credit": full[0], "points": points}
    if full[1:]:
        credit["accept"] = list(full[1:])
    wrong = [answer.text for answer in answers if answer.share <= 0]
    reject: list[Value] = [text for text in wrong if text not in _ANYTHING]
    if reject:
        credit["reject"] = reject
    return {"type": "short-answer", "points": points, "scheme": [credit]}


def matching_fields(
    pairs: Sequence[tuple[str, str]], responses: Sequence[str], points: str, notes: Notes
) -> Fields:
    """The fields of a matching item: premises with their responses ("" for none, which is noted),
    and all responses, of which some may belong to no premise.
    """
    for premise, response in pairs:
        if not response:
            notes.lost(f"'{premise}': it has no right answer")
    whole = [(premise, response) for premise, response in pairs if response]
    used = [response for _, response in whole]
    listed: list[Value] = [{"premise": premise, "response": text} for premise, text in whole]
    fields: Fields = {"type": "matching", "points": points, "pairs": listed}
    if unused := [text for text in dict.fromkeys(responses) if text not in used]:
        fields["unused"] = list(unused)
    if len(set(used)) < len(used):
        fields["reuse"] = "true"
    return fields


def all_responses(fields: Fields) -> list[str]:
    """The responses of a matching item, each once, those that belong to no premise last."""
    pairs = [pair for pair in list_of(fields, "pairs") if isinstance(pair, dict)]
    used = [text_of(pair, "response") for pair in pairs]
    return list(dict.fromkeys([*used, *map(entry_text, list_of(fields, "unused"))]))


def cloze_fields(text: str, blanks: int, points: str, notes: Notes, stem: str = "") -> Fields:
    """The fields of a cloze item, which is worth a point for each blank; `points` are those of the
    file, "" where it says none.
    """
    if points not in ("", str(blanks)):
        notes.changed(f"points {points} to {blanks}, one for each blank")
    if not stem and (parted := _INSTRUCTION.match(text)) and not texts_and_blanks(parted[1])[1]:
        stem, text = parted[1], text[parted.end() :]
        notes.changed("the line before its text is the stem")
    if not stem:
        stem = "Fill in the blanks."
        notes.changed(f"a stem was added: {stem}")
    return {"type": "cloze", "stem": stem, "text": text, "points": str(blanks)}


def note_weights(points: Sequence[Fraction], notes: Notes) -> None:
    """Note that parts of an answer earned different points, where each counts the same here."""
    if len(set(points)) > 1:
        earned = ", ".join(map(decimal, points))
        notes.changed(f"the points of its parts, which were {earned}, are the same")


def note_one_bank(lists: Sequence[Iterable[str]], notes: Notes, names: str = "") -> None:
    """Note that lists to choose from, one for each gap, are one word bank: where they differ, a
    word of one may be right in the gap of another, which nobody could tell from the file.

    `names` are those that the lists have there, if they have any.
    """
    what = f"the lists of the gaps{names and f' ({names})'} are one word bank"
    if len({frozenset(words) for words in lists}) > 1:
        notes.guessed(f"{what}: look whether a word is right in more than one gap")
    else:
        notes.changed(what)


def note_shuffling(notes: Notes) -> None:
    """Note that what is in the file's order there is shuffled here."""
    notes.changed("what is to choose from is shuffled")


def ordering_rule(grading: str, notes: Notes) -> str:
    """The scoring of an ordering item that is marked by one of Moodle's rules, a name or number."""
    if grading in ("ALL_OR_NOTHING", "-1"):
        return "all-or-nothing"
    if grading in ("", "ABSOLUTE_POSITION", "0"):
        return "position"
    if grading != "RELATIVE_NEXT_EXCLUDE_LAST":
        notes.changed(f"points are given by adjacent pairs, not by the rule {grading}")
    return "adjacent-pairs"


def essay_fields(points: str, instructions: str, notes: Notes) -> Fields:
    """The fields of an essay, with a rubric to be written where there are no instructions."""
    most = max(1, round(Fraction(points)))
    middle = (most + 1) // 2
    notes.guessed("the rubric: write what an answer in each band is like")
    fields: Fields = {
        "type": "essay",
        "points": str(most),
        "rubric": [
            {"points": _band(middle, most), "text": TO_FILL_IN},
            {"points": _band(0, middle - 1), "text": TO_FILL_IN},
        ],
    }
    if instructions:
        fields["notes"] = " ".join(instructions.split())
    return fields


def add_lines(fields: Fields, text: str, notes: Notes) -> None:
    """Add how many lines an answer is written on; what is no such number of ours is noted."""
    lines = number(text)
    if lines and 0 < lines <= _MOST_LINES:
        fields["lines"] = str(int(lines))
    elif text.strip() and lines != 0:
        notes.lost(f"its {text} lines to write on")


def _band(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}..{most}"


def number(text: str) -> Fraction | None:
    """A number as other programs write it, or None."""
    try:
        value = Decimal(text.strip().replace("−", "-"))
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() else None


def decimal(value: Fraction) -> str:
    """A number as authors write it, as exact as a decimal with 12 places can be."""
    if value.denominator == 1:
        return str(value.numerator)
    whole, rest = divmod(round(abs(value) * 10**12), 10**12)
    text = f"{'-' if value < 0 else ''}{whole}.{rest:012d}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def has_decimal_comma(text: str) -> bool:
    """Whether a text is a number with a decimal comma, such as 9,81, 0,125 or 1.234,5.

    Three figures behind the comma may be thousands, so that 1,000 is none for certain.
    """
    return _DECIMAL_COMMA.fullmatch(text) is not None


def decimal_point(text: str, notes: Notes, commas: bool = False) -> str:
    """A number with a decimal comma, or with points between thousands, as authors type it; other
    texts as they are.

    `commas`: numbers beside it have decimal commas, so that 1.000 is rather a thousand than one,
    which only its author knows.
    """
    without_points = text.replace(".", "")
    if has_decimal_comma(text):
        typed = without_points.replace(",", ".")
        notes.changed(f"{text} to {typed}")
        return typed
    if _MANY_THOUSANDS.fullmatch(text):
        notes.changed(f"{text} to {without_points}")
        return without_points
    if commas and _ONE_THOUSAND.fullmatch(text):
        read = decimal(Fraction(text.replace("−", "-")))
        notes.guessed(
            f"that {text} means {without_points}, because other numbers here have a decimal comma; "
            f"type {read} if it is a decimal"
        )
        return without_points
    return text


def numeric_fields(value: Fraction, tolerance: Fraction, notes: Notes) -> Fields:
    """The fields of a numeric item."""
    fields: Fields = {"type": "numeric", "key": _shortened(value, notes)}
    return {**fields, "tolerance": _shortened(tolerance, notes)} if tolerance else fields


def _shortened(value: Fraction, notes: Notes) -> str:
    """A number with as many decimals as ours may have."""
    rounded = round(value, _DECIMALS)
    if abs(rounded - value) > abs(value) / 10**15:
        notes.changed(f"{decimal(value)} to {decimal(rounded)}, which has {_DECIMALS} decimals")
    return decimal(rounded)


def add_rationale(fields: Fields, general: str) -> None:
    """Add what is said to everybody to an item's rationale, as a paragraph of its own."""
    if general:
        said = text_of(fields, "rationale")
        fields["rationale"] = f"{said}\n\n{general}" if said and said != general else general


def add_name(fields: Fields, head: Fields, name: str, where: str) -> None:
    """Add to an item's notes what it is called in a file or program (`where`: "in Moodle"), where
    neither its id nor its stem, which `head` has, says as much.
    """
    if name and name != head.get("id") and not _begins(text_of(head, "stem"), name):
        said = f"Called '{name}' {where}."
        fields["notes"] = " ".join(filter(None, (said, text_of(fields, "notes"))))


def note_group(kind: str, name: str, notes: Notes) -> None:
    """Note a category, section or test that a question is in: a bank has none."""
    name = name.removeprefix("$course$/").removeprefix("top/")  # of every category of Moodle
    notes.changed(f"its {kind}: what is in '{name}' is in the bank like all else")


def _begins(stem: str, name: str) -> bool:
    """Whether a name says no more than the stem does: programs propose its beginning."""
    stem, name = (re.sub(r"<[^>]+>|[\W_]", "", text).casefold() for text in (stem, name))
    return stem.startswith(name) or name.startswith(stem)


def half_points(value: Fraction, notes: Notes) -> str:
    """Points as ours can be: a multiple of a half, at least one half."""
    rounded = max(Fraction(round(value * 2), 2), Fraction(1, 2))
    if rounded != value:
        notes.changed(f"points {decimal(value)} to {decimal(rounded)}, a multiple of 0.5")
    return decimal(rounded)


def feedback_of(fields: Fields) -> list[tuple[str, str]]:
    """Each distractor of an item with its why, or ""."""
    return [
        (entry_text(entry), text_of(entry, "why") if isinstance(entry, dict) else "")
        for entry in list_of(fields, "distractors")
    ]


def typed_words(text: str, notes: Notes, is_right: bool) -> str:
    """What students type, as Moodle has it, as markup; notes where a right answer has an asterisk
    that stands for any words.
    """
    if is_right and _WILDCARD.search(text):
        notes.guessed("an answer with * stood for any words: the marker decides")
    return escaped(text.replace("\\*", "*"))


def as_typed_words(text: str, notes: Notes) -> str:
    """Markup as the words that Moodle compares with what students type; notes what is lost."""
    return plain_text(text, notes).replace("*", "\\*")


def spellings(fields: Fields, notes: Notes) -> list[str]:
    """The wordings that earn a short-answer item's points, the credit first; [] where there are
    several credits, which no other program can mark.
    """
    scheme = [entry for entry in list_of(fields, "scheme") if isinstance(entry, dict)]
    if len(scheme) != 1:
        notes.lost("the scheme: a person has to mark it")
        return []
    if "reject" in scheme[0]:
        notes.lost("wordings to reject")
    return [text_of(scheme[0], "credit"), *map(entry_text, list_of(scheme[0], "accept"))]


def note_unwritten(fields: Fields, written: set[str], notes: Notes) -> None:
    """Note each field of an item that a format has no place for."""
    for name in fields:
        if name not in written and (name, fields[name]) != ("points", _usual_points(fields)):
            notes.lost(f"'{name}'")


def _usual_points(fields: Fields) -> str:
    """What an item is worth that does not say it."""
    entries = list_of(fields, "pairs") or list_of(fields, "sequence") or [""]
    return str(len(entries))


def note_spellings(blank: Sequence[str], notes: Notes) -> None:
    """Note what else is right in a blank that is a list to choose from."""
    if blank[1:]:
        notes.lost(f"other spellings of '{blank[0]}': {', '.join(blank[1:])}")


def note_dates(fields: Fields, notes: Notes) -> None:
    """Note the dates of what is put in order, which no other program has."""
    if any(isinstance(step, dict) and "date" in step for step in list_of(fields, "sequence")):
        notes.lost("the dates of the events")


def note_choosing(fields: Fields, notes: Notes) -> None:
    """Note that other programs know one rule for several right options, and no number to choose."""
    if text_of(fields, "choose") != "any":
        notes.changed("students may choose any number of options")
    if text_of(fields, "scoring") != "plus-minus":
        notes.changed("a wrong answer takes off what a right one earns")
