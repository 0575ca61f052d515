"""What authors may not write of an item: every refusal of every type by its exact sentence, with
its place.
"""

from __future__ import annotations

import pytest

from generator.content.model import Item
from generator.items import TYPES
from generator.loading.banks import load_item
from generator.problems import Problems

HEAD = "id: it-1\ntype: {}\nobjective: it-o\nlevel: apply\ndifficulty: hard\nfacts: [f-1, f-2]\nstem: Which *one*?\n"
WHY = "rationale: Because.\n"
PAIRS = "pairs:\n  - {premise: Alto, response: upper}\n  - {premise: Bass, response: lower}\n"
PASSAGE = "stimulus:\n  passage: It was so.\n"
FIGURE = "stimulus:\n  figure:\n    kind: {}\n    caption: C\n    alt: What it shows.\n"
REST = "provenance: Written for this\nkind: data\nparts:\n"
PART = "  - {type: numeric, stem: Count them., key: 5, rationale: So.}\n"
LINKED = "    relations: [{from: A, to: B, relation: backs}]\n"


def read(node, text: str, name: str = "single", head: str = HEAD) -> tuple[Item | None, list[str]]:
    """The item of a text and the problems as printed; lines 1 to 7 are the common fields."""
    problems = Problems()
    return load_item(node(head.format(name) + text), problems), [
        str(problem) for problem in problems
    ]


def lines_of(*found: str) -> list[str]:
    """Problems as printed: each given as 'line:column rule: message'."""
    return [f"f.yaml:{place}: error {rest}" for place, rest in (one.split(" ", 1) for one in found)]


