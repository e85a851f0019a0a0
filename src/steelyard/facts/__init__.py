"""What is known, when it was known, and from whom: dated and sourced facts, read through a book.

Nothing is read when this package is imported. :func:`~steelyard.facts.loader.load_facts` opens the
shipped tables; a :class:`~steelyard.facts.book.FactBook` answers what was known and valid on a day.
"""

from steelyard.facts.book import FactBook, FactReader
from steelyard.facts.fact import Fact, StatusFact
from steelyard.facts.loader import load_facts

__all__ = ["Fact", "FactBook", "FactReader", "StatusFact", "load_facts"]
