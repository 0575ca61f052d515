"""Where a small fault can be put into a module, and the module's text with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ARITHMETIC = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.FloorDiv: "*", ast.Mod: "*"}
ANSWER_OF = {"any": "all", "all": "any", "min": "max", "max": "min"}
LEFT_OUT = {"reverse", "key", "default"}
# Messages are told by their rule; their words are for people to judge.
REPORTS = {"Finding", "Problem", "ValueError", "add", "refuse", "error", "warn", "echo"}


@dataclass(frozen=True)
class Fault:
    """One change of a module: the operator's name; the first and the last character replaced
    (offsets into the text) and what stands there instead; the line, counted from 1.
    """

    operator: str
    start: int
    end: int
    new: str
    line: int

    def applied(self, text: str) -> str:
        """The module's text with the fault in it."""
        return text[: self.start] + self.new + text[self.end :]


def faults(text: str) -> Iterator[Fault]:
    """Every fault that can be put into a module of this text; a few of them are no Python (ask
    `readable`). Annotations, docstrings, imports and the words of reports are left alone.
    """
    tree = ast.parse(text)
    offsets = _Offsets(text)
    for node in _code(tree):
        for operator, target, new in _changes(node, offsets):
            start, end = offsets.span(target)
            fault = Fault(operator, start, end, new, target.lineno)
            if new != text[start:end]:
                yield fault


class _Offsets:
    """Turns the places of a syntax tree (lines, and columns in bytes) into offsets of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node begins and ends."""
        end_line, end_column = node.end_lineno, node.end_col_offset
        assert end_line is not None and end_column is not None
        return self._at(node.lineno, node.col_offset), self._at(end_line, end_column)

    def source(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self._text[start:end]

    def _at(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def readable(text: str) -> bool:
    """Whether a module's text is Python at all."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no annotation, docstring, decorator, import or report."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.JoinedStr):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and _called(node) in REPORTS:
        return
    yield node
    skipped = {"annotation", "returns", "decorator_list", "bases", "type_params"}
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


Change = tuple[str, ast.expr | ast.stmt, str]


def _changes(node: ast.AST, offsets: _Offsets) -> Iterator[Change]:
    source = offsets.source
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            if new := COMPARISONS.get(type(operator)):
                yield "compare", node, f"{source(left)} {new} {source(right)}"
        case ast.BoolOp(op=operator, values=values):
            word = "or" if isinstance(operator, ast.And) else "and"
            yield "and/or", node, "(" + f" {word} ".join(f"({source(v)})" for v in values) + ")"
            for left_out in values:
                kept = [f"({source(v)})" for v in values if v is not left_out]
                word = "and" if isinstance(operator, ast.And) else "or"
                yield "drop-condition", node, "(" + f" {word} ".join(kept) + ")"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "drop-not", node, f"({source(operand)})"
        case ast.If(test=test) | ast.While(test=test):
            yield "force-if", test, "False"
            if isinstance(node, ast.If):
                yield "force-if", test, "True"
        case ast.IfExp(body=body, orelse=orelse):
            yield "force-if", node, f"({source(body)})"
            yield "force-if", node, f"({source(orelse)})"
        case ast.Constant(value=bool(value)):
            yield "constant", node, str(not value)
        case ast.Constant(value=int(value)):
            yield "off-by-one", node, str(value + 1)
        case ast.BinOp(left=left, op=operator, right=right):
            if new := ARITHMETIC.get(type(operator)):
                yield "arithmetic", node, f"(({source(left)}) {new} ({source(right)}))"
        case ast.Return(value=ast.expr() as value) if isinstance(value, ast.Compare | ast.BoolOp):
            yield "negate-return", value, f"not ({source(value)})"
        case ast.Continue():
            yield "flow", node, "break"
        case ast.Break():
            yield "flow", node, "continue"
        case ast.Expr(value=ast.Call()):
            yield "drop-call", node, "pass"
        case ast.AugAssign():
            yield "drop-assignment", node, "pass"
        case ast.comprehension(ifs=[test, *_]):
            yield "drop-filter", test, "True"
        case ast.comprehension(iter=iterated) | ast.For(iter=iterated):
            yield "skip-element", iterated, f"list({source(iterated)})[1:]"
        case ast.Call():
            yield from _calls(node, source(node.func), offsets)


def _calls(node: ast.Call, function: str, offsets: _Offsets) -> Iterator[Change]:
    source = offsets.source
    arguments = [source(a) for a in node.args]
    named = [
        f"{k.arg}={source(k.value)}" if k.arg else f"**{source(k.value)}" for k in node.keywords
    ]
    if function in ANSWER_OF:
        yield "other-end", node, f"{ANSWER_OF[function]}({', '.join(arguments + named)})"
    if function == "sorted" and arguments:
        yield "drop-sorted", node, f"list({arguments[0]})"
    for keyword, text in zip(node.keywords, named, strict=True):
        if keyword.arg in LEFT_OUT:
            kept = [other for other in named if other != text]
            yield "drop-keyword", node, f"{function}({', '.join(arguments + kept)})"
