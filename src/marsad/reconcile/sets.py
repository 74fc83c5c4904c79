"""Sets that grow together: union-find whose result does not depend on the order of the unions."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Sets(Generic[Item]):
    """Disjoint sets of items; every item starts alone."""

    def __init__(self) -> None:
        """Begin with no items; an item is known from its first mention."""
        self._parent: dict[Item, Item] = {}

    def root(self, item: Item) -> Item:
        """Return the item that stands for the set of the given one."""
        parent = self._parent.setdefault(item, item)
        while parent != item:
            grand = self._parent[parent]
            self._parent[item] = grand
            item, parent = grand, self._parent[grand]
        return item

    def join(self, one: Item, other: Item) -> Item:
        """Make one set of the two and return the item that stands for it, the first one's."""
        one, other = self.root(one), self.root(other)
        if one != other:
            self._parent[other] = one
        return one
