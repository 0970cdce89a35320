"""Tests of the log: a line a record, for people and for machines, whoever it is from, and no secret in any."""

import asyncio
import io
import json
import logging
import re
import subprocess
import sys
import threading
import warnings
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from bot.settings import Settings

log = logging.getLogger("bot.tests")


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self):
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _as_before():
    """Leaves the logging of this process as the test found it."""
    root = logging.getLogger()
    handlers, hooks = root.handlers[:], (sys.excepthook, sys.unraisablehook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in ("", *logs.OURS)}
    root.handlers[:] = []
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def settings(form="json", level="info", secret="hunter22"):  # noqa: S107
    """Returns settings with a secret in the store's URL."""
    made = Settings().with_store(f"postgresql://desk:{quote(secret, safe='')}@db/news")
    return made.model_copy(update={"log": made.log.model_copy(update={"format": form, "level": level})})


@pytest.fixture
def logged():
    """Configures the log and returns a function that gives what was written since, each line as a record."""

    def configured(**given):
        stream = io.StringIO()
        logs.configure(settings(**given), stream)
        return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]

    return configured


def test_a_record_is_a_json_object_a_line(logged):
    """Each record has its time in UTC, level, logger, action and message, and the fields that came with it."""
    lines = logged()
    log.info("posted to %s", "slack:C1", extra={"action": "posted", "channel": "slack:C1", "parts": 2})
    [record] = lines()
    assert datetime.fromisoformat(record.pop("timestamp")).utcoffset() == timedelta(0)
    assert list(record.items()) == [
        ("level", "info"),
        ("logger", "bot.tests"),
        ("action", "posted"),
        ("message", "posted to slack:C1"),
        ("channel", "slack:C1"),
        ("parts", 2),
    ]


def test_an_action_is_there_even_where_none_was_named(logged):
    """Records of libraries take the same way and have the action "log"."""
    lines = logged()
    logging.getLogger("somebody.elses").warning("beware")
    [record] = lines()
    assert (record["action"], record["message"]) == ("log", "beware")


def test_fields_do_not_hide_what_every_record_has(logged):
    """A field that is named like one of ours leaves ours as it is."""
    lines = logged()
    log.info("said", extra={"event": "other", "timestamp": 0, "level": "loud", "logger": "me"})
    [record] = lines()
    assert (record["message"], record["level"], record["logger"]) == ("said", "info", "bot.tests")
    assert record["event"] == "other"


def test_an_error_has_its_trace_in_the_same_line(logged):
    """What was raised, and from what, stands in the record."""
    lines = logged()
    in_a_trace("", ValueError("second"), KeyError("first"))
    [record] = lines()
    assert "Traceback (most recent call last):" in record["exception"]
    assert "KeyError: 'first'" in record["exception"]
    assert record["exception"].endswith("ValueError: second")


def test_people_get_a_line_with_the_trace_below():
    """For a console each record is one line, breaks and escapes in it written out, and a trace stands below it."""
    stream = io.StringIO()
    logs.configure(settings("console"), stream)
    log.info("one\ntwo \x1b[31m", extra={"action": "said", "n": 1, "words": "a b", "none": ""})
    log.error("failed", exc_info=ValueError("no\u2028way"), stack_info=True)
    first, second, *trace = stream.getvalue().splitlines()
    assert first.endswith(r' info     bot.tests said: one\ntwo \x1b[31m n=1 words="a b" none=""')
    assert second.endswith(" error    bot.tests log: failed")
    assert trace[:2] == [r"ValueError: no\u2028way", "Stack (most recent call last):"]


@pytest.mark.parametrize(("stream", "opening"), [(Screen(), "2"), (io.StringIO(), "{")])
def test_a_terminal_gets_lines_for_people_and_anything_else_json(stream, opening):
    """Unless the settings say it, the stream decides what is written to it."""
    logs.configure(settings("auto"), stream)
    log.info("hello")
    assert stream.getvalue().startswith(opening)


