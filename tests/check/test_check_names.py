"""Names without their accents, and years in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.names_register import NameRegister, folded, foldings
from generator.checks.sameness import meaning
from generator.checks.years import later_years, years_after
from generator.content.model import Person
from generator.content.walk import Line, plain, prose
from generator.page.markup import Text
from generator.problems import NOWHERE

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


@pytest.mark.parametrize(
    "text",
    [
        "It sank in 2023.",
        "the talks of 2021",
        "The talks of 2019–2022",
        "It stood from 1998 to 2023.",
        "Which one of 2031?",
        "In March 2024 the ferry sank.",
        "What happened by mid-2021?",
        "the 2024 election",
        "It sank (2022).",
        "Die Fähre sank im Jahr 2023.",
        "Die Fähre sank im März 2023 vor der Küste.",
        "Trajekt je potonuo 2023. godine.",
        "U martu 2024. potonuo je.",
        "Some 2050 m away it sank in 2023",
    ],
)
def test_a_year_of_the_past_is_sure(text):
    """What is used as a year, of something that happened, is surely one."""
    assert [later.surely for later in later_years(2020, text, bare_is_year=False)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Does the 2030 Agenda name seventeen goals?",
        "By 2050 sea levels rise by a metre.",
        "The EU wants to be climate-neutral by 2050.",
        "What will happen in 2040?",
        "The treaty expires in 2034.",
        "Which targets does Agenda 2030 name?",
        "Bis 2045 soll Deutschland klimaneutral sein.",
        "Do 2050 će nivo mora porasti.",
        "The forecast for 2035 is higher.",
        "Who won 2024?",
    ],
)
def test_a_year_ahead_is_doubtful(text):
    """Targets, forecasts and titles are no invented events: a warning at most."""
    assert [later.surely for later in later_years(2020, text, bare_is_year=False)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "A hut is 2050 m above the sea and has 2048 bytes of memory.",
        "2048",
        "2^11 = 2048",
        "2048 × 2",
        "It holds 2048 bytes.",
        "The hall has 2025 seats.",
        "Eine Hütte liegt 2050 m über dem Meer.",
        "Der Speicher hat 2048 Bytes.",
        "Das Dorf hat 2030 Einwohner.",
        "Selo ima 2030 stanovnika.",
        "Die Energie beträgt 2050 kJ.",
        "The current is 2050 mA, and the field 2100 V/m.",
        "It was 2050 km/h fast.",
        "It weighs 2050 kg",
        "There were 2024 soldiers.",
        "The answer is 2048.",
        "It has a total of 2048 seats.",
        "The numbers are 1024, 2048 and 4096.",
        "It takes whole numbers from 1 to 2048.",
    ],
)
def test_numbers_are_no_years(text):
    """A number with a unit, of counted things, in a sum, or alone where nobody asks when, is no
    year.
    """
    assert list(later_years(2020, text, bare_is_year=False)) == []


def test_a_bare_number_is_a_year_where_a_time_is_asked():
    """What answers when is a year, though it stands alone."""
    assert [later.surely for later in later_years(2020, "2024", bare_is_year=True)] == [True]


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


def test_a_bold_letter_is_a_sign_of_its_own():
    """A vector is not the number of the same letter, and not another vector; words in bold are the
    words that they are.
    """
    for one, other, same in (
        ("**v** times w", "v times w", False),
        ("**v** times w", "**u** times w", False),
        ("**Rome** first", "Rome first", True),
    ):
        meanings = [meaning(Text(text, NOWHERE), "en").exact for text in (one, other)]
        assert (meanings[0] == meanings[1]) is same
