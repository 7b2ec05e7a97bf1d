"""Makes ``tests/judging.py`` importable as ``govcheck_judging``."""

import importlib.util
import sys
from pathlib import Path

if "govcheck_judging" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("govcheck_judging", Path(__file__).parents[1] / "judging.py")
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["govcheck_judging"] = _module
    _spec.loader.exec_module(_module)