def test_it_goes_to_stderr(capsys):
    """Results are on stdout, the log is not."""
    logs.configure(settings())
    log.info("hello")
    printed = capsys.readouterr()
    assert (printed.out, json.loads(printed.err)["message"]) == ("", "hello")


@pytest.mark.parametrize(
    ("level", "ours", "others"),
    [("debug", "DIWE", "IWE"), ("info", "IWE", "WE"), ("warning", "WE", "WE"), ("error", "E", "E")],
)
def test_the_level_is_ours_and_libraries_are_quieter(logged, level, ours, others):
    """Libraries are heard from warnings on, in more detail only where debugging was asked for."""
    lines = logged(level=level)
    for name in ("digests.tests", "somebody.elses"):
        for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(number, "said")
    assert "".join(record["level"][0].upper() for record in lines()) == ours + others


def test_configuring_twice_writes_once(logged):
    """The last configuration holds alone."""
    logged()
    lines = logged()
    log.info("hello")
    assert len(lines()) == 1


class Unspeakable:
    """Cannot be written down, and says the secret while it fails."""

    def __repr__(self):
        raise RuntimeError("hunter22")


@pytest.mark.parametrize(
    ("arguments", "extra", "error"),
    [(("%d", "hunter22"), {}, "TypeError"), (("hello",), {"bad": Unspeakable()}, "RuntimeError")],
)
def test_a_record_that_cannot_be_written_is_said_without_its_values(logged, capsys, arguments, extra, error):
    """A mistake in a log call leaves a line that names the place, and nothing of it reaches stderr past the log."""
    lines = logged()
    log.info(*arguments, extra=extra)
    [record] = lines()
    assert record["action"] == "log_failed"
    assert record["message"] == f"a record could not be written: {error}"
    assert re.search(r"test_logs\.py:\d+$", record["where"])
    assert capsys.readouterr() == ("", "")


class Gone(io.StringIO):
    """A stream whose reader has left."""

    def write(self, _text):
        """Fail."""
        raise BrokenPipeError


def test_a_log_that_nobody_reads_stops_nothing(capsys):
    """A closed or broken stream is no reason to fail."""
    closed = io.StringIO()
    closed.close()
    for stream in (Gone(), closed):
        logs.configure(settings("json"), stream)
        log.info("hello")
    assert capsys.readouterr() == ("", "")


def test_warnings_are_logged(logged):
    """A warning of Python goes where everything goes."""
    lines = logged()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)  # what was captured outside of this block would stay so behind it
        logging.captureWarnings(capture=True)
        warnings.warn("mind the step", stacklevel=1)
        logging.captureWarnings(capture=False)
    [record] = lines()
    assert record["logger"] == "py.warnings"
    assert "mind the step" in record["message"]


def test_what_nobody_caught_is_logged(logged):
    """An error that ends a thread, or would end the process, is a record with its trace."""
    lines = logged()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    error = ValueError("the end, said hunter22")
    sys.excepthook(ValueError, error, None)
    first, second = lines()
    assert first["exception"].endswith("ZeroDivisionError: division by zero")
    assert second["exception"] == "ValueError: the end, said ***"
    assert (second["level"], second["action"]) == ("critical", "uncaught")


def test_an_error_that_nobody_can_catch_is_logged(logged):
    """What a finaliser raises is a record too."""

    class Bad:
        def __del__(self):
            raise ValueError("too late")

    lines = logged()
    Bad()
    assert lines()[0]["exception"].endswith("ValueError: too late")


def test_an_interrupt_is_no_error(logged, capsys):
    """Ctrl-C is shown as ever and not logged."""
    lines = logged()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert lines() == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


async def test_an_error_in_the_loop_is_logged(logged):
    """What fails where nobody waits for it is a record that names the action, the error and the handle."""
    lines = logged()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_error)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    [record] = lines()
    assert record["action"] == "loop_error"
    assert record["exception"].endswith("ZeroDivisionError: division by zero")
    assert "Handle" in record["handle"]


