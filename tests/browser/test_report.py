"""The report opened in Chromium: keyboard, accessibility rules, no foreign request, A4."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = """() => {
  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => channel(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const found = getComputedStyle(node).backgroundColor;
      if (found !== 'rgba(0, 0, 0, 0)') return found;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = new Set();
  for (const node of document.querySelectorAll('p, li, th, td, h1, h2, h3, h4, a, small, span')) {
    if (!node.textContent.trim()) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.add(node.tagName + ' ' + node.className + ' ' + ratio.toFixed(2));
  }
  return [...low];
}"""

NAMELESS = """() => [...document.querySelectorAll('a, summary, [role=region], svg[role=img]')]
  .filter(node => !(node.textContent.trim() || node.getAttribute('aria-label')))
  .map(node => node.outerHTML.slice(0, 90))"""

WIDER = """() => [...document.querySelectorAll('table, svg, p, pre')]
  .filter(node => !node.closest('.wide') && !node.closest('details:not([open])'))
  .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(node => node.tagName + ' ' + node.textContent.slice(0, 60))"""


def test_nothing_is_asked_of_anybody_and_nothing_complains(page):
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert len(page.asked) == 1
    assert page.said == []


def test_the_answer_stands_on_the_first_screen(page):
    heading = page.locator("h1").bounding_box()
    table = page.locator("table.answers").bounding_box()
    assert heading["y"] < 200
    assert table["y"] < 700


def test_the_keyboard_reaches_the_answer_and_opens_a_bill(page):
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    assert focused == "skip"
    bill = page.locator("details.bill").first
    bill.locator("summary").focus()
    page.keyboard.press("Enter")
    assert bill.get_attribute("open") is not None
    reference = bill.locator("tbody a").first
    target = reference.get_attribute("href")
    reference.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    assert page.locator(f"[id='{target[1:]}']").is_visible()


def test_names_contrast_and_language(page):
    assert page.evaluate("document.documentElement.lang") in {"en", "zh-CN"}
    assert page.title()
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(CONTRAST) == []


def test_nothing_is_wider_than_the_window_or_a_phone(page):
    assert page.evaluate(WIDER) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 391


def test_it_prints_on_a4_with_the_answer_on_one_page(page, tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(page.pdf(prefer_css_page_size=True))
    info, text = shutil.which("pdfinfo"), shutil.which("pdftotext")
    if info is None or text is None:
        assert target.stat().st_size > 10_000
        return
    told = subprocess.run([info, str(target)], capture_output=True, text=True, check=True).stdout
    assert "A4" in told
    pages = int(re.search(r"Pages:\s+(\d+)", told).group(1))
    assert pages > 3
    second = subprocess.run(
        [text, "-f", "2", "-l", "2", str(target), "-"], capture_output=True, text=True, check=True
    ).stdout
    heading = page.locator("main > section h2").first.inner_text()
    assert heading in second.splitlines()[0]


def test_no_table_is_cut_on_a4(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 less its margins, at 96 dots
    wide = """() => [...document.querySelectorAll('table, svg')]
      .filter(node => !node.closest('details:not([open])'))
      .filter(node => node.getBoundingClientRect().right > 704)
      .map(node => node.parentElement.className + ' ' + node.textContent.slice(0, 80))"""
    assert page.evaluate(wide) == []
