"""The type of an item that does not state it, by the fields that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.content.messages import either, nearest
from generator.content.nodes import MappingNode, Node, ScalarNode
from generator.items.protocol import AnyItemType
from generator.problems import Problems

# From when on a name that no type knows is taken for a slip of the keyboard, one after the other
# until the fields decide: surely, perhaps, and not at all.
_ALIKE = (0.75, 0.6, 1.0)


class Inference(NamedTuple):
    """The type that the fields of an item decide on, or None and the types that come near."""

    type: AnyItemType | None
    near: tuple[AnyItemType, ...] = ()


def infer_type(node: MappingNode, types: Iterable[AnyItemType], shared: Iterable[str]) -> Inference:
    """The one type that has all the fields that are there and whose required ones are among them.

    Where that is true of several, their values decide, and where none of them takes the value, the
    type that it is meant for; where a required field is missing, there must be one type only that
    has the others.  `shared`: the names that items of all types have.
    """
    kinds, common = tuple(types), tuple(shared)
    inferences = (_decided(node, kinds, common, alike) for alike in _ALIKE)
    first = next(inferences)
    return first if first.type else next((each for each in inferences if each.type), first)


def _decided(
    node: MappingNode, types: Sequence[AnyItemType], shared: Sequence[str], alike: float
) -> Inference:
    own = {item_type.name: {field.name for field in item_type.fields} for item_type in types}
    known = set().union(*own.values())
    values = {
        nearest(key.text, known, alike) or key.text: value
        for key, value in node.entries
        if key.text not in shared
    }
    names = values.keys() & known
    fitting = [t for t in types if names and names <= own[t.name]]
    complete = [t for t in fitting if _required(t) <= names]
    decided = complete
    if len(complete) > 1:
        decided = [t for t in complete if _are_sound(t, values)]
        decided = decided or [t for t in complete if _is_meant(t, values)]
        decided = decided or [t for t in fitting if t not in complete]
    elif not complete:
        decided = fitting
    if len(decided) == 1:
        return Inference(decided[0])
    near = fitting or [t for t in types if names & own[t.name]]
    return Inference(None, tuple(near))


def undecided(inference: Inference, node: MappingNode, of: str, example: str) -> str:
    """The message about an item or part (`of`) whose fields decide on no type."""
    if not inference.near:
        return (
            f"{of} needs the fields of its type, for example 'key' and 'distractors', or 'type' "
            f"(for example  type: {example})"
        )
    written = {key.text for key, _ in node.entries}
    own = {
        item_type.name: {field.name for field in item_type.fields} for item_type in inference.near
    }
    specific = written & set().union(*own.values())
    surplus = {name: sorted(specific - fields) for name, fields in own.items()}
    fewest = min(map(len, surplus.values()))
    if fewest:
        without = [
            f"{name} (without {' and '.join(map(repr, fields))})"
            for name, fields in surplus.items()
            if len(fields) == fewest
        ]
        return (
            f"no type of item has all these fields: {of} may be {either(without)}; delete what "
            "does not belong"
        )
    choices = [_choice(item_type, written) for item_type in inference.near]
    return (
        f"the fields of {of} do not decide its type: it may be {either(choices)}; "
        "add what is missing, or 'type'"
    )


def _choice(item_type: AnyItemType, written: set[str]) -> str:
    lacking = [f"'{name}'" for name in sorted(_required(item_type) - written)]
    return f"{item_type.name} (which needs {' and '.join(lacking)})" if lacking else item_type.name


def _required(item_type: AnyItemType) -> set[str]:
    return {field.name for field in item_type.fields if field.required}


def _is_meant(item_type: AnyItemType, values: Mapping[str, Node]) -> bool:
    """Whether the key is written as people write one of the type that it does not take."""
    key = values.get("key")
    pattern = item_type.key_elsewhere
    return pattern is not None and isinstance(key, ScalarNode) and bool(pattern.match(key.text))


def _are_sound(item_type: AnyItemType, values: Mapping[str, Node]) -> bool:
    """Whether the values of the required fields are such as the type takes."""
    problems = Problems()
    for field in item_type.fields:
        if field.required and field.name in values:
            field.kind.read(values[field.name], problems)
    return not problems.error_count
