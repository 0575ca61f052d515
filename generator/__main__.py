"""`python -m generator`: the same as the command `packs`."""

import sys

if __name__ == "__main__":
    # `python -m` puts the current folder first on the path, unless it runs isolated. That folder is
    # somebody's project, and a click.py or yaml.py in it must not run. This package is loaded by
    # now, so it finds its own modules wherever it lies.
    if not (sys.flags.isolated or (sys.version_info >= (3, 11) and sys.flags.safe_path)):
        del sys.path[0]

    from generator.cli import main

    main()
