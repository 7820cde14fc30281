"""Addresses on the web: reading one strictly, resolving its host once, and telling public from private machines."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from gazetteer.errors import AddressRefusedError, NetworkError

Resolver = Callable[[str, int], list[str]]
"""Turns a host name and a port into numeric addresses, in the order in which to try them."""

_LONGEST_ADDRESS: Final = 4000
_LONGEST_HOST: Final = 253
_PORTS: Final = {"http": 80, "https": 443}
_MOST_ADDRESSES: Final = 8
_SHOWN_CHARACTERS: Final = 60
_DELETE: Final = "\x7f"

# What `is_global` of some Python versions lets through although IANA's registries do not.
_NOT_PUBLIC_V4: Final = tuple(map(ip_network, ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24")))
_PUBLIC_V6: Final = ip_network("2000::/3")
_NOT_PUBLIC_V6: Final = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_NAT64: Final = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address with scheme http or https, in parts; ``path`` holds the query too."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return what must be the same for an address to lead to the same server."""
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """Return the host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return the whole address."""
        return f"{self.scheme}://{self.host_header}{self.path}"


def read_address(url: str) -> WebAddress:
    """Take an address apart.

    Raises
    ------
    AddressRefusedError
        For another scheme than http and https, a user name or password, no host, and what is no address at all.
    """
    if len(url) > _LONGEST_ADDRESS:
        raise AddressRefusedError(f"the address has {len(url)} characters; {_LONGEST_ADDRESS} are allowed")
    if any(character <= " " or character in {"\\", _DELETE} for character in url):
        raise AddressRefusedError(
            f"{_shown(url)!r} holds spaces, backslashes or control characters; encode them as %20"
        )
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise AddressRefusedError(f"{_shown(url)!r} is no address; write it as https://host/path") from error
    if parts.scheme not in _PORTS:
        raise AddressRefusedError(f"{_shown(url)!r}: only addresses that begin with http:// or https:// are asked")
    if parts.auth is not None:
        raise AddressRefusedError(f"{parts.host}: take the user name and password out of the address")
    host = (parts.host or "").strip("[]").rstrip(".")
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    if not host or len(host) > _LONGEST_HOST or not port:
        raise AddressRefusedError(f"{_shown(url)!r} names no host that could be asked")
    return WebAddress(parts.scheme, host, port, parts.request_uri)


def _shown(url: str) -> str:
    """Return the head of an address, without its query, for a message."""
    return url.partition("?")[0][:_SHOWN_CHARACTERS]


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numeric addresses that the system's resolver has for a host.

    Raises
    ------
    NetworkError
        When it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NetworkError(
            f"{host}: no such host is known; check the connection to the network and the name"
        ) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))[:_MOST_ADDRESSES]


def public_addresses(host: str, port: int, resolve: Resolver) -> list[str]:
    """Resolve a host, once, and refuse it when even one of its addresses is not public.

    Raises
    ------
    AddressRefusedError
        When an address is that of this machine, of its own network, or reserved.
    """
    found = resolve(host, port)
    refused = next((address for address in found if not is_public(address)), None)
    if refused is not None:
        raise AddressRefusedError(
            f"{host} leads to {refused}, which is not on the public internet; only a server that the settings name may"
            " stand elsewhere"
        )
    return found


def is_public(address: str) -> bool:
    """Tell whether a numeric address is one on the public internet, by IANA's registries of special addresses."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(number) if isinstance(number, IPv4Address) else _is_public_v6(number)


def _is_public_v4(number: IPv4Address) -> bool:
    special = number.is_multicast or number.is_reserved or any(number in network for network in _NOT_PUBLIC_V4)
    return number.is_global and not special


def _is_public_v6(number: IPv6Address) -> bool:
    if number.scope_id is not None:
        return False
    if number in _NAT64:  # a network without IPv4 reaches every IPv4 address through these
        return _is_public_v4(IPv4Address(int(number) & 0xFFFFFFFF))
    return number in _PUBLIC_V6 and number.is_global and not any(number in network for network in _NOT_PUBLIC_V6)
