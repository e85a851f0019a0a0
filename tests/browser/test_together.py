"""The page for several who could build together, opened in Chromium."""

from __future__ import annotations

import pytest

from steelyard.report.together import render_together

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER = """() => [...document.querySelectorAll('table, svg, p, dl')]
  .filter(node => !node.closest('.wide') && !node.closest('details:not([open])'))
  .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(node => node.tagName + ' ' + node.textContent.slice(0, 60))"""


@pytest.fixture(params=["en", "zh"])
def together_file(request, toy, tmp_path):
    paper = toy.paper(toy.buyers_who_build_together(), toy.Form(once=2), toy.Form(id="other"))
    path = tmp_path / "together.html"
    path.write_text(render_together(paper, request.param), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_the_window_and_asks_nothing_of_anybody(browser, together_file, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda found: asked.append(found.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(together_file.as_uri())
    assert asked == [together_file.as_uri()]
    assert said == []
    assert page.evaluate(WIDER) == []
    assert page.locator("h1").bounding_box()["y"] < 200
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for region in page.locator(".wide").all():
        assert region.get_attribute("tabindex") == "0"
        assert region.get_attribute("aria-label")
    context.close()
