"""
Asks one page of a server again and again, and takes the time to the first byte of each answer.

The clients share the processors with the server that they measure, so they look at nothing but the status and the length
of an answer, and several of them have a process of their own: `http.client` reads every header of an answer, and threads
beside Django wait for one another. Nothing of Django or Matrikel is imported here.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

HOST = "127.0.0.1"
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class Client:
    """One connection that stays open, and one page that is asked for on it."""

    def __init__(self, port: int, address: str, headers: Mapping[str, str]) -> None:
        self.address = address
        self.port = port
        lines = [
            f"GET {address} HTTP/1.1",
            f"Host: {HOST}:{port}",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        self.request = "\r\n".join([*lines, "", ""]).encode("ascii")
        self.socket = socket.create_connection((HOST, port), timeout=30)

    def ask(self) -> float:
        """
        Ask once, read the whole answer, and return the milliseconds until its first bytes came.

        :raises RuntimeError: the answer is not the page.
        """
        started = time.perf_counter()
        self.socket.sendall(self.request)
        answer = self.socket.recv(1 << 18)
        taken = (time.perf_counter() - started) * 1000
        while answer and (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"{self.address} answered {answer[:80]!r}")
        length = _LENGTH.search(answer, 0, end + 2)
        while len(answer) < end + 4 + int(length[1]) if length else not answer.endswith(_LAST_CHUNK):
            answer += self._more()
        return taken

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        if not more:
            raise RuntimeError(f"{self.address} was cut off")
        return more


def together(port: int, address: str, headers: Mapping[str, str], *, clients: int, times: int) -> list[float]:
    """Return the times of several clients that ask without a pause, all from one process of their own."""
    asked = json.dumps([port, address, dict(headers), clients, times])
    # By standard input: the headers hold a session, and whoever is on this machine may read arguments.
    done = subprocess.run(
        [sys.executable, __file__], input=asked, stdout=subprocess.PIPE, check=True, text=True, timeout=600
    )
    taken: list[float] = json.loads(done.stdout)
    return taken


def _run(port: int, address: str, headers: Mapping[str, str], clients: int, times: int) -> Sequence[float]:
    asking = [Client(port, address, headers) for _ in range(clients)]
    for each in asking:
        each.ask()
    with ThreadPoolExecutor(clients) as threads:
        return [
            taken
            for own in threads.map(lambda each: [each.ask() for _ in range(times)], asking)
            for taken in own
        ]


if __name__ == "__main__":
    print(json.dumps(_run(*json.load(sys.stdin))))
