"""Modules and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast
from statistics import median

MAX_MODULE_LINES = 400
MEDIAN_FUNCTION_LINES = 15


def _code_lines(function):
    """Count the lines of a function without its docstring, long on purpose in our style."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    documented = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return function.end_lineno - function.lineno + 1 - documented


def test_no_module_is_long(modules):
    long = {m.name: n for m in modules if (n := len(m.text.splitlines())) > MAX_MODULE_LINES}
    assert not long, f"split by subject, at most {MAX_MODULE_LINES} lines: {long}"


def test_the_median_function_is_short(modules):
    lines = [_code_lines(function) for module in modules for function in module.functions()]
    assert median(lines) < MEDIAN_FUNCTION_LINES
