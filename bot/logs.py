"""Logging: one line a record on stderr, for people or for machines, and no secret in any.

Every module logs with `logging.getLogger(__name__)` and ``extra={"action": "...", ...}``; `action` is a stable name of
what happened, by which records are searched and counted. Records of libraries take the same way.
"""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

from structlog.processors import EventRenamer, ExceptionRenderer, JSONRenderer
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.hiding import hider, printable
from bot.settings import Settings

OURS = ("bot", "adapters", "digests")
"""The loggers that follow the level of the settings; others speak from warnings on, or from infos to debug."""
_FAILED = "log_failed"

log = logging.getLogger(__name__)


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Have everything logged as the settings say: records, warnings and errors that nobody caught.

    Args:
        settings: Their level, their format and the secrets to hide.
        stream: Where to; stderr if left out.
    """
    stream = stream or sys.stderr
    wanted = settings.log.format
    machine = wanted == "json" or (wanted == "auto" and not stream.isatty())
    handler = _Handler(stream, JSONRenderer() if machine else _line, hider(settings.secrets()))
    level = logging.getLevelName(settings.log.level.upper())
    logging.basicConfig(
        handlers=[handler], level=logging.INFO if level == logging.DEBUG else max(level, logging.WARNING), force=True
    )
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what went wrong in an event loop where nobody waits for it; see `loop.set_exception_handler`."""
    del loop
    around = {key: repr(value) for key, value in context.items() if key in {"task", "future", "handle", "transport"}}
    log.error(context["message"], exc_info=context.get("exception"), extra={"action": "loop_error", **around})


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), trace)
        return
    log.critical("an error that nobody caught", exc_info=error, extra={"action": "uncaught"})


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self, stream: TextIO, render: Processor, hide: Callable[[str], str]) -> None:
        super().__init__(stream)
        chain: list[Processor] = [
            EventRenamer("message"),
            ExtraAdder(),
            _ordered,
            ExceptionRenderer(),
            render,
            _finally(hide),
        ]
        self.setFormatter(ProcessorFormatter(processors=chain))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the name is of the standard library
        """Log that a record could not be written; as inherited, this would print its values with nothing hidden."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError) or getattr(record, "action", None) == _FAILED:
            return  # nobody reads the stream any more
        said = f"a record could not be written: {type(error).__name__}"
        spare = logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, said, (), None)
        spare.__dict__ |= {"action": _FAILED, "where": f"{record.pathname}:{record.lineno}"}
        self.emit(spare)


def _ordered(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event.pop("_record")
    del event["_from_structlog"]
    own = {
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "action": event.pop("action", "log"),
        "message": event.pop("message"),
    }
    return own | {key: value for key, value in event.items() if key not in own}


def _line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    traces = [event.pop(key, "") for key in ("exception", "stack_info")]
    own = [str(event.pop(key)) for key in ("timestamp", "level", "logger", "action", "message")]
    said = "{} {:<8} {} {}: {}".format(*own)
    first = " ".join([said, *(f"{key}={_value(value)}" for key, value in event.items())])
    rows = [first, *(row for trace in traces if trace for row in trace.split("\n"))]
    return "\n".join(map(printable, rows))


def _value(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(" \"'=") else text


def _finally(hide: Callable[[str], str]) -> Processor:
    return lambda _logger, _method, line: hide(str(line))
