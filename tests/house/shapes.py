"""Shapes of Python code the rules measure: functions, nesting, parameters, imports, names."""

import ast
import re
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+[0-9]*")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Names that may be given by place, without self and cls, and without `_unused` ones a library's callback has."""
    given = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    return [name for name in given if name not in {"self", "cls", "mcs"} and not name.startswith("_")]


def depth(node: ast.AST) -> int:
    """How many blocks stand inside each other; an elif stands beside its if, inner functions start anew."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            continue
        step = 1 if isinstance(child, BLOCKS) and not _is_elif(node, child) else 0
        deepest = max(deepest, step + depth(child))
    return deepest


def _is_elif(parent: ast.AST, child: ast.AST) -> bool:
    return isinstance(parent, ast.If) and isinstance(child, ast.If) and parent.orelse == [child]


def imported(node: ast.AST) -> list[str]:
    """Dotted names this statement brings in: `from a import b` gives a.b."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports_in_functions(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            yield from (inner for inner in ast.walk(node) if isinstance(inner, (ast.Import, ast.ImportFrom)))


def explained(lines: list[str], number: int) -> bool:
    """Says whether this import, or the first of the block of imports it stands in, carries a comment."""
    above = number - 1
    while above and (not lines[above - 1].strip() or lines[above - 1].strip().startswith(("import ", "from "))):
        above -= 1
    return any("# " in line for line in lines[max(above - 1, 0) : number])


def words(identifier: str) -> list[str]:
    """The words in snake_case or CamelCase, in small letters, in order."""
    return [word.lower() for word in WORD.findall(identifier)]


def is_protocol(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(_names(base) == "Protocol" for base in node.bases)


def _names(base: ast.expr) -> str:
    if isinstance(base, ast.Subscript):
        return _names(base.value)
    return base.id if isinstance(base, ast.Name) else getattr(base, "attr", "")
