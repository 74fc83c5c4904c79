"""Ties between parties as a graph, in GraphML."""

from __future__ import annotations

import io

from marsad.publish.export.typed import clean, need
from marsad.publish.lookup import Lookup


def graphml(look: Lookup) -> bytes:
    """Return the ties as a directed graph with parallel edges: a node a party, an edge a tie, its claims counted."""
    networkx = need("networkx", "GraphML")
    graph = networkx.MultiDiGraph()
    actors = look.edition.reference.actors
    ties = sorted(look.edition.picture.ties, key=lambda item: (item.who, item.whom, item.relation, item.id))
    for party in sorted({party for tie in ties for party in (tie.who, tie.whom) if party}):
        actor = actors.get(party)
        graph.add_node(
            clean(party), label=clean(look.party_name(party) or party), kind=actor.kind if actor else "",
            side=look.side_of(party),
        )  # fmt: skip
    for tie in ties:
        if tie.who and tie.whom:
            graph.add_edge(
                clean(tie.who), clean(tie.whom), key=tie.id, relation=tie.relation,
                first=tie.first.isoformat() if tie.first else "", last=tie.last.isoformat() if tie.last else "",
                claims_for=" ".join(tie.claims_for), claims_against=" ".join(tie.claims_against),
                said_by=clean("; ".join(look.tellers(tie.claims_for))), weight=len(tie.claims_for),
            )  # fmt: skip
    out = io.BytesIO()
    networkx.write_graphml(graph, out)
    return out.getvalue()
