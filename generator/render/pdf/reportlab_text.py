"""The only door to ReportLab, shut against its settings files and variables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_SETTINGS = ("reportlab_settings", "reportlab.local_rl_settings")


@contextmanager
def _deaf() -> Iterator[None]:
    """While this lasts, ReportLab finds empty settings modules (so it does not look for ~/.reportlab_settings) and no RL_*."""
    variables = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    modules = {name: sys.modules.get(name) for name in _SETTINGS}
    sys.modules.update({name: ModuleType(name) for name in _SETTINGS})
    try:
        yield
    finally:
        os.environ.update(variables)
        for name, module in modules.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


with _deaf():
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus.paragraph import Paragraph
    from reportlab.platypus.paraparser import ParaFrag

__all__ = ["ParaFrag", "Paragraph", "ParagraphStyle", "TTFont", "pdfmetrics"]
