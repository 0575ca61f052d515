"""`python -m generator`: the same as the command `packs`.

In: the process's arguments.  Out: an exit code.
Never does anything itself.
"""

from generator.cli import main

if __name__ == "__main__":
    main()
