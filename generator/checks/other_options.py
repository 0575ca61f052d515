"""How an option refers to the others, in the languages of the program and in French: all or none of
them, or some by their letters or numbers.
"""

from __future__ import annotations

import re

# ---------------------------------------------------------------- all, none

_ANSWERS = r"(?:options|answers|choices|statements)"
_ANSWER = r"(?:option|answer|choice)"
_ABOVE = (
    rf"(?:(?:the\s+)?(?:above(?:[\s-]mentioned)?|previous|preceding|others?|them)"
    rf"|(?:these|those)(?:\s+{_ANSWERS})?"
    rf"|(?:the\s+)?(?:(?:other|listed|given|mentioned)\s+)?{_ANSWERS}(?:\s+above)?)"
)
_NTH = r"(?:first|second|third|fourth|fifth|last)"
_TRUE = r"(?:\W+(?:is|are)(?:\s+both)?\W+(?:true|correct|right|wrong|false|incorrect))?"
_ANTWORTEN = r"(?:antwort(?:en|möglichkeiten)|aussagen|möglichkeiten|optionen|alternativen|punkte)"
_GENANNTEN = r"(?:oben\s+)?(?:genannten|aufgeführten|angegebenen|stehenden|obigen|vorgenannten)"
_RICHTIG = r"(?:\s+sind(?:\s+alle)?\s+(?:richtig|korrekt|wahr|falsch)|\s+treffen\s+zu|\s+stimmen)?"
_NAVEDENO = r"(?:gore\s+)?(?:naveden|ponuđen|pomenut|nabrojan)(?:o|og|a|i|e|ih|oga)"
_TACNI = r"(?:\s+(?:su|je|nije|nisu)\s+(?:tačn|ispravn|pravil\w*n)\w*)?"
_REPONSES = r"(?:réponses|propositions|affirmations|options)"
_JUSTES = r"(?:\s+(?:sont|n[’']est|ne\s+sont)\s+(?:correctes?|exactes?|justes?|vraies?|bonnes?))?"

_SOME = r"(?:more\s+than\s+one|most|several|(?:(?:at\s+least|exactly|any)\s+)?(?:two|three))"
_ALL = (
    rf"(?:all|any|both|each|every\s+one)\s+(?:\w+\s+)?of\s+{_ABOVE}{_TRUE}",
    r"everything\s+above",
    rf"more\s+than\s+one\s+of\s+(?:these|those)(?:\s+{_ANSWERS})?{_TRUE}",
    rf"(?:only\s+)?the\s+(?:first|last)\s+(?:two|three)\s+{_ANSWER}s{_TRUE}",
    rf"(?:only\s+|both\s+)?the\s+{_NTH}\s+and\s+(?:the\s+)?{_NTH}\s+{_ANSWER}s?{_TRUE}",
    rf"{_SOME}\s+of\s+the\s+(?:above|{_ANSWERS}){_TRUE}",  # two of them may be a number
    rf"all\s+(?:the\s+)?above{_TRUE}",
    rf"(?:all|both)(?:\s+{_ANSWERS})?\s+are\s+(?:true|correct|right)",
    rf"all\s+(?:the\s+)?{_ANSWERS}(?:\s+above)?{_TRUE}",
    # Not of statements, which may be those of the stem.
    rf"(?:both|all\s+(?:three|four|five))\s+{_ANSWER}s{_TRUE}",
    rf"(?:alle|beide|sämtliche|mehrere|zwei)\s+(?:de[rn]\s+|die\s+)?{_GENANNTEN}"
    rf"(?:\s+{_ANTWORTEN})?{_RICHTIG}",
    rf"(?:alle(?:\s+(?:drei|vier|fünf))?|beide|sämtliche|mehrere)\s+{_ANTWORTEN}(?:\s+oben)?{_RICHTIG}",
    r"(?:alle|beide|mehrere)\s+davon|alles\s+(?:davon|(?:oben\s+)?genannte|das\s+obige)",
    rf"(?:sve|sva|svi|oba|obe|oboje)\s+(?:od\s+)?(?:ovo\s+)?{_NAVEDENO}(?:\s+odgovor\w*)?{_TACNI}",
    rf"(?:svi\s+odgovori|sva\s+(?:tri|četiri)\s+odgovora){_TACNI}",
    r"(?:sve|svi|oba|obe)(?:\s+odgovor\w*)?\s+su\s+(?:tačn|ispravn)\w*",
    rf"(?:nur\s+)?die\s+ersten\s+(?:beiden|zwei|drei)\s+antwort(?:en|möglichkeiten){_RICHTIG}",
    rf"jede[rs]?\s+der\s+{_GENANNTEN}(?:\s+{_ANTWORTEN})?",
    rf"toutes(?:\s+(?:les|ces))?\s+{_REPONSES}(?:\s+(?:ci-dessus|précédentes))?{_JUSTES}",
)
_NONE = (
    rf"(?:none|neither|nothing|not\s+any)\s+of\s+{_ABOVE}{_TRUE}",
    r"none\s+(?:above|(?:is|are)\s+(?:true|correct|right))",
    rf"no(?:ne)?\s+(?:of\s+the\s+)?(?:{_ANSWERS}|{_ANSWER})\s+(?:is|are)\s+(?:true|correct|right)",
    rf"kein(?:e[rs]?)?\s+(?:de[rs]\s+|von\s+den\s+)?{_GENANNTEN}(?:\s+{_ANTWORTEN})?{_RICHTIG}",
    r"(?:keine?[rs]?|nichts)\s+(?:davon|von\s+(?:diesen|alledem|beiden?m?))",
    r"keine\s+(?:der\s+)?antwort(?:en)?\s+(?:ist|sind)\s+(?:richtig|korrekt)",
    rf"(?:ništa|nijed(?:an|no|na))\s+(?:odgovor\s+)?(?:od\s+)?(?:{_NAVEDENO}|toga|ovoga|njih)"
    rf"(?:\s+odgovora)?{_TACNI}",
    r"nijedan\s+odgovor\s+nije\s+(?:tačan|ispravan|pravilan)",
    rf"aucune\s+(?:de\s+ces|des)\s+{_REPONSES}(?:\s+(?:ci-dessus|précédentes))?{_JUSTES}",
)


