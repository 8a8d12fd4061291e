"""The command line: what the screen does to data, without the screen.

Results go to stdout, faults to stderr, and progress too when somebody watches. Exit 0: done; 2: the
user's mistake, one line for each; 1: ours, with Python's traceback. One bad file among good ones
does not spoil the good ones: they are done, and the exit is still 2.
"""

from collections.abc import Sequence

import skygap
from skygap.cli import adding, analysing, examining, fetching, querying, verifying
from skygap.cli.querying import with_box_joined
from skygap.cli.words import Command, Parser, say
from skygap.errors import SkygapError

COMMANDS = (analysing, adding, fetching, querying, verifying, examining)


def main(argv: Sequence[str]) -> int:
    """Do one command and give back the exit code."""
    options = _parser().parse_args(with_box_joined([*argv]))
    doing: Command = options.command
    try:
        return doing(options)
    except SkygapError as error:
        say(str(error))
        return 2


def _parser() -> Parser:
    parser = Parser(prog="python -m skygap", description=skygap.__doc__)
    parser.add_argument("--version", action="version", version=skygap.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return parser
