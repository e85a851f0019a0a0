"""From the bytes of a YAML file to plain data with line numbers; everything doubtful is refused.

YAML 1.2, core schema: ``NO`` is a text, not false, and a date stays a text until a field wants a
date. Read from parser events, so that duplicate keys, alias bombs and bottomless nesting are seen
before anything is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

FILE_NAME: Final = "dossier.yaml"
"""Name of the dossier in a case folder."""
MAX_BYTES: Final = 5_000_000
MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 40
LONGEST_SHOWN: Final = 60

Loc = tuple[str | int, ...]
"""Keys and indices that lead to a place."""


@dataclass(frozen=True, slots=True)
class PlainTree:
    """Data of a file and the line of every place in it.

    Attributes
    ----------
    data
        Mappings, lists, texts, numbers, truth values and nulls.
    lines
        Line, from 1, by the keys and indices that lead to a place.
    """

    data: Any
    lines: dict[Loc, int]

    def line_of(self, loc: Loc) -> int | None:
        """Return the line of a place, or of the nearest place above it.

        Parameters
        ----------
        loc
            Keys and indices.

        Returns
        -------
        int or None
            Line, from 1.
        """
        for length in range(len(loc), -1, -1):
            if loc[:length] in self.lines:
                return self.lines[loc[:length]]
        return None


def read_text(path: str | PathLike[str]) -> str:
    """Read a text file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        Its text, without a byte order mark.

    Notes
    -----
    Raises ``DossierError`` if there is no such file, or it is a folder, too large, binary, or not
    UTF-8.
    """
    path = Path(path)
    if path.is_dir():
        inside = path / FILE_NAME
        hint = f"Name the file {inside}." if inside.exists() else "Name a file."
        _refuse("a file", f"the folder {path}", hint)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            _refuse(f"at most {MAX_BYTES} bytes", f"{size} bytes", "Is this a dossier?")
        raw = path.read_bytes()
    except FileNotFoundError:
        _refuse(f"the file {path}", "none", "Check the name, or write one with 'steelyard init'.")
    except OSError as error:
        _refuse(f"a readable file {path}", error.strerror or "an error", "Check its permissions.")
    if b"\x00" in raw:
        _refuse("a text file", "binary data", "Name the YAML file, not a workbook or an archive.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse("UTF-8 text", f"byte 0x{raw[error.start]:02x}", "Save the file as UTF-8.", line)


def read_yaml(text: str) -> PlainTree:
    """Read the text of a YAML file.

    Parameters
    ----------
    text
        One YAML document.

    Returns
    -------
    PlainTree
        Its data, with lines.

    Raises
    ------
    DossierError
        If the text is no YAML, has several documents, a directive other than YAML 1.2, tags, keys
        that are no texts, keys given twice, or grows beyond the limits by its aliases.
    """
    reader = _Reader()
    try:
        tree = reader.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        _refuse(
            "YAML", str(error.problem or "something else"), "Correct the file here.", _line(error)
        )
    except YAMLError as error:
        _refuse("YAML", _short(str(error)), "Save the file as plain text.", 1)
    if reader.problems:
        raise DossierError(reader.problems)
    return tree


def _line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return 1 if mark is None else int(mark.line) + 1


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def _refuse(expected: str, found: str, next_step: str, line: int | None = None) -> NoReturn:
    raise DossierError([Problem("file", expected, found, next_step, line)])


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    loc: Loc
    value: Any
    anchor: str | None
    key: str | None = None


@dataclass(slots=True)
class _Reader:
    """Builds the tree from parser events."""

    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Any] = field(default_factory=dict)
    n_nodes: int = 0
    root: Any = None
    n_documents: int = 0

    def read(self, events: Iterator[Any]) -> PlainTree:
        for event in events:
            line = int(event.start_mark.line) + 1
            if isinstance(event, DocumentStartEvent):
                self._document(event, line)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._begin(event, line)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._finish()
            elif isinstance(event, ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, AliasEvent):
                self._alias(event, line)
        return PlainTree(self.root, self.lines)

    def _document(self, event: DocumentStartEvent, line: int) -> None:
        self.n_documents += 1
        if self.n_documents > 1:
            _refuse("one document", "a second one", "Remove what follows '---'.", line)
        if event.version not in {None, (1, 2)}:
            found = ".".join(str(part) for part in event.version)
            _refuse("YAML 1.2", f"YAML {found}", "Remove the %YAML line.", line)

    def _count(self, n: int, line: int) -> None:
        self.n_nodes += n
        if self.n_nodes > MAX_NODES:
            _refuse(
                f"at most {MAX_NODES} entries, aliases written out",
                "more",
                "Remove the nested aliases (&name, *name).",
                line,
            )

    def _begin(self, event: MappingStartEvent | SequenceStartEvent, line: int) -> None:
        self._refuse_tag(event.tag if not event.implicit else None, line)
        if len(self.stack) >= MAX_DEPTH:
            _refuse(f"nesting to {MAX_DEPTH} levels", "more", "Flatten the file.", line)
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        loc = self._place(value, line)
        self.stack.append(_Open(loc, value, event.anchor))

    def _finish(self) -> None:
        closed = self.stack.pop()
        if closed.anchor is not None:
            self.anchors[closed.anchor] = closed.value

    def _scalar(self, event: ScalarEvent, line: int) -> None:
        tag = event.tag
        self._refuse_tag(None if tag == "tag:yaml.org,2002:str" else tag, line)
        is_plain = event.style in {None, ""} and tag is None
        value = _resolved(event.value) if is_plain else event.value
        if self._takes_key(event.value, line):
            return
        self._place(value, line)
        if event.anchor is not None:
            self.anchors[event.anchor] = value

    def _alias(self, event: AliasEvent, line: int) -> None:
        if event.anchor not in self.anchors:
            _refuse(f"an anchor &{event.anchor} above", "none", "Write the entry out.", line)
        value = self.anchors[event.anchor]
        self._count(_size(value), line)
        self._place(value, line)

    def _takes_key(self, text: str, line: int) -> bool:
        if not self.stack or not isinstance(self.stack[-1].value, dict):
            return False
        top = self.stack[-1]
        if top.key is not None:
            return False
        if text in top.value:
            self.problems.append(
                Problem(
                    path_text((*top.loc, text)),
                    "each name once",
                    "it a second time",
                    "Remove one of the two.",
                    line,
                )
            )
        top.key = text
        return True

    def _place(self, value: Any, line: int) -> Loc:  # where it now stands
        self._count(1, line)
        if not self.stack:
            self.root = value
            loc: Loc = ()
        elif isinstance(self.stack[-1].value, list):
            top = self.stack[-1]
            loc = (*top.loc, len(top.value))
            top.value.append(value)
        else:
            top = self.stack[-1]
            if top.key is None:
                _refuse("a name before ':'", "a list or mapping", "Use a text.", line)
            loc = (*top.loc, top.key)
            top.value[top.key] = value
            top.key = None
        self.lines.setdefault(loc, line)
        return loc

    @staticmethod
    def _refuse_tag(tag: object, line: int) -> None:
        if tag is not None:
            _refuse("plain values", f"the tag {tag}", "Remove the tag.", line)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(entry) for entry in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(entry) for entry in value)
    return 1


# The core schema of YAML 1.2: what a plain scalar stands for. First match counts.
_CORE_SCHEMA: Final[tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...]] = (
    (re.compile(r"(?:~|null|Null|NULL|)"), lambda _: None),
    (re.compile(r"(?:true|True|TRUE|false|False|FALSE)"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]{1,60}"), int),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(?:nan|NaN|NAN)"), lambda _: float("nan")),
)


def _resolved(text: str) -> Any:
    for pattern, convert in _CORE_SCHEMA:
        if pattern.fullmatch(text):
            return convert(text)
    return text


def path_text(loc: Loc) -> str:
    """Return a place as it is written in messages.

    Parameters
    ----------
    loc
        Keys and indices.

    Returns
    -------
    str
        ``use_cases[2].workload.requests_per_year``.
    """
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text or "file"
