"""Pages of the plan over the years: roadmap, sharing, money, sureness, reliance, measures."""

from steelyard.report.horizon.headline import headline, summary_lines
from steelyard.report.horizon.page import HorizonPage, horizon_page
from steelyard.report.horizon.section import HorizonSection, horizon_section_of
from steelyard.report.horizon.things import Things

__all__ = [
    "HorizonPage",
    "HorizonSection",
    "Things",
    "headline",
    "horizon_page",
    "horizon_section_of",
    "summary_lines",
]
