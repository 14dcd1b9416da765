"""The program of the process that draws: a line of JSON for each picture, and one for its answer.

A specification that makes too many rows ends this process, and nothing else. It is run by its path
and imports nothing of this package.
"""

from __future__ import annotations

import base64
import json
import sys
from contextlib import suppress
from typing import Any

MEMORY = 3 << 30
"""Bytes of data that the process may have, where the system can limit them."""


def answer_to(request: dict[str, Any]) -> dict[str, str]:
    """Return the picture as `svg` or as `png` in Base64, or the `fault` of the specification."""
    import vl_convert

    options = {"config": request["config"], "allowed_base_urls": []}
    try:
        if request["form"] == "png":
            png = vl_convert.vegalite_to_png(request["spec"], scale=2, **options)
            return {"png": base64.b64encode(png).decode()}
        return {"svg": str(vl_convert.vegalite_to_svg(request["spec"], **options))}
    except BaseException as bad:  # a panic of the library is no Exception
        lines = [line for line in str(bad).splitlines() if not line.endswith("failed:")]
        return {"fault": (lines[0] if lines else type(bad).__name__).removeprefix("Error: ")}


def main() -> None:
    """Answer each line of the input until it ends."""
    sys.path.append(sys.argv[1])
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(answer_to(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
