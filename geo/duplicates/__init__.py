"""The same occurrence told by several reports: which pairs of events to compare, how alike they are, and their sum.

Nothing here reads or writes the store, and nothing is merged without a person: see ``geo.store.occurrences``.
"""
