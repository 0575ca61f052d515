"""Earlier versions of the fixed words: what may be printed somewhere is never worded anew."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Mapping
from pathlib import Path

import pytest

import generator
from generator.i18n.catalog import (
    FIRST_WORDS_VERSION,
    WORDS_VERSION,
    Catalog,
    Phrase,
    all_versions,
    languages,
    load_catalog,
)

FOLDER = Path(generator.__file__).parent / "i18n" / "catalogues"
# Of each phrase of the first version, the first digits of the SHA-256 of its JSON in each language.
FIRST_WORDS = json.loads((Path(__file__).parent / "words-1.json").read_text(encoding="utf-8"))
EARLIER = {
    (version, language): json.loads(path.read_text(encoding="utf-8"))
    for version in range(FIRST_WORDS_VERSION, WORDS_VERSION)
    for language in languages()
    for path in (FOLDER / f"words-{version}" / f"{language}.json",)
    if path.parent.is_dir()  # a version may differ from the next in where words stand alone
}


def phrases(catalog: Catalog) -> Mapping[str, Phrase]:
    """All phrases of a catalogue."""
    return catalog._phrases


def short_hash(phrase: Phrase) -> str:
    """What a phrase is known by in `words-1.json`."""
    spelled = json.dumps(phrase, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(spelled.encode()).hexdigest()[:8]


def changed_phrases(language: str, held: Mapping[str, Phrase]) -> list[str]:
    """The phrases of the first version that are not as they were."""
    return [
        name
        for name, hashes in FIRST_WORDS.items()
        if name not in held or short_hash(held[name]) != hashes[language]
    ]


def shape(phrase: Phrase) -> object:
    """What the program must know of a phrase: whether it is a text, how long a list it is, which
    plural forms it has.
    """
    if isinstance(phrase, str):
        return "text"
    return sorted(phrase) if isinstance(phrase, dict) else len(phrase)


def holes(phrase: Phrase) -> set[str]:
    """The names in braces."""
    texts = phrase.values() if isinstance(phrase, dict) else phrase
    written = phrase if isinstance(phrase, str) else " ".join(texts)
    return {name for _, name, _, _ in string.Formatter().parse(written) if name}


@pytest.mark.parametrize("language", languages())
def test_the_first_words_stay_as_they_were(language: str) -> None:
    """Every phrase of the first version is what it was when editions were printed with it.

    Whoever changes a phrase puts the earlier one into `catalogues/words-1/`.
    """
    held = phrases(load_catalog(language, words_version=FIRST_WORDS_VERSION))
    assert changed_phrases(language, held) == []
    assert changed_phrases(language, {**held, "accept": "Also:"}) == ["accept"]
    assert changed_phrases(language, phrases(load_catalog(language))) != []


@pytest.mark.parametrize(("version", "language"), EARLIER)
def test_earlier_words_are_phrases_that_changed(version: int, language: str) -> None:
    """A folder of earlier words holds what changed afterwards and nothing else, by name, in the
    shape that the program expects and with names in braces that it fills in.
    """
    earlier = EARLIER[version, language]
    later = phrases(load_catalog(language, words_version=version + 1))
    assert earlier and list(earlier) == sorted(earlier)
    for name, phrase in earlier.items():
        assert phrase != later[name], name
        assert shape(phrase) == shape(later[name]), name
        assert holes(phrase) <= holes(later[name]), name


def test_a_version_has_the_words_of_its_time() -> None:
    """A catalogue of an earlier version differs from today's in what changed since, and in nothing
    else.
    """
    for language in languages():
        first, *_, today = all_versions(language)
        assert (first.words_version, today.words_version) == (FIRST_WORDS_VERSION, WORDS_VERSION)
        assert today is load_catalog(language)
        before, now = phrases(first), phrases(today)
        assert set(before) == set(now)
        assert {name for name in now if now[name] != before[name]} == set(EARLIER[1, language])
