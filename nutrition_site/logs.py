"""Formats log records for stderr; refuses to let a visitor's text start a line of its own."""

from __future__ import annotations

import logging
import re
from textwrap import indent
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class OneLineFormatter(logging.Formatter):
    """One line for each record, control characters written as escapes; a traceback stands indented below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return CONTROL.sub(lambda match: repr(match[0])[1:-1], super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:
        return indent(super().formatException(ei), "    ", lambda line: True)
