"""Reports for people to send: what changed between two days, and the situation of a period. See docs/reports.md."""

from marsad.publish.report.content import Briefing, brief
from marsad.publish.report.docx import docx
from marsad.publish.report.html import html

__all__ = ["Briefing", "brief", "docx", "html"]
