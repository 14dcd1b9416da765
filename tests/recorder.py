"""Run commands where there is no network, and record what they send and what they listen on.

Started by `tests/test_no_network.py` as root of a network namespace of its own (`unshare -rn`). It
reads the commands as JSON from standard input, and writes a line of JSON on each.
"""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

_SETUP = (
    "ip link set lo up",
    "ip link add way-out type veth peer name nowhere",
    "ip link set nowhere up",
    "ip addr add 198.51.100.2/24 dev way-out",
    "ip link set way-out up arp off",
    "ip route add default via 198.51.100.1 dev way-out",
)
"""A way out, so that every packet is sent; nothing is at its other end."""

_ALL_PROTOCOLS = 0x0003
_IPV4, _ARP, _IPV6 = 0x0800, 0x0806, 0x86DD
_OF_THE_KERNEL = (0, 58)
"""In IPv6: the kernel itself looks for routers and neighbours."""

_LISTENING = "0A"


def record(commands: list[list[str]], *, until_packet: bool) -> None:
    """Run each command, to its end or until it sends a packet, and write what it did."""
    for step in _SETUP:
        subprocess.run(step.split(), check=True)
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL_PROTOCOLS))
    wire.setblocking(False)
    for command in commands:
        _packets(wire)
        with Listeners() as listeners:
            code, stderr, packets = _run(command, wire, until_packet=until_packet)
        fields = {
            "code": code,
            "stderr": stderr[-500:],
            "packets": packets,
            "listening": sorted(listeners.seen),
        }
        print(json.dumps(fields), flush=True)


def _run(
    command: list[str], wire: socket.socket, *, until_packet: bool
) -> tuple[int, str, list[str]]:
    """Return the exit code of a command, its errors, and the packets."""
    first: list[str] = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        while until_packet and process.poll() is None and not first:
            first = _packets(wire)
            time.sleep(0.02)
        if first:
            process.kill()
        _, stderr = process.communicate()
    return process.returncode, stderr, first or _packets(wire)


def _packets(wire: socket.socket) -> list[str]:
    """Take the packets that were recorded so far, as texts of protocol and address."""
    packets = []
    while True:
        try:
            content, address = wire.recvfrom(65_535)
        except BlockingIOError:
            return sorted(set(packets))
        if text := _text(content, address):
            packets.append(text)


def _text(content: bytes, address: Any) -> str:
    if address[1] == _ARP:
        return "ARP"
    if address[1] == _IPV6:
        return "" if content[6] in _OF_THE_KERNEL else f"IPv6 {content[6]}"
    if address[1] != _IPV4:
        return f"protocol {address[1]:#x}"
    header = 4 * (content[0] & 15)
    (port,) = struct.unpack("!H", content[header + 2 : header + 4])
    return f"{content[9]} {socket.inet_ntoa(content[16:20])}:{port}"


class Listeners:
    """The TCP ports that are open for others, looked for as long as a block runs."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def __enter__(self) -> Listeners:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            for table in ("tcp", "tcp6"):
                for line in Path("/proc/net", table).read_text().splitlines()[1:]:
                    local, _, state = line.split()[1:4]
                    if state == _LISTENING:
                        self.seen.add(local)


if __name__ == "__main__":
    record(json.load(sys.stdin), until_packet="--until-packet" in sys.argv)
