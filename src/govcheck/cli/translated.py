"""Commands and options whose words are translated when they are shown, not when their module is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from govcheck.i18n import N_, _

F = TypeVar("F", bound=Callable[..., Any])

_PIECES: Final = {"[OPTIONS]": N_("[选项]"), "COMMAND [ARGS]...": N_("命令 [参数]…")}
"""Click's own words in a usage line, which it does not offer for translation."""


class Option(click.Option):
    """An option whose ``help`` is a source text."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """What the option does, in the language in force."""
        return _(self._help) if self._help else self._help

    @help.setter  # noqa: A003  (the property above is meant, not the builtin)
    def help(self, text: str | None) -> None:
        self._help = text


class Command(click.Command):
    """A command whose ``help`` is a source text."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """What the command does, in the language in force."""
        return _(self._help) if self._help else self._help

    @help.setter  # noqa: A003  (the property above is meant, not the builtin)
    def help(self, text: str | None) -> None:
        self._help = text

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click keeps the option, with the words of the language it was first shown in: give it today's."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("显示本帮助后退出")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole of it in the list of commands: click would cut at words, which Chinese does not set apart."""
        return self.help or ""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line in the language in force."""
        return [_(_PIECES[piece]) if piece in _PIECES else piece for piece in super().collect_usage_pieces(ctx)]


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command


def option(*declarations: str, help: str, **attributes: Any) -> Callable[[F], F]:  # noqa: A002  (click's own name)
    """``click.option`` whose ``help`` is a source text, marked with ``N_``; none goes without."""
    return click.option(*declarations, cls=Option, help=help, **attributes)
