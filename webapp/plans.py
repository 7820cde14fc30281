"""The dry runs of imports that a person is looking at, kept until they are wanted or too many."""

from __future__ import annotations

import threading
from collections import OrderedDict

from gazetteer.place_imports import ImportPlan

_KEPT = 8


class ImportPlans:
    """Plans by the id of their upload; the oldest go first. One that is gone is made anew from the upload."""

    def __init__(self) -> None:
        self._plans: OrderedDict[str, ImportPlan] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, upload_id: str, plan: ImportPlan) -> None:
        """Keep a plan."""
        with self._lock:
            self._plans[upload_id] = plan
            while len(self._plans) > _KEPT:
                self._plans.popitem(last=False)

    def get(self, upload_id: str) -> ImportPlan | None:
        """Return a plan, or None."""
        return self._plans.get(upload_id)
