"""The program ``dtao-lab``, which runs scenario files: also ``python -m dtao_lab``."""

import sys

from ._native import run_command


def main() -> int:
    """Runs the command line of this process, and returns its exit code."""
    return run_command(["dtao-lab", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
