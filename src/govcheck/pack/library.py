"""Library checks: read once, validated on their own, then used by rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.pack.judgement import read_judgement, reference_mistakes, text_mistakes
from govcheck.pack.mistakes import check_model
from govcheck.pack.params import sample_value, value_trouble
from govcheck.pack.schema_models import LibraryFile, ParamFile
from govcheck.pack.source import DataPath, Document, read_document


@dataclass(frozen=True, slots=True)
class LibraryCheck:
    """A library check: ``raw`` still holds ``$name``. ``file`` is ``None`` and ``sound`` false when it has mistakes."""

    name: str
    document: Document
    raw: Mapping[str, object]
    file: LibraryFile | None
    mistakes: tuple[Mistake, ...]

    @property
    def sound(self) -> bool:
        """Whether rules can be resolved on it."""
        return self.file is not None and not self.mistakes


def read_library(path: Path, *, shown: str | None = None) -> LibraryCheck:
    """Read and validate one library check.

    Raises:
        PackError: the file is not YAML (see :func:`govcheck.pack.source.read_document`).
    """
    document = read_document(path, shown=shown)
    name = path.name.removesuffix(".yaml")
    if not isinstance(document.data, dict):
        mistake = document.mistake((), _("应为映射（键: 值）"))
        return LibraryCheck(name, document, {}, None, (*document.mistakes, mistake))
    raw: Mapping[str, object] = document.data
    file, mistakes = check_model(LibraryFile, document.data, document, ())
    found = [*document.mistakes, *mistakes]
    if raw.get("library", name) != name:
        found.append(document.mistake(("library",), _("名称应与文件名相同：{name}").format(name=name)))
    declared, declared_mistakes = declared_params(raw.get("params"), document, ("params",), known=file is not None)
    found += declared_mistakes
    used, mistakes = reference_mistakes(raw, set(declared), document, ())
    found += mistakes
    for param in declared:
        if param not in used:
            found.append(document.mistake(("params", param), _("参数 {name} 没有用到").format(name=param), key=True))
    values = {param: sample_value(declaration) for param, declaration in declared.items()}
    _judgement, mistakes = read_judgement(raw, values, document, ())
    reported = {(mistake.line, mistake.column, mistake.path) for mistake in found}
    found += [mistake for mistake in mistakes if (mistake.line, mistake.column, mistake.path) not in reported]
    found += text_mistakes(raw, document, ())
    return LibraryCheck(name, document, raw, file, tuple(sorted(set(found))))


def declared_params(
    raw: object, document: Document, base: DataPath, *, known: bool = False
) -> tuple[dict[str, ParamFile], list[Mistake]]:
    """The parameters declared at ``base``; with ``known`` their shape was validated already and is not reported again."""
    declared: dict[str, ParamFile] = {}
    found: list[Mistake] = []
    for name, data in raw.items() if isinstance(raw, dict) else ():
        file, mistakes = check_model(ParamFile, data, document, (*base, name))
        if not known:
            found += mistakes
        if file is None:
            declared[name] = _guessed(data)
            continue
        declared[name] = file
        if file.type == "choice" and not file.choices:
            found.append(document.mistake((*base, name), _("choice 要写 choices")))
        trouble = value_trouble(file, file.default) if file.default is not None else None
        if trouble is not None:
            found.append(document.mistake((*base, name, "default"), trouble))
    return declared, found


def _guessed(data: object) -> ParamFile:
    """What can be kept of a declaration that has mistakes, so that they do not show again where it is used."""
    kept = {key: data[key] for key in ("type", "default") if key in data} if isinstance(data, dict) else {}
    try:
        return ParamFile.model_validate(kept)
    except ValidationError:
        return ParamFile(type="text")
