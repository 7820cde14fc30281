"""Events from and to the files of others: ACLED and UCDP GED."""

from geo.interop.files import ENCODINGS, SentFile
from geo.interop.importing import ImportOutcome, Rejection, import_events, recognise
from geo.interop.rows import DATASETS, Dataset

__all__ = ["DATASETS", "ENCODINGS", "Dataset", "ImportOutcome", "Rejection", "SentFile", "import_events", "recognise"]
