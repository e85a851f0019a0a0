"""Open the shipped instruments, or one of the user's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from steelyard.errors import DomainError, FactError
from steelyard.instruments.instrument import Instrument
from steelyard.instruments.integrity import faults_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX: Final = ".yaml"


def instrument_ids() -> tuple[str, ...]:
    """Return the instruments that are shipped.

    Returns
    -------
    tuple[str, ...]
        Ids, sorted.
    """
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


@cache
def load_instrument(name: str) -> Instrument:
    """Return a shipped instrument.

    Parameters
    ----------
    name
        Its id, for example ``ca-aia``.

    Returns
    -------
    Instrument
        Read once.

    Raises
    ------
    DomainError
        If there is no such instrument; names those there are.
    FactError
        If the shipped file is wrong.
    """
    if name not in instrument_ids():
        message = (
            f"instrument: expected one of {', '.join(instrument_ids())}, found '{name}'. "
            "Choose one, or name the YAML file of your own."
        )
        raise DomainError(message)
    text = _folder().joinpath(f"{name}{SUFFIX}").read_text(encoding="utf-8")
    try:
        found = Instrument.model_validate(_plain(text))
    except ValidationError as error:
        message = f"instrument {name}: {error}"
        raise FactError(message) from error
    if faults := faults_of(found):
        message = f"instrument {name}: {'; '.join(faults)}"
        raise FactError(message)
    return found


def open_instrument(name: str) -> Instrument:
    """Return a shipped instrument by id, or the user's own by the path of its file.

    Parameters
    ----------
    name
        An id, or a path that ends in ``.yaml``.

    Returns
    -------
    Instrument
        The instrument.

    Raises
    ------
    DomainError
        If there is none, or the file is none; says where and what was expected.
    """
    if not name.endswith((SUFFIX, ".yml")):
        return load_instrument(name)
    try:
        text = Path(name).read_text(encoding="utf-8")
        content = _plain(text)
    except OSError as error:
        message = f"{name}: expected a file that can be read, found {error.strerror}. Check it."
        raise DomainError(message) from error
    except (UnicodeDecodeError, YAMLError) as error:
        message = f"{name}: expected YAML in UTF-8, found none ({error}). Correct it."
        raise DomainError(message) from error
    try:
        found = Instrument.model_validate(content)
    except ValidationError as error:
        raise DomainError(_refused(name, error)) from error
    if found.id in instrument_ids():
        message = (
            f"{name}: id: expected one that no shipped instrument has, found '{found.id}'. "
            "Give yours a name of its own."
        )
        raise DomainError(message)
    if faults := faults_of(found):
        raise DomainError("\n".join(f"{name}: {fault}. Correct it." for fault in faults))
    return found


def _refused(name: str, error: ValidationError) -> str:
    lines = [
        f"{name}: {'.'.join(str(part) for part in detail['loc']) or 'file'}: "
        f"{detail['msg'].removeprefix('Value error, ')}. See docs/method/instruments.md."
        for detail in error.errors(include_url=False)
    ]
    return "\n".join(lines)


def _plain(text: str) -> Any:
    content = YAML(typ="safe", pure=True).load(text)
    return content if isinstance(content, dict) else {}


def _folder() -> Traversable:
    return files("steelyard.instruments").joinpath("data")
