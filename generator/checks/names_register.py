"""The register of names: their right spelling, and who is protected."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.content.model import Person
from generator.page.combining import without_marks

# Letters that Unicode cannot take apart, and those that some write as two; texts fold to the
# first way.
_SMALL = {
    "đ": ("d", "dj"),
    "ð": ("d", "dh"),
    "ə": ("e", "a"),
    "ı": ("i",),
    "ł": ("l",),
    "ø": ("o", "oe"),
    "æ": ("ae",),
    "œ": ("oe",),
    "þ": ("th",),
    "ħ": ("h",),
    "ŧ": ("t",),
    "ŋ": ("n",),
    "ß": ("ss",),
    "ä": ("a", "ae"),
    "ö": ("o", "oe"),
    "ü": ("u", "ue"),
    "å": ("a", "aa"),
}
_CAPITAL = {
    letter.upper(): tuple(way.capitalize() for way in ways) for letter, ways in _SMALL.items()
}
_WAYS = {
    letter: ways
    for letter, ways in (_CAPITAL | _SMALL).items()
    if len(letter) == 1 and not letter.isascii()
}
_FIRST = str.maketrans({letter: ways[0] for letter, ways in _WAYS.items()})
_BEYOND = re.compile(r"[^\x00-\x7f\u2010-\u203a]")
_WORD = re.compile(r"[^\W\d_]+")


def folded(text: str) -> str:
    """The text without accents, in the first way of writing it so."""
    return text if text.isascii() else without_marks(text.translate(_FIRST))


def foldings(text: str) -> set[str]:
    """Every way of writing a text without accents."""
    ways = itertools.product(*(_WAYS.get(letter, (letter,)) for letter in text))
    return {without_marks("".join(letters)) for letters in ways}


class NameRegister:
    """Names as they are spelled in print."""

    def __init__(self, people: Iterable[Person], names: Iterable[str]) -> None:
        people = list(people)
        spelled = [
            spelling for person in people for spelling in (person.name, *person.also)
        ] + list(names)
        self._right = {word.casefold() for name in spelled for word in _WORD.findall(name)}
        # Python puts ı and i alike in capitals, so a name in capitals is compared as written.
        self._capitals = {word.upper() for name in spelled for word in _WORD.findall(name)}
        self._by_folding: dict[str, str] = {}
        for name in [person.name for person in people] + list(names):
            for word in _WORD.findall(name):
                if not word.isascii():
                    for way in foldings(word):
                        self._by_folding.setdefault(way.casefold(), word)
        forms = {
            form
            for way, word in self._by_folding.items()
            if way not in self._right
            for form in (way.capitalize(), way.upper(), *foldings(word))
        }
        self._unaccented = re.compile("|".join(sorted(forms)) or r"(?!)")
        self._protected, self._owners = _pattern_of(people)
        self.surnames = tuple(sorted({person.name.split()[-1] for person in people}))

    def misspelt(self, prose: str) -> Iterator[tuple[str, str]]:
        """Words that differ from a name by their accents only, each with the name's spelling; each
        word once.
        """
        if not self._unaccented.search(prose) and not _BEYOND.search(
            prose
        ):  # nearly all texts end here
            return
        for word in sorted(set(_WORD.findall(prose))):
            if right := self._right_for(word):
                yield word, right

    def _right_for(self, word: str) -> str | None:
        if word.casefold() in self._right or word in self._capitals:
            return None
        right = self._by_folding.get(_folded_word(word))
        # A word in small letters is a word of the language, not the name.
        return right if right and (right.islower() or not word.islower()) else None

    def consists_of_names(self, text: str) -> bool:
        """Whether every word of a text is a word of some name."""
        return all(word.casefold() in self._right for word in _WORD.findall(text))

    def starts_with_name(self, text: str) -> bool:
        """Whether a text begins with a word of some name."""
        first = _WORD.match(text)
        return first is not None and first[0].casefold() in self._right

    def protected_person(self, plain: str) -> str | None:
        """The name of the first protected person whom a text names by full name, surname or another
        spelling.
        """
        if self._protected is None:
            return None
        for match in self._protected.finditer(folded(plain)):
            if name := self._owners[match[0].casefold()]:
                return name
        return None


@lru_cache(maxsize=65536)
def _folded_word(word: str) -> str:
    return folded(word).casefold()


def _pattern_of(people: list[Person]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """A pattern for the names of people, and who of them is protected ("": somebody else of that
    name).

    The full names of people without protection are in it too: "Heydar Aliyev" is not Ilham Aliyev.
    """
    owners: dict[str, str] = {}
    forms: set[str] = set()
    for person in sorted(people, key=lambda person: not person.protect):
        spellings = (person.name, *person.also)
        shorter = (person.name.split()[-1],) if person.protect else ()
        for spelling in (*spellings, *shorter):
            for way in foldings(spelling):
                owners.setdefault(way.casefold(), person.name if person.protect else "")
                forms |= {way, way.upper()}
    if not any(owners.values()):
        return None, {}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), owners
