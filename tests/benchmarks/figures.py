"""What a run prints, and docs/performance.md keeps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`target` and `alarm` in the same unit; for ratios more is better, for everything else less."""

    title: str
    measured: float
    target: float | None = None
    alarm: float | None = None
    unit: str = ""
    absolute: str = ""  # how much that was on this machine, for those who want to know

    @property
    def is_ratio(self) -> bool:
        return not self.unit

    @property
    def verdict(self) -> str:
        if self.alarm is not None and self._misses(self.alarm):
            return "ALARM"
        if self.target is not None and self._misses(self.target):
            return "below target" if self.is_ratio else "above target"
        return "met"

    def _misses(self, bound: float) -> bool:
        return self.measured < bound if self.is_ratio else self.measured > bound

    def cells(self) -> list[str]:
        sign = "≥" if self.is_ratio else "≤"
        bounds = [
            "–" if bound is None else f"{sign} {bound:g}{self.unit and ' ' + self.unit}"
            for bound in (self.target, self.alarm)
        ]
        measured = f"{self.measured:.2f}" if self.is_ratio else f"{self.measured:.3g} {self.unit}"
        return [self.title, measured, *bounds, self.verdict, self.absolute]


HEAD = ["what", "measured", "target", "alarm", "verdict", "on this machine"]


def table(figures: list[Figure]) -> str:
    rows = [HEAD, ["---"] * len(HEAD), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
