"""The operators on code: each has a name, looks at one node of a function, and says what could stand there instead.

An operator is a slip that a lawyer or a programmer might make in a clause, and nothing else: what only the type checker
asks for (``or 0`` after a day that is always there) is not a slip in the law.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tests.mutation.source import Edit, Source
from treatysim.law.readings import AXES

Operator = Callable[[Source, ast.AST], Iterator[tuple[str, Edit]]]
OPERATORS: list[Operator] = []

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
CHOICES = (
    *(axis.order for axis in AXES.values()),
    ("days-after", "first-of-following-month"),
    ("clip", "roll"),
    ("deadline", "expectation", "continuing"),
)
"""Words of which one is taken: the answers of the axes, the ways of counting, the ends of months, the sorts of duty."""

SWAPPED = {
    "Nth": ("Latest", "Earliest"),
    "Latest": ("Earliest",),
    "Earliest": ("Latest",),
    "max": ("min",),
    "min": ("max",),
    "start_of": ("end_of",),
    "end_of": ("start_of",),
    "any": ("all",),
    "all": ("any",),
}
THRESHOLDS = {"threshold", "minimum"}
PERIODS = {"circulation-days", "not-before-years"}
SAID = {"reading", "severity", "of", "bearer", "alternatives", "place"}
"""Arguments by name that say law; ``facts`` only fill in the sentence of a finding, which ``tests/report`` reads."""


def operator(function: Operator) -> Operator:
    OPERATORS.append(function)
    return function


@operator
def comparison(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.Compare):
        operands = [source.operand(one) for one in (node.left, *node.comparators)]
        signs = [COMPARISONS[type(op)] for op in node.ops]
        for place, (old, new) in enumerate(signs):
            said = [new if here == place else sign for here, (sign, _) in enumerate(signs)]
            text = operands[0] + "".join(f" {sign} {part}" for sign, part in zip(said, operands[1:], strict=True))
            yield f"{old} to {new}", source.instead(node, text)


@operator
def number(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """n + 1, n - 1; of what is a period, period + 1, period - 1."""
    if _is_number(source, node):
        said = "period" if _in_period(source, node) else "n"
        for sign, added in (("+", 1), ("-", -1)):
            if isinstance(node, ast.Constant):
                value = node.value + added
                text = str(value) if value >= 0 else f"({value})"
            else:
                text = f"({source.words(node)} {sign} 1)"
            yield f"{said} {sign} 1", source.instead(node, text)


def _is_number(source: Source, node: ast.AST) -> bool:
    parent = source.parents[node]
    if isinstance(parent, ast.BoolOp) and isinstance(node, ast.Constant):
        return False  # a default for the type checker
    if isinstance(node, ast.Constant):
        return type(node.value) is int
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name):
        first = parent.args[:1] == [node]
        return (parent.func.id in ("Nth", "Share") and first) or (parent.func.id == "Period" and node in parent.args)
    if isinstance(parent, ast.keyword) and isinstance(source.parents[parent], ast.Call):
        call = source.parents[parent]
        return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Period"
    return _named_number(node) in THRESHOLDS | PERIODS


def _named_number(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "number":
        return str(getattr(node.args[0], "value", ""))
    return ""


def _in_period(source: Source, node: ast.AST) -> bool:
    parent = source.parents[node]
    call = source.parents[parent] if isinstance(parent, ast.keyword) else parent
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Period"


@operator
def arithmetic(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        old, new = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
        text = f"{source.words(node.left)} {new} {source.words(node.right)}"
        yield f"{old} to {new}", source.instead(node, f"({text})")


@operator
def receipt_and_sent(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """Where withdrawal counts from receipt, count from dispatch; and the other way round."""
    if not source.path.endswith("withdrawal.py"):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "_sent":
            yield "sent to receipt", source.instead(node, source.words(node.args[0]))
        elif node.func.id == "After" and source.words(node.args[0]) == "act":
            yield "receipt to sent", source.instead(node.args[0], "_sent(act)")
    if isinstance(node, ast.AnnAssign) and node.value is not None and source.words(node.value) == "act":
        yield "receipt to sent", source.instead(node.value, "_sent(act)")


@operator
def another_word(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """Nth, Latest and Earliest, the first and the last instant of a day, and what they are read with."""
    if isinstance(node, ast.Name) and node.id in SWAPPED:
        parent = source.parents[node]
        for new in SWAPPED[node.id]:
            if node.id == "Nth" and isinstance(parent, ast.Call):
                yield f"Nth to {new}", source.instead(parent, f"{new}({source.words(parent.args[1])})")
            elif node.id != "Nth" and not isinstance(parent, ast.BinOp):
                yield f"{node.id} to {new}", source.instead(node, new)


@operator
def drop_a_premise(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """One part of a Latest, an Earliest or an Nth; of a list of conditions, one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Latest", "Earliest", "Nth"):
        for parts in node.args:
            if isinstance(parts, ast.Tuple):
                for place in range(len(parts.elts)):
                    kept = [source.words(one) for here, one in enumerate(parts.elts) if here != place]
                    yield "drop a premise", source.instead(parts, f"({''.join(one + ', ' for one in kept).strip()})")
    if isinstance(node, ast.AugAssign) and isinstance(node.value, ast.BinOp):
        for kept_one in (node.value.left, node.value.right):
            yield "drop a premise", source.instead(node.value, source.words(kept_one))


