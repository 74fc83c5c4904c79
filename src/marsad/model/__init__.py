"""The nouns of marsad, standard library only: report, clause, claim, event, picture."""
