"""What authors type to blocks: CommonMark as far as an allow-list goes, with formulas, sub- and
superscripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from generator.page.blocks import (
    Block,
    Bullets,
    CodeBlock,
    DisplayFormula,
    LineBlock,
    Paragraph,
    Picture,
    Quotation,
)
from generator.page.highlighting import highlighted
from generator.page.markup import MarkupError, Span, Spans, link_allowed, merged, parse
from generator.page.understood import keep, table_block

if TYPE_CHECKING:  # reading a plain text needs no parser
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_SIGNS = re.compile(r"[\\*`~^\[$\n]|\|\s*:?-{3}")
_BLOCK_STARTS = re.compile(r"[ ]{0,3}(?:[-*][ ]|[0-9]{1,9}[.)][ ]|>|\||```|~~~|\$\$|!\[)")
GREY = "grey:"  # before the address of a picture that is printed without colours
_ATTRIBUTES = re.compile(
    r"\{\s*(?:width=(?P<width>[1-9][0-9]{0,2}(?:\.[0-9])?)mm)?\s*(?P<grey>grey)?\s*\}"
)
_LEFT_LINK = re.compile(r"\]\(\s*((?:https?:|mailto:|www\.)[^()\s]*)")
_LEFT_PICTURE = re.compile(
    r"!\[[^\]]*\]\s*\(\s*([^)]*?\.(?:png|jpe?g|svg|gif|webp))", re.IGNORECASE
)
_LINES_FOLDED = re.compile(r"```|~~~|\|\s*:?-{3,}")
_HAND_WRAPPED = 50  # characters, of a line that ended because the next word had no room
_ENDS_SENTENCE = (".", "!", "?", ":", ";")
_KEPT_BACKSLASH = re.compile(r"\S*\\\w\S*")
_LETTERS_RAISED = re.compile(r"\w+[^\W\d]")
_LONE = re.compile(r"(?<![\w*`])(?:(?<![)\]}])\*{1,2}|`)(?=\w)")
_WORD_START, _WORD_END = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+\Z")
_LANGUAGE = re.compile(r"(?P<name>[\w+#.-]*)(?P<highlight>\s+highlight)?")
_BREAK = "line_break"
_LOST = "code and tables need their line breaks; write the text under | in place of >-"
_NO_BLOCKS = "there can be no code block or table here, only one paragraph"
_NO_LISTS = "there can be no list or quotation here, only one paragraph"
_NO_PICTURES = "there can be no picture here, only one paragraph; put it into the stem"
_OWN_LINES_OF_FORMULA = (
    "a formula between $$ and $$ needs lines of its own, with an empty line before and behind it; "
    "in a line write it between $ and $"
)
_NO_DISPLAYED_FORMULA = "there can be no formula between $$ and $$ here; write it between $ and $"
_OWN_LINE = "a picture needs a line of its own, with an empty line before it"
_ENTRY = re.compile(r"[ ]*(?:[-*+] |[0-9]{1,9}[.)] |> ?)\S")


def understand(typed: str, *, blocks: bool = False, literal: bool = False) -> str:
    """What records keep of an authored text; see `authored_blocks`."""
    if literal and not blocks and sum(map(bool, map(_ENTRY.match, typed.split("\n")))) > 1:
        raise MarkupError(0, _NO_LISTS)
    joined = " ".join(typed.split("\n")).strip()
    if not _SIGNS.search(typed.strip()):
        return joined
    read = authored_blocks(typed, blocks=blocks, literal=literal)
    if len(read) == 1 and isinstance(read[0], Paragraph) and first_reading(joined) == read[0].runs:
        return joined  # whoever reads it by the first notation's rules reads the same
    return keep(read)


def authored_blocks(
    typed: str, *, blocks: bool = False, literal: bool = False
) -> tuple[Block, ...]:
    """The blocks of an authored text; a picture has its address in place of its SHA-256.

    `blocks`: it may be more than one paragraph; otherwise its lines are joined.  `literal`: line
    breaks are as typed; otherwise each was an empty line, the others being folded already.  Raises
    MarkupError.
    """
    joined = " ".join(typed.split("\n")).strip()
    folded = None if literal and blocks else _LINES_FOLDED.search(joined)
    if folded:
        raise MarkupError(folded.start(), _LOST if blocks else _NO_BLOCKS)
    if blocks and ("\n" in typed.strip() or joined.startswith(("$$", "!["))):
        source = typed.strip("\n").rstrip() if literal else unfolded(typed.strip())
        return _Reader(source).blocks()
    return (Paragraph(_Reader(joined, blocks).line(joined)),)


def first_reading(source: str) -> Spans | None:
    """The spans of a text by the first notation's rules; None where these refuse it."""
    try:
        return parse(source)
    except MarkupError:
        return None


