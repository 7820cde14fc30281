"""Print the wanted port if it is free on 127.0.0.1, else one that is, and say so on standard error."""

from __future__ import annotations

import socket
import sys


def free_port(wanted: int) -> int:
    """Return ``wanted``, or a free port where something else listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise SystemExit("no port is free on 127.0.0.1")


if __name__ == "__main__":
    wanted_port = int(sys.argv[1])
    port_found = free_port(wanted_port)
    if port_found != wanted_port:
        print(f"Port {wanted_port} is taken; serving on {port_found}. Choose one with make run PORT=…", file=sys.stderr)
    print(port_found)
