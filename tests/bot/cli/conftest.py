"""What the tests of the command line share."""

import pytest
from click.testing import CliRunner

from bot.cli import main


@pytest.fixture
def newsdesk():
    """Runs the command line in this process and returns exit status, stdout and stderr; a trace fails the test."""

    def run(*arguments, stdin=None, status=0):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, prog_name="newsdesk")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    return run
