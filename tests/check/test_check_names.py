"""Names without their accents, and years in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.dates import years_after
from generator.checks.names_register import NameRegister, folded, foldings
from generator.content.model import Person
from generator.content.walk import Line, plain, prose
from generator.page.markup import Text

_LETTERS = st.text("abcdežšćčđəıłøéöüñğ", min_size=2, max_size=8).map(str.capitalize)


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("Tešić", {"Tesic"}),
        ("Đorđe", {"Dorde", "Djorde", "Dordje", "Djordje"}),
        ("Əliyev", {"Eliyev", "Aliyev"}),
        ("Işık", {"Isik"}),
        ("Łódź", {"Lodz"}),
        ("Søren", {"Soren", "Soeren"}),
    ],
)
def test_foldings(word, ways):
    """A name has every usual way of being written without accents, and texts fold to one of
    them.
    """
    assert foldings(word) == ways
    assert folded(word) in ways


@given(_LETTERS)
def test_a_name_without_its_accents_is_misspelt(name):
    """Any way of dropping all accents of a name is found, in any case but small letters; the name
    itself never is.
    """
    register = NameRegister([Person(name)], [])
    assert list(register.misspelt(f"{name}, {name.upper()} and {name}’s")) == []
    for way in foldings(name) - {name}:
        assert list(register.misspelt(f"It was {way}’s.")) == [(way, name)]
        if way.upper() != name.upper():  # ı and i are alike in capitals
            assert list(register.misspelt(f"It was {way.upper()}.")) == [(way.upper(), name)]
        assert list(register.misspelt(f"It was {way}x.")) == []


@given(_LETTERS, _LETTERS)
def test_spellings_in_the_register_are_right(one, other):
    """Two names that differ by accents only are both right."""
    register = NameRegister(
        [Person(one), Person(folded(one)), Person(other, also=(folded(other),))], []
    )
    assert list(register.misspelt(f"{one} {folded(one)} {other} {folded(other)}")) == []


@given(st.text("abcdefg", min_size=2).map(str.capitalize), st.text())
def test_plain_names_never_fire(name, text):
    """A register without a letter beyond ASCII objects to nothing."""
    assert list(NameRegister([Person(name)], [name]).misspelt(text)) == []


@pytest.mark.parametrize(
    "text", ["Tešić", "TEŠIĆ", "Tesic’s", "by S. Tešić.", "(Slobodan Tesic)", "Tesić-owned"]
)
def test_protected_people_are_seen(text):
    """A protected person is seen by surname, with or without accents, as a word."""
    assert (
        NameRegister([Person("Slobodan Tešić", protect=True)], []).protected_person(text)
        == "Slobodan Tešić"
    )


@pytest.mark.parametrize("text", ["Slobodan", "Tesicov", "Pretešić", "tesic", "Ana Tešić", ""])
def test_others_are_not(text):
    """Neither a first name, a longer word, small letters nor somebody else of that surname is the
    protected person.
    """
    people = [Person("Slobodan Tešić", protect=True), Person("Ana Tešić")]
    assert NameRegister(people, []).protected_person(text) is None


def test_nobody_is_protected_by_an_empty_register():
    """Without protected people nothing is seen."""
    assert NameRegister([Person("Ana Tešić")], []).protected_person("Ana Tešić") is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2021", [2021]),
        ("2021.", [2021]),
        ("(2021)", [2021]),
        ("2019–2022", [2022]),
        ("2019-2022", [2022]),
        ("mid-2021", [2021]),
        ("post-2021", [2021]),
        ("2021-era", [2021]),
        ("2020/2021", [2021]),
        ("2021-05-03", [2021]),
        ("the 2021’s", [2021]),
        ("2021, then 2023", [2021, 2023]),
        ("2021,", [2021]),
        ("‘2099’", [2099]),
        ("p. 5, 2021", [2021]),
        ("after resolution 2085, in 2021", [2021]),
    ],
)
def test_years_are_seen(text, years):
    """A number of four figures that stands alone is a year."""
    assert years_after(2020, text) == years


@pytest.mark.parametrize(
    "text",
    [
        "in 2020",
        "1999",
        "12021",
        "20210",
        "2,021",
        "12,021",
        "2021.5",
        "1.2021",
        "2021,5",
        "fc-2021",
        "ar-x-2021",
        "x2021",
        "2021st",
        "p. 2021",
        "pp. 2019–2031",
        "page 2021",
        "Pages 2030-2031",
        "No. 2021",
        "resolution 2085",
        "§ 2021",
        "#2021",
        "€2050",
        "2050%",
        "A/2021",
        "1820",
        "2100",
        "3021",
        "",
    ],
)
def test_other_numbers_are_not(text):
    """Parts of larger numbers and of ids, pages, sums of money and years up to the limit are
    none.
    """
    assert years_after(2020, text) == []


def test_prose_leaves_out_code_and_addresses():
    """Code and addresses are printed, but are not prose; in a line without markup every sign stands
    for itself.
    """
    text = Text("**See** `Tesic` at https://e.org/Tesic or [here](https://e.org/x), a.b@e.org")
    assert plain(text) == "See Tesic at https://e.org/Tesic or here, a.b@e.org"
    assert "Tesic" not in prose(text) and "e.org" not in prose(text) and "here" in prose(text)
    assert plain(Line("a * b ` c ~")) == prose(Line("a * b ` c ~")) == "a * b ` c ~"


@pytest.mark.parametrize("text", ["Aı", "AI", "aı", "Işıkoğlu IŞIKOĞLU"])
def test_dotless_i_in_capitals(text):
    """A name in capitals is right though its capitals are those of another letter."""
    assert list(NameRegister([], ["Aı", "Işıkoğlu"]).misspelt(text)) == []
