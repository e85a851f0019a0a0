"""The menu of the documentation: the folders in reading order, each page where its file lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SECTIONS = ("tutorial", "guide", "cases", "method", "reference", "decisions")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the menu from the folder tree; called by MkDocs before it reads the pages.

    Parameters
    ----------
    config
        The configuration as read from ``mkdocs.yml``.

    Returns
    -------
    MkDocsConfig
        The same configuration with its menu.
    """
    docs = Path(config.docs_dir)
    menu: list[dict[str, str | list[str]]] = [{"Start": "index.md"}]
    for section in SECTIONS:
        pages = [
            path.relative_to(docs).as_posix() for path in sorted(docs.glob(f"{section}/**/*.md"))
        ]
        pages.sort(key=lambda page: (not page.endswith("/index.md"), page))
        if pages:
            menu.append({section.capitalize(): pages})
    config.nav = menu
    return config
