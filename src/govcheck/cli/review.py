"""``govcheck review``: a person looks at every finding, in a workbook; what was said is kept with name and moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from govcheck.cli.translated import Group, option
from govcheck.dates.clock import SHANGHAI
from govcheck.errors import UsageError
from govcheck.i18n import N_, _

_WIDTH: Final = 100


class ReviewGroup(Group):
    """``govcheck review RUN -o FILE`` is ``govcheck review export RUN -o FILE``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front where none is named."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["export", *args]
        return super().parse_args(ctx, args)


@click.group("review", cls=ReviewGroup, help=N_("人工核对：导出核对表，读回结论，统计各项检查的准确率。"))
def command() -> None:
    """Review."""


@command.command("export", help=N_("导出核对表（xlsx）：每个问题一行，附证据和依据，由人选 属实、误报或存疑。"))
@click.argument("run_path", metavar="RUN", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help=N_("核对表，以 .xlsx 结尾"))
@option(
    "--reviews",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help=N_("以前的核对记录（reviews.jsonl），其结论列在“此前核对”一栏"),
)
@option("--pending", is_flag=True, help=N_("只列还没有有效结论的问题"))
def export(run_path: Path, output: Path, reviews: Path | None, *, pending: bool) -> int:
    """Write the workbook."""
    from govcheck.report.build import reviewed
    from govcheck.report.review_sheet import review_workbook
    from govcheck.scan.files import write_whole
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run
    from govcheck.waivers.reviews import load_reviews

    if output.suffix.lower() != ".xlsx":
        raise UsageError(_("{path}：核对表的文件名请以 .xlsx 结尾").format(path=output))
    said = load_reviews(reviews) if reviews is not None else None
    stored = load_run(RunFolder(run_path))
    if stored.missing:
        click.echo(_("没有结果的站点，不在核对表里：{ids}").format(ids=_("、").join(stored.missing)), err=True)
    report = reviewed(stored.report, said) if said is not None else stored.report
    write_whole(output, review_workbook(report, pending=pending))
    click.echo(_("已写入 {path}").format(path=output), err=True)
    return 0


@command.command("import", help=N_("读回核对表，把结论追加到核对记录；写错的行一次全部指出，一行也不写入。"))
@click.argument("workbook", metavar="FILE", type=click.Path(path_type=Path))
@option("--reviewer", required=True, metavar="NAME", help=N_("核对人"))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reviews.jsonl"),
    metavar="FILE",
    help=N_("核对记录，追加写入，缺省为 reviews.jsonl"),
)
def import_(workbook: Path, reviewer: str, output: Path) -> int:
    """Append what the workbook says."""
    from govcheck.records.standing import Mark
    from govcheck.report.review_read import read_reviews
    from govcheck.waivers.reviews import load_reviews, save_reviews

    if not reviewer.strip():
        raise UsageError(_("--reviewer 请写明核对人"))
    if output.exists():
        load_reviews(output)  # nothing is appended to a file that is none of ours
    reviews = read_reviews(workbook, reviewer.strip(), datetime.now(SHANGHAI).replace(microsecond=0))
    if not reviews:
        click.echo(_("{path} 中没有一行选了核对结论，没有写入").format(path=workbook), err=True)
        return 0
    save_reviews(output, reviews)
    counts = Counter(one.mark for one in reviews)
    said = _("，").join(f"{mark.value} {counts[mark]}" for mark in Mark)
    click.echo(_("写入 {path} {n} 条：{said}").format(path=output, n=len(reviews), said=said), err=True)
    return 0


@command.command("stats", help=N_("各项检查的准确率：属实、误报、存疑各多少。"))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
def stats(files: tuple[Path, ...]) -> int:
    """Print the accuracy of each check."""
    from govcheck.report.page import Page
    from govcheck.report.words import rate
    from govcheck.waivers.accuracy import accuracy, together
    from govcheck.waivers.reviews import load_reviews

    lines = accuracy(one for file in files for one in load_reviews(file))
    named = [(one.check or _("（未记录检查项）"), one) for one in lines]
    if len(lines) > 1:
        named.append((_("合计"), together(lines)))
    page = Page(_WIDTH, colour=False)
    page.table(
        [_("检查项"), _("属实"), _("误报"), _("存疑"), _("准确率")],
        [[name, str(one.true), str(one.false), str(one.doubtful), rate(one.true, one.judged)] for name, one in named],
        right=1,
    )
    click.echo(page.text(), nl=False)
    return 0
