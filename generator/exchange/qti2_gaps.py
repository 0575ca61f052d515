"""Items of QTI 2 whose text has gaps: to type in, to choose for, or to fill with given words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.exchange.answers import cloze_fields, decimal, note_one_bank, note_weights
from generator.exchange.exchanged import Fields
from generator.exchange.gaps import GAP_SIGN, blank, braces_as_signs
from generator.exchange.html_texts import from_html
from generator.exchange.markup_text import escaped
from generator.exchange.qti2_question import Qti2Question, name_of
from generator.exchange.xml_files import Element, inner_html


def read_gaps(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    """A text with places for words, each to type in or with a list to choose from."""
    blanks: list[str] = []
    weights: list[Fraction] = []
    lists: list[list[str]] = []
    for interaction in interactions:
        choices = question.choice_texts(interaction, "inlineChoice")
        accepted, earned = _accepted(question, interaction)
        if not accepted:
            question.notes.lost("the question: it says of a gap's answers that none is right")
            return {}
        weights.append(earned)
        if choices:
            _note_choices(question, interaction)
            for further in accepted[1:]:
                name = choices.get(further, further)
                question.notes.lost(f"a further right choice of a gap ({name})")
            lists.append([*choices.values()])
            blanks.append(blank([choices.get(accepted[0], "")]))
        else:
            blanks.append(blank(map(escaped, accepted)))
        _mark(interaction)
    fields = _cloze(question, blanks)
    note_weights(weights, question.notes)
    words = list(dict.fromkeys(word for words in lists for word in words))
    if lists and len(lists) == len(blanks):
        fields["word_bank"] = [word for word in words if blank([word]) not in blanks]
        note_one_bank(lists, question.notes)
    elif lists:
        listed = ", ".join(words)
        question.notes.lost(f"the words to choose from ({listed}): only some gaps had them")
    return fields


def read_filled(question: Qti2Question, interactions: Sequence[Element]) -> Fields:
    """A text whose gaps are filled with words that are given beside it."""
    (interaction,) = interactions
    if interaction.all("gapImg"):
        question.notes.lost("the question: pictures are to be put into its gaps")
        return {}
    words = question.choice_texts(interaction, "gapText")
    earned = question.mapped(name_of(interaction))
    right = question.correct(name_of(interaction))
    right = right or [pair for pair, points in earned.items() if points > 0]
    question.note_other_pairs(name_of(interaction), right)
    gaps = interaction.descendants("gap")
    of_gap: dict[str, list[str]] = {}
    for pair in right:
        word, _, gap = pair.partition(" ")
        of_gap.setdefault(gap.strip(), []).append(word)
    blanks: list[str] = []
    for gap_element in gaps:
        names = of_gap.get(gap_element.attributes.get("identifier", ""), [])
        if len(names) != 1 or names[0] not in words:
            question.notes.lost("the question: not each gap has one right word")
            return {}
        blanks.append(blank([words[names[0]]]))
        _mark(gap_element)
    if not blanks:
        question.notes.lost("the question: it has no gap")
        return {}
    _note_choices(question, interaction)
    note_weights([earned[pair] for pair in right if pair in earned], question.notes)
    prompts = map(question.markup, interaction.all("prompt"))
    text = [each for each in interaction.children if each.tag not in ("gapText", "prompt")]
    interaction.tag, interaction.children = "div", text
    fields = _cloze(question, blanks, "\n\n".join(prompts))
    fields["word_bank"] = [word for word in words.values() if blank([word]) not in blanks]
    return fields


def _accepted(question: Qti2Question, interaction: Element) -> tuple[list[str], Fraction]:
    """What is right in a gap, the best first, and what it earns; what earns less is noted."""
    right = question.correct(name_of(interaction))
    if question.declaration(name_of(interaction)) is None:
        return [], Fraction(0)
    earned: Mapping[str, Fraction] = question.mapped(name_of(interaction))
    most = max(earned.values(), default=Fraction(0))
    for text, points in earned.items():
        if points != most:
            question.notes.lost(f"that '{text}' earned {decimal(points)} in a gap")
    accepted = [text for text, points in earned.items() if points == most] if right else []
    return list(dict.fromkeys([*right, *accepted])), most


def _note_choices(question: Qti2Question, interaction: Element) -> None:
    """Note the order of what is to choose from, and what is said of it."""
    question.note_order(interaction)
    question.note_said(interaction.children)


def _mark(gap: Element) -> None:
    """Put a sign where an element was, for its blank."""
    gap.tag, gap.children, gap.text = "span", [], GAP_SIGN


def _is_apart(element: Element) -> bool:
    """Whether an element is not for those who answer, or for them only afterwards."""
    viewers = element.attributes.get("view", "").split()
    return element.tag in ("feedbackBlock", "feedbackInline") or (
        element.tag == "rubricBlock" and "candidate" not in viewers
    )


def _cloze(question: Qti2Question, blanks: Sequence[str], stem: str = "") -> Fields:
    body = question.element.first("itemBody")
    first = body.children[0] if body and len(body.children) > 1 else None
    if body and first and not stem and first.tag == "div" and GAP_SIGN not in inner_html(first):
        stem, body = question.markup(first), replace(body, children=body.children[1:])
    html = inner_html(body, _is_apart) if body else ""
    text = braces_as_signs(from_html(html, question.notes, question.picture))
    for filled in blanks:
        text = text.replace(GAP_SIGN, filled, 1)
    given = "" if question.points == "1" else question.points  # where the file says none
    return cloze_fields(text, len(blanks), given, question.notes, stem)
