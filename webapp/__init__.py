"""The web app of Conflict Atlas: pages, forms and a JSON API over :mod:`geo` and :mod:`gazetteer`."""

from webapp.app import create_app

__all__ = ["create_app"]
