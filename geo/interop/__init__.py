"""Events from and to the files of others: ACLED and UCDP GED."""

from geo.interop.importing import ImportOutcome, Rejection, import_events
from geo.interop.rows import DATASETS, Dataset

__all__ = ["DATASETS", "Dataset", "ImportOutcome", "Rejection", "import_events"]
