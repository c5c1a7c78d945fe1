"""No test reaches outside this computer: whoever tries gets an error, and the test fails even if that is swallowed.

It listens to Python's own audit events, so no library can go around it except one that does its networking in C
(PostgreSQL's client does, and is only ever given a local address).
"""

import ipaddress
import socket
import sys
from typing import Any

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class ReachedOutside(RuntimeError):
    """A test tried to reach another computer."""


class Guard:
    """Refuses from the moment it is installed; `attempts` holds what was refused since it was last cleared."""

    def __init__(self) -> None:
        self.attempts: list[str] = []
        self.own_names = {"localhost", socket.gethostname().lower()}

    def install(self) -> None:
        """For the rest of this process: audit hooks cannot be taken away."""
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CONNECTING:
            connection, address = arguments[0], arguments[-1]
            if connection.family in (socket.AF_INET, socket.AF_INET6) and address:
                self.require_loopback(address[0], event)
        elif event in LOOKING_UP:
            self.require_own_name(arguments[0], event)

    def require_loopback(self, host: str, event: str) -> None:
        if address := literal(host):
            mapped = getattr(address, "ipv4_mapped", None)
            if not (mapped or address).is_loopback:
                self.refuse(host, event)
        else:
            self.require_own_name(host, event)

    def require_own_name(self, host: str | bytes | None, event: str) -> None:
        """A written-out address is looked up without asking anyone; it is judged when it is connected to."""
        name = host.decode() if isinstance(host, bytes) else host or "localhost"
        if name.lower() not in self.own_names and literal(name) is None:
            self.refuse(name, event)

    def refuse(self, host: str, event: str) -> None:
        self.attempts.append(f"{event} {host}")
        raise ReachedOutside(f"a test tried to reach {host} ({event})")


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address, when `host` is one and not a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
