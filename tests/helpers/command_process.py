"""The command ``edition`` in a process of its own, without the second that Python takes to load it.

One process for each test process loads the engine once and forks for every command. Each command
has its own memory, folder, environment and exit code. Only what the start of Python sets (encodings,
the hash seed) is shared: tests about these start a new process.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock

COMMAND = [sys.executable, "-m", "study_edition.commands.cli"]


def run(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run ``edition`` with this *environment* only, like :func:`subprocess.run` with text."""
    with tempfile.TemporaryDirectory() as place:
        order = {
            "cwd": str(folder),
            "arguments": arguments,
            "environment": environment,
            "place": place,
        }
        code = _Loaded.get().ask(order)
        out, err = ((Path(place) / name).read_text("utf-8") for name in ("out", "err"))
    return subprocess.CompletedProcess([*COMMAND, *arguments], code, out, err)


class _Loaded:
    """The process that has loaded the engine."""

    _one: _Loaded | None = None

    @classmethod
    def get(cls) -> _Loaded:
        if cls._one is None or cls._one.process.poll() is not None:
            cls._one = cls()
        return cls._one

    def __init__(self) -> None:
        self.lock = Lock()
        command = [sys.executable, "-X", "utf8", __file__]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii"
        )
        atexit.register(self.end)

    def ask(self, order: dict) -> int:
        with self.lock:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        assert answer, "the engine cannot be loaded: see what is on stderr"
        return int(answer)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def _serve() -> None:
    """Read requests, fork for each, and write its exit code."""
    import gc  # noqa: PLC0415
    from importlib import import_module  # noqa: PLC0415

    import openpyxl  # noqa: F401, PLC0415
    from sphinx.application import builtin_extensions  # noqa: PLC0415

    from study_edition.commands.cli import main  # noqa: PLC0415

    for name in builtin_extensions:
        import_module(name)
    gc.freeze()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _become(json.loads(line), main)
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(order: dict, main) -> None:
    """Run the requested command to the end of this process."""
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.path[0] = order["cwd"]
    sys.argv = ["edition", *order["arguments"]]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{order['place']}/{name}", os.O_WRONLY | os.O_CREAT), number)
    code: object = 1
    try:
        code = main(order["arguments"])
    except SystemExit as error:
        code = error.code
    except BaseException:  # noqa: BLE001  as Python does
        sys.excepthook(*sys.exc_info())
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    _serve()
