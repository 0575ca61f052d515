"""Makes the checks in the authors' guide anew: `python -m tests.check.guide`.

In: AUTHORING.md and what the rules say of themselves.  Out: AUTHORING.md.
Never touches another part of it.
"""

from pathlib import Path

from generator.workflows.authoring.reference import checks_reference

GUIDE = Path(__file__).resolve().parents[2] / "AUTHORING.md"


def main() -> None:
    """Replace what stands between the heading and the next one of its rank."""
    before, heading, rest = GUIDE.read_text(encoding="utf-8").partition("\n## Checks\n\n")
    after = rest.find("\n## ")
    kept = rest[after:] if after >= 0 else ""
    GUIDE.write_text(f"{before}{heading}{checks_reference().strip()}\n{kept}", encoding="utf-8")


if __name__ == "__main__":
    main()
