"""Same dossier, facts and seed, same bytes: no clock, no hidden draw, nothing read at import."""

from __future__ import annotations

import ast

CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.date.today", "dt.datetime.now", "dt.date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
}  # fmt: skip
# The command line fills in today's date when `--as-of` is not given.
MAY_ASK_THE_TIME = ("steelyard.cli",)
# `numpy.random.<name>` that carry their own state; a generator is handed in or made from a key.
GLOBAL_DRAWS = {
    "seed",
    "rand",
    "randn",
    "randint",
    "random",
    "normal",
    "uniform",
    "choice",
    "shuffle",
}
READS = {"read_text", "read_bytes", "open", "iterdir", "glob", "rglob", "as_file", "joinpath"}


def _dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def _calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, _dotted(node.func)


def test_no_clock_outside_the_command_line(modules):
    found = [
        f"{module.name}:{line} {name}"
        for module in modules
        if not module.name.startswith(MAY_ASK_THE_TIME)
        for line, name in _calls(module.tree)
        if name in CLOCK
    ]
    assert not found, f"pass as_of instead: {found}"


def test_no_global_random_state(modules):
    found = [
        f"{module.name}:{line} {name}"
        for module in modules
        for line, name in _calls(module.tree)
        if name.startswith(("np.random.", "numpy.random."))
        and name.rsplit(".", 1)[-1] in GLOBAL_DRAWS
    ]
    assert not found, f"hand in a generator: {found}"


def test_python_hash_is_not_used(modules):
    """The built-in hash of text differs from run to run."""
    found = [
        f"{module.name}:{line}"
        for module in modules
        for function in module.functions()
        if function.name != "__hash__"
        for line, name in _calls(function)
        if name == "hash"
    ]
    assert not found, found


def _runs_at_import(module):
    """Yield the statements of a module that its import executes, function bodies left out."""
    waiting = list(module.tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def test_nothing_is_read_at_import(modules):
    found = [
        f"{module.name}:{node.lineno} {_dotted(node.func)}"
        for module in modules
        for node in _runs_at_import(module)
        if isinstance(node, ast.Call) and _dotted(node.func).rsplit(".", 1)[-1] in READS
    ]
    assert not found, f"read when asked, not at import: {found}"
