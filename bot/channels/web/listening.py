"""The place where the web server listens."""

import errno
import os
import socket

BACKLOG = 2048
ADVICE = {
    errno.EADDRINUSE: "Is the program running already? Set WEB_PORT to another number to run it twice.",
    errno.EACCES: "Set WEB_PORT to a number above 1023, and let a proxy take the port below.",
}


class PortTaken(Exception):
    """Nobody can listen there, mostly because somebody does already; the text says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises PortTaken with a plain sentence or two."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # on Windows this option would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)  # two that begin at the same moment are told apart only here
    except OSError as error:
        listening.close()
        advice = ADVICE.get(error.errno or 0, "Set WEB_HOST to an address of this computer, e.g. 127.0.0.1.")
        raise PortTaken(f"Cannot listen on {host}:{port} ({error.strerror}). {advice}") from error
    return listening