def _any_of(wordings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(wordings)})\W*")


_EVERY, _NOT_ONE = _any_of(_ALL), _any_of(_NONE)

_LATIN = str.maketrans(
    {
        **dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True)),
        "љ": "lj",
        "њ": "nj",
        "џ": "dž",
    }
)


def says_all(option: str) -> bool:
    """Whether an option is nothing but that all, both or some of the others are right."""
    return _EVERY.fullmatch(_in_latin(option)) is not None


def says_none(option: str) -> bool:
    """Whether an option is nothing but that none of the others is right."""
    return _NOT_ONE.fullmatch(_in_latin(option)) is not None


def _in_latin(option: str) -> str:
    """Serbian in its Latin letters, in small ones."""
    return option.strip().casefold().translate(_LATIN)


# ---------------------------------------------------------------- some of them

_LETTER = r"\(?[A-HАБВГДЂ]\)?"
_STATEMENT = r"\(?(?:I{1,3}|IV|VI{0,3}|[1-8]|i{1,3}|iv|vi{0,3}|[a-h])\)?"
_CALLED = rf"(?:{_ANSWERS}|{_ANTWORTEN}|odgovori|одговори|{_REPONSES})"
_BOTH = "both|either|neither|beide|sowohl|entweder|weder|i|ni|ili|bilo|и|ни|или|било|et|ni|soit"
_ONLY = "only|nur|samo|само|seulement|seul"
_AND = (
    r"(?:,|;|\band\b|\bor\b|&|\+|/|\bnor\b|\bund\b|\boder\b|\bnoch\b|\bals\s+auch\b|\bwie\s+auch\b"
    r"|\bi\b|\bili\b|\bni\b|\bи\b|\bили\b|\bни\b|\bet\b|\bou\b)"
)
_ARE_TRUE = (
    r"\s+(?:are(?:\s+both)?\s+(?:true|correct|right)|sind(?:\s+beide)?\s+(?:richtig|korrekt|wahr)"
    r"|stimmen|treffen\s+zu|su\s+\w*(?:tačn|ispravn)\w*|су\s+\w*(?:тачн|исправн)\w*"
    r"|sont\s+(?:correctes|exactes|justes|vraies))"
)


def _combination(mark: str) -> re.Pattern[str]:
    """A pattern for an option that is nothing but marks of others; it has groups where it says
    that they are others (both, only, answers).
    """
    return re.compile(
        rf"((?i:{_BOTH}|{_ONLY}|{_CALLED})\s+)?{mark}(?:\s*{_AND}\s*{mark})+"
        rf"(\s+(?i:{_ONLY})|(?i:{_ARE_TRUE}))?\W*"
        rf"|((?i:{_ONLY})\s+){mark}\W*|{mark}(\s+(?i:{_ONLY}))\W*"
    )


OF_LETTERS, OF_STATEMENTS = _combination(_LETTER), _combination(_STATEMENT)


_SAME_AS = (
    r"(?:(?:the\s+)?same\s+as|(?:genauso\s+|(?:das|die|der)selbe\s+)?wie(?:\s+(?:bei|in))?"
    r"|isto\s+(?:što\s+i|kao)(?:\s+(?:i|pod))?|исто\s+(?:што\s+и|као)(?:\s+(?:и|под))?)"
)
# Nothing but another option: its letter, or its number behind the word for it.
SAME_AS_ANOTHER = re.compile(
    rf"(?i:{_SAME_AS})\s+(?P<letter>{_LETTER})\W*"
    rf"|(?i:{_SAME_AS}|as(?:\s+in)?|see|siehe)\s+(?i:{_ANSWER}|antwort|odgovor|одговор)\s+"
    r"(?P<number>[1-8])\W*"
)


def letters_in(option: str) -> list[str]:
    """The capitals in it that are letters of options."""
    return re.findall(r"(?<!\w)[A-H](?!\w)", option)
