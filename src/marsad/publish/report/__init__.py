"""Reports for people to send: what changed between two days, and the situation of a period. See docs/reports.md."""

from marsad.publish.report.content import brief
from marsad.publish.report.docx import docx
from marsad.publish.report.html import html
from marsad.publish.report.parts import Briefing

__all__ = ["Briefing", "brief", "docx", "html"]
