"""The layers hold, and nothing reaches for what the project refuses."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    "yaml": "ruamel.yaml reads input: it keeps line numbers and refuses what PyYAML guesses",
    "socket": "nothing here uses the network",
    "ssl": "nothing here uses the network",
    "requests": "nothing here uses the network",
    "httpx": "nothing here uses the network",
    "httpx2": "nothing here uses the network",
    "aiohttp": "nothing here uses the network",
    "urllib.request": "nothing here uses the network",
    "urllib3": "nothing here uses the network",
    "http.client": "nothing here uses the network",
    "ftplib": "nothing here uses the network",
    "smtplib": "nothing here uses the network",
    "litellm": "refused as a dependency",
    "matplotlib": "charts are SVG of our own",
    "pandas": "labelled arrays carry tables",
    "xarray": "labelled arrays carry tables",
    "pickle": "results are JSON that a person can open",
    "random": "draws come from keyed streams",
}
# What only an extra brings may be imported where it is used, and so may our modules that need it.
OPTIONAL = {"jinja2", "typst", "docx", "docxtpl", "xlsxwriter", "openpyxl", "inspect_ai"}
SHAPES = {"manager", "managers", "helper", "helpers", "util", "utils", "common", "misc", "data2"}


def test_import_contracts_hold(root):
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "import-linter is not installed: make test"
    done = subprocess.run(
        [command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_nothing_forbidden_is_imported(modules):
    found = [
        f"{module.name}:{line} {name}: {reason}"
        for module in modules
        for line, name in module.imports()
        for word, reason in FORBIDDEN.items()
        if name == word or name.startswith(f"{word}.")
    ]
    assert not found, "\n".join(found)


def _imports_inside(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module


def test_only_optional_extras_are_imported_inside_functions(modules):
    found = {
        f"{module.name}:{line} {name}"
        for module in modules
        for function in module.functions()
        for line, name in _imports_inside(function)
        if name.split(".")[0] not in OPTIONAL and not name.startswith("steelyard.report.")
    }
    assert not found, "\n".join(sorted(found))


def test_no_module_is_named_for_its_shape(modules):
    found = [m.name for m in modules if m.name.rsplit(".", 1)[-1].strip("_") in SHAPES]
    assert not found, f"name them for their subject: {found}"


def test_packages_hold_no_logic(modules):
    allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign, ast.AnnAssign, ast.If)
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules
        if module.is_package
        for node in module.tree.body
        if not isinstance(node, allowed)
    ]
    assert not found, f"__init__ holds a docstring and names, no logic: {found}"
