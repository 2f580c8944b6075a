"""The command ``edition`` in a process of its own, without the seconds that Python takes to load it.

One process for each test process loads the engine once, builds a small edition so that whatever is
loaded or compiled only when it is needed has been, and forks for every command. Each command has its
own memory, folder, environment and exit code, and, unless a test says otherwise, one processor: the
tests themselves use them all. Only what the start of Python sets (encodings, the hash seed) is
shared: tests about these start a new process.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

COMMAND = [sys.executable, "-m", "study_edition.commands.cli"]


def run(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str], processors: int
) -> subprocess.CompletedProcess[str]:
    """Run ``edition`` with this *environment* only, like :func:`subprocess.run` with text."""
    command = Started(folder, arguments, environment, processors)
    out, err = command.communicate()
    return subprocess.CompletedProcess([*COMMAND, *arguments], command.returncode, out, err)


class Started:
    """A command that has been started, with the leading part of :class:`subprocess.Popen`.

    It leads a process group of its own.

    :param largest: the most bytes that a file may have, as on a disk with little room.
    """

    def __init__(
        self,
        folder: Path,
        arguments: tuple[str, ...],
        environment: dict[str, str],
        processors: int,
        *,
        largest: int | None = None,
    ) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.returncode: int | None = None
        self.pid = _Loaded.get().ask(
            {
                "cwd": str(folder),
                "arguments": arguments,
                "environment": environment,
                "processors": processors,
                "largest": largest,
                "place": self.place.name,
            }
        )

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for the end of the command, and return what it has written.

        :raises subprocess.TimeoutExpired: if it has not ended after *timeout* seconds.
        """
        code = _Loaded.get().ask({"wait for": self.pid, "timeout": timeout})
        if code is None:
            raise subprocess.TimeoutExpired(COMMAND, timeout)
        self.returncode = code
        with self.place:
            out, err = (
                (Path(self.place.name) / name).read_text("utf-8")
                if (Path(self.place.name) / name).exists()
                else ""
                for name in ("out", "err")
            )
        return out, err

    def kill(self) -> None:
        """Kill the command and the processes that it has started, and wait for its end."""
        os.killpg(self.pid, signal.SIGKILL)
        self.communicate()


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

    def ask(self, order: dict) -> int | None:
        with self.lock:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        assert answer, "the engine cannot be loaded: see what is on stderr"
        return json.loads(answer)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def _serve() -> None:
    """Read requests: fork for each command and write its process id, or wait for its exit code."""
    import gc  # noqa: PLC0415

    import openpyxl  # noqa: F401, PLC0415

    from study_edition.commands.cli import main  # noqa: PLC0415
    from workshop import Workshop  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        Workshop(Path(folder)).build()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait for" in order:
            answer = _wait_for(order["wait for"], order["timeout"])
        else:
            answer = os.fork()
            if not answer:
                _become(order, main)
            with suppress(OSError):  # it has done so itself
                os.setpgid(answer, answer)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _wait_for(pid: int, timeout: float | None) -> int | None:
    """Return the exit code of a process, or None if it has not ended after a time."""
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        ended, status = os.waitpid(pid, 0 if end is None else os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            return None
        time.sleep(0.002)


def _become(order: dict, main) -> None:
    """Run the requested command to the end of this process."""
    with suppress(OSError):
        os.setpgid(0, 0)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.path[0] = order["cwd"]
    sys.argv = ["edition", *order["arguments"]]
    os.cpu_count = lambda: order["processors"]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{order['place']}/{name}", os.O_WRONLY | os.O_CREAT), number)
    if order["largest"]:
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
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
