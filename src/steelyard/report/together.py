"""The page for several who could build together, as one self-contained HTML file."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from steelyard.report.html import HTML_LANG, page_environment, page_markup
from steelyard.report.together_chart import together_chart
from steelyard.report.together_page import together_page

if TYPE_CHECKING:
    from steelyard.report.together_inputs import Together


def render_together(together: Together, language: str) -> str:
    """Put a study of several into words, as one HTML file.

    Parameters
    ----------
    together
        A finished study.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        UTF-8 text of the file; the same study gives the same text.

    Notes
    -----
    Raises ``OutputError`` for a language in which reports are not written, and where the package of
    the extra ``report`` is not installed.
    """
    environment = page_environment()
    style = files("steelyard.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    safe = page_markup(environment)
    page = together_page(together, language)
    context: dict[str, Any] = {
        "page": page,
        "html_lang": HTML_LANG[language],
        "style": safe(style),
        "style_digest": f"sha256-{digest}",
        "chart": safe(together_chart(page.chart, name="members")),
    }
    return environment.get_template("together.html").render(context)
