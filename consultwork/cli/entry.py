"""Where the command line begins and ends: the workspace option, exit codes, errors as sentences."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import typer

from consultwork.cli import desk
from consultwork.cli.commands import app
from consultwork.errors import Blocked, ConsultworkError, Refused
from consultwork.kinds import Kind

DONE, FINDINGS, REFUSED, OUR_FAULT = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code.

    ``-w DIR`` names the workspace, ``--passphrase-file FILE`` where the vault's passphrase stands; both
    may stand before or after the command.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every letter of a name
            stream.reconfigure(errors="replace")
    try:
        desk.workspace, arguments = _taken(arguments, ("-w", "--workspace"), "a folder")
        desk.passphrase_file, arguments = _taken(arguments, ("--passphrase-file",), "a file")
        code = app(arguments, standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except Blocked as error:
        return _say(error.sentence, FINDINGS)
    except ConsultworkError as error:
        return _say(error.sentence, REFUSED)
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _say("Stopped. Nothing was left half-written.", REFUSED)
    except BrokenPipeError:
        return DONE
    except Exception as error:
        # Typer's errors of usage have had several homes; each can say itself as a sentence.
        if hasattr(error, "format_message"):
            return _say(f"{error.format_message()} See: consultwork --help.", REFUSED)
        return _our_fault(arguments)


def _taken(arguments: list[str], names: tuple[str, ...], what: str) -> tuple[Path, list[str]]:
    """A path that an option names, wherever it stands, and the other arguments."""
    rest, chosen = [], Path()
    waiting = iter(arguments)
    for argument in waiting:
        start, equals, given = argument.partition("=")
        if argument in names:
            value = next(waiting, None)
            if value is None:
                raise Refused(Kind.OPTION_NEEDS_A_VALUE, argument=argument, what=what)
            chosen = Path(value)
        elif equals and start in names and start.startswith("--"):
            chosen = Path(given)
        elif argument == "--":
            rest += [argument, *waiting]
        else:
            rest.append(argument)
    return chosen, rest


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks
    return code


def _our_fault(arguments: list[str]) -> int:
    """An error nobody foresaw: a sentence for the person, the details in a file for us."""
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = desk.workspace if desk.workspace.is_dir() else Path(tempfile.gettempdir())
    log = folder / f"consultwork-error-{now}.log"
    try:
        # The command only: its other words may name people or their files.
        log.write_text(f"command: {arguments[:1]}\n\n{traceback.format_exc()}", encoding="utf-8")
    except OSError:
        log = Path(tempfile.gettempdir()) / log.name
        log.write_text(traceback.format_exc(), encoding="utf-8")
    return _say(f"Something went wrong that is not your fault. Please send us {log}.", OUR_FAULT)
