"""Ctrl-C ends a command, whatever it computes, without a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(os.name != "posix", reason="signals of POSIX"),
]

NATIVE = """
import sys
from kembar.cli import end_at_ctrl_c
import pyoxigraph
end_at_ctrl_c()
store = pyoxigraph.Store()
for n in range(300):
    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode(f"urn:{n}"), pyoxigraph.NamedNode("urn:p"),
                              pyoxigraph.Literal(n)))
rows = " ".join(f"?a{n} ?b{n} ?c{n}." for n in range(9))
try:
    print("ready", flush=True)
    store.query("SELECT (COUNT(*) AS ?n) { " + rows + "}")
except KeyboardInterrupt:  # before the call began
    sys.exit(130)
"""


def interrupt(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code, and send it Ctrl-C once it printed a line."""
    # The shell of a background job lets its children ignore Ctrl-C.
    begin = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    with subprocess.Popen(
        [sys.executable, "-c", begin + code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate()
    return subprocess.CompletedProcess([], process.returncode, output, errors)


def test_a_native_call_is_ended() -> None:
    ran = interrupt(NATIVE)
    assert (ran.returncode, ran.stderr) == (130, "")


def test_a_query_is_ended() -> None:
    rows = " ".join(f"?a{n} ?b{n} ?c{n}." for n in range(9))
    endless = f"SELECT (COUNT(*) AS ?n) {{ {rows} }}"
    code = f"""
import sys
import kembar.rdf.query_process as query_process
own = query_process._QueryProcess.answer
def answer(self, *args, **words):
    print(self._process.pid, flush=True)
    return own(self, *args, **words)
query_process._QueryProcess.answer = answer
sys.argv = ["kembar", "sparql", {endless!r}]
from kembar.cli import run
run()
"""
    ran = interrupt(code)
    assert (ran.returncode, ran.stderr.strip()) == (130, "")
