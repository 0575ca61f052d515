"""What the tests of PDF rendering share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

sys.path.insert(
    0, str(Path(__file__).parent)
)  # the readers beside this file: pdf_structure, document_words …

import sample_documents  # noqa: E402

from generator.page.blocks import Document, HeaderFooter  # noqa: E402
from generator.render import pdf as rendering  # noqa: E402

LARGE = rendering.PROFILES["standard"].scaled("made-up large print", 1.5)


@pytest.fixture(scope="session")
def render() -> Callable[..., bytes]:
    """Render one document, or blocks, or several documents of a family (a list is returned then).

    `profile`: one of the package's, or "large": one made up here.
    """

    def run(what, profile="standard", sheet="A4", duplex=True):
        documents = what if isinstance(what, list) else [what]
        documents = [
            part
            if isinstance(part, Document)
            else Document("T", "en", HeaderFooter(page=""), tuple(part), "the test")
            for part in documents
        ]
        files = rendering.render_documents(
            documents,
            LARGE if profile == "large" else rendering.PROFILES[profile],
            rendering.SHEETS[sheet],
            duplex=duplex,
        )
        return [file.data for file in files] if isinstance(what, list) else files[0].data

    return run


@pytest.fixture(scope="session")
def samples() -> dict[str, Document]:
    """A document of each kind."""
    documents = (
        sample_documents.paper(),
        sample_documents.key(),
        sample_documents.briefing(),
        sample_documents.stress(),
        sample_documents.types(),
        sample_documents.prose(),
    )
    return {document.label: document for document in documents}


@pytest.fixture(scope="session")
def sample_files(render, samples) -> dict[str, bytes]:
    """The same, rendered."""
    return {label: render(document) for label, document in samples.items()}


@pytest.fixture
def validated(tmp_path) -> Callable[[bytes], list[str]]:
    """What a PDF/UA-1 validator and a syntax check say against a file."""

    def check(data: bytes) -> list[str]:
        path = tmp_path / "file.pdf"
        path.write_bytes(data)
        result = page_validation.validate_pdf(str(path), profile="ua1")
        with pikepdf.open(path) as pdf:
            syntax = pdf.check_pdf_syntax()
        return [f"{failure.rule_id}: {failure.message}" for failure in result.failures] + [
            str(line) for line in syntax
        ]

    return check