def in_a_trace(secret, error, cause=None):
    """Logs an error with its trace; the secret is a local, too."""
    try:
        raise error from cause  # noqa: TRY301  the trace shall have this frame with its locals
    except Exception:
        log.exception("failed")
    del secret


def noted(secret):
    """Returns an error with a note."""
    error = ValueError("x")
    error.add_note(f"see {secret}")
    return error


PLACES = {
    "message": lambda secret: log.info(f"it is {secret}"),  # noqa: G004  that is the mistake
    "argument": lambda secret: log.info("it is %s.", secret),
    "repr": lambda secret: log.info("it is %r", secret),
    "tuple": lambda secret: log.info("it is %s", ("it's", 'a "', secret)),
    "bytes": lambda secret: log.info("it is %s", secret.encode()),
    "json": lambda secret: log.info(json.dumps({"token": secret})),
    "url": lambda secret: log.info("GET /?token=%s", quote(secret, safe="")),
    "half a url": lambda secret: log.info("GET /?token=%s", quote(secret)),
    "field": lambda secret: log.info("x", extra={"field": secret}),
    "name of a field": lambda secret: log.info("x", extra={secret: "field"}),
    "nested": lambda secret: log.info("x", extra={"field": {"a": [secret, {secret: secret.encode()}]}}),
    "object": lambda secret: log.info("x", extra={"field": ValueError(secret)}),
    "library": lambda secret: logging.getLogger("somebody.elses").error("it is %s", secret),
    "action": lambda secret: log.info("x", extra={"action": secret}),
    "error": lambda secret: in_a_trace(secret, ValueError(f"it is {secret}")),
    "key": lambda secret: in_a_trace(secret, KeyError(secret)),
    "key in a key": lambda secret: in_a_trace(secret, KeyError(repr(secret))),
    "cause": lambda secret: in_a_trace(secret, ValueError(secret), KeyError("x")),
    "group": lambda secret: in_a_trace(secret, ExceptionGroup(secret, [KeyError(secret), OSError(1, secret)])),
    "note": lambda secret: in_a_trace(secret, noted(secret)),
    "local": lambda secret: in_a_trace(secret, ValueError("x")),
    "bad call": lambda secret: log.info("%d", secret),
    "uncaught": lambda secret: sys.excepthook(ValueError, ValueError(secret), None),
}
SECRETS = st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=6)  # *** stands in their place


def written(form, place, secret):
    """Returns what is written where the secret is logged in a place, and asserts that it is not in it."""
    stream = io.StringIO()
    logs.configure(settings(form, secret=secret), stream)
    PLACES[place](secret)
    found = stream.getvalue()
    assert found
    assert secret not in found
    assert quote(secret, safe="") not in found
    return found


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("secret", ["hunter22", "xoxb-1-öffentlich", 'it\'s "so" \\secret\\ é%2F/@\n\x1b\u2028 '])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_logged_nowhere(form, place, secret):
    """In no place of a log call, a warning or an error does a secret come through, however it has to be escaped."""
    line = written(form, place, secret)
    if form == "json":
        assert secret not in str(json.loads(line))


@pytest.mark.parametrize("form", ["json", "console"])
@given(place=st.sampled_from(sorted(PLACES)), secret=SECRETS)
def test_no_secret_is_ever_logged(form, place, secret):
    """Whatever the secret is, it is not in what is written."""
    written(form, place, secret)


def test_a_short_secret_spoils_no_line(logged):
    """A password of a few letters is left, or nothing could be read any more."""
    lines = logged(secret="in")
    log.info("reading in Berlin")
    assert lines()[0]["message"] == "reading in Berlin"


def test_only_who_logs_so_pays_for_it():
    """Answering a command loads neither the log's library nor this module."""
    code = "import sys, bot.wiring, bot.commands.dispatch; print('structlog' in sys.modules, 'bot.logs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == (
        "False False\n"
    )