@operator
def drop_a_row(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.YieldFrom) or (isinstance(node, ast.Yield) and "Row(" in source.words(node)):
        yield "drop an admission row", source.instead(node, "yield from ()")
    elif isinstance(node, ast.Return) and node.value is not None and "iter((Row(" in source.words(node.value):
        yield "drop an admission row", source.instead(node.value, "iter(())")


@operator
def condition(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """A condition turned round: of an if, of a choice between two, of what is taken from a collection."""
    tests = getattr(node, "ifs", []) if isinstance(node, ast.comprehension) else []
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        tests = [node.test]
    for test in tests:
        if not _turned_by_another(test):
            yield "negate a condition", source.instead(test, f"not ({source.words(test)})")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "drop a not", source.instead(node, f"({source.words(node.operand)})")


def _turned_by_another(test: ast.expr) -> bool:
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return not isinstance(test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


@operator
def both_or_either(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if not isinstance(node, ast.BoolOp):
        return
    simple = (ast.Compare, ast.NamedExpr)
    parts = [source.words(one) if isinstance(one, simple) else source.operand(one) for one in node.values]
    if isinstance(node.op, ast.Or) and not _is_question(source, node):
        yield "always the default", source.instead(node, parts[-1])
        if not isinstance(node.values[-1], ast.Constant | ast.Dict):
            yield "no default", source.instead(node, parts[0])
        return
    old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    yield f"{old} to {new}", source.instead(node, f"({f' {new} '.join(parts)})")
    for place in range(len(parts)):
        kept = f" {old} ".join(part for here, part in enumerate(parts) if here != place)
        yield "drop a condition", source.instead(node, f"({kept})")


def _is_question(source: Source, node: ast.AST) -> bool:
    """Whether an ``or`` asks yes or no, rather than naming a default."""
    parent = source.parents[node]
    if isinstance(parent, ast.If | ast.IfExp | ast.While):
        return parent.test is node
    if isinstance(parent, ast.Return):
        while not isinstance(parent, ast.FunctionDef):
            parent = source.parents[parent]
        return parent.returns is not None and source.words(parent.returns) == "bool"
    return isinstance(parent, ast.BoolOp | ast.comprehension) or (
        isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)
    )


@operator
def another_answer(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """An answer compared with another; a sort of duty that is another."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return
    parent = source.parents[node]
    if isinstance(parent, ast.Compare):
        if isinstance(parent.left, ast.Attribute) and parent.left.attr == "kind":
            return
    elif not (isinstance(parent, ast.Call) and node.value in CHOICES[-1]):
        return
    others = {word: None for words in CHOICES if node.value in words for word in words if word != node.value}
    for other in others:
        yield "an answer to another", source.instead(node, f'"{other}"')


@operator
def drop_a_reading(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """A date or a finding that no longer says on which reading it hangs, nor counts by it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "chosen":
        yield "drop a reading", source.instead(node, "{}")


@operator
def drop_an_argument(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg in SAID and ".chosen(" not in source.words(keyword):
            before = (*node.args, *(one.value for one in node.keywords if one is not keyword))
            start, end = source.span(keyword)
            rest = source.raw[end:]
            comma = re.match(rb",\s*", rest)
            if comma:
                yield "drop an argument", Edit(start, end + comma.end(), "")
            elif before:
                end_before = max(source.span(one)[1] for one in before)
                yield "drop an argument", Edit(end_before, end, "")


@operator
def another_provision(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"VCLT \d", node.value):
        yield "another provision", source.instead(node, '"VCLT 1"')


@operator
def drop_a_change(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """A statement that changes the record, calls somebody, or goes another way, left out."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "drop a call", source.instead(node, "pass")
    elif isinstance(node, ast.Delete):
        yield "drop a change", source.instead(node, "pass")
    elif isinstance(node, ast.Assign | ast.AugAssign):
        yield from _assignment(source, node)
    elif isinstance(node, ast.Continue | ast.Break) or (isinstance(node, ast.Return) and node.value is None):
        yield "drop a jump", source.instead(node, "pass")


def _assignment(source: Source, node: ast.Assign | ast.AugAssign) -> Iterator[tuple[str, Edit]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    first = targets[0]
    if isinstance(first, ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = list(zip(first.elts, node.value.elts, strict=True))
        for target, _ in pairs:
            if not isinstance(target, ast.Name):
                kept = [pair for pair in pairs if pair[0] is not target]
                left, right = (", ".join(source.words(pair[side]) for pair in kept) for side in (0, 1))
                yield "drop a change", source.instead(node, f"{left} = {right}")
    elif len(targets) > 1:
        named = [target for target in targets if isinstance(target, ast.Name)]
        if named:
            yield "drop a change", source.instead(node, f"{source.words(named[0])} = {source.words(node.value)}")
    elif not isinstance(first, ast.Name | ast.Tuple) or not isinstance(source.parents[node], ast.FunctionDef):
        yield "drop a change", source.instead(node, "pass")


@operator
def drop_a_case(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.MatchOr):
        for place in range(len(node.patterns)):
            kept = [source.words(one) for here, one in enumerate(node.patterns) if here != place]
            yield "drop a case", source.instead(node, " | ".join(kept))


@operator
def turn_an_order(source: Source, node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sorted":
        yield "turn round an order", source.instead(node, f"{source.words(node)[:-1]}, reverse=True)")
