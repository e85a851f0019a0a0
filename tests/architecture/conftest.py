"""The source tree, parsed once for all the checks of this folder."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KERNEL_PACKAGES = (
    "steelyard.instruments.aggregate",
    "steelyard.options.physics",
    "steelyard.options.costs",
    "steelyard.decision.mcda",
    "steelyard.decision.robustness",
    "steelyard.decision.information",
    "steelyard.decision.portfolio",
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file."""

    name: str
    path: Path
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def is_kernel(self) -> bool:
        return any(self.name.startswith(f"{package}.") for package in KERNEL_PACKAGES)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield each imported name with its line, those for type checking included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def functions(self) -> Iterator[Function]:
        """Yield every function and method, nested ones included."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public_functions(self) -> Iterator[ast.FunctionDef]:
        """Yield the functions that other modules may call."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield node


def _module(source: Path, path: Path) -> Module:
    parts = path.relative_to(source).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name, path, text, ast.parse(text, filename=str(path)))


@pytest.fixture(scope="session")
def modules(root: Path) -> tuple[Module, ...]:
    """Return every module of the package."""
    source = root / "src"
    return tuple(_module(source, path) for path in sorted(source.rglob("*.py")))


@pytest.fixture(scope="session")
def kernels(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """Return the modules that must be pure."""
    return tuple(module for module in modules if module.is_kernel)