def loses_lines(typed: str, literal: bool) -> bool:
    """Whether line breaks mean something that are lost where the text is printed as one line."""
    typed = typed.strip()
    if "\n" not in typed:
        return False
    return not literal or len(_joined_lines(typed.split("\n"))) > 1


def lone_sign(typed: str) -> str:
    """A sign that seems to begin something and is printed as typed, because nothing ends it; "" for
    none.
    """
    if "*" not in typed and "`" not in typed:
        return ""
    lines = [typed]
    if "\n" in typed:  # signs in code and formulas on lines of their own begin nothing
        lines = [token.content for token in _block_tokens(typed) if token.type == "inline"]
    texts = [
        token.content for line in lines for token in _inline_tokens(line) if token.type == "text"
    ]
    lone = _LONE.search(" ".join(texts))
    return lone[0] if lone else ""


def emphasis_in_word(spans: Spans) -> str:
    """The first word of a text with emphasis on a part of it, as typed:  un*believ*able;  or the
    first slanted text of signs alone:  *.*;  "" for none: its stars may be meant as signs.
    """
    for span in spans:
        is_slanted = span.italic and not (span.bold or span.code or span.formula)
        if is_slanted and span.text.strip() and not any(map(str.isalnum, span.text)):
            return f"*{span.text}*"
    for before, within, behind in zip(spans, spans[1:], spans[2:], strict=False):
        styles = [(span.bold, span.italic) for span in (before, within, behind)]
        if styles[0] != styles[2] or styles[0] == styles[1] or not within.text.isalpha():
            continue
        start, end = _WORD_END.search(before.text), _WORD_START.match(behind.text)
        are_words = not any(span.code or span.formula for span in (before, within, behind))
        if start and end and are_words:
            stars = "**" if before.bold != within.bold else "*"
            return f"{start[0]}{stars}{within.text}{stars}{end[0]}"
    return ""


def raised_in_word(spans: Spans) -> str:
    """The first word of a text with two letters or more raised before a letter or figure, as typed:
    a^nb^n;  "" for none: it may be meant for two powers.
    """
    for before, within, behind in zip(spans, spans[1:], spans[2:], strict=False):
        raised = within.script == "sup" and _LETTERS_RAISED.fullmatch(within.text)
        start, end = re.search(r"\w+\Z", before.text), re.match(r"\w+", behind.text)
        if raised and start and end and not (before.script or behind.script):
            return f"{start[0]}^{within.text}^{end[0]}"
    return ""


def lost_backslash(spans: Spans, typed: str) -> str:
    r"""The first word of a text that has lost some of its backslashes and kept others, as printed:
    \d+.\d  for  \d+\.\d;  "" for none: all of them may be meant.
    """
    once = typed.replace("\\\\", "\\")
    for span in spans:
        if not (span.code or span.formula):
            for word in _KEPT_BACKSLASH.findall(span.text):
                if word not in once:
                    return str(word)
    return ""


def unfolded(folded: str) -> str:
    """A folded text: a line break in it was an empty line, but not where blocks begin with lines of
    their own.
    """
    lines = folded.split("\n")
    if any(_BLOCK_STARTS.match(line) for line in lines):
        return folded
    return re.sub(r"(?<=\S)\n(?=\S)", "\n\n", folded)


