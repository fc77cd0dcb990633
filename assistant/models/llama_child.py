"""The process that runs llama.cpp's server: ``python -m assistant.models.llama_child``.

Reads one line of JSON from its standard input (what to load, the key to ask callers for) and writes one with
the address. Then it serves until its input ends: it cannot outlive the program that started it.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve as told on standard input."""
    server = _started(json.loads(sys.stdin.readline()))  # it stops when it is let go
    print(json.dumps({"address": server.listening_address}), flush=True)  # noqa: T201 - for the parent
    sys.stdin.read()
    os._exit(0)  # at once: nothing here is worth a farewell to a thread that may be in the middle of a reply


def _started(told: dict[str, Any]) -> Any:  # noqa: ANN401 - the library has no types
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = told["path"]
    parameters.model_alias = {told["name"]}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0  # any free one
    parameters.api_keys = [told["key"]]
    parameters.n_ctx = told["context"]
    parameters.n_parallel = 1
    parameters.ctx_shift = False  # a prompt that is too long is refused, not cut unseen
    parameters.cache_prompt = told["cache_prompt"]
    parameters.cache_ram_mib = 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = told["threads"]
    parameters.offline = True
    parameters.ui = parameters.endpoint_slots = False
    parameters.verbosity = 0
    return xllamacpp.Server(parameters)


if __name__ == "__main__":
    main()
