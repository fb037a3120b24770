"""Descriptions of the keys of tables: the strings that stand below their declarations.

For the schema, the docs, exports and the contract of the JSON. Python itself keeps no such string,
so they are read from the source: a description that a type carries would take every look-up more
time than the rest of the declarations.
"""

import ast
import sys
from functools import cache
from itertools import pairwise

from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.model.file_format.tables import CLAIM_TYPES, TABLES


@cache
def description(table: type, key: str) -> str:
    """Return the declared meaning of a key of a table; "" where there is no source to read.

    A table of CSV has the keys of claims, too.

    >>> description(TABLES["source"], "publisher")
    'who printed it'
    """
    claims = [TABLES[name] for name in CLAIM_TYPES] if issubclass(table, CsvTable) else []
    types = [it for one in (table, *claims) for it in one.__mro__ if it.__module__ in sys.modules]
    return next((texts[key] for it in types if key in (texts := _described(it))), "")


def _described(table: type) -> dict[str, str]:
    """Return the descriptions of the keys that a class itself declares, or their types'."""
    body = _source(table.__module__).body
    aliases = _strings(body)
    classes = (it for it in body if isinstance(it, ast.ClassDef) and it.name == table.__name__)
    own = [statement for it in classes for statement in it.body]
    typed = {
        it.target.id: aliases[it.annotation.id]
        for it in own
        if isinstance(it, ast.AnnAssign)
        and isinstance(it.target, ast.Name)
        and isinstance(it.annotation, ast.Name)
        and it.annotation.id in aliases
    }
    return typed | _strings(own)


@cache
def _source(module: str) -> ast.Module:
    """Return the source of a module that is loaded, parsed; an empty one where it has none."""
    get_source = getattr(sys.modules[module].__loader__, "get_source", lambda _: None)
    return ast.parse(get_source(module) or "")


def _strings(body: list[ast.stmt]) -> dict[str, str]:
    """Return the string below each declaration that has one, by the name that is declared."""
    results: dict[str, str] = {}
    for it, following in pairwise(body):
        target = it.targets[0] if isinstance(it, ast.Assign) else getattr(it, "target", None)
        if isinstance(target, ast.Name) and isinstance(following, ast.Expr):
            value = following.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                results[target.id] = " ".join(value.value.split())
    return results