def _joined_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a paragraph whose ends are kept: all not wrapped by hand, and those that
    end in a backslash or two spaces.
    """
    groups: list[list[str]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if line.endswith(("\\", "  ")):
            groups[-1][-1] = line.removesuffix("\\").rstrip()
            groups.append([])
    if not groups[-1]:  # the last line ends the paragraph, and its backslash is one
        groups.pop()
        groups[-1][-1] = lines[-1].rstrip(" ")
    return [line for group in groups for line in _without_wraps(group)]


def _without_wraps(lines: Sequence[str]) -> Sequence[str]:
    return (" ".join(lines),) if _wrapped_by_hand(lines) else lines


def _wrapped_by_hand(lines: Sequence[str]) -> bool:
    """Whether lines are prose broken where the next word had no room in a measure."""
    if len(lines) < 2:
        return False
    if any(line[:1].isspace() or not line.strip() for line in lines):
        return False
    if len(lines) == 2 and lines[0].endswith(_ENDS_SENTENCE):
        return False
    measure = max(len(line) for line in lines)
    return all(
        len(line) >= _HAND_WRAPPED and len(line) + 1 + len(following.split()[0]) > measure
        for line, following in zip(lines, lines[1:], strict=False)
    )


# With a bar at least: without one it is no line under the head of a table.
_RULE_OF_TABLE = re.compile(
    r"(?=.*\|)[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*"
)


class _Reader:
    """Reads one text; `blocks`: it may be more than one paragraph."""

    def __init__(self, source: str, blocks: bool = True) -> None:
        self.source, self.may_have_blocks = source, blocks

    def refuse(self, fragment: str, message: str) -> NoReturn:
        """Raises MarkupError at the fragment's place."""
        raise MarkupError(max(0, self.source.find(fragment)), message)

    # ------------------------------------------------------------ spans
    def line(self, source: str) -> Spans:
        """The spans of a text without line breaks that are kept."""
        return merged(span for span in self._spans(source) if span.text != "\n")

    def _lines(self, source: str) -> list[Spans]:
        """The spans of each line."""
        lines: list[list[Span]] = [[]]
        for span in self._spans(source):
            if span.text == "\n":
                lines.append([])
            else:
                lines[-1].append(span)
        return [merged(line) for line in lines]

    def _spans(self, source: str) -> Iterator[Span]:
        """Spans; a line break that is kept is one of its own, with what indents the next line."""
        tokens = _inline_tokens(source)
        style = Span("")
        typed = "".join(token.content for token in tokens if token.type in ("text", "address"))
        if (left := _LEFT_LINK.search(typed)) and "[" in typed[: left.start()]:
            self.refuse(left[0], f"the link's address has no end, or a space in it: '{left[1]}'")
        if left := _LEFT_PICTURE.search(typed):
            self.refuse(
                "![",
                f"the picture's address has no end, or a space before or in it: '{left[1]}'; where "
                f"the file's name has one, rename the file, or write ![…](<{left[1]}>)",
            )
        for token in tokens:
            if token.type in _STYLES:
                style = replace(style, **_STYLES[token.type])
            elif token.type in ("text", "text_special", "address"):
                yield replace(style, text=token.content)
            elif token.type == "code_inline":
                yield replace(style, text=token.content, code=True)
            elif token.type == "formula":
                yield replace(style, text=token.content, formula=token.content)
            elif token.type == "formula_between_words":
                self.refuse(
                    "$$", _OWN_LINES_OF_FORMULA if self.may_have_blocks else _NO_DISPLAYED_FORMULA
                )
            elif token.type in (_BREAK, "hardbreak"):
                yield Span("\n")
                yield replace(style, text=token.content)
            elif token.type == "link_open":
                style = replace(style, link=self._address(token))
            elif token.type == "link_close":
                style = replace(style, link="")
            elif token.type == "image":
                self.refuse("![", _OWN_LINE if self.may_have_blocks else _NO_PICTURES)
            else:
                raise AssertionError(f"the parser knows {token.type}, which nobody allowed")

    def _address(self, token: Token) -> str:
        address = str(token.attrs.get("href", ""))
        if "title" in token.attrs:
            self.refuse(f"({address}", "a link has no title here; write only its address")
        if not link_allowed(address):
            self.refuse(
                f"]({address}",
                f"the link address '{address}' is not allowed; use https://, http:// or mailto: "
                "(for the brackets themselves type \\[)",
            )
        return address

    # ------------------------------------------------------------ blocks
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the text."""
        tokens = _block_tokens(self.source)
        if any(token.level >= _DEEPEST for token in tokens):
            raise MarkupError(0, "lists or quotations are in each other too often")
        return self._all(_Tokens(tokens), "")

    def _all(self, tokens: _Tokens, end: str) -> tuple[Block, ...]:
        """The blocks up to the token that ends what they are in."""
        blocks: list[Block] = []
        while (token := tokens.next()) is not None and token.type != end:
            blocks.append(_BLOCKS[token.type](self, token, tokens))
        return tuple(blocks)

    def paragraph(self, token: Token, tokens: _Tokens) -> Block:
        """A paragraph, lines whose ends are kept, or a picture."""
        source = tokens.inline("paragraph_close")
        if source.startswith("![") and (picture := self._picture(source)):
            return picture
        lines = source.split("\n")
        for above, line in pairwise(lines):
            if "|" in above and _RULE_OF_TABLE.fullmatch(line):
                self.refuse(
                    line,
                    f"the head of a table has {_cells(above)} cells and the line under it "
                    f"{_cells(line)}; give both the same number, or type a backslash where it is "
                    "no table (\\|)",
                )
        lines = _joined_lines(lines)
        runs = self._lines("\n".join(lines))
        return Paragraph(runs[0]) if len(runs) == 1 else LineBlock(tuple(runs))

    def _picture(self, source: str) -> Picture | None:
        """The picture that a paragraph consists of."""
        tokens: list[Token] = []
        parser = _parser()
        parser.inline.parse(source, parser, {}, tokens)
        if not tokens or tokens[0].type != "image":
            return None
        rest = "".join(token.content for token in tokens[1:]).strip()
        attributes = _ATTRIBUTES.fullmatch(rest) if rest else None
        if rest and not attributes:
            self.refuse(
                "![",
                "a picture needs a line of its own, with an empty line behind it; all that may "
                "be beside it is {width=60mm} or {grey}, with a width from 1 mm to 999 mm",
            )
        image, given = tokens[0], attributes or {"width": None, "grey": None}
        alt = " ".join("".join(span.text for span in self.line(image.content)).split())
        if not alt:
            self.refuse("![", "a picture needs words between [ and ] that say what it shows")
        return Picture(
            f"{GREY if given['grey'] else ''}{image.attrs['src']}",
            alt,
            " ".join(str(image.attrs.get("title", "")).split()),
            float(given["width"]) if given["width"] else None,
            str(image.attrs["src"]).rpartition(".")[2].lower().replace("jpg", "jpeg"),
        )

    def code(self, token: Token, tokens: _Tokens) -> Block:
        """Lines of code, fenced or indented."""
        lines = token.content.removesuffix("\n").split("\n")
        if token.type == "fence" and token.map:
            first, end = token.map
            last = self.source.split("\n")[first:end][-1].strip(" >")
            if end - first < 2 or not last.startswith(token.markup) or last.strip(token.markup[0]):
                self.refuse(
                    token.markup,
                    f"the code that begins with {token.markup} has no end; close it "
                    f"by a line of its own with {token.markup}",
                )
        info = _LANGUAGE.fullmatch(token.info.strip())
        if not info:
            self.refuse(
                f"{token.markup}{token.info}",
                f"'{token.info.strip()}' is no name of a language; code begins on the line below "
                f"{token.markup}",
            )
        if info["highlight"]:
            return CodeBlock(highlighted(lines, info["name"]), info["name"])
        return CodeBlock(tuple((Span(line),) if line else () for line in lines), info["name"])

    def display_formula(self, token: Token, tokens: _Tokens) -> Block:
        """A formula on lines of its own."""
        return DisplayFormula(token.content, token.content)

    def quotation(self, token: Token, tokens: _Tokens) -> Block:
        """Quoted blocks."""
        return Quotation(self._all(tokens, "blockquote_close"))

    def bullets(self, token: Token, tokens: _Tokens) -> Block:
        """A list, with bullets or numbers."""
        entries = []
        end = token.type.replace("_open", "_close")
        numbers = []
        while (item := tokens.next()) is not None and item.type != end:
            numbers.append(item.info)
            entries.append(self._all(tokens, "list_item_close"))
        start = int(token.attrs.get("start", 1))
        if token.type == "ordered_list_open":
            self._check_numbers([int(number) for number in numbers])
        return Bullets(tuple(entries), token.type == "ordered_list_open", start)

    def _check_numbers(self, numbers: Sequence[int]) -> None:
        """Refuses numbers that would be printed as other ones: those of a list count up."""
        if numbers == [*range(numbers[0], numbers[0] + len(numbers))] or set(numbers) == {1}:
            return
        here = next(b for a, b in pairwise(numbers) if b != a + 1)
        self.refuse(
            f"{here}",
            f"the list's number {here} would be printed as another one; count up, or type a "
            f"backslash where it is no list ({here}\\.)",
        )

    def table(self, token: Token, tokens: _Tokens) -> Block:
        """Rows of cells; the first row heads the columns."""
        rows: list[list[Spans]] = []
        while (part := tokens.next()) is not None and part.type != "table_close":
            if part.type == "tr_open":
                rows.append([])
                self._check_cells(part, len(rows[0]))
            elif part.type == "inline":
                rows[-1].append(self.line(part.content))
        head, *body = (tuple(row) for row in rows)
        return table_block(head, tuple(body))

    def _check_cells(self, row: Token, columns: int) -> None:
        """Refuses a row with more cells than columns, which the parser would leave out."""
        line = self.source.split("\n")[row.map[0]].strip(" >") if row.map else ""
        cells = _cells(line)
        if columns and cells > columns:
            self.refuse(line, f"the row has {cells} cells but the head has {columns}")


def _cells(line: str) -> int:
    """How many cells a line of a table has."""
    from markdown_it.rules_block.table import escapedSplit

    return len(escapedSplit(line.strip().removeprefix("|").removesuffix("|")))


class _Tokens:
    """The parser's tokens, one after the other."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._left = iter(tokens)

    def next(self) -> Token | None:
        """The next token; None behind the last."""
        return next(self._left, None)

    def inline(self, end: str) -> str:
        """The source of the inline text before the token that ends it."""
        source = ""
        while (token := self.next()) is not None and token.type != end:
            source = token.content
        return source


