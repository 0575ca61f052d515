"""Sound items of many subjects, and how often the rules object to them: `python -m
tests.check.corpus`.

Every item is made from a template and facts of common knowledge, in English, German or Serbian; a
careful teacher would change none of them.  So every error is a false alarm; of warnings, those that
advise on style (lengths, why a distractor is wrong) are counted apart.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent))

from checking import content_of  # noqa: E402

from generator.checks.run import check  # noqa: E402
from generator.problems import ERROR, Problem  # noqa: E402
from generator.render.pdf import coverage  # noqa: E402

Item = dict[str, Any]
_BANK_SIZE = 40
SUBJECTS: dict[tuple[str, str], Callable[[random.Random], Iterator[Item]]] = {}


def subject(name: str, language: str) -> Callable[[Any], Any]:
    """Enter a maker of items under its subject and language."""

    def enter(make: Callable[[random.Random], Iterator[Item]]) -> Any:
        SUBJECTS[name, language] = make
        return make

    return enter


def choice(stem: str, key: object, *wrong: object, **more: Any) -> Item:
    """An item with one key; options that say the same as an earlier one are left out."""
    options = list(dict.fromkeys(str(option) for option in wrong if str(option) != str(key)))
    return {"stem": stem, "key": str(key), "distractors": options[:3], **more}


def numbers(chance: random.Random, key: float, *, spread: int = 9) -> list[int]:
    """Three other whole numbers near one."""
    near = [int(key) + step for step in range(-spread, spread + 1) if step]
    return chance.sample(near, 3)


# ---------------------------------------------------------------- mathematics


@subject("mathematics", "en")
def _mathematics(chance: random.Random) -> Iterator[Item]:
    for _ in range(26):
        a, b = chance.randint(5, 19), chance.randint(5, 19)
        yield choice(f"What is {a} − {a + b}?", -b, b, a, -a - b)
        yield choice(f"What is {a} times {b}?", a * b, *numbers(chance, a * b))
        yield choice(
            f"Which numbers solve (x − {a})(x − {a + b}) = 0?",
            f"{a} and {a + b}",
            f"{a + 1} and {b}",
            f"{-a} and {-a - b}",
            f"{a} and {-b}",
        )
        yield choice(
            f"Where do y = x + {a} and y = {a} − x meet?",
            f"(0, {a})",
            f"({a}, 0)",
            f"(0, -{a})",
            f"({a}, {a})",
        )
        yield choice(
            f"What is the derivative of x^{a}^?",
            f"{a}x^{a - 1}^",
            f"{a - 1}x^{a}^",
            f"x^{a - 1}^",
            f"{a}x^{a + 1}^",
        )
        yield choice(
            f"Which interval holds all x with {a} ≤ x < {a + b}?",
            f"[{a}, {a + b})",
            f"({a}, {a + b}]",
            f"[{a}, {a + b}]",
            f"({a}, {a + b})",
        )
        yield choice(
            f"What is the slope of a line through (0, {a}) and ({b}, 0)?",
            f"-{a}/{b}",
            f"{a}/{b}",
            f"{b}/{a}",
            f"-{b}/{a}",
        )
        yield choice(
            f"In how many orders can {a} different books stand?",
            f"{a}!",
            f"{a}",
            f"{a}²",
            f"2^{a}^",
        )
        yield choice(f"What is {a}/10 as a decimal?", a / 10, a / 100, a, a * 10)
        yield choice(
            f"A set has n elements. How many subsets has it for n = {a}?",
            f"2^{a}^",
            f"{a}^2^",
            f"2·{a}",
            f"{a}!",
        )
        yield choice(
            f"Which expression equals ({a}x)²?", f"{a * a}x²", f"{a}x²", f"{a * a}x", f"{a}²x"
        )
        yield choice(
            f"How many metres above the sea is a hut {1900 + a * b} m high?",
            f"{1900 + a * b} m",
            f"{1900 - a * b} m",
            f"{1900 + a + b} m",
        )
    yield choice(
        "Which statement about the empty set is true?",
        "∅ ⊂ A for every A",
        "A ⊂ ∅ for every A",
        "∅ ∈ A for every A",
    )
    yield choice("What is 1.5 to three significant figures?", "1.50", "1.5", "1.500")
    yield choice("Which value is the largest?", "10^3^", "10^2^", "103", "3^10^/1000")


@subject("Mathematik", "de")
def _mathematik(chance: random.Random) -> Iterator[Item]:
    for _ in range(24):
        a, b = chance.randint(5, 19), chance.randint(5, 19)
        yield choice(f"Wie viel ist {a} − {a + b}?", -b, b, a, -a - b)
        yield choice(
            f"Wie viel ist {a},5 mal {b}?",
            f"{(2 * a + 1) * b / 2}".replace(".", ","),
            f"{a * b},25",
            f"{a * b + 100},75",
            f"{a},{b}5",
        )
        yield choice(
            f"Welche Zahl ist {a} Tausend {b}hundert?",
            f"{a}.{b % 10}00",
            f"{a},{b % 10}00",
            f"{a}{b % 10}",
            f"{a}.0{b % 10}0",
        )
        yield choice(f"Wie lang sind {a} km?", f"{a}.000 m", f"{a},0 m", f"{a}00 m")
        yield choice(
            f"Welche Zahlen lösen (x − {a})(x − {a + b}) = 0?",
            f"{a} und {a + b}",
            f"{a + 1} und {b}",
            f"{-a} und {-a - b}",
            f"{a} und {-b}",
        )
        yield choice(
            f"Wie viele Teilnehmer waren es, wenn je {b} Gruppen zu {100 + a} kamen?",
            b * (100 + a),
            *numbers(chance, b * (100 + a)),
        )
        yield choice(
            f"Wie weit ist es in {a} Stunden bei {b} km/h?",
            f"{a * b} km",
            f"{a * b} m",
            f"{a + b} km",
            f"{a * b} km/h",
        )


# ---------------------------------------------------------------- sciences

ELEMENTS = [
    ("hydrogen", "H", 1), ("helium", "He", 2), ("carbon", "C", 6), ("nitrogen", "N", 7), ("oxygen", "O", 8),
    ("fluorine", "F", 9), ("neon", "Ne", 10), ("sodium", "Na", 11), ("sulfur", "S", 16), ("chlorine", "Cl", 17),
    ("potassium", "K", 19), ("calcium", "Ca", 20), ("iron", "Fe", 26), ("cobalt", "Co", 27), ("nickel", "Ni", 28),
    ("copper", "Cu", 29), ("zinc", "Zn", 30), ("silver", "Ag", 47), ("tin", "Sn", 50), ("iodine", "I", 53),
    ("barium", "Ba", 56), ("gold", "Au", 79), ("mercury", "Hg", 80), ("lead", "Pb", 82),
]  # fmt: skip
COMPOUNDS = [
    ("carbon monoxide", "CO", "Co", "C~2~O", "CO~2~"), ("water", "H~2~O", "HO", "H~2~O~2~", "OH^−^"),
    ("potassium hydroxide", "KOH", "KHO~2~", "K~2~O", "KH"), ("hydrogen cyanide", "HCN", "HCl", "HNO~3~", "CH~4~"),
    ("table salt", "NaCl", "NaOH", "Na~2~Cl", "KCl"), ("ammonia", "NH~3~", "NH~4~^+^", "NO~3~^−^", "N~2~H~4~"),
    ("methane", "CH~4~", "C~2~H~6~", "CH~3~", "C~4~H"), ("sulfuric acid", "H~2~SO~4~", "H~2~SO~3~", "HSO~4~^−^", "SO~4~^2−^"),
]  # fmt: skip


@subject("chemistry", "en")
def _chemistry(chance: random.Random) -> Iterator[Item]:
    for name, symbol, number in ELEMENTS:
        others = [other for other in ELEMENTS if other[0] != name]
        three = chance.sample(others, 3)
        yield choice(
            f"What is the chemical symbol of {name}?", symbol, *(other[1] for other in three)
        )
        yield choice(
            f"Which element has the symbol {symbol}?", name, *(other[0] for other in three)
        )
        yield choice(
            f"How many protons has an atom of {name}?", number, *(other[2] for other in three)
        )
        yield choice(
            f"What is the mass of {number} g of {name} in milligrams?",
            f"{number * 1000} mg",
            f"{number} mg",
            f"{number} Mg",
            f"{number * 10} mg",
        )
        yield choice(
            f"Which charge has an ion of {name} that lost two electrons?", "2+", "2−", "+1", "0"
        )
    for name, formula, *wrong in COMPOUNDS:
        yield choice(f"What is the formula of {name}?", formula, *wrong)
        yield choice(
            f"Is {name} a compound?",
            "Yes, of two or more elements",
            "No, it is an element",
            "No, it is a mixture",
        )
    for ph in range(1, 14):
        yield choice(
            f"A solution has pH {ph}. Which pH has one ten times as acidic?",
            f"pH {ph - 1}",
            f"pH {ph + 1}",
            f"pH {ph}.1",
            f"pH {ph + 10}",
        )


@subject("physics", "en")
def _physics(chance: random.Random) -> Iterator[Item]:
    for _ in range(25):
        a, b = chance.randint(2, 90), chance.randint(2, 9)
        yield choice(
            f"How large is a power of {a} mW in watts?",
            f"{a / 1000} W",
            f"{a} W",
            f"{a} MW",
            f"{a * 1000} W",
        )
        yield choice(f"Which is {a} megawatts?", f"{a} MW", f"{a} mW", f"{a} kW", f"{a} W")
        yield choice(
            f"What is the current through {b} Ω at {a * b} V?",
            f"{a} A",
            f"{a * b * b} A",
            f"{b} A",
            f"{a} V",
        )
        yield choice(
            f"How fast is {a * b} m in {b} s?", f"{a} m/s", f"{a} km/h", f"{a * b} m/s", f"{a} m/s²"
        )
        yield choice(
            f"Water at {a} °C is cooled by {a + b} °C. What does the thermometer show?",
            f"−{b} °C",
            f"{b} °C",
            f"−{a} °C",
            "0 °C",
        )
        yield choice(
            f"Which wavelength is {b}00 nm in micrometres?",
            f"0.{b} μm",
            f"{b} μm",
            f"{b}0 μm",
            f"0.0{b} μm",
        )
        yield choice(
            f"How much energy is {a} kWh?",
            f"{a} kWh = {a * 3.6:g} MJ",
            f"{a} kWh = {a} MJ",
            f"{a} kWh = {a * 36} MJ",
        )
        yield choice(
            f"A bridge has a span of {1900 + a} m. Which span is 10 m longer?",
            f"{1910 + a} m",
            f"{1890 + a} m",
            f"{1901 + a} m",
        )
        yield choice(
            f"Light has a frequency of {b} × 10^14^ Hz. Which colour has a lower one?",
            f"One of {b - 1} × 10^14^ Hz",
            f"One of {b} × 10^15^ Hz",
            f"One of {b + 1} × 10^14^ Hz",
        )


@subject("biology", "en")
def _biology(chance: random.Random) -> Iterator[Item]:
    genes = "ABDEFGHKLMNPRST"
    for first, second in zip(genes, genes[1:], strict=False):
        x, y = first.lower(), second.lower()
        yield choice(
            "Which genotype is heterozygous for both genes?",
            first + x + second + y,
            first + first + second + second,
            x + x + y + y,
            first + x + y + y,
        )
        yield choice(
            "Which gametes can a plant form that is heterozygous for both genes?",
            f"{first}{second}, {first}{y}, {x}{second} and {x}{y}",
            f"{first}{second} and {x}{y} only",
            f"{first}{x} and {second}{y} only",
        )
    pairs = [("A", "T"), ("T", "A"), ("G", "C"), ("C", "G")]
    for base, partner in pairs:
        wrong = [letter for letter in "ATGC" if letter != partner]
        yield choice(f"Which base of DNA pairs with {base}?", partner, *wrong)
    for group, gives in (
        ("A", "A and AB"),
        ("B", "B and AB"),
        ("AB", "AB only"),
        ("O", "A, B, AB and O"),
    ):
        yield choice(
            f"To which blood groups can red cells of group {group} be given?",
            gives,
            *({"A and AB", "B and AB", "AB only", "A, B, AB and O"} - {gives}),
        )
    for name, what in (
        ("A", "night blindness"),
        ("C", "scurvy"),
        ("D", "rickets"),
        ("K", "bleeding"),
    ):
        yield choice(
            f"Which deficiency causes {what}?",
            f"Of vitamin {name}",
            *(f"Of vitamin {other}" for other in "ACDK" if other != name),
        )
    yield choice("Which vitamins are soluble in fat?", "A and D", "B and C", "A and C", "B and D")
    for what, where in (
        ("ATP", "In the mitochondria"),
        ("mRNA", "In the nucleus"),
        ("proteins", "At the ribosomes"),
        ("sugar from light", "In the chloroplasts"),
    ):
        yield choice(
            f"Where does a plant cell mainly make {what}?",
            where,
            "In the cell wall",
            "In the vacuole",
            "In the centrosome",
        )
    for animal, group in (
        ("bat", "Mammals"),
        ("penguin", "Birds"),
        ("newt", "Amphibians"),
        ("shark", "Fish"),
        ("gecko", "Reptiles"),
        ("bee", "Insects"),
    ):
        groups = ["Mammals", "Birds", "Amphibians", "Fish", "Reptiles", "Insects"]
        yield choice(
            f"To which group does the {animal} belong?", group, *(g for g in groups if g != group)
        )


@subject("medicine", "en")
def _medicine(chance: random.Random) -> Iterator[Item]:
    for _ in range(22):
        dose, times = chance.choice([5, 10, 20, 25, 50, 100, 250, 500]), chance.randint(2, 4)
        yield choice(
            f"A patient takes {dose} mg {times} times a day. What is the daily dose?",
            f"{dose * times} mg",
            f"{dose} mg",
            f"{dose * times} g",
            f"{dose * times} μg",
        )
        yield choice(
            f"How much is {dose} mg in micrograms?",
            f"{dose * 1000} μg",
            f"{dose} μg",
            f"{dose / 1000} μg",
        )
        low = chance.randint(2, 8)
        yield choice(
            f"A normal value lies from {low} to {low + 2} mmol/L. Which value is raised?",
            f"{low + 4} mmol/L",
            f"{low + 1} mmol/L",
            f"{low - 1} mmol/L",
        )
        yield choice(
            "Which heart rate at rest is usual for an adult?",
            "60–100 beats per minute",
            f"{low}–{low + 5} beats per minute",
            "140–180 beats per minute",
        )
    for virus, kind in (
        ("HIV", "a retrovirus"),
        ("influenza A", "an orthomyxovirus"),
        ("hepatitis B", "a hepadnavirus"),
    ):
        kinds = ["a retrovirus", "an orthomyxovirus", "a hepadnavirus", "a poxvirus"]
        yield choice(f"What kind of virus causes {virus}?", kind, *(k for k in kinds if k != kind))
    for test, use in (
        ("An ECG", "The rhythm of the heart"),
        ("An MRI scan", "Soft tissue"),
        ("A CT scan", "Fresh bleeding"),
    ):
        uses = ["The rhythm of the heart", "Soft tissue", "Fresh bleeding", "The acuity of hearing"]
        yield choice(
            f"What is {test[0].lower() + test[1:]} used to show?",
            use,
            *(u for u in uses if u != use),
        )


# ---------------------------------------------------------------- programming


@subject("programming", "en")
def _programming(chance: random.Random) -> Iterator[Item]:
    for _ in range(20):
        a, b = chance.randint(2, 9), chance.randint(2, 9)
        yield choice(
            f"What does `print({a} * '{b}')` print in Python?",
            str(b) * a,
            a * b,
            f"'{b}'",
            "An error message",
        )
        yield choice(
            f"What does `{a * b} / {b}` give in Python 3?", f"{a}.0", f"{a}", f"{b}.0", f"{a * b}"
        )
        yield choice(
            f"Which value is a string that holds the number {a}?",
            f'`"{a}"`',
            f"`{a}`",
            f"`[{a}]`",
            f"`({a})`",
        )
        yield choice(
            f"Which of these makes a tuple of {a} and {b}?",
            f"`({a}, {b})`",
            f"`[{a}, {b}]`",
            f"`{{{a}, {b}}}`",
        )
        yield choice(
            f"How much is 2^{a}^ in binary?", "1" + "0" * a, "1" * a, "1" + "0" * (a - 1), f"{2**a}"
        )
        yield choice(
            f"How many bytes are {a} KiB?",
            f"{a * 1024} bytes",
            f"{a * 1000} bytes",
            f"{a * 1024} bits",
        )
        yield choice(
            f"Which loop runs {a} times?",
            f"`for i in range({a}):`",
            f"`for i in range({a + 1}):`",
            f"`for i in range(1, {a}):`",
        )
        yield choice(
            f"What is two to the power of {a + 4}?",
            2 ** (a + 4),
            2 ** (a + 5),
            2 ** (a + 3),
            (a + 4) ** 2,
        )
    yield choice("Which language did Dennis Ritchie design?", "C", "Fortran", "Pascal", "Ada")
    yield choice(
        "Which programming language is compiled to machine code?", "C", "JavaScript", "Python"
    )
    yield choice(
        "How is the truth value written in Python?", "`True`", "`true`", "`TRUE`", "`1 == 1;`"
    )
    yield choice("Which is the type of text in C#?", "`string`", "`char[]`", "`Text`", "`str`")
    for protocol, use in (
        ("HTTP", "Web pages"),
        ("SMTP", "Mail"),
        ("DNS", "Names"),
        ("DHCP", "Addresses"),
        ("FTP", "Files"),
    ):
        uses = ["Web pages", "Mail", "Names", "Addresses", "Files"]
        yield choice(f"What is {protocol} made for?", use, *(u for u in uses if u != use))
        names = ["HTTP", "SMTP", "DNS", "DHCP", "FTP"]
        yield choice(
            f"Which protocol serves {use.lower()}?", protocol, *(n for n in names if n != protocol)
        )
    for operator, meaning in (
        ("=", "Assignment"),
        ("==", "Comparison"),
        ("!=", "Difference"),
        ("<=", "Order"),
    ):
        meanings = ["Assignment", "Comparison", "Difference", "Order"]
        yield choice(
            f"What does the operator `{operator}` stand for in C?",
            meaning,
            *(m for m in meanings if m != meaning),
        )
        yield choice(
            f"Which operator of C means {meaning.lower()}?",
            f"`{operator}`",
            *(f"`{o}`" for o in ("=", "==", "!=", "<=") if o != operator),
        )


# ---------------------------------------------------------------- the world

CAPITALS = [
    ("France", "Paris", "French"), ("Italy", "Rome", "Italian"), ("Spain", "Madrid", "Spanish"),
    ("Poland", "Warsaw", "Polish"), ("Greece", "Athens", "Greek"), ("Norway", "Oslo", "Norwegian"),
    ("Sweden", "Stockholm", "Swedish"), ("Finland", "Helsinki", "Finnish"), ("Denmark", "Copenhagen", "Danish"),
    ("Hungary", "Budapest", "Hungarian"), ("Romania", "Bucharest", "Romanian"), ("Bulgaria", "Sofia", "Bulgarian"),
    ("Portugal", "Lisbon", "Portuguese"), ("Japan", "Tokyo", "Japanese"), ("Turkey", "Ankara", "Turkish"),
    ("Iceland", "Reykjavik", "Icelandic"), ("Estonia", "Tallinn", "Estonian"), ("Latvia", "Riga", "Latvian"),
]  # fmt: skip
HAUPTSTAEDTE = [
    ("Frankreich", "Paris"), ("Italien", "Rom"), ("Spanien", "Madrid"), ("Polen", "Warschau"),
    ("Griechenland", "Athen"), ("Norwegen", "Oslo"), ("Schweden", "Stockholm"), ("Finnland", "Helsinki"),
    ("Dänemark", "Kopenhagen"), ("Ungarn", "Budapest"), ("Rumänien", "Bukarest"), ("Portugal", "Lissabon"),
]  # fmt: skip
GLAVNI = [
    ("Francuske", "Pariz"), ("Italije", "Rim"), ("Španije", "Madrid"), ("Poljske", "Varšava"),
    ("Grčke", "Atina"), ("Norveške", "Oslo"), ("Švedske", "Stokholm"), ("Mađarske", "Budimpešta"),
    ("Rumunije", "Bukurešt"), ("Bugarske", "Sofija"), ("Portugala", "Lisabon"), ("Japana", "Tokio"),
]  # fmt: skip


@subject("geography", "en")
def _geography(chance: random.Random) -> Iterator[Item]:
    for country, capital, language in CAPITALS:
        three = chance.sample([other for other in CAPITALS if other[0] != country], 3)
        yield choice(f"What is the capital of {country}?", capital, *(other[1] for other in three))
        yield choice(
            f"In which country is {capital} the capital?", country, *(other[0] for other in three)
        )
        yield choice(
            f"Which language do most people speak in {capital}?",
            language,
            *(other[2] for other in three),
        )
        height = chance.randint(1900, 2099)
        yield choice(
            f"A pass in a country of {chance.randint(5, 60)} million people is {height} m high. How high is "
            f"a hut 100 m below?",
            f"{height - 100} m",
            f"{height + 100} m",
            f"{height - 10} m",
        )
        yield choice(
            f"How many people live in a town of {country} with {height} houses of four people each?",
            f"{height * 4} people",
            f"{height} people",
            f"{height * 40} people",
        )
        yield {"stem": f"{capital} is the capital of {country}.", "key": True}
        yield {"stem": f"{capital} is the capital of {three[0][0]}.", "key": False}
    for what, low in (("rain", 200), ("sunshine", 1200), ("frost", 10)):
        unit = {"rain": "mm", "sunshine": "hours", "frost": "days"}[what]
        yield choice(
            f"How much {what} has the station in a year?",
            f"{low}–{2 * low} {unit}",
            f"{2 * low + 1}–{4 * low} {unit}",
            f"more than {5 * low} {unit}",
        )


@subject("history", "en")
def _history(chance: random.Random) -> Iterator[Item]:
    events = [
        ("the French Revolution begin", 1789), ("the First World War end", 1918), ("the Berlin Wall fall", 1989),
        ("the Congress of Vienna close", 1815), ("Columbus reach America", 1492), ("the Titanic sink", 1912),
        ("the euro come into use as cash", 2002), ("the Normans win at Hastings", 1066), ("Napoleon die", 1821),
        ("the United Nations begin its work", 1945), ("Rome become the capital of Italy", 1871),
    ]  # fmt: skip
    for event, year in events:
        yield choice(
            f"When did {event}?", year, *chance.sample([y for _, y in events if y != year], 3)
        )
        yield choice(
            f"In which decade did {event}?",
            f"{year // 10 * 10}s",
            f"{year // 10 * 10 - 20}s",
            f"{year // 10 * 10 + 10}s",
            f"{year // 10 * 10 - 50}s",
        )
        yield choice(
            f"In which century did {event}?",
            f"The {year // 100 + 1}th century",
            f"The {year // 100}th century",
            f"The {year // 100 - 1}th century",
        )
    reigns = [
        ("Elizabeth I", "1558–1603"),
        ("Charles II", "1660–1685"),
        ("Victoria", "1837–1901"),
        ("George V", "1910–1936"),
    ]
    for monarch, reign in reigns:
        yield choice(f"When did {monarch} reign?", reign, *(r for _, r in reigns if r != reign))
        yield choice(f"Who reigned in {reign}?", monarch, *(m for m, _ in reigns if m != monarch))
    for number in range(1, 9):
        roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
        yield choice(
            f"Which number is {roman[number - 1]} in Roman numerals?",
            number,
            number + 1,
            number + 2,
            10 + number,
        )
    yield choice(
        "What did Napoleon say of the Channel?", "It is a ditch", "It is an ocean", "It is a wall"
    )
    yield choice(
        "Which goals does the 2030 Agenda of the United Nations name?",
        "Seventeen goals for development",
        "Ten goals for trade",
        "Eight goals for health",
    )


@subject("law and economics", "en")
def _law(chance: random.Random) -> Iterator[Item]:
    for _ in range(18):
        a = chance.randint(2, 9) * 100
        yield choice(
            f"Option A pays {a} euros at once, option B pays {a + 50} euros in a year. Which pays more in all?",
            "Option B",
            "Option A",
            "They pay the same",
            rationale=f"Option B pays {a + 50} euros.",
        )
        yield choice(
            f"A firm has two options: it rents for {a} euros or builds for {a * 20} euros. When is building "
            "cheaper?",
            "After twenty months",
            "After two months",
            "After ten months",
            rationale="The first option costs more after that.",
        )
        yield choice(
            f"What is the value added tax of 20 % on {a} euros?",
            f"{a // 5} euros",
            f"{a // 2} euros",
            f"{a * 120 // 100} euros",
        )
        yield choice(
            f"How long may a fine of up to {a} euros be paid in parts?",
            "At most 12 months",
            "At most 6 months",
            "At most 24 months",
        )
    for act, who in (
        ("make laws", "Parliament"),
        ("apply the law to a case", "A court"),
        ("carry out laws", "The government"),
    ):
        yield choice(f"Who may {act}?", who, *({"Parliament", "A court", "The government"} - {who}))
    yield choice(
        "What is a contract?", "An agreement that binds", "A promise without effect", "A law"
    )
    yield choice(
        "Who bears the burden of proof in a civil case?",
        "Usually the claimant",
        "The judge",
        "The public",
    )


# ---------------------------------------------------------------- languages


@subject("English grammar", "en")
def _grammar(chance: random.Random) -> Iterator[Item]:
    nouns = [
        "apple",
        "hour",
        "honest man",
        "uniform",
        "egg",
        "university",
        "umbrella",
        "old car",
        "idea",
        "unit",
    ]
    for noun in nouns:
        article = "a" if noun[:3] in ("uni",) else "an"
        other = "an" if article == "a" else "a"
        yield choice(
            f"Which is right before a word of that sound? ({noun})",
            f"{article} {noun}",
            f"{other} {noun}",
            f"the {noun}s of",
        )
    verbs = [
        ("go", "went", "gone"),
        ("see", "saw", "seen"),
        ("write", "wrote", "written"),
        ("take", "took", "taken"),
        ("begin", "began", "begun"),
        ("sing", "sang", "sung"),
        ("know", "knew", "known"),
    ]
    for base, past, participle in verbs:
        yield choice(f"What is the past tense of *{base}*?", past, base, participle, f"{base}ed")
        yield choice(f"What is the participle of *{base}*?", participle, base, past, f"{base}ing")
        yield choice(
            f"Which sentence is in the past perfect? (Verb: {base})",
            f"They had {participle} it.",
            f"They have {participle} it.",
            f"They {past} it.",
        )
    yield choice("Which words fit? There is ___ milk left.", "a little", "little", "few", "a few")
    yield choice(
        "Which is written with a capital letter?", "Polish bread", "polish bread", "Bread, polish"
    )
    yield choice(
        "Which sentence is a question?", "Where are you?", "Where you are.", "There you are!"
    )
    yield choice("Which form is possessive?", "its", "it’s", "it is", "its’")
    yield choice("Which form is short for ‘it is’?", "it’s", "its", "its’")
    yield choice("Which word is an adverb?", "quickly", "quick", "quickness", "quicker than")
    for word, opposite in (
        ("always", "never"),
        ("all", "none"),
        ("above", "below"),
        ("first", "last"),
        ("now", "then"),
    ):
        yield choice(f"What is the opposite of *{word}*?", opposite, "often", "beside", "middle")


@subject("Deutsch", "de")
def _deutsch(chance: random.Random) -> Iterator[Item]:
    nomen = [
        ("Hund", "der", "die Hunde"),
        ("Katze", "die", "die Katzen"),
        ("Haus", "das", "die Häuser"),
        ("Baum", "der", "die Bäume"),
        ("Kind", "das", "die Kinder"),
        ("Stadt", "die", "die Städte"),
        ("Buch", "das", "die Bücher"),
        ("Apfel", "der", "die Äpfel"),
        ("Straße", "die", "die Straßen"),
    ]
    for wort, artikel, plural in nomen:
        falsch = [a for a in ("der", "die", "das") if a != artikel]
        yield choice(f"Welcher Artikel gehört zu ‚{wort}‘?", artikel, *falsch)
        yield choice(
            f"Wie lautet der Plural von ‚{wort}‘?",
            plural,
            f"die {wort}e",
            f"die {wort}s",
            f"die {wort}er",
        )
        yield choice(
            f"Welche Schreibung ist richtig? ({wort})",
            f"{artikel} {wort}",
            f"{artikel} {wort.lower()}",
            f"{artikel.capitalize()} {wort.upper()}",
        )
    for land, stadt in HAUPTSTAEDTE:
        drei = chance.sample([andere for andere in HAUPTSTAEDTE if andere[0] != land], 3)
        yield choice(
            f"Wie heißt die Hauptstadt von {land}?", stadt, *(andere[1] for andere in drei)
        )
        yield choice(f"In welchem Land liegt {stadt}?", land, *(andere[0] for andere in drei))
        jahr = chance.randint(1500, 2015)
        yield choice(
            f"Wann wurde das Rathaus gebaut, das in {stadt} am Markt steht?",
            jahr,
            jahr - 100,
            jahr - 37,
            jahr - 210,
        )
        hoehe = chance.randint(1900, 2090)
        yield choice(
            f"Wie hoch liegt eine Hütte 50 m über {hoehe} m?",
            f"{hoehe + 50} m",
            f"{hoehe - 50} m",
            f"{hoehe + 5} m",
        )
        yield {"stem": f"{stadt} ist die Hauptstadt von {land}.", "key": True}


@subject("srpski", "sr-Latn")
def _srpski(chance: random.Random) -> Iterator[Item]:
    for zemlja, grad in GLAVNI:
        tri = chance.sample([drugi for drugi in GLAVNI if drugi[0] != zemlja], 3)
        yield choice(f"Koji je glavni grad {zemlja}?", grad, *(drugi[1] for drugi in tri))
        broj = chance.randint(2, 90)
        yield choice(
            f"Koliko je {broj},5 plus {broj},5?",
            f"{2 * broj + 1}",
            f"{2 * broj},5",
            f"{2 * broj}",
            f"{broj}",
        )
        yield choice(f"Koliko metara je {broj} km?", f"{broj}.000 m", f"{broj},0 m", f"{broj}0 m")
        godina = chance.randint(1700, 2010)
        yield choice(
            f"Kada je sagrađen most kod mesta {grad}?",
            f"{godina}. godine",
            f"{godina - 40}. godine",
            f"{godina - 100}. godine",
        )
        yield choice(
            f"Kolika je temperatura posle pada od {broj + 5} °C sa {broj} °C?",
            "−5 °C",
            "5 °C",
            f"−{broj} °C",
        )


@subject("српски", "sr-Cyrl")
def _ćirilica(chance: random.Random) -> Iterator[Item]:
    reke = [
        ("Београд", "На Сави и Дунаву"),
        ("Нови Сад", "На Дунаву"),
        ("Ниш", "На Нишави"),
        ("Ужице", "На Ђетињи"),
        ("Чачак", "На Западној Морави"),
        ("Лесковац", "На Ветерници"),
        ("Суботица", "Ни на једној великој реци"),
    ]
    for grad, reka in reke:
        tri = chance.sample([druga for _, druga in reke if druga != reka], 3)
        yield choice(f"На којој реци лежи {grad}?", reka, *tri)
        broj = chance.randint(2, 90)
        yield choice(f"Колико је {broj} пута 10?", broj * 10, broj, broj + 10, broj * 100)
        yield choice(
            f"Колико становника има место са {broj + 1950} становника и {broj} придошлих?",
            f"{2 * broj + 1950} становника",
            f"{broj + 1950} становника",
            f"{1950 - broj} становника",
        )
        yield choice("Који симбол има со кухињска?", "NaCl", "KCl", "NaOH")


# ---------------------------------------------------------------- the report


@cache
def items() -> tuple[tuple[str, str, Item], ...]:
    """All items with subject and language; the same in every process, none twice in a subject."""
    made = []
    for (name, language), make in SUBJECTS.items():
        for seed in range(3):
            chance, seen = random.Random(f"{name} {seed}"), set()
            for item in make(chance):
                if item["stem"] not in seen and len(item.get("distractors", "12")) >= 2:
                    seen.add(item["stem"])
                    made.append((f"{name} {seed + 1}", language, item))
    return tuple(made)


@cache
def reports() -> tuple[tuple[Item, Problem], ...]:
    """Every problem of every item that the reader or a rule reports about the items, bank by bank."""
    banks: dict[tuple[str, str], list[Item]] = {}
    for name, language, item in items():
        banks.setdefault((name, language), []).append(item)
    found: list[tuple[Item, Problem]] = []
    for (name, language), members in banks.items():
        for start in range(0, len(members), _BANK_SIZE):
            found += bank_reports(name, language, members[start : start + _BANK_SIZE])
    return tuple(found)


def bank_reports(name: str, language: str, members: list[Item]) -> Iterator[tuple[Item, Problem]]:
    """What is reported of a bank of some items, each problem with its item."""
    entries = [{"id": f"it-{number:03}", **item} for number, item in enumerate(members)]
    head = {"bank": "corpus", "title": name, "language": language}
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False) + "items:\n"
    starts = []
    for entry in entries:
        starts.append(text.count("\n") + 1)
        text += yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000)
    content, of_form = content_of({"questions/corpus.yaml": text})
    for problem in (*of_form, *check(content, coverage())):
        number = sum(start <= problem.location.line for start in starts) - 1
        yield (members[number] if number >= 0 else {"stem": name}), problem


def main() -> None:
    """Print how often sound items are objected to, and by which rule."""
    total, errors = len(items()), [each for each in reports() if each[1].severity == ERROR]
    print(f"{total} sound items in {len(SUBJECTS)} subjects and languages")
    print(f"errors: {len(errors)}, {1000 * len(errors) / total:.1f} of 1,000 items")
    for rule, count in Counter(problem.rule for _, problem in reports()).most_common():
        example = next(pair for pair in reports() if pair[1].rule == rule)
        print(
            f"{rule:22} {count:5}  {100 * count / total:5.2f} %  {example[0]['stem'][:60]} | {example[1].message[:110]}"
        )


if __name__ == "__main__":
    main()
