"""Measuring. In: public gold sets in their published form. Out: measures, errors, and whether floors hold."""

from marsad.evaluate.result import Error, Measure, Result
from marsad.evaluate.suites import READ_BY, SUITES, run

__all__ = ["READ_BY", "SUITES", "Error", "Measure", "Result", "run"]
