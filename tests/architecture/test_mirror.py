"""`tests/unit` mirrors `src/steelyard`: whoever opens one finds the other."""

from __future__ import annotations

import ast

# Modules whose promise is kept by tests elsewhere: where, and why there.
# The name of a package stands for all its modules.
TESTED_ELSEWHERE: dict[str, tuple[str, str]] = {}
TRIVIAL_STATEMENTS = 2


def _has_code(module):
    """Say whether a module defines behaviour.

    Constants and records are not behaviour, nor are records whose methods say no more than a
    statement or two: they are tested where they are used.
    """
    return any(
        len(function.body) - (ast.get_docstring(function) is not None) > TRIVIAL_STATEMENTS
        for function in module.functions()
    )


def _is_tested_elsewhere(module):
    names = [module.name.rsplit(".", n)[0] for n in range(module.name.count(".") + 1)]
    return any(name in TESTED_ELSEWHERE for name in names if name != "steelyard")


def _expected(root, module):
    inside = module.path.relative_to(root / "src" / "steelyard")
    stem = inside.parent.name if module.is_package else inside.stem.strip("_")
    return root / "tests" / "unit" / inside.parent, stem or "package"


def test_every_module_with_code_has_its_tests(root, modules):
    missing = []
    for module in modules:
        if not _has_code(module) or _is_tested_elsewhere(module):
            continue
        folder, stem = _expected(root, module)
        if not (folder / f"test_{stem}.py").is_file() and not [*folder.glob(f"test_{stem}_*.py")]:
            missing.append(f"{module.name}: {folder.relative_to(root)}/test_{stem}.py")
    assert not missing, "no tests for\n" + "\n".join(missing)


def test_every_unit_test_has_its_module(root, modules):
    unit = root / "tests" / "unit"
    stems = {}
    for module in modules:
        folder, stem = _expected(root, module)
        stems.setdefault(folder, set()).add(stem)
    lost = [
        str(path.relative_to(root))
        for path in sorted(unit.rglob("test_*.py"))
        if not any(
            path.stem == f"test_{stem}" or path.stem.startswith(f"test_{stem}_")
            for stem in stems.get(path.parent, ())
        )
    ]
    assert not lost, f"no module of this name in the same folder of src/steelyard: {lost}"


def test_what_is_tested_elsewhere_is_there(root, modules):
    names = {module.name for module in modules}
    for name, (where, reason) in TESTED_ELSEWHERE.items():
        assert name in names, name
        assert reason, name
        assert not where or (root / where).is_file(), f"{name}: {where}"
