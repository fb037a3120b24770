"""The mutants of a module: copies of its text, each with one small fault.

A fault is made in the syntax tree and written into the text where the changed part stands, so that
lines and comments stay. Annotations, docstrings and declarations of types are left alone: nothing
that happens depends on them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_LISTS = (ast.Tuple, ast.List, ast.Set, ast.Dict)
_LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NAMED = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.JoinedStr)
_ALONE = (ast.stmt, *_NAMED, *_LISTS, *_LOOPS)  # what needs no brackets around it
_DECLARES = ("TypeVar", "NewType", "cast")  # calls that declare types


class Mutant(NamedTuple):
    """One fault in a module: the function it is in, its lines, as it was and as it becomes."""

    function: str
    lines: range
    was: str
    becomes: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return the name of the fault, the same however the lines around it move."""
        return self.function, self.was, self.becomes


def sample(text: str, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a module, the same for the same seed, in order of the lines.

    Each is drawn by itself: a change of one function leaves the others' mutants as they were.
    """
    drawn = sorted(mutants(text), key=lambda m: sha256(f"{seed} {m.key}".encode()).digest())
    return sorted(drawn[:count], key=lambda mutant: mutant.lines.start)


def mutants(text: str) -> list[Mutant]:
    """Return every mutant of a module that is Python and differs from it."""
    found = dict[str, Mutant]()
    original = _parsed(text)
    for function, place, replaced in _faults(ast.parse(text), "", None):
        mutated = _spliced(text, place, replaced)
        if _parsed(mutated) not in (None, original):
            was, becomes = _changed(text, mutated)
            lines = range(place.lineno, (place.end_lineno or place.lineno) + 1)
            found.setdefault(mutated, Mutant(function, lines, was, becomes, mutated))
    return [*found.values()]


def _parsed(text: str) -> str | None:
    """Return the syntax tree of a module as text; None if it is not Python."""
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


Place = ast.expr | ast.stmt
Fault = tuple[str, Place, str]  # the function, what is replaced, and by what text


def _faults(node: ast.AST, function: str, whole: ast.JoinedStr | None) -> Iterator[Fault]:
    """Yield the faults in a part of the tree; `whole` is the f-string around it, if any."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".lstrip(".")
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "keywords" if isinstance(node, ast.ClassDef) else ""):
            continue
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_declaration(child, function):
                continue
            outer = whole or (child if isinstance(child, ast.JoinedStr) else None)
            if isinstance(child, ast.expr | ast.stmt):
                for other in _variants(node, name, child):
                    yield function, *_written(node, name, at, child, other, outer)
            yield from _faults(child, function, outer)


