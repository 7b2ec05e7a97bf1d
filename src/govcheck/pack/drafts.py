"""Reading pack files into drafts: header, rules as written, and what extended packs bring and have overridden.

    extends: national-inspection-2019            # all its rules, as they are
    extends:                                     # or with changes, by the rule's id in that pack
      - pack: national-inspection-2019
        overrides:
          home-fresh: {severity: high, params: {max_age: 1 week}}
          apply-entry: {enabled: false}

Inherited rules keep their full ids, so sheets, ledgers and findings go on naming them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from govcheck import __version__
from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.library import LibraryCheck, read_library
from govcheck.pack.mistakes import check_model
from govcheck.pack.resolve import Override, PackFrame, RuleDraft, in_force, in_force_mistakes
from govcheck.pack.rule import InForce
from govcheck.pack.schema_models import ExtendFile, PackFile, RuleFile
from govcheck.pack.shipped import library_files, pack_files
from govcheck.pack.source import DataPath, Document, read_document
from govcheck.pack.suggest import did_you_mean


@dataclass(slots=True)
class PackDraft:
    """A pack as written. ``rules`` by full id: inherited ones first. ``ancestors``: packs extended, nearest last."""

    document: Document
    header: PackFile | None
    frame: PackFrame
    rules: dict[str, RuleDraft] = field(default_factory=dict)
    ancestors: tuple[PackDraft, ...] = ()


class DraftReader:
    """Reads packs and library checks, each once, and collects every mistake."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []
        self._packs: dict[Path, PackDraft] = {}
        self._libraries: dict[str, LibraryCheck | None] = {}
        self._open: list[Path] = []

    def known_library(self, name: str) -> LibraryCheck | None:
        """A library check read before."""
        return self._libraries.get(name)

    def library(self, name: str, document: Document, path: DataPath) -> LibraryCheck | None:
        """The library check used at a place: from the rules folder, else from the ``library`` folder beside the pack."""
        if name not in self._libraries:
            places = [folder / "library" / f"{name}.yaml" for folder in (self.root, Path(document.file).parent)]
            file = next((place for place in places if place.is_file()), None)
            if file is None:
                known = [
                    found.stem for folder in (self.root, Path(document.file).parent) for found in library_files(folder)
                ]
                message = _("没有库检查 {name}").format(name=name) + did_you_mean(name, known)
                self.mistakes.append(document.mistake(path, message))
                return None
            self.read_library(file)
        return self._libraries[name]

    def read_library(self, file: Path) -> None:
        """Read one library check and note its mistakes."""
        name = file.name.removesuffix(".yaml")
        self._libraries[name] = None
        try:
            library = read_library(file)
        except PackError as error:
            self.mistakes += error.mistakes
            return
        self.mistakes += library.mistakes
        self._libraries[name] = library

    def pack(self, path: Path) -> PackDraft:
        """The draft of a pack; what cannot be read at all gives an empty one."""
        real = path.resolve()
        if real not in self._packs:
            self._open.append(real)
            try:
                document = read_document(path)
            except PackError as error:
                self.mistakes += error.mistakes
                document = Document(path.as_posix(), {}, "", {}, {})
                self._packs[real] = PackDraft(document, None, PackFrame(path.stem, "", InForce(), frozenset()))
            else:
                self._packs[real] = self._read(document)
            self._open.pop()
        return self._packs[real]

    def _read(self, document: Document) -> PackDraft:
        self.mistakes += document.mistakes
        raw = document.data if isinstance(document.data, dict) else {}
        header, mistakes = check_model(PackFile, document.data, document, ())
        self.mistakes += mistakes
        sources = raw.get("sources")
        known = frozenset(sources) if isinstance(sources, dict) else frozenset()
        frame = PackFrame(str(raw.get("pack") or Path(document.file).stem), "", InForce(), known)
        if header is not None:
            frame = PackFrame(header.pack, header.region or "", in_force(header.in_force), known)
            self.mistakes += in_force_mistakes(header.in_force, document, ("in_force",))
            self._require(header, document)
        draft = PackDraft(document, header, frame)
        if header is not None:
            self._extend(draft, header)
        rules = raw.get("rules")
        self._rules(draft, rules if isinstance(rules, list) else [])
        return draft

    def _require(self, header: PackFile, document: Document) -> None:
        if header.requires is None:
            return
        wanted = header.requires.partition(">=")[2].strip()
        if _numbers(__version__) < _numbers(wanted):
            message = _("需要 govcheck {wanted} 或更新，现为 {have}").format(wanted=wanted, have=__version__)
            self.mistakes.append(document.mistake(("requires",), message))

    def _rules(self, draft: PackDraft, rules: list[object]) -> None:
        document = draft.document
        first: dict[str, int] = {}
        for index, raw in enumerate(rules):
            path: DataPath = ("rules", index)
            file, mistakes = check_model(RuleFile, raw, document, path)
            self.mistakes += mistakes
            if not isinstance(raw, dict):
                continue
            name = raw.get("id")
            if not isinstance(name, str):
                name = f"#{index}"
            elif name in first:
                message = _("规则 {id} 重复（第一次在第 {line} 行）").format(id=name, line=first[name])
                self.mistakes.append(document.mistake((*path, "id"), message))
                name = f"{name}#{index}"
            else:
                first[name] = document.place((*path, "id"))[0]
            draft.rules[f"{draft.frame.id}/{name}"] = RuleDraft(draft.frame, document, path, raw, file)

    def _extend(self, draft: PackDraft, header: PackFile) -> None:
        listed = header.extends
        entries = (ExtendFile(pack=listed),) if isinstance(listed, str) else listed
        for index, entry in enumerate(entries):
            path: DataPath = ("extends",) if isinstance(listed, str) else ("extends", index)
            named: DataPath = path if isinstance(listed, str) else (*path, "pack")
            parent = self._parent(entry.pack, draft.document, named)
            if parent is None:
                continue
            draft.ancestors = (
                *draft.ancestors,
                *(old for old in (*parent.ancestors, parent) if old not in draft.ancestors),
            )
            inherited = dict(parent.rules)
            slugs = {full.rpartition("/")[2]: full for full in inherited}
            for slug, file in entry.overrides.items():
                here: DataPath = (*path, "overrides", slug)
                if slug not in slugs:
                    message = _("规则包 {pack} 里没有规则 {id}").format(pack=entry.pack, id=slug)
                    message += did_you_mean(slug, slugs)
                    self.mistakes.append(draft.document.mistake(here, message, key=True))
                    continue
                full = slugs[slug]
                inherited[full] = inherited[full].overridden(Override(draft.document, here, file))
            draft.rules |= inherited

    def _parent(self, name: str, document: Document, path: DataPath) -> PackDraft | None:
        folders = (Path(document.file).parent, self.root)
        file = next((folder / f"{name}.yaml" for folder in folders if (folder / f"{name}.yaml").is_file()), None)
        if file is None:
            known = [found.stem for folder in folders for found in pack_files(folder)]
            message = _("没有规则包 {name}").format(name=name) + did_you_mean(name, known)
            self.mistakes.append(document.mistake(path, message))
            return None
        if file.resolve() in self._open:
            cycle = " → ".join([*(opened.stem for opened in self._open), name])
            self.mistakes.append(document.mistake(path, _("规则包互相扩展：{cycle}").format(cycle=cycle)))
            return None
        return self.pack(file)


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: ``0.3.0.dev1`` → ``(0, 3, 0)``."""
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
