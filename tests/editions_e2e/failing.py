"""A disk that fails at its nth operation, in one of several ways.

In: when and how.  Out: the operations of `generator.disk`, of which one fails. Never lets a killed
program do anything more: after a kill every operation fails, and what it held open is closed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from generator.storage.files import Operations

WAYS = ("kill", "torn", "full", "denied")
INTERRUPT = "interrupt"  # Ctrl-C: the program goes on, to tidy up
_NAMES = (
    "real",
    "stat",
    "open",
    "read",
    "write",
    "close",
    "mkdir",
    "link",
    "rename",
    "replace",
    "unlink",
    "rmdir",
    "entries",
    "sync",
    "sync_folder",
    "lock",
)


class Killed(BaseException):
    """The process is no more."""


class Failing(Operations):
    """Operations that go well until the one numbered `at`."""

    def __init__(self, at: int = -1, way: str = "kill") -> None:
        self.at, self.way, self.done, self.dead = at, way, 0, False
        self.opened: set[int] = set()
        self.failed = ""  # the operation that did
        for name in _NAMES:
            setattr(self, name, self._wrapped(name, getattr(Operations, name)))

    def _wrapped(self, name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if self.dead:
                raise Killed
            self.done += 1
            if self.done - 1 == self.at:
                self._fail(name, arguments)
            if name in ("sync", "sync_folder"):
                return None
            found = operation(*arguments, **named)
            if name == "open":
                self.opened.add(found)
            elif name == "close":
                self.opened.discard(arguments[0])
            return found

        return run

    def _fail(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.failed = name
        if self.way == "torn" and name == "write":
            os.write(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        if self.way in ("kill", "torn"):
            self.dead = True
            for descriptor in self.opened:
                with suppress(OSError):
                    os.close(descriptor)
            raise Killed
        if name == "close":  # what closing reports, it still closes
            os.close(arguments[0])
        if self.way == INTERRUPT:
            raise KeyboardInterrupt
        raise OSError({"full": errno.ENOSPC, "denied": errno.EACCES}[self.way], "")
