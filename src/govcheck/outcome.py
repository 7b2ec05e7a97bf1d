"""What can be said of an obligation, and the three-valued logic by which statements add up (DESIGN §5)."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The five things a check, a rule or an obligation may come to."""

    PASS = "pass"
    FAIL = "fail"
    MANUAL = "manual"
    NOT_APPLICABLE = "not-applicable"
    ERROR = "error"

    @property
    def decided(self) -> bool:
        """Whether this is a verdict (pass or fail)."""
        return self in (Outcome.PASS, Outcome.FAIL)


class Reason(StrEnum):
    """The closed list of reasons; each belongs to one outcome (see :data:`OUTCOME_OF`)."""

    # fail: what is wrong with the site
    MISSING = "missing"
    TOO_MANY = "too-many"
    DIFFERS = "differs"
    LATE = "late"
    UNANSWERED = "unanswered"
    UNDATED = "undated"
    GONE = "gone"
    # manual: a person decides
    PERSON = "person"
    NO_MATCH = "no-match"
    NO_SUBJECTS = "no-subjects"
    WHOSE_DUTY = "whose-duty"
    LOW_CONFIDENCE = "low-confidence"
    OUTSIDE_REFUSES = "outside-refuses"
    TLCP_ONLY = "tlcp-only"
    UNVERIFIED = "unverified"
    AWAITS_INPUT = "awaits-input"
    # not-applicable
    OTHER_LEVEL = "other-level"
    OTHER_KIND = "other-kind"
    OTHER_REGION = "other-region"
    NOT_IN_FORCE = "not-in-force"
    NOT_DUE = "not-due"
    SAVED_COPY = "saved-copy"
    NO_SERVICES = "no-services"
    NOTHING_TO_JUDGE = "nothing-to-judge"
    NOT_INTRUSIVE = "not-intrusive"
    # error: what we failed to see, never the site's fault
    POPULATION_OPEN = "population-open"
    UNREACHED = "unreached"
    NOT_FETCHED = "not-fetched"
    TIMEOUT = "timeout"
    RESET = "reset"
    SERVFAIL = "servfail"
    REFUSED_US = "refused-us"
    CHALLENGE = "challenge"
    ROBOTS = "robots"
    SCRIPT = "script"
    BUDGET = "budget"
    UNREADABLE = "unreadable"
    NO_ENTRY = "no-entry"
    NO_IPV6_EGRESS = "no-ipv6-egress"
    NO_IPV6_CONTROL = "no-ipv6-control"
    NO_DNS = "no-dns"
    NO_READER = "no-reader"
    WATCH_INCOMPLETE = "watch-incomplete"
    NO_CALENDAR = "no-calendar"
    SEEN_TOO_EARLY = "seen-too-early"
    PARTNER_UNSEEN = "partner-unseen"
    PLUGIN_FAILED = "plugin-failed"
    PATTERN_TIMEOUT = "pattern-timeout"


_BY_OUTCOME: dict[Outcome, str] = {
    Outcome.FAIL: "missing too-many differs late unanswered undated gone",
    Outcome.MANUAL: (
        "person no-match no-subjects whose-duty low-confidence outside-refuses tlcp-only unverified awaits-input"
    ),
    Outcome.NOT_APPLICABLE: (
        "other-level other-kind other-region not-in-force not-due saved-copy no-services nothing-to-judge not-intrusive"
    ),
}

OUTCOME_OF: dict[Reason, Outcome] = dict.fromkeys(Reason, Outcome.ERROR) | {
    Reason(word): outcome for outcome, words in _BY_OUTCOME.items() for word in words.split()
}
"""The outcome each reason belongs to."""


class Severity(StrEnum):
    """How bad for the public."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info up to 4 for critical."""
        return list(reversed(Severity)).index(self)


class Confidence(StrEnum):
    """How surely a fact was read; a verdict resting on a low one becomes ``manual`` (DESIGN §5)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for low up to 2 for high."""
        return list(reversed(Confidence)).index(self)


class Truth(StrEnum):
    """Kleene's three values: a statement is true, false, or could still turn out either way."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """``None`` is unknown."""
        return cls.UNKNOWN if value is None else cls.TRUE if value else cls.FALSE

    def __and__(self, other: Truth) -> Truth:
        if Truth.FALSE in (self, other):
            return Truth.FALSE
        return Truth.TRUE if self is other is Truth.TRUE else Truth.UNKNOWN

    def __or__(self, other: Truth) -> Truth:
        if Truth.TRUE in (self, other):
            return Truth.TRUE
        return Truth.FALSE if self is other is Truth.FALSE else Truth.UNKNOWN

    def __invert__(self) -> Truth:
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, Truth.UNKNOWN)