REFUSED = {
    "equal options": (
        "single",
        "key: Kosovo\ndistractors: [Bosnia, '*Kosovo*']\n" + WHY,
        ["9:23 equal-options: the option 'Kosovo' is used twice (also on line 8); change one"],
    ),
    "no distractor": (
        "single",
        "key: A\ndistractors: []\n" + WHY,
        ["9:14 too-few: the list has 0 entries; it needs at least 1"],
    ),
    "one option of many": (
        "multiple",
        "keys: [A]\ndistractors: []\nchoose: any\nscoring: per-option\n" + WHY,
        ["9:14 too-few-options: an item needs at least 2 options; add one"],
    ),
    "too many": (
        "single",
        "key: A\ndistractors: [B, C, D, E, F, G, H, I, J, K, L, M]\n" + WHY,
        ["9:14 too-many: the list has 12 entries; at most 11 are allowed"],
    ),
    "too many all": (
        "multiple",
        "keys: [A, B, C, D]\ndistractors: [E, F, G, H, I, J, K, L, M]\nchoose: any\nscoring: per-option\n"
        + WHY,
        ["9:14 too-many-options: an item has at most 12 options"],
    ),
    "order lacks one": (
        "single",
        "key: A\ndistractors: [B, C]\norder: [A, B]\n" + WHY,
        ["10:8 wrong-order: 'order' must list every option once, exactly as it is written above"],
    ),
    "order is no order": (
        "single",
        "key: A\ndistractors: [B, C]\norder: natral\n" + WHY,
        [
            "10:8 wrong-value: 'natral' is not allowed here; use shuffle or natural (did you mean 'natural'?)"
        ],
    ),
    "last is no option": (
        "single",
        "key: A\ndistractors: [B, C]\nlast: D\n" + WHY,
        ["10:7 wrong-last: 'D' is not an option; correct it"],
    ),
    "no rationale": (
        "single",
        "key: A\ndistractors: [B, C]\n",
        [
            "1:1 missing-field: a single item needs 'rationale': why the key is right (for example rationale: Leaves take in …)"
        ],
    ),
    "lines for options": (
        "single",
        "key: A\ndistractors: [B, C]\nlines: 2\n" + WHY,
        ["10:8 needless-lines: a single item has no lines to write on; remove 'lines'"],
    ),
    "choose and keys": (
        "multiple",
        "keys: [A, B]\ndistractors: [C]\nchoose: 3\nscoring: per-option\n" + WHY,
        [
            "10:9 wrong-choose: 'choose' is 3 but there are 2 keys; change one of them, or write 'choose: any'"
        ],
    ),
    "choose fewer than keys": (
        "multiple",
        "keys: [A, B]\ndistractors: [C]\nchoose: 1\nscoring: per-option\n" + WHY,
        [
            "10:9 wrong-choose: 'choose' is 1 but there are 2 keys; change one of them, or write 'choose: any'"
        ],
    ),
    "no key of many": (
        "multiple",
        "keys: []\ndistractors: [B, C]\nchoose: any\nscoring: per-option\n" + WHY,
        ["8:7 too-few: the list has 0 entries; it needs at least 1"],
    ),
    "choose is required": (
        "multiple",
        "keys: [A, B]\ndistractors: [C]\nscoring: per-option\n" + WHY,
        [
            "1:1 missing-field: a multiple item needs 'choose': how many options to choose, or any (for example choose: 2)"
        ],
    ),
    "no correction": (
        "true-false",
        "key: false\ncorrect_it: true\n" + WHY,
        [
            "1:1 missing-field: a false statement with 'correct_it: true' needs 'correction': the corrected statement"
        ],
    ),
    "needless correction": (
        "true-false",
        "key: true\ncorrection: It is.\n" + WHY,
        [
            "9:13 needless-correction: a true statement has nothing to correct; remove 'correction' or change 'key'"
        ],
    ),
    "a correction that corrects nothing": (
        "true-false",
        "key: false\ncorrect_it: true\ncorrection: Which *one*?\n" + WHY,
        ["10:13 needless-correction: the correction is the statement itself; write what is true"],
    ),
    "needless lines": (
        "true-false",
        "key: true\nlines: 2\n" + WHY,
        ["9:8 needless-lines: a true-false item has no lines to write on; remove 'lines'"],
    ),
    "another type's field": (
        "true-false",
        "key: true\ndistractors: [A]\n" + WHY,
        ["9:1 unknown-field: 'distractors' is not a field of a true-false item"],
    ),
    "points not stated": (
        "short-answer",
        "scheme: [{credit: A, points: 1}]\n",
        [
            "1:1 missing-field: a short-answer item needs 'points': how many points it is worth (for example points: 2)"
        ],
    ),
    "scheme too poor": (
        "short-answer",
        "points: 2\nscheme: [{credit: A, points: 1}, {credit: B, points: 0.5}]\n",
        [
            "9:9 scheme-points: the item is worth 2 points but its scheme gives only 1½; make them equal"
        ],
    ),
    "credit too rich": (
        "short-answer",
        "points: 1\nscheme: [{credit: A, points: 1.5}]\n",
        ["9:19 scheme-points: this credit gives 1½ points but the item is worth only 1"],
    ),
    "points are unsound": (
        "short-answer",
        "points: lots\nscheme: [{credit: A, points: 1}]\n",
        [
            "8:9 wrong-value: 'lots' is not a valid number of points; write a multiple of 0.5, from 0.5 to 200"
        ],
    ),
    "unsound beside needless": (
        "true-false",
        "key: true\nlines: 2\ncorrect_it: yes\n",
        [
            "1:1 missing-field: a true-false item needs 'rationale': why the key is right (for example rationale: Leaves take in …)",
            "10:13 wrong-value: 'yes' is not allowed here; write true or false",
        ],
    ),
    "all in one run": (
        "single",
        "key: A\ndistractors: B\npionts: 2\norder: up\n",
        [
            "1:1 missing-field: a single item needs 'rationale': why the key is right (for example rationale: Leaves take in …)",
            "9:14 wrong-value: expected a list, found 'B'; write each entry on a line of its own that starts with '- '",
            "10:1 unknown-field: 'pionts' is not a field of a single item (did you mean 'points'?)",
            "11:8 wrong-value: 'up' is not allowed here; use shuffle or natural",
        ],
    ),
    "a misspelt name is the cause of what is missing": (
        "single",
        "key: A\ndistractors: [B, C]\nratoinale: It is so.\n",
        [
            "10:1 unknown-field: 'ratoinale' is not a field of a single item (did you mean 'rationale'?)"
        ],
    ),
    "matching: too few pairs": (
        "matching",
        PAIRS + WHY,
        ["9:3 too-few: the list has 2 entries; it needs at least 3"],
    ),
    "matching: equal premises": (
        "matching",
        PAIRS + "  - {premise: '*alto*.', response: z}\n" + WHY,
        ["11:15 equal-options: the premise 'alto.' is used twice (also on line 9); change one"],
    ),
    "matching: equal responses without reuse": (
        "matching",
        PAIRS + "  - {premise: C, response: Upper}\n" + WHY,
        [
            "11:28 equal-options: the response 'Upper' is used twice (also on line 9); change one; if it may be used twice, write 'reuse: true'"
        ],
    ),
    "matching: unused that is used": (
        "matching",
        PAIRS + "  - {premise: C, response: z}\nunused: [w, Lower]\n" + WHY,
        [
            "12:13 equal-options: the response 'Lower' is used twice (also on line 10); change one; if it may be used twice, write 'reuse: true'"
        ],
    ),
    "matching: unused that is used, with reuse": (
        "matching",
        PAIRS + "  - {premise: C, response: upper}\nunused: [w, Lower]\nreuse: true\n" + WHY,
        ["12:13 used-response: 'Lower' belongs to a premise, so it must not be under 'unused'"],
    ),
    "matching: unused twice, with reuse": (
        "matching",
        PAIRS + "  - {premise: C, response: upper}\nunused: [wind, Wind.]\nreuse: true\n" + WHY,
        [
            "12:16 equal-options: the unused response 'Wind.' is used twice (also on line 12); change one"
        ],
    ),
    "matching: one response in two spellings": (
        "matching",
        PAIRS + "  - {premise: C, response: Upper}\nreuse: true\n" + WHY,
        [
            "11:28 equal-options: the response 'Upper' is used twice (also on line 9); change one, or write it in exactly the same way if it is the same one"
        ],
    ),
    "matching: a pair without response": (
        "matching",
        PAIRS + "  - {premise: C, colour: z}\n" + WHY,
        [
            "11:5 missing-field: a pair needs 'response': what belongs to it (for example response: is given off by leaves in the light)",
            "11:18 unknown-field: 'colour' is not a field of a pair",
        ],
    ),
    "matching: lines": (
        "matching",
        PAIRS + "  - {premise: C, response: z}\nlines: 2\n" + WHY,
        ["12:8 needless-lines: a matching item has no lines to write on; remove 'lines'"],
    ),
    "matching: no rationale": (
        "matching",
        PAIRS + "  - {premise: C, response: z}\n",
        [
            "1:1 missing-field: a matching item needs 'rationale': why the key is right (for example rationale: Leaves take in …)"
        ],
    ),
    "ordering: equal events": (
        "ordering",
        "sequence: [Storm, B, 'storm']\n" + WHY,
        ["8:22 equal-options: the event 'storm' is used twice (also on line 8); change one"],
    ),
    "ordering: too few": (
        "ordering",
        "sequence: [A, B]\n" + WHY,
        ["8:11 too-few: the list has 2 entries; it needs at least 3"],
    ),
    "ordering: too many": (
        "ordering",
        "sequence: [A, B, C, D, E, F, G, H, I, J, K]\n" + WHY,
        ["8:11 too-many: the list has 11 entries; at most 10 are allowed"],
    ),
    "ordering: unsound date": (
        "ordering",
        "sequence: [A, B, {text: C, date: soon}]\n" + WHY,
        ["8:34 wrong-value: 'soon' is not a date; write 2008, 2008-02 or 2008-02-17"],
    ),
    "ordering: another rule": (
        "ordering",
        "sequence: [A, B, C]\nscoring: plus-minus\n" + WHY,
        [
            "9:10 wrong-value: 'plus-minus' is not allowed here; use adjacent-pairs, position or all-or-nothing"
        ],
    ),
    "cloze: no blank": (
        "cloze",
        "text: Nothing to fill in.\n" + WHY,
        [
            "8:7 no-blank: the text has no blank; write one as {the answer} or {one spelling | another}"
        ],
    ),
    "cloze: braces": (
        "cloze",
        "text: 'One {A} and {two'\n" + WHY,
        [
            "8:7 open-blank: a { or } has no partner; write a blank as {the answer}, and for the sign itself type \\{ or \\}"
        ],
    ),
    "cloze: braces in braces": (
        "cloze",
        "text: 'One {A {B}}'\n" + WHY,
        [
            "8:7 open-blank: a { or } has no partner; write a blank as {the answer}, and for the sign itself type \\{ or \\}"
        ],
    ),
    "cloze: empty blank": (
        "cloze",
        "text: 'One {} and {A | }'\n" + WHY,
        [
            "8:7 empty-blank: blank 1 has an empty spelling, or the same one twice; delete it",
            "8:7 empty-blank: blank 2 has an empty spelling, or the same one twice; delete it",
        ],
    ),
    "cloze: equal spellings": (
        "cloze",
        "text: 'One {OSCE | *osce*}'\n" + WHY,
        ["8:7 empty-blank: blank 1 has an empty spelling, or the same one twice; delete it"],
    ),
    "cloze: too many": (
        "cloze",
        "text: '" + "{a} " * 13 + "'\n" + WHY,
        ["8:7 too-many: the text has more than 12 blanks"],
    ),
    "cloze: no partner": (
        "cloze",
        "text: 'One {A} and } two'\n" + WHY,
        [
            "8:7 open-blank: a { or } has no partner; write a blank as {the answer}, and for the sign "
            "itself type \\{ or \\}"
        ],
    ),
    "cloze: a blank in an address": (
        "cloze",
        "text: 'See [the place](https://example.org/{A}) there'\n" + WHY,
        [
            "8:7 markup: the link address 'https://example.org/{…}' is not allowed; use https://, http:// or mailto: (for the brackets themselves type \\[)"
        ],
    ),
    "cloze: markup within": (
        "cloze",
        "text: 'One {[A](b)}'\n" + WHY,
        [
            "8:7 markup: in '[A](b)': the link address 'b' is not allowed; use https://, http:// or mailto: (for the brackets themselves type \\[)"
        ],
    ),
    "cloze: a list": (
        "cloze",
        "text: [One, two]\n" + WHY,
        [
            "8:7 wrong-value: expected a text with {blanks}, found a list; write it on lines of its own under >-"
        ],
    ),
    "cloze: used word": (
        "cloze",
        "text: 'One {A | B}'\nword_bank: [C, b]\n" + WHY,
        [
            "9:16 used-response: 'b' is an answer, so it must not be in 'word_bank'; list only extra words there (answers are added automatically)"
        ],
    ),
    "cloze: unused twice": (
        "cloze",
        "text: 'One {A}'\nword_bank: [Storm, storm]\n" + WHY,
        ["9:20 equal-options: the unused word 'storm' is used twice (also on line 9); change one"],
    ),
    "numeric: no number": (
        "numeric",
        "key: about 5\n" + WHY,
        ["8:6 wrong-value: 'about 5' is not a number; use a point for decimals, for example 0.25"],
    ),
    "numeric: a comma": (
        "numeric",
        "key: 1,5\ntolerance: 1/2\n" + WHY,
        [
            "8:6 wrong-value: '1,5' is not a number; use a point for decimals, for example 0.25",
            "9:12 wrong-value: '1/2' is not a number; type 0.5",
        ],
    ),
    "numeric: a unit, and a tolerance in per cent": (
        "numeric",
        "key: 5 km/h\ntolerance: 5%\n" + WHY,
        [
            "8:6 wrong-value: '5 km/h' is not a number; type 5 here, and km/h as the 'unit'",
            "9:12 wrong-value: '5%' is not a number; a tolerance is in the unit of the key: for 5% of 200 type 10",
        ],
    ),
    "numeric: signs and groups": (
        "numeric",
        "key: +.5\ntolerance: 1 000\n" + WHY,
        [
            "8:6 wrong-value: '+.5' is not a number; type 0.5",
            "9:12 wrong-value: '1 000' is not a number; type 1000",
        ],
    ),
    "numeric: another notation": (
        "numeric",
        "key: 0x1F\n" + WHY,
        ["8:6 wrong-value: '0x1F' is not a number; use a point for decimals, for example 0.25"],
    ),
    "short-answer: accepted and rejected": (
        "short-answer",
        "points: 1\nscheme:\n  - {credit: cobalt, points: 1, accept: [Co, Kobalt], reject: [CO, Kobalt, cobalt]}\n"
        + WHY,
        [
            "10:68 accept-and-reject: 'Kobalt' earns these points and is in 'reject' too; delete one",
            "10:76 accept-and-reject: 'cobalt' earns these points and is in 'reject' too; delete one",
        ],
    ),
    "cloze: a brace alone": (
        "cloze",
        "text: 'One {A'\n" + WHY,
        [
            "8:7 open-blank: a { or } has no partner; write a blank as {the answer}, and for the sign itself type \\{ or \\}"
        ],
    ),
    "numeric: a tolerance below zero": (
        "numeric",
        "key: 5\ntolerance: -1\n" + WHY,
        ["9:12 wrong-value: a tolerance cannot be below 0"],
    ),
    "numeric: no key": (
        "numeric",
        "unit: km\n" + WHY,
        ["1:1 missing-field: a numeric item needs 'key': the right number (for example key: 750)"],
    ),
    "essay: a gap": (
        "essay",
        "points: 6\nrubric: [{points: 0..2, text: A}, {points: 4..6, text: B}]\n",
        [
            "9:56 rubric-bands: the band 4..6 leaves a gap after the band 0..2; every number of points must be in exactly one band"
        ],
    ),
    "essay: an overlap": (
        "essay",
        "points: 6\nrubric: [{points: 3..6, text: B}, {points: 0..3, text: A}]\n",
        [
            "9:31 rubric-bands: the band 3..6 overlaps the band 0..3; every number of points must be in exactly one band"
        ],
    ),
    "essay: a band within another": (
        "essay",
        "points: 6\nrubric: [{points: 0..6, text: B}, {points: 2..3, text: A}]\n",
        [
            "9:56 rubric-bands: the band 2..3 overlaps the band 0..6; every number of points must be in exactly one band"
        ],
    ),
    "essay: lowest band": (
        "essay",
        "points: 6\nrubric: [{points: 2..3, text: A}, {points: 4..6, text: B}]\n",
        ["9:31 rubric-bands: the lowest band starts at 2 points; it must start at 0 or 1"],
    ),
    "essay: points": (
        "essay",
        "points: 5.5\nrubric: [{points: 0..2, text: A}, {points: 3..6, text: B}]\n",
        [
            "9:56 rubric-points: the item is worth 5½ points but the rubric ends at 6; make them equal"
        ],
    ),
    "essay: no points": (
        "essay",
        "rubric: [{points: 0..2, text: A}, {points: 3..6, text: B}]\n",
        [
            "1:1 missing-field: an essay item needs 'points': how many points it is worth (for example points: 2)"
        ],
    ),
    "essay: a band of nothing": (
        "essay",
        "points: 6\nrubric: [{points: 6..3, text: A}, {points: few, text: B}, {points: [1], text: C}]\n",
        [
            "9:19 wrong-value: the band 6..3 is the wrong way round",
            "9:44 wrong-value: expected points of a band as a..b, whole numbers (17..20), found 'few'",
            "9:68 wrong-value: expected points of a band as a..b, whole numbers (17..20), found a list",
        ],
    ),
    "essay: one band": (
        "essay",
        "points: 6\nrubric: [{points: 0..6, text: A}]\n",
        ["9:9 too-few: the list has 1 entry; it needs at least 2"],
    ),
    "essay: booklet and lines": (
        "essay",
        "points: 6\nbooklet: true\nlines: 4\nrubric: [{points: 0..2, text: A}, {points: 3..6, text: B}]\n",
        [
            "10:8 needless-lines: an answer in a booklet needs no 'lines'; remove 'lines' or 'booklet'"
        ],
    ),
    "essay: planning": (
        "essay",
        "points: 6\nplanning: 0\nrubric: [{points: 0..2, text: A}, {points: 3..6, text: B}]\n",
        ["9:11 wrong-value: '0' is not allowed here; write a whole number from 1 to 20"],
    ),
    "set: one part": (
        "set",
        PASSAGE + REST + PART,
        ["13:3 too-few: the list has 1 entry; it needs at least 2"],
    ),
    "set: no stimulus": (
        "set",
        REST + 2 * PART,
        [
            "1:1 missing-field: a set item needs 'stimulus': the passage, table or figure that the parts are about (see 'packs help set')"
        ],
    ),
    "set: an empty stimulus": (
        "set",
        "stimulus: {}\n" + REST + 2 * PART,
        [
            "8:11 wrong-stimulus: a stimulus needs exactly one of 'passage', 'table' and 'figure'; this one has none"
        ],
    ),
    "set: two stimuli": (
        "set",
        PASSAGE + "  table: {caption: C, head: [A, B], rows: [[a, b]]}\n" + REST + 2 * PART,
        [
            "9:3 wrong-stimulus: a stimulus needs exactly one of 'passage', 'table' and 'figure'; this one has 2"
        ],
    ),
    "set: another stimulus": (
        "set",
        "stimulus:\n  picture: x.png\n" + REST + 2 * PART,
        [
            "9:3 unknown-field: 'picture' is not a field of a stimulus (did you mean 'figure'?)",
            "9:3 wrong-stimulus: a stimulus needs exactly one of 'passage', 'table' and 'figure'; this one has none",
        ],
    ),
    "set: kind": (
        "set",
        PASSAGE + REST.replace("data", "paraphrased") + 2 * PART,
        [
            "11:7 wrong-value: 'paraphrased' is not allowed here; use paraphrase, quotation or data (did you mean "
            "'paraphrase'?)"
        ],
    ),
    "set: part of no type": (
        "set",
        PASSAGE + REST + PART + "  - {stem: Say how., order: natural}\n",
        [
            "14:5 missing-field: the fields of a part do not decide its type: it may be single (which needs 'distractors' and 'key') or multiple (which needs 'keys'); add what is missing, or 'type'"
        ],
    ),
    "set: part of unknown type": (
        "set",
        PASSAGE + REST + PART + "  - {type: numerc, stem: Say how., key: 4}\n",
        [
            "14:12 unknown-type: 'numerc' is not a type of part (did you mean 'numeric'?); use single, multiple, true-false, matching, ordering, cloze, numeric, short-answer or essay"
        ],
    ),
    "set: a set in a set": (
        "set",
        PASSAGE + REST + PART + "  - {type: set, stem: Say how.}\n",
        [
            "14:12 unknown-type: 'set' is not a type of part; use single, multiple, true-false, matching, ordering, cloze, numeric, short-answer or essay"
        ],
    ),
    "set: part is a text": (
        "set",
        PASSAGE + REST + PART + "  - Count them\n",
        ["14:5 wrong-value: expected the named fields of a part, found 'Count them'"],
    ),
    "single: several keys": (
        "single",
        "key: [a, b]\ndistractors: [c, d]\n" + WHY,
        [
            "8:6 wrong-value: expected one text, found a list; several right options are the 'keys' of a multiple item; a text with brackets of its own needs quotes"
        ],
    ),
    "single: a distractor in brackets": (
        "single",
        "key: '[1, 2]'\ndistractors: ['[2, 1]', [1, 2, 3]]\n" + WHY,
        [
            "9:25 wrong-value: expected a text, found a list; type it without brackets or hyphens, or in quotes if the brackets are part of the text"
        ],
    ),
    "matching: names of other programs": (
        "matching",
        PAIRS + "  - {left: C, right: z}\n" + WHY,
        [
            "11:6 unknown-field: 'left' is not a field of a pair (did you mean 'premise'?)",
            "11:15 unknown-field: 'right' is not a field of a pair (did you mean 'response'?)",
        ],
    ),
    "ordering: another name of the sequence": (
        "ordering",
        "events: [A, B, C]\n" + WHY,
        [
            "8:1 unknown-field: 'events' is not a field of an ordering item (did you mean 'sequence'?)"
        ],
    ),
    "matching: pairs as names": (
        "matching",
        "pairs: {Alto: upper, Bass: lower, Tenor: middle}\n" + WHY,
        [
            "8:8 wrong-value: expected a list, found named fields; write each entry on a line of its own that starts with '- ', and write each field on a line of its own, as premise: Alto and response: upper"
        ],
    ),
    "matching: a pair as a list": (
        "matching",
        "pairs:\n  - [Alto, upper]\n  - {premise: Bass, response: lower}\n"
        "  - {premise: Tenor, response: middle}\n" + WHY,
        [
            "9:5 wrong-value: expected the named fields of a pair, found '[Alto, upper]'; write each field on a line of its own, as premise: Alto and response: upper"
        ],
    ),
    "set: part with an id": (
        "set",
        PASSAGE
        + REST
        + PART
        + "  - {type: numeric, id: p-2, status: draft, stem: Say how., key: 4, rationale: So.}\n",
        [
            "14:21 unknown-field: 'id' is not a field of a numeric part",
            "14:30 unknown-field: 'status' is not a field of a numeric part",
        ],
    ),
    "set: part without rationale": (
        "set",
        PASSAGE + REST + PART + "  - {type: numeric, stem: Say how., key: 4}\n",
        ["14:5 missing-field: a numeric part needs 'rationale': why the key is right"],
    ),
    "set: part without points": (
        "set",
        PASSAGE
        + REST
        + PART
        + "  - {type: short-answer, stem: Say how., scheme: [{credit: A, points: 1}]}\n",
        [
            "14:5 missing-field: a short-answer part needs 'points': how many points it is worth (for example points: 2)"
        ],
    ),
    "set: part with lines": (
        "set",
        PASSAGE
        + REST
        + PART
        + "  - {type: ordering, stem: Say how., sequence: [A, B, C], lines: 2, rationale: So.}\n",
        ["14:66 needless-lines: an ordering part has no lines to write on; remove 'lines'"],
    ),
    "set: part at fault": (
        "set",
        PASSAGE
        + REST
        + PART
        + "  - {type: matching, stem: Say how., pairs: [{premise: A, response: x}], rationale: So.}\n",
        ["14:45 too-few: the list has 1 entry; it needs at least 3"],
    ),
    "set: points": (
        "set",
        "points: 3\n" + PASSAGE + REST + 2 * PART,
        [
            "8:9 set-points: the set has 3 points but its parts add up to 2; remove 'points' or correct the parts"
        ],
    ),
    "set: a fact not listed": (
        "set",
        PASSAGE
        + REST
        + PART
        + "  - {type: numeric, stem: Say how., key: 4, rationale: So., facts: [f-1, f-9]}\n",
        [
            "14:74 part-fact: the part uses fact f-9, but the set's 'facts' do not list it; add it there"
        ],
    ),
    "set: no provenance": (
        "set",
        PASSAGE + REST.replace("provenance: Written for this\n", "") + 2 * PART,
        [
            "1:1 missing-field: a set item needs 'provenance': where the stimulus comes from, printed above it (for example provenance: Paraphrase of a textbook of 2020)"
        ],
    ),
    "set: lines": (
        "set",
        "lines: 3\n" + PASSAGE + REST + 2 * PART,
        ["8:8 needless-lines: a set item has no lines to write on; remove 'lines'"],
    ),
    "table: cells": (
        "set",
        "stimulus:\n  table:\n    caption: C\n    head: [A, B]\n    rows:\n      - [a, b]\n      - [a, b, c]\n"
        + REST
        + 2 * PART,
        ["14:10 wrong-cells: the row has 3 cells but the head has 2; give them the same number"],
    ),
    "table: one column": (
        "set",
        "stimulus: {table: {caption: C, head: [A], rows: [[a]]}}\n" + REST + 2 * PART,
        [
            "8:38 too-few: the list has 1 entry; it needs at least 2",
            "8:50 too-few: the list has 1 entry; it needs at least 2",
        ],
    ),
    "figure: kind": (
        "set",
        FIGURE.format("pie-chart")
        + "    categories: [a]\n    series: [{name: s, values: [1]}]\n"
        + REST
        + 2 * PART,
        [
            "10:11 wrong-value: 'pie-chart' is not allowed here; use bar-chart, line-chart, matrix, diagram, "
            "relations, route or timeline (did you mean 'line-chart'?)"
        ],
    ),
    "figure: date without an end": (
        "set",
        FIGURE.format("timeline")
        + "    events: [{date: 2007, label: a}, {date: 2008.., label: b}]\n"
        + REST
        + 2 * PART,
        [
            "13:45 wrong-value: '2008..' has no beginning or no end; a timeline needs both, such as 2008..2010"
        ],
    ),
    "figure: values": (
        "set",
        FIGURE.format("bar-chart")
        + "    categories: [a, b]\n    series: [{name: s, values: [1]}, {name: t, values: [1, 2]}]\n"
        + REST
        + 2 * PART,
        [
            "14:13 wrong-values: 's' has 1 value but there are 2 categories; give one value for each category"
        ],
    ),
    "figure: unsound value": (
        "set",
        FIGURE.format("line-chart")
        + "    categories: [a, b]\n    series: [{name: s, values: [1, many]}]\n"
        + REST
        + 2 * PART,
        ["14:36 wrong-value: 'many' is not a number; use a point for decimals, for example 0.25"],
    ),
    "figure: chart of relations": (
        "set",
        FIGURE.format("line-chart") + LINKED + REST + 2 * PART,
        [
            "10:5 missing-field: a line-chart needs 'categories'",
            "10:5 missing-field: a line-chart needs 'series'",
            "13:16 needless-field: a line-chart does not use 'relations'; remove it",
        ],
    ),
    "figure: matrix of values": (
        "set",
        FIGURE.format("matrix")
        + "    categories: [a]\n    series: [{name: s, values: [1]}]\n    unit: km\n"
        + REST
        + 2 * PART,
        [
            "10:5 missing-field: a matrix needs 'relations'",
            "13:17 needless-field: a matrix does not use 'categories'; remove it",
            "14:13 needless-field: a matrix does not use 'series'; remove it",
            "15:11 needless-field: a matrix does not use 'unit'; remove it",
        ],
    ),
    "figure: to itself": (
        "set",
        FIGURE.format("diagram")
        + "    relations: [{from: A, to: A, relation: backs}]\n"
        + REST
        + 2 * PART,
        ["13:31 wrong-value: 'A' cannot have a relation to itself; change 'from' or 'to'"],
    ),
    "figure: too many": (
        "set",
        FIGURE.format("diagram")
        + "    relations:\n"
        + "".join(f"      - {{from: A{n}, to: B{n}, relation: backs}}\n" for n in range(5))
        + REST
        + 2 * PART,
        ["14:7 too-many: the figure has 10 actors; at most 8 are allowed"],
    ),
    "figure: no alt": (
        "set",
        "stimulus:\n  figure:\n    kind: matrix\n    caption: C\n    relations: [{from: A, to: B, relation: backs}]\n"
        + REST
        + 2 * PART,
        [
            "10:5 missing-field: a figure needs 'alt': what it shows, for readers who cannot see it; must not give an answer away (for example alt: Bar chart of visits by kind.)"
        ],
    ),
    "figure: blanks": (
        "set",
        FIGURE.format("matrix")
        + "    relations: [{from: A, to: B, relation: backs}]\n    blanks: yes\n"
        + REST
        + 2 * PART,
        ["14:13 wrong-value: 'yes' is not allowed here; write true or false"],
    ),
}
# What these need is there and sound: the item is kept, so that the checks look at the rest.
ASKABLE = {"order is no order", "another type's field", "ordering: another rule", "essay: planning"}


