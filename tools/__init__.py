"""Programs that maintainers run by hand, in the repository's top folder; no part of the package."""
