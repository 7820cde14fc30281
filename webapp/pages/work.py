"""Long work that a page waits for: how far it is, and where its result is."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.jobs import Job
from webapp.services import services

blueprint = Blueprint("work", __name__, url_prefix="/gazetteer/work")

_PATIENCE_S: Final = 1.0


def follow(job_id: str) -> AnyResponse:
    """Go to the result of work that was just begun, or to the page that waits for it."""
    job = services().jobs.wait(job_id, _PATIENCE_S)
    done = job.finished and not job.error
    return redirect(job.next if done else url_for("work.show", job_id=job_id), 303)


@blueprint.get("/<job_id>")
def show(job_id: str) -> str | AnyResponse | tuple[str, int]:
    """Show how far work is; go on to its result when it has finished."""
    job = services().jobs.find(job_id)
    if job.finished and not job.error:
        return redirect(job.next, 303)
    page = render_template("work.html", job=job, job_id=job_id)
    return (page, HTTPStatus.CONFLICT) if job.error else page


@blueprint.get("/<job_id>.json")
def status(job_id: str) -> Response:
    """Tell how far work is, for the script of the page that waits."""
    job: Job = services().jobs.find(job_id)
    return jsonify({"done": job.done, "total": job.total, "finished": job.finished})
