"""How geopy's geocoders reach their servers: through our own guarded connections, never by themselves."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderParseError

from gazetteer.network import Network

# It logs whole addresses, with the name that is asked for, and answers.
logging.getLogger("geopy").disabled = True


class GuardedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks through a :class:`gazetteer.network.Network`; its errors pass geopy unchanged."""

    def __init__(self, network: Network) -> None:
        super().__init__(proxies={}, ssl_context=None)
        self._network = network

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the answer as text; the time that it may take is the network's."""
        del timeout
        sent = {name: value for name, value in headers.items() if name != "User-Agent"}  # the network names itself
        return self._network.get(url, sent).body.decode("utf-8", "replace")

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        """Return the answer as what its JSON says.

        Raises
        ------
        GeocoderParseError
            When it is no JSON, without a word of it: it may repeat the question.
        """
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is no JSON") from error
