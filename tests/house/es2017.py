"""What a script says that browsers of 2017 do not understand: cheap phones keep the browser they were sold with.

The parser (tree-sitter) reads the newest JavaScript; this module names every form in its tree that came after
ECMAScript 2017, by the edition that brought it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_NEWER_NODES = {
    "optional_chain": "?. (2020)",
    "field_definition": "class field (2022)",
    "class_static_block": "static block (2022)",
    "private_property_identifier": "private name (2022)",
    "meta_property": "import.meta (2020)",
    "decorator": "decorator",
    "hash_bang_line": "#! (2023)",
}
_NEWER_OPERATORS = {"??": "2020", "??=": "2021", "||=": "2021", "&&=": "2021"}
# Library functions that a parser lets through: Promise.prototype.finally is of 2018, the others are younger.
_NEWER_CALLS = {
    "allSettled", "any", "at", "finally", "findLast", "findLastIndex", "flat", "flatMap", "fromEntries", "hasOwn",
    "matchAll", "randomUUID", "replaceAll", "structuredClone", "toReversed", "toSorted", "trimEnd", "trimStart",
}  # fmt: skip


def newer_than_2017(source: str) -> list[str]:
    """Return "line: what" for everything that ECMAScript 2017 does not have, and for what does not parse."""
    return [f"{node.start_point[0] + 1}: {what}" for node, what in _found(_PARSER.parse(source.encode()).root_node)]


def _found(node: Node) -> Iterator[tuple[Node, str]]:
    if node.is_error or node.is_missing:
        yield node, "does not parse"
        return
    what = _newer(node)
    if what:
        yield node, what
    for child in node.children:
        yield from _found(child)


def _newer(node: Node) -> str:
    if node.type in _NEWER_NODES:
        return _NEWER_NODES[node.type]
    reader = _READERS.get(node.type)
    return reader(node) if reader else ""


def _text(node: Node | None) -> str:
    return node.text.decode() if node is not None and node.text is not None else ""


def _has(node: Node, *words: str) -> bool:
    return set(words) <= {child.type for child in node.children}


def _operator(node: Node) -> str:
    operator = _text(node.child_by_field_name("operator"))
    return f"{operator} ({_NEWER_OPERATORS[operator]})" if operator in _NEWER_OPERATORS else ""


def _spread(node: Node) -> str:
    return "... in an object (2018)" if node.parent and node.parent.type in {"object", "object_pattern"} else ""


def _catch(node: Node) -> str:
    return "" if node.child_by_field_name("parameter") else "catch without a name (2019)"


def _loop(node: Node) -> str:
    return "for await (2018)" if _has(node, "await") else ""


def _generator(node: Node) -> str:
    return "asynchronous generator (2018)" if _has(node, "async", "*") else ""


def _number(node: Node) -> str:
    return "number with n or _ (2020, 2021)" if re.search(r"_|^\d+n$", _text(node)) else ""


def _regex(node: Node) -> str:
    flags, pattern = _text(node.child_by_field_name("flags")), _text(node.child_by_field_name("pattern"))
    if set(flags) & set("sdv"):
        return "flag of a pattern (2018 and later)"
    return "look-behind, named group or \\p (2018)" if re.search(r"\(\?<|\\p\{", pattern) else ""


def _call(node: Node) -> str:
    function = node.child_by_field_name("function")
    if function is None:
        return ""
    if function.type == "import":
        return "import() (2020)"
    name = _text(function.child_by_field_name("property")) if function.type == "member_expression" else _text(function)
    return f"{name}() (library younger than 2017)" if name in _NEWER_CALLS else ""


def _waits(node: Node) -> str:
    above = node.parent
    while above is not None and "function" not in above.type and above.type != "method_definition":
        above = above.parent
    return "" if above is not None else "await outside a function (2022)"


_READERS = {
    "binary_expression": _operator,
    "augmented_assignment_expression": _operator,
    "spread_element": _spread,
    "rest_pattern": _spread,
    "catch_clause": _catch,
    "for_in_statement": _loop,
    "generator_function": _generator,
    "generator_function_declaration": _generator,
    "method_definition": _generator,
    "number": _number,
    "regex": _regex,
    "call_expression": _call,
    "await_expression": _waits,
}
