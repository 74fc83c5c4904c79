"""Derives the picture of a day. In: reconciled claims, reference, two clocks. Out: `Picture`."""

from marsad.picture.asof import AsOf
from marsad.picture.balance import balances
from marsad.picture.casualties import totals
from marsad.picture.records import records, ruled
from marsad.picture.rollup import roll_up
from marsad.picture.stage import at
from marsad.picture.timeline import by_day
from marsad.picture.weighing import weighed

__all__ = ["AsOf", "at", "balances", "by_day", "records", "roll_up", "ruled", "totals", "weighed"]