@pytest.mark.parametrize("case", REFUSED)
def test_what_contradicts_itself_is_refused_where_it_stands(node, case):
    """Equal options, counts and points that disagree, fields without effect and missing ones: each
    with place and remedy.
    """
    name, text, expected = REFUSED[case]
    item, lines = read(node, text, name)
    assert lines == lines_of(*expected) and (item is None) == (case not in ASKABLE)


@pytest.mark.parametrize("case", REFUSED)
def test_problems_of_a_draft_are_warnings(node, case):
    """The same faults in a draft stop nothing and say that they are not errors yet."""
    name, text, expected = REFUSED[case]
    item, lines = read(node, text + "status: draft\n", name)
    assert (item is None) == (case not in ASKABLE)
    assert lines == [
        line.replace(" error ", " warning ", 1) + " (a draft: not yet an error)"
        for line in lines_of(*expected)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    {
        "`int main() { return 0; }` gives {zero}": "{ return 0; }",
        "Here `d = {'a': 1}` has {one} key": "{'a': 1}",
        "`for i in {range}(3)` has {three} rounds": "",
        "`d = \\{'a': 1\\}` has { one } key; {two: 2}": "",
    }.items(),
)
def test_braces_of_code_that_become_blanks_are_warned_of(node, text, shown):
    """Braces with spaces or signs of a language in code of a cloze are told from blanks."""
    typed = "text: >-\n  " + text + "\n" + WHY
    item, lines = read(node, typed, "cloze")
    assert item and [line for line in lines if "blank-in-code" in line] == (
        [
            f"f.yaml:8:7: warning blank-in-code: '{shown}' in code is printed as a blank; if these "
            "are braces of the code, type \\{ and \\}"
        ]
        if shown
        else []
    )