_STYLES: dict[str, dict[str, Any]] = {
    "strong_open": {"bold": True},
    "strong_close": {"bold": False},
    "em_open": {"italic": True},
    "em_close": {"italic": False},
    "sub_open": {"script": "sub"},
    "sup_open": {"script": "sup"},
    "sub_close": {"script": ""},
    "sup_close": {"script": ""},
}
_BLOCKS: dict[str, Callable[[_Reader, Token, _Tokens], Block]] = {
    "paragraph_open": _Reader.paragraph,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "display_formula": _Reader.display_formula,
    "blockquote_open": _Reader.quotation,
    "bullet_list_open": _Reader.bullets,
    "ordered_list_open": _Reader.bullets,
    "table_open": _Reader.table,
}


# ---------------------------------------------------------------- the parser and its allow-list

_DEEPEST = 24  # levels of lists in lists, quotations in quotations
_LIMIT = 2 * _DEEPEST  # where the parser would stop reading without a word
_MONEY = re.compile(r"[0-9][0-9.,]*\s+[^\W\d_]{2,}")
_OPERATOR = re.compile(r"(?<=.)[-+=−<>/·×](?=.)")  # between two operands, and no sign or charge
_ENDS_IN_OPERATOR = re.compile(r"\w[-+=−<>/·×–,;:&|∧∨→⇒↔⇔]\Z")
_OPERAND = re.compile(r"[(\[]|[-−]\w")
_STARS = re.compile(r"\*+")
_EMPHASIS_IN_WORD = re.compile(r"(?<![^\W_])\*+[^\s*]+\Z")  # begun where its word begins
# Behind a closing bracket, or between a sign and one that ends words: (a+b)*c, t.*, … and "x"*, …
_BEGINS_NOTHING = re.compile(r"[)\]}]\*|[^\s\w(\[{*]\*+[,;:!?)\]}]")
_ALONE = re.compile(r"""\(\*+\)|\[\*+\]|(["'])\*+\1|[“„]\*+[“”]|[‘‚]\*+[‘’]""")
_SCHEME = re.compile(r"\bhttps?\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"""://[^\s<>\[\]{}|\\"`]*[^\s<>\[\]{}|\\"`*_~^.,;:!?'()]""")
_BEFORE_NO_BASE = re.compile(r"(?:\A|[\s(\[{*→–/])\Z")


@cache
def _parser() -> MarkdownIt:
    """The parser with what quizzes need: no HTML, headings, references, entities or footnotes.

    It is loaded when the first text needs it.
    """
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Reads every address as it is: which are allowed is our own rule."""

        def validateLink(self, url: str) -> bool:
            return True

        def normalizeLink(self, url: str) -> str:
            return url

    parser = Parser("zero", {"maxNesting": _LIMIT})
    parser.enable(["table", "code", "fence", "blockquote", "list"])
    parser.enable(["escape", "backticks", "emphasis", "link", "image", "newline"])
    parser.block.ruler.at("list", _list_rule, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.before(
        "fence", "display_formula", _display_rule, {"alt": ["paragraph", "blockquote", "list"]}
    )
    parser.inline.ruler.at("newline", _newline_rule)
    parser.inline.ruler.at("emphasis", _emphasis_rule)
    parser.inline.ruler.before("emphasis", "address", _address_rule)
    parser.inline.ruler.before("emphasis", "script", _script_rule)
    parser.inline.ruler.before("emphasis", "formula", _formula_rule)
    return parser


def _block_tokens(typed: str) -> list[Token]:
    """The blocks that the parser finds, with the text of each as it is typed."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(typed, parser, {}, tokens)
    return tokens


def _inline_tokens(typed: str) -> list[Token]:
    """What the parser finds in one line."""
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(typed, parser, {}, tokens)
    return tokens


def _list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list; a line that begins with + is none: it goes on with a sum."""
    from markdown_it.rules_block import list_block

    first = state.bMarks[start] + state.tShift[start]
    return state.src[first : first + 1] != "+" and list_block(state, start, end, silent)


def _display_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula between $$ and $$, which begin and end its lines."""
    if state.is_code_block(start):
        return False
    opening = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not opening.startswith("$$"):
        return False
    lines: list[str] = []
    for number in range(start, end):
        line = state.src[state.bMarks[number] : state.eMarks[number]].strip()
        lines.append(line.removeprefix("$$") if number == start else line)
        if lines[-1].endswith("$$"):
            break
        if "$$" in lines[-1]:
            return False
    else:
        return False
    content = "\n".join([*lines[:-1], lines[-1].removesuffix("$$")]).strip()
    if not content or "$$" in content:
        return False
    if not silent:
        token = state.push("display_formula", "", 0)
        token.content = content
        state.line = start + len(lines)
    return True


def _newline_rule(state: StateInline, silent: bool) -> bool:
    """A line break that is kept, and what indents the line behind it."""
    if state.src[state.pos] != "\n":
        return False
    behind = state.src[state.pos + 1 : state.posMax]
    indent = len(behind) - len(behind.lstrip(" \t"))
    if not silent:
        state.pending = state.pending.rstrip(" ")
        token = state.push(_BREAK, "", 0)
        token.content = "\u00a0" * indent
    state.pos += 1 + indent
    return True


def _emphasis_rule(state: StateInline, silent: bool) -> bool:
    """Emphasis by stars; lines below words are blanks and names of variables."""
    from markdown_it.rules_inline.emphasis import tokenize

    stars = _STARS.match(state.src, state.pos)
    if not stars:
        return False
    if not silent and _multiplies(state.src, stars):
        state.pending += stars[0]
        state.pos = stars.end()
        return True
    known = len(state.delimiters)
    found = tokenize(state, silent)
    around = state.src[max(0, stars.start() - 1) : stars.end() + 1]
    if _BEGINS_NOTHING.match(around) or _ALONE.fullmatch(around):
        for delimiter in state.delimiters[known:]:
            delimiter.open = False
            delimiter.close &= not _ALONE.fullmatch(around)
    return found


def _multiplies(text: str, stars: re.Match[str]) -> bool:
    """Whether stars between letters or figures are those of  2*3*4,  x**2 + y**2  and  a*b + c*d,
    which CommonMark would read as emphasis and not print: they are beside a figure, or what they
    would emphasise has spaces or operators or is one letter among letters.
    """
    before, behind = text[: stars.start()], text[stars.end() :]
    if not (before[-1:].isalnum() and behind[:1].isalnum()) or _EMPHASIS_IN_WORD.search(before):
        return False
    if before[-1].isdigit() or behind[0].isdigit():
        return True
    emphasised, closing, after = behind.partition(stars[0])
    if not closing or not (after[:1].isalnum() or after[:1] == "("):
        return bool(closing) and bool(re.search(r"[+=/<>]", emphasised))
    is_letter = len(emphasised) == 1 and not before[-2:-1].isalnum()
    return is_letter or bool(re.search(r"[\s+=/<>]", emphasised))


def _address_rule(state: StateInline, silent: bool) -> bool:
    """What follows the scheme of an address in a line: its signs are no markup, but those at its
    end may be.
    """
    start = state.pos
    if state.src[start] != ":" or not _SCHEME.search(state.src[max(0, start - 6) : start]):
        return False
    address = _ADDRESS.match(state.src, start, state.posMax)
    if address is None:
        return False
    if not silent:
        state.push("address", "", 0).content = address[0]
    state.pos = address.end()
    return True


def _script_rule(state: StateInline, silent: bool) -> bool:
    """~lowered~ and ^raised^ as in Pandoc: without spaces inside.

    Nor is a sign one that stands twice, nor those of sums and logic (`_are_signs`).
    """
    start, text = state.pos, state.src
    mark = text[start]
    if mark not in "~^" or mark in text[max(0, start - 1) : start] + text[start + 1 : start + 2]:
        return False
    end = start + 1
    while end < state.posMax and text[end] != mark:
        if text[end].isspace():
            return False
        end += 2 if text[end] == "\\" else 1
    behind = text[end + 1 : end + 2]
    if end >= state.posMax or behind == mark:
        return False
    if _are_signs(mark, text[:start], text[start + 1 : end], text[end + 1 :]):
        return False
    if not silent:
        name, last = ("sub" if mark == "~" else "sup"), state.posMax
        state.pos, state.posMax = start + 1, end
        state.push(f"{name}_open", "", 1)
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", "", -1)
        state.posMax = last
    state.pos = end + 1
    return True


def _are_signs(mark: str, before: str, content: str, behind: str) -> bool:
    """Whether two signs are those of sums or logic, and so printed, though `content` between them
    has no space; where they part a bracket, they are.
    """
    if _parts_brackets(content):
        return True
    if mark == "~":
        return _are_negations(before, content)
    # Before a term symbol or an element, ^2S+1^L and ^14^C raise without a base.
    raises_alone = behind[:1].isupper() and bool(_BEFORE_NO_BASE.search(before))
    return not raises_alone and _are_powers(content, behind)


def _are_negations(before: str, content: str) -> bool:
    """Whether two tildes are those of  ~p∧~q: nothing is before the first to be lowered at, and
    what would be lowered ends in an operator.
    """
    has_base = before[-1:].isalnum() or before[-1:] in tuple(")]")
    return not has_base and bool(_ENDS_IN_OPERATOR.search(content))


def _are_powers(content: str, behind: str) -> bool:
    """Whether two carets are those of  x^2+y^2,  2^(n+1)+3^(n+1)  or  2^3^4: the second raises what
    is behind it, as an operator between them shows, or a figure behind a letter or figure.
    """
    operates = bool(_OPERATOR.search(content))
    if behind[:1].isalnum():
        return operates or behind[0].isdigit() and content[-1:].isalnum()
    return operates and bool(_OPERAND.match(behind)) and "^" not in behind.split()[0]


def _parts_brackets(content: str) -> bool:
    """Whether a bracket in a text is closed or opened outside of it."""
    depth = 0
    for sign in content:
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            return True
    return depth > 0


# Without spaces at its ends, or with a sign that money and shells have not between two $$.
_BETWEEN_WORDS = re.compile(
    r"\$\$(?:(?=\S)(?:[^$\\]|\\.)+(?<=\S)|[^$\\^_={}]*[\\^_={}](?:[^$\\]|\\.)*)\$\$", re.DOTALL
)


def _formula_rule(state: StateInline, silent: bool) -> bool:
    """A formula in the line, as in Pandoc: no space inside the signs, no figure behind them.

    Nor letters beside them: US$5 and $HOME are none, nor is an amount with words behind it.
    """
    start, text = state.pos, state.src
    between = _BETWEEN_WORDS.match(text, start)
    if between:  # on lines of its own it would have been met before
        if not silent:
            state.push("formula_between_words", "", 0).content = between[0]
        state.pos = between.end()
        return True
    if text[start] != "$" or text[start - 1 : start].isalnum() or "$" in text[start - 1 : start]:
        return False
    end = start + 1
    while end < state.posMax and text[end] != "$":
        end += 2 if text[end] == "\\" else 1
    content, behind = text[start + 1 : end], text[end + 1 : end + 2]
    if end >= state.posMax or not content.strip() or content != content.strip():
        return False
    if behind.isalnum() or behind == "$" or "\n" in content:
        return False
    if _MONEY.match(content) and "\\" not in content:
        return False
    if not silent:
        state.push("formula", "", 0).content = content
    state.pos = end + 1
    return True
