"""The command `packs`, and `python -m generator`, which is the same."""

import sys


def run() -> None:
    """Run the command line; Ctrl-C is answered in a line even while it is still being loaded."""
    try:
        from generator.cli import main

        main()
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was changed\n")
        sys.exit(130)


if __name__ == "__main__":
    # `python -m` puts the current folder first on the path, unless it runs isolated. That folder is
    # somebody's project, and a click.py or yaml.py in it must not run. This package is loaded by
    # now, so it finds its own modules wherever it lies.
    if not (sys.flags.isolated or (sys.version_info >= (3, 11) and sys.flags.safe_path)):
        del sys.path[0]

    run()
