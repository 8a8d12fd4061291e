"""Run the command line: python -m skygap."""

import sys

from skygap.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
