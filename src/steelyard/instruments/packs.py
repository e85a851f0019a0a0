"""Open the shipped jurisdiction packs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML

from steelyard.errors import DossierError, FactError, Problem
from steelyard.instruments.schema import JurisdictionPack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def pack_ids() -> tuple[str, ...]:
    """Return the packs that are shipped.

    Returns
    -------
    tuple[str, ...]
        Ids, sorted.
    """
    return tuple(
        sorted(
            entry.name.removesuffix(".yaml")
            for entry in _folder().iterdir()
            if entry.name.endswith(".yaml")
        )
    )


@cache
def load_pack(pack: str) -> JurisdictionPack:
    """Return a shipped jurisdiction pack.

    Parameters
    ----------
    pack
        Its id, for example ``CN``.

    Returns
    -------
    JurisdictionPack
        Rules, data classes and registers; read once.

    Raises
    ------
    DossierError
        If there is no such pack; names those there are.
    FactError
        If the shipped file is wrong.
    """
    if pack not in pack_ids():
        problem = Problem(
            path="jurisdiction.pack",
            expected=f"one of {', '.join(pack_ids())}",
            found=repr(pack),
            next_step="Use GENERIC if your jurisdiction has no pack yet.",
        )
        raise DossierError([problem])
    with _folder().joinpath(f"{pack}.yaml").open(encoding="utf-8") as stream:
        content = YAML(typ="safe", pure=True).load(stream)
    try:
        return JurisdictionPack.model_validate(content)
    except ValidationError as error:
        message = f"pack {pack}: {error}"
        raise FactError(message) from error


def _folder() -> Traversable:
    return files("steelyard.instruments").joinpath("packs")
