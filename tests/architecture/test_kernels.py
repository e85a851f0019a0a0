"""Kernels are pure, called by keyword, and their quantities are written down with units."""

from __future__ import annotations

import ast
import re

from steelyard.quantities.units import UNITS

PAGE = "docs/reference/nomenclature.md"
ROW = re.compile(
    r"^\|(?P<symbol>[^|]+)\|\s*`(?P<name>\w+)`\s*\|(?P<unit>[^|]+)\|(?P<meaning>[^|]+)\|$"
)
UNIT_TAG = re.compile(r"\[([^\[\]]+)\](?!`|_)")
NUMBERS = {"FloatArray", "Number", "float", "int"}
IMPURE_CALLS = {"print", "open", "input"}


# A position in a table is no quantity.
INDEX = re.compile(r"^\W*(\w+, )*\w+ +(Index|Indices|Position|Positions) of\b")
# Kernel functions whose answer is no published or hand-worked number: why, and who tests them.
WITHOUT_CASE: dict[str, str] = {}


def _signatures(kernels):
    """Yield the functions that compute something; a check that returns nothing has no quantity."""
    for module in kernels:
        for function in module.public_functions():
            if function.returns is None or ast.unparse(function.returns) != "None":
                yield module, function


def _parameters(function):
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _fields(node):
    """Return the name and the annotation of each parameter, or of each field of a class."""
    if isinstance(node, ast.ClassDef):
        fields = [field for field in node.body if isinstance(field, ast.AnnAssign)]
        return [(ast.unparse(field.target), ast.unparse(field.annotation)) for field in fields]
    parameters = [argument for argument in _parameters(node) if argument.annotation]
    return [(argument.arg, ast.unparse(argument.annotation)) for argument in parameters]


def _quantities(node):
    """Yield the name and the documentation of each input that is a number with a unit."""
    documented = _documented(node)
    for name, annotation in _fields(node):
        text = documented.get(name, "")
        if NUMBERS & set(annotation.split(" | ")) and not INDEX.match(text):
            yield name, text


def _inputs(kernels):
    """Yield the functions, and the classes that they take in and that carry units."""
    signatures = [*_signatures(kernels)]
    taken = {word for _, f in signatures for _, a in _fields(f) for word in re.findall(r"\w+", a)}
    yield from signatures
    for module in kernels:
        for node in module.tree.body:
            is_taken = isinstance(node, ast.ClassDef) and node.name in taken
            if is_taken and UNIT_TAG.search(ast.get_docstring(node) or ""):
                yield module, node


def _documented(node):
    """Return the text below each parameter, or attribute of a class, of a numpydoc docstring."""
    docstring = ast.get_docstring(node) or ""
    section = re.search(
        r"^(?:Parameters|Attributes)\n-+\n(.*?)(?=^\w[\w ]*\n-+$|\Z)", docstring, re.M | re.S
    )
    found, names = {}, []
    for line in section.group(1).splitlines() if section else ():
        if line and not line[0].isspace():
            names = [name.strip(" *`") for name in line.split(":")[0].split(",")]
        for name in names:
            found[name] = f"{found.get(name, '')} {line.strip()}"
    return {name: _own_unit(name, text) for name, text in found.items()}


def _own_unit(name, text):
    """Keep only the unit of this name where names documented together have one unit each."""
    names = re.findall(r"\w+", re.match(r"\W*\w+(\W*, *\W*\w+)*", text).group())
    tags = UNIT_TAG.findall(text)
    if len(names) == len(tags) > 1:
        return f"{UNIT_TAG.sub('', text)}[{tags[names.index(name)]}]"
    return text


def _page_rows(root):
    page = root / PAGE
    assert page.is_file(), f"{PAGE} is missing"
    lines = page.read_text(encoding="utf-8").splitlines()
    return [match for line in lines if (match := ROW.match(line.strip()))]


def test_kernels_take_their_arguments_by_keyword(kernels):
    found = [
        f"{module.name}.{function.name}"
        for module, function in _signatures(kernels)
        if function.args.posonlyargs or function.args.args or function.args.vararg
        or function.args.kwarg
    ]  # fmt: skip
    assert not found, f"put a * before the first parameter: {found}"


def test_kernels_touch_nothing_outside(kernels):
    found = []
    for module in kernels:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global | ast.Nonlocal):
                found.append(f"{module.name}:{node.lineno} {ast.unparse(node)}")
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in IMPURE_CALLS:
                found.append(f"{module.name}:{node.lineno} {ast.unparse(node.func)}()")
        found += [f"{module.name}:{n} logging" for n, name in module.imports() if name == "logging"]
    assert not found, found


def test_every_number_of_a_kernel_has_a_unit(kernels):
    found = [
        f"{module.name}.{node.name}: {name}"
        for module, node in _inputs(kernels)
        for name, text in _quantities(node)
        if not UNIT_TAG.search(text)
    ]
    assert not found, "no [unit] in the docstring of\n" + "\n".join(found)


def test_every_number_of_a_kernel_is_in_the_nomenclature(root, kernels):
    """A missing row is printed as it should read, its symbol left to a person."""
    rows = {match["name"] for match in _page_rows(root)}
    missing = {}
    for module, node in _inputs(kernels):
        for name, text in _quantities(node):
            if name not in rows:
                unit = UNIT_TAG.search(text)
                row = f"| | `{name}` | {unit.group(1) if unit else '?'} |{text} |"
                missing.setdefault(name, f"{row}   <- {module.name}.{node.name}")
    assert not missing, f"add to {PAGE}:\n" + "\n".join(missing[name] for name in sorted(missing))


def test_the_nomenclature_gives_the_units_of_the_docstrings(root, kernels):
    units = {
        m["name"]: {part.strip() for part in m["unit"].split(" or ")} for m in _page_rows(root)
    }
    wrong = []
    for module, node in _inputs(kernels):
        for name, text in _documented(node).items():
            tag = UNIT_TAG.search(text)
            if tag and name in units and tag.group(1) not in units[name]:
                where = f"{module.name}.{node.name}"
                wrong.append(
                    f"{name}: [{tag.group(1)}] in {where}, {sorted(units[name])} in the page"
                )
    assert not wrong, "\n".join(wrong)


def test_the_nomenclature_is_complete_and_alive(root, modules):
    rows = _page_rows(root)
    names = [match["name"] for match in rows]
    assert len(names) == len(set(names)), "a name stands twice"
    for match in rows:
        assert all(match[column].strip() for column in ("symbol", "unit", "meaning")), match["name"]
    words = set(re.findall(r"\w+", " ".join(module.text for module in modules)))
    assert not set(names) - words, f"in no source file: {sorted(set(names) - words)}"


def test_every_kernel_function_has_a_published_or_worked_case(root, kernels):
    cases = sorted((root / "tests" / "reference" / "cases").glob("*.yaml"))
    named = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in cases)))
    missing = [
        f"{module.name}.{function.name}"
        for module, function in _signatures(kernels)
        if function.name not in named and function.name not in WITHOUT_CASE
    ]
    assert not missing, "in no tests/reference/cases/*.yaml:\n" + "\n".join(missing)


def test_every_unit_symbol_of_the_registry_is_explained(root):
    page = (root / PAGE).read_text(encoding="utf-8")
    missing = [symbol for symbol in UNITS if f"`{symbol}`" not in page]
    assert not missing, f"add to the table of units in {PAGE}: {missing}"
