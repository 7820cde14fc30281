from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from geo.errors import FilterError
from webapp.errors import BusyError, DraftGoneError
from webapp.jobs import Jobs, Progress
from webapp.private_files import PrivateFiles
from webapp.uploads import Upload, UploadStore, plain_name


@pytest.fixture
def files(tmp_path: Path) -> PrivateFiles:
    return PrivateFiles(tmp_path / "files", lifetime_s=60, suffix=".work")


@pytest.fixture
def jobs(files: PrivateFiles) -> Jobs:
    return Jobs(files)


def test_work_tells_how_far_it_is_and_where_its_result_is(jobs: Jobs) -> None:
    told, goes_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        progress(3, 10)
        told.set()
        goes_on.wait(5)
        return "/result"

    job_id = jobs.start("Counting", work, back="/back")
    assert told.wait(5)
    begun = jobs.find(job_id)
    assert (begun.title, begun.done, begun.total, begun.finished) == ("Counting", 3, 10, False)
    goes_on.set()
    done = jobs.wait(job_id, 5)
    assert (done.finished, done.error, done.next) == (True, "", "/result")


def test_work_that_fails_says_why_and_leads_back(jobs: Jobs) -> None:
    def work(_progress: Progress) -> str:
        raise FilterError("the year 20x7 is no year")

    job = jobs.wait(jobs.start("Failing", work, back="/back"), 5)
    assert (job.finished, job.error, job.next) == (True, "the year 20x7 is no year", "/back")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_unforeseen_error_ends_the_work_without_its_words(jobs: Jobs) -> None:
    def work(_progress: Progress) -> str:
        raise ZeroDivisionError("a text from an article")

    job = jobs.wait(jobs.start("Breaking", work, back="/back"), 5)
    assert job.finished
    assert "broken off" in job.error
    assert "article" not in job.error


def test_work_that_must_be_alone_is(jobs: Jobs) -> None:
    goes_on = threading.Event()

    def work(_progress: Progress) -> str:
        goes_on.wait(5)
        return "/"

    first = jobs.start("First", work, back="/", alone="packs")
    assert jobs.running("packs") == first
    with pytest.raises(BusyError, match="wait"):
        jobs.start("Second", work, back="/", alone="packs")
    goes_on.set()
    assert jobs.wait(first, 5).finished
    assert jobs.running("packs") == ""
    assert jobs.wait(jobs.start("Third", work, back="/", alone="packs"), 5).finished


def test_another_process_sees_how_far_work_is(jobs: Jobs, files: PrivateFiles) -> None:
    job_id = jobs.start("Shared", lambda _progress: "/done", back="/")
    jobs.wait(job_id, 5)
    assert Jobs(files).find(job_id).next == "/done"
    assert Jobs(files).wait(job_id, 0).finished


def test_files_are_private_and_replaced_at_once(files: PrivateFiles) -> None:
    file_id = files.put(b"one")
    files.replace(file_id, b"two")
    assert files.get(file_id) == b"two"
    (path,) = files.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("file_id", ["", "short", "../../../../../../../../etc/passwd", "x" * 33])
def test_ids_are_tokens_not_paths(files: PrivateFiles, file_id: str) -> None:
    files.put(b"one")
    with pytest.raises(DraftGoneError):
        files.get(file_id)
    with pytest.raises(DraftGoneError):
        files.replace(file_id, b"two")


def test_an_upload_comes_back_with_its_name_and_bytes(files: PrivateFiles) -> None:
    uploads = UploadStore(files)
    upload = Upload("villages.csv", b"name\r\nline \xff two\n\n", {"name": "Settlement"})
    assert uploads.get(uploads.put(upload)) == upload
    assert uploads.get(uploads.put(Upload("empty", b""))).content == b""


@pytest.mark.parametrize(
    ("sent", "plain"),
    [("a.csv", "a.csv"), ("C:\\data\\a.csv", "a.csv"), ("../../a.csv", "a.csv"), ("", ""), ("/", "")],
)
def test_only_the_last_part_of_a_name_counts(sent: str, plain: str) -> None:
    assert plain_name(sent) == plain
    assert "/" not in plain_name(sent)
