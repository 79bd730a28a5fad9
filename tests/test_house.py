"""The house rules, one small test each. A line steps out of a rule only with `# house: the reason`."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.house import shapes
from tests.house.tree import (
    NOT_CODE,
    NOT_OURS,
    PACKAGES,
    ROOT,
    TESTED,
    WAIVER,
    Finding,
    files,
    holds,
    lines,
    name,
    nodes,
    parsed,
)

UNWANTED = {"utils", "util", "helpers", "helper", "common", "misc", "manager"} | {
    *("handler", "processor", "data", "info", "base", "core", "impl")
}
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
LATE = {"tests/kiosk/": "importing Kivy opens its window; a test says first which window that shall be"}
KEY_WORDS = {
    "load_pem_private_key",
    "load_der_private_key",
    "generate_private_key",
    "from_private_bytes",
    "private_bytes",
    "private_bytes_raw",
}


@pytest.fixture(scope="module", autouse=True)
def _lets_the_tree_go() -> Iterator[None]:
    """Some hundred parsed files are millions of objects, among which later tests search for what remains."""
    yield
    lines.cache_clear()
    parsed.cache_clear()


def _functions(
    under: Iterable[str] = PACKAGES,
) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, node in nodes(under):
        if isinstance(node, shapes.FUNCTIONS):
            yield path, node


def _imports(wanted: Callable[[str], bool], under: Iterable[str] = PACKAGES) -> Iterator[Finding]:
    for path, node in nodes(under):
        for module in shapes.imported(node):
            if wanted(module):
                yield Finding(name(path), getattr(node, "lineno", 1), f"imports {module}")


def _outside(findings: Iterable[Finding], *doors: str) -> list[Finding]:
    return [found for found in findings if not any(re.fullmatch(door, found.path) for door in doors)]


def test_a_file_is_at_most_400_lines() -> None:
    long = [
        Finding(name(path), len(lines(path)), f"has {len(lines(path))} lines")
        for path in files(".py", ".js", ".css", ".html", ".sh")
        if len(lines(path)) > 400 and "vendor" not in path.parts
    ]

    holds("A file has at most 400 lines (aim at 150): give the second noun its own file.", long)


def test_a_kv_file_is_at_most_120_lines() -> None:
    long = [
        Finding(name(path), len(lines(path)), f"has {len(lines(path))} lines")
        for path in files(".kv")
        if len(lines(path)) > 120
    ]

    holds("A .kv file has at most 120 lines: make a widget of what repeats.", long)


def test_a_function_is_at_most_40_lines() -> None:
    rule = "A function has at most 40 lines (aim at 12): name its paragraphs and let them be functions."
    long = [
        Finding(name(path), node.lineno, f"{node.name} has {shapes.length(node)} lines")
        for path, node in _functions()
        if shapes.length(node) > 40
    ]

    holds(rule, long)


def test_blocks_nest_at_most_three_deep() -> None:
    rule = "if, for, with, try stand at most three deep in a function: return early, or name the inner part."
    deep = [
        Finding(name(path), node.lineno, f"{node.name} nests {shapes.depth(node)} deep")
        for path, node in _functions()
        if shapes.depth(node) > 3
    ]

    holds(rule, deep)


def test_at_most_three_parameters_go_by_place() -> None:
    rule = "After three positional parameters (self not counted) the rest are keyword-only: put a * before them."
    many = [
        Finding(name(path), node.lineno, f"{node.name}({', '.join(shapes.positional(node))})")
        for path, node in _functions(TESTED)
        if len(shapes.positional(node)) > 3
    ]

    holds(rule, many)


def test_a_protocol_has_at_most_five_methods() -> None:
    rule = "A Protocol has at most five methods: two small ones are easier to fake than one large."
    large = [
        Finding(name(path), node.lineno, f"{node.name} has {count} methods")
        for path, node in nodes()
        if isinstance(node, ast.ClassDef) and shapes.is_protocol(node)
        if (count := sum(isinstance(part, shapes.FUNCTIONS) for part in node.body)) > 5
    ]

    holds(rule, large)


def test_a_folder_has_at_most_20_files() -> None:
    folders = Counter(path.parent for path in files(".py", ".kv", ".js"))
    full = [
        Finding(name(folder), 0, f"holds {count} files")
        for folder, count in folders.items()
        if count > 20 and folder != ROOT
    ]

    holds("A folder holds at most 20 files: there are two subjects in it.", full)


def test_packages_are_at_most_three_deep() -> None:
    deep = [
        Finding(name(path), 1, f"lies {len(path.relative_to(ROOT).parts) - 1} folders deep")
        for path in files(".py")
        if len(path.relative_to(ROOT).parts) - 1 > 3 and not NOT_CODE & set(path.parts)
    ]

    holds("Packages lie at most three folders deep.", deep)


def test_main_modules_only_start_things() -> None:
    long = [
        Finding(name(path), len(lines(path)), f"has {len(lines(path))} lines")
        for path in files(".py")
        if path.name == "__main__.py" and len(lines(path)) > 80
    ]

    holds("A __main__.py has at most 80 lines: it constructs and starts, nothing else.", long)


def test_init_modules_hold_names_only() -> None:
    busy = [
        Finding(name(path), node.lineno, f"{type(node).__name__} in an __init__")
        for path in files(".py")
        if path.name == "__init__.py"
        for node in parsed(path).body
        if not _is_a_name(node)
    ]

    holds("An __init__.py holds a docstring and names, no code.", busy)


def _is_a_name(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Name) and target.id.startswith("__") for target in node.targets)
    return isinstance(node, (ast.Import, ast.ImportFrom)) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def test_every_module_opens_with_what_lives_in_it() -> None:
    silent = [
        Finding(name(path), 1, "has no module docstring")
        for path in files(".py")
        if lines(path) and not ast.get_docstring(parsed(path))
    ]

    holds("A module opens with one to three lines: what lives here, what stays true.", silent)


def test_names_say_what_a_thing_is() -> None:
    rule = f"These words say nothing of the thing they name: {', '.join(sorted(UNWANTED))}."
    named = [
        Finding(name(path), node.lineno, f"{node.name}")
        for path, node in nodes(TESTED)
        if (isinstance(node, ast.ClassDef) and UNWANTED & set(shapes.words(node.name)))
        or (isinstance(node, shapes.FUNCTIONS) and UNWANTED & set(shapes.words(node.name)[-1:]))
    ]
    filed = [
        Finding(name(path), 1, "is the file's or folder's name")
        for path in files(".py", ".kv", ".js")
        if any(UNWANTED & set(shapes.words(part)) for part in path.relative_to(ROOT).with_suffix("").parts)
    ]

    holds(rule, named + filed)


def test_fakes_are_written_not_mocked() -> None:
    mocked = list(_imports(lambda module: module.startswith(("unittest.mock", "mock.", "pytest_mock"))))

    holds("Nothing is mocked: write the fake beside the Protocol it stands for.", mocked)


def test_paho_is_known_to_the_two_links_only() -> None:
    rule = "paho lives in edge's and county's link.py (and in the tests and benches of the broker)."
    knows = _imports(lambda module: module.split(".")[0] == "paho")
    strangers = _outside(knows, r"(edge|county)/([a-z]+/)*link\.py", r"tests/.*", r"bench/.*")

    holds(rule, strangers)


def test_databases_are_known_to_the_store_only() -> None:
    rule = "sqlite3 and TinyDB live in edge's store; the county keeps its state through Django."
    knows = _imports(lambda module: module.split(".")[0] in {"sqlite3", "tinydb"})
    strangers = _outside(knows, r"edge/([a-z]+/)*store(/[a-z_]+)?\.py", r"tests/.*", r"bench/.*", r"demo/.*")

    holds(rule, strangers)


def test_private_keys_are_held_by_keys_only() -> None:
    rule = "Private keys are made, read and written in a keys.py and in the county's authority, nowhere else."
    touched = [
        Finding(name(path), getattr(node, "lineno", 1), f"calls {word}")
        for path, node in nodes(package for package in TESTED if package != "bench")
        if (word := getattr(node, "attr", getattr(node, "id", ""))) in KEY_WORDS
    ]
    strangers = _outside(touched, r".*/keys\.py", r"county/fleet/authority\.py")

    holds(rule, strangers)


def test_topics_are_spelled_in_one_place() -> None:
    rule = "Topic strings are built and parsed in wire/topics.py; ask it for a topic."
    spelled = [
        Finding(name(path), number, line.strip()[:80])
        for path in files(".py", under=TESTED)
        for number, line in enumerate(lines(path), 1)
        if "zt/1" in line
    ]
    strangers = _outside(spelled, r"wire/topics\.py", r"broker-config/.*")

    holds(rule, strangers)


def test_drivers_are_named_on_the_board_only() -> None:
    rule = "A driver is named in hardware/board.py and in its own tests; everyone else sees a Protocol."
    known = {"ports", "errors", "board"}
    named = [
        found
        for found in _imports(lambda module: module.startswith("hardware."), under=TESTED)
        if found.says.split(".")[1] not in known and not found.path.startswith("hardware/")
    ]

    holds(rule, named)


def test_imports_stand_at_the_top() -> None:
    rule = "Imports stand at the top; one that must wait says why in a comment on its line or the line above."
    late = [
        Finding(name(path), node.lineno, lines(path)[node.lineno - 1].strip())
        for path in files(".py")
        if not name(path).startswith(tuple(LATE))
        for node in shapes.imports_in_functions(parsed(path))
        if not shapes.explained(lines(path), node.lineno)
    ]

    holds(rule, late)


def test_imports_are_absolute() -> None:
    relative = [
        Finding(name(path), node.lineno, "is relative")
        for path, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    holds("Imports name the whole path, so that a search finds them.", relative)


def test_code_speaks_english() -> None:
    rule = "Chinese stands in catalogues (texts/, locale/, demo/cast*), docs and tests; code asks them by key."
    spoken = [
        Finding(name(path), number, line.strip()[:80])
        for path in files(".py", ".kv", ".js", under=TESTED)
        if not {"texts", "locale", "vendor"} & set(path.parts) and not name(path).startswith("demo/cast")
        for number, line in enumerate(lines(path), 1)
        if HAN.search(line)
    ]

    holds(rule, spoken)


def test_a_waiver_gives_its_reason() -> None:
    bare = [
        Finding(name(path), number, line.strip())
        for path in files(".py", under=TESTED)
        for number, line in enumerate(lines(path), 1)
        if WAIVER in line and len(line.split(WAIVER)[1].split()) < 3
    ]

    holds("A waiver says in at least three words why the rule does not fit here.", bare)


def test_the_top_level_names_what_a_visitor_would_name() -> None:
    visible = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    made = NOT_OURS | {"build", "dist", "demo-home", "zhitong.egg-info"}
    strange = visible - made - set(PACKAGES) - {"docs", "install", "locks"}

    assert not strange, f"Folders the front page of the architecture does not name: {', '.join(sorted(strange))}"


def test_tests_mirror_the_source() -> None:
    known = {*TESTED, "house", "broker", "journeys", "install", "golden"}
    strange = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - known - NOT_OURS

    assert not strange, f"tests/ has folders without a source folder: {', '.join(sorted(strange))}"
