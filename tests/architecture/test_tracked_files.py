"""Committed files speak of the project alone: no machine's paths, no address of a package index."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home|tmp|Users|opt)" + r"/[\w.-]+")
SHARED_FOLDER = re.compile(r"\.\./" + r"shared\b")
INDEX = re.compile("--(?:extra-)?" + "index-url|python" + r"hosted|pypi\.org/" + "simple")
ADDRESS = re.compile(r"https?://|--find-links|--index")
# Files that install or pin: no address of any kind belongs into them.
INSTALLS = re.compile(r"(^Makefile$|^\.ci/|constraints|requirements|\.lock$|\.toml$|lock\.json$)")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".csv",
    ".json",
    ".html",
    ".css",
    ".js",
    ".svg",
    "",
    ".j2",
}


def _tracked(root):
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        pytest.fail("this check reads the list of tracked files from git")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    paths = [root / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


def _hits(root, pattern, *, only=None):
    for path in _tracked(root):
        name = str(path.relative_to(root))
        if only is None or only.search(name):
            text = path.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), 1):
                if found := pattern.search(line):
                    yield f"{name}:{number} {found.group()}"


def test_no_path_of_a_machine(root):
    found = [*_hits(root, MACHINE_PATH), *_hits(root, SHARED_FOLDER)]
    assert not found, "\n".join(found)


def test_no_package_index(root):
    found = [*_hits(root, INDEX), *_hits(root, ADDRESS, only=INSTALLS)]
    assert not found, "\n".join(found)


def test_constraints_hold_names_and_versions_only(root):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wrong = [
        line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line)
    ]
    assert not wrong, wrong


def test_scripts_can_be_executed(root):
    git = shutil.which("git")
    listed = subprocess.run(
        [git, "ls-files", "--stage", ".ci"], cwd=root, capture_output=True, text=True, check=True
    )
    wrong = [line for line in listed.stdout.splitlines() if not line.startswith("100755")]
    assert not wrong, wrong