def test_every_type_is_refused_something():
    """No type is without refusals of its own here."""
    assert {name for name, _, _ in REFUSED.values()} == set(TYPES)


NO_FIELDS = (
    "missing-field: an item needs the fields of its type, for example 'key' and 'distractors', "
    "or 'type' (for example type: single)"
)
KNOWN = (
    "single, multiple, true-false, matching, ordering, cloze, numeric, short-answer, essay or set"
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("type: poem\n", [f"1:7 unknown-type: 'poem' is not a type of item; use {KNOWN}"]),
        (
            "type: singel\n",
            [
                f"1:7 unknown-type: 'singel' is not a type of item (did you mean 'single'?); use {KNOWN}"
            ],
        ),
        ("type: [single]\n", [f"1:7 {NO_FIELDS}"]),
        ("id: a\n", [f"1:1 {NO_FIELDS}"]),
        (
            "order: natural\ndist: [b]\n",
            [
                "1:1 missing-field: the fields of an item do not decide its type: it may be single (which needs 'distractors' and 'key') or multiple (which needs 'keys'); add what is missing, or 'type'",
                "2:1 unknown-field: 'dist' is not a field of an item (did you mean 'distractors'?)",
            ],
        ),
    ],
)
def test_an_item_without_a_known_type_is_refused(node, text, says):
    """Without a type nothing can be read: the problem says which there are or which come near, and
    a field that no type has is named.
    """
    assert read(node, "", head=text) == (None, lines_of(*says))