def _is_declaration(node: ast.AST, function: str) -> bool:
    """Return whether nothing that happens depends on a part: docstrings, types, names exported."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _DECLARES
    if isinstance(node, ast.Assign) and not function:
        union = isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)
        is_alias = union or isinstance(node.value, ast.Subscript | ast.Name)
        return is_alias or ast.unparse(node.targets[0]) == "__all__"
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _written(
    parent: ast.AST, field: str, at: int, old: Place, new: Place, whole: ast.JoinedStr | None
) -> tuple[Place, str]:
    """Return what to replace in the text, and by what: in an f-string all of the f-string.

    Python before 3.12 does not tell where the parts of an f-string stand.
    """
    if whole is None or whole is old:
        text = ast.unparse(new)
        bare = isinstance(new, _ALONE)
        return old, text if bare else f"({text})"
    value = getattr(parent, field)
    if isinstance(value, list):
        value[at] = new
    else:
        setattr(parent, field, new)
    text = ast.unparse(whole)
    if isinstance(value, list):
        value[at] = old
    else:
        setattr(parent, field, old)
    return whole, text


def _variants(parent: ast.AST, field: str, node: Place) -> Iterator[Place]:
    """Yield what may stand wrongly in the place of an expression or a statement."""
    match node:
        case ast.Constant():
            yield from _constants(parent, field, node)
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.IfExp():
            yield from _operations(node)
        case ast.Call():
            yield from _calls(parent, node)
        case ast.Subscript(slice=ast.Slice(lower, upper, step)):
            for bounds in ((None, upper, step), (lower, None, step)):
                yield ast.Subscript(node.value, ast.Slice(*bounds), ast.Load())
        case ast.List() | ast.Set() | ast.Tuple() | ast.JoinedStr() | ast.Dict():
            yield from _displays(parent, node)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _comprehensions(node)
        case ast.stmt():
            yield from _statements(node)
    in_parts = isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)  # turned round above
    if field == "test" and isinstance(node, ast.expr) and not in_parts:
        yield ast.UnaryOp(ast.Not(), node)


def _operations(
    node: ast.Compare | ast.BoolOp | ast.UnaryOp | ast.BinOp | ast.IfExp,
) -> Iterator[ast.expr]:
    """Yield an operation with another operator, and without one of its operands."""
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                for other in _COMPARED[type(op)]:
                    ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for values in _without_one(node.values):
                yield ast.BoolOp(node.op, values) if values[1:] else values[0]
        case ast.UnaryOp():
            yield node.operand
        case ast.BinOp():
            if computed := _COMPUTED.get(type(node.op)):
                yield ast.BinOp(node.left, computed(), node.right)
            yield node.left
        case ast.IfExp():
            yield from (node.body, node.orelse)


def _constants(parent: ast.AST, field: str, node: ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and not isinstance(parent, ast.JoinedStr) and field != "keys":
        yield ast.Constant("" if node.value else "x")


def _calls(parent: ast.AST, node: ast.Call) -> Iterator[ast.expr]:
    """Yield a call without one of its named arguments, and its one argument or its object bare."""
    for keywords in _without_one(node.keywords):
        yield ast.Call(node.func, node.args, keywords)
    if isinstance(parent, ast.Expr) or node.keywords:
        return
    match node:
        case ast.Call(func=ast.Attribute(value=value), args=[]):
            yield value
        case ast.Call(func=ast.Name(), args=[ast.expr() as only]) if not isinstance(
            only, ast.Starred
        ):
            yield only


def _displays(
    parent: ast.AST, node: ast.List | ast.Set | ast.Tuple | ast.JoinedStr | ast.Dict
) -> Iterator[ast.expr]:
    """Yield a list, set or text without one of its parts, and a tuple that is asked for `in`."""
    if isinstance(node, ast.JoinedStr):
        yield from (ast.JoinedStr(values) for values in _without_one(node.values) if values)
    elif isinstance(node, ast.Dict):
        entries = [*zip(node.keys, node.values, strict=True)]
        for at in range(len(node.keys)):
            pairs = [pair for n, pair in enumerate(entries) if n != at]
            yield ast.Dict([key for key, _ in pairs], [value for _, value in pairs])
    elif isinstance(node, ast.Set):
        yield from (ast.Set(elts) for elts in _without_one(node.elts) if elts)
    elif isinstance(node.ctx, ast.Load):
        asked = isinstance(parent, ast.Compare | ast.ExceptHandler)
        if isinstance(node, ast.List) or asked:
            yield from (type(node)(elts, ast.Load()) for elts in _without_one(node.elts))


def _comprehensions(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
) -> Iterator[ast.expr]:
    """Yield a comprehension without one of its conditions."""
    for at, loop in enumerate(node.generators):
        for ifs in _without_one(loop.ifs):
            bare = ast.comprehension(loop.target, loop.iter, ifs, loop.is_async)
            generators = [*node.generators[:at], bare, *node.generators[at + 1 :]]
            if isinstance(node, ast.DictComp):
                yield ast.DictComp(node.key, node.value, generators)
            else:
                yield type(node)(node.elt, generators)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.Expr() | ast.Raise():
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield ast.Return(ast.Constant(None))
        case ast.Break():
            yield from (ast.Continue(), ast.Pass())
        case ast.Continue():
            yield from (ast.Break(), ast.Pass())
        case ast.AugAssign():
            if other := _COMPUTED.get(type(node.op)):
                yield ast.AugAssign(node.target, other(), node.value)
            yield ast.Pass()


def _without_one(items: list[T]) -> Iterator[list[T]]:
    for at in range(len(items)):
        yield [*items[:at], *items[at + 1 :]]


def _spliced(text: str, place: Place, replaced: str) -> str:
    """Return the text with one part of it replaced; columns of the tree are bytes."""
    lines = text.encode().splitlines(keepends=True)
    last = (place.end_lineno or place.lineno) - 1
    head = lines[place.lineno - 1][: place.col_offset]
    tail = lines[last][place.end_col_offset :]
    return b"".join(
        [*lines[: place.lineno - 1], head, replaced.encode(), tail, *lines[last + 1 :]]
    ).decode()


def _changed(text: str, mutated: str) -> tuple[str, str]:
    """Return the lines that differ, each side on one line."""
    was, becomes = text.splitlines(), mutated.splitlines()
    while was[0] == becomes[0]:
        del was[0], becomes[0]
    while was and becomes and was[-1] == becomes[-1]:
        del was[-1], becomes[-1]
    return " ".join(map(str.strip, was)), " ".join(map(str.strip, becomes))
