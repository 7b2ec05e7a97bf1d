"""Loading packs: files, library checks and extended packs, joined into resolved rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govcheck.errors import PackError
from govcheck.i18n import _
from govcheck.pack.drafts import DraftReader, PackDraft
from govcheck.pack.resolve import in_force, resolve
from govcheck.pack.rule import InForce, Rule
from govcheck.pack.schema_models import PackFile, SourceFile
from govcheck.pack.shipped import available_packs, pack_files, pack_path, rules_root
from govcheck.records.result import Words


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A document that a pack's rules cite. ``number`` is its 发文字号; ``region`` a division code, empty: the nation."""

    key: str
    title: str
    issuer: str
    number: str
    issued: date | None
    region: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack with its rules resolved, those of the packs it extends first.

    ``sha256`` covers the pack, the packs it extends and the library checks it uses. ``region`` is the division code as
    written, empty for a national pack. ``sources`` include those of the packs it extends.
    """

    id: str
    version: str
    title: Words
    sha256: str
    region: str
    sources: Mapping[str, SourceInfo]
    in_force: InForce
    rules: tuple[Rule, ...]
    extends: tuple[str, ...]
    """Ids of the packs it extends, directly or not."""
    file: str


def load_pack(path: Path | str, *, root: Path | None = None) -> LoadedPack:
    """Load one pack, given as a file or as the id of a pack in ``root`` (the shipped rules, when not said).

    Raises:
        PackError: with every mistake of the pack and of the library checks and packs it rests on.
    """
    home = root if root is not None else rules_root()
    reader = DraftReader(home)
    pack, _draft = read_pack(pack_path(path, home), reader)
    if pack is None or reader.mistakes:
        raise PackError(sorted(set(reader.mistakes)))
    return pack


def load_packs(names: Iterable[Path | str] = (), *, root: Path | None = None) -> tuple[LoadedPack, ...]:
    """Load several packs, each a file or an id; none named: all packs in ``root`` (when
    not said: the shipped ones, then those installed).

    Raises:
        PackError: with every mistake of all of them.
    """
    home = root if root is not None else rules_root()
    reader = DraftReader(home)
    every = available_packs if root is None else pack_files
    paths = [pack_path(name, home) for name in names] or list(every(home))
    packs: dict[str, LoadedPack] = {}
    for path in dict.fromkeys(paths):
        pack, draft = read_pack(path, reader)
        if pack is None:
            continue
        if pack.id in packs:
            message = _("规则包 {id} 已由 {file} 给出").format(id=pack.id, file=packs[pack.id].file)
            reader.mistakes.append(draft.document.mistake(("pack",), message))
        packs[pack.id] = pack
    if reader.mistakes:
        raise PackError(sorted(set(reader.mistakes)))
    return tuple(packs.values())


def read_pack(path: Path, reader: DraftReader) -> tuple[LoadedPack | None, PackDraft]:
    """Resolve one pack; mistakes are added to the reader's, and the pack is ``None`` when its header has some."""
    draft = reader.pack(path)
    rules = []
    for rule_draft in draft.rules.values():
        rule, mistakes = resolve(rule_draft, reader.library)
        reader.mistakes += mistakes
        if rule is not None:
            rules.append(rule)
    if draft.header is None:
        return None, draft
    return _loaded(draft, draft.header, tuple(rules), reader), draft


def _loaded(draft: PackDraft, header: PackFile, rules: tuple[Rule, ...], reader: DraftReader) -> LoadedPack:
    parts = {f"pack:{parent.frame.id}": parent.document.sha256 for parent in (draft, *draft.ancestors)}
    sources: dict[str, SourceInfo] = {}
    for parent in (*draft.ancestors, draft):
        if parent.header is not None:
            sources |= {key: _source(key, file) for key, file in parent.header.sources.items()}
    for rule in rules:
        used = reader.known_library(rule.check_name)
        if used is not None:
            parts[f"library:{used.name}"] = used.document.sha256
    joined = "".join(f"{name} {digest}\n" for name, digest in sorted(parts.items()))
    return LoadedPack(
        id=header.pack,
        version=header.version,
        title=header.title.words,
        sha256=hashlib.sha256(joined.encode()).hexdigest(),
        region=header.region or "",
        sources=sources,
        in_force=in_force(header.in_force),
        rules=rules,
        extends=tuple(parent.frame.id for parent in draft.ancestors),
        file=draft.document.file,
    )


def _source(key: str, file: SourceFile) -> SourceInfo:
    return SourceInfo(key, file.title, file.issuer, file.number or "", file.issued, file.region or "", file.url or "")
