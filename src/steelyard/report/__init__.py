"""Stage 5: the decision paper, typed and language-neutral, and its forms for readers."""

from steelyard.report.html import render_html
from steelyard.report.inputs import Manifest, Study
from steelyard.report.model import Report, build_report
from steelyard.report.summary import plain_summary

__all__ = ["Manifest", "Report", "Study", "build_report", "plain_summary", "render_html"]
