"""Send the letters of a run, one after another, each at most once.

In: letters, settings, the ledger, a clock. Out: a `Result` for every letter; the ledger says the same.
Not here: composing, the SMTP dialogue (door). Killed at any moment, a later run goes on where this one was; what may have
arrived is never sent again without a person's word.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Literal, Protocol, TypeAlias, cast

from pbexcel.faults import FolderFault
from pbexcel.frozen import frozen
from pbexcel.mail.door import Answer, Door, Shut
from pbexcel.mail.ledger import Event, Ledger
from pbexcel.mail.letter import Enclosure, Letter
from pbexcel.mail.settings import Settings
from pbexcel.mail.wire import message

State: TypeAlias = Literal["sent", "failed", "unknown", "waiting"]
_DOUBTS = 2  # letters in a row of which nobody knows whether they arrived; more would only make more of them


class Clock(Protocol):
    """The time, with its offset, and waiting."""

    def now(self) -> datetime: ...
    def sleep(self, seconds: float, /) -> None: ...


@frozen
class Result:
    """What became of a letter: sent; failed, refused for good; unknown, ask the recipient; waiting for the next run."""

    letter: Letter
    state: State
    said: str = ""
    refused: tuple[str, ...] = ()


Seen = Callable[[Result, int, int], None]


def send_letters(
    letters: Sequence[Letter], read: Callable[[Enclosure], bytes], settings: Settings, password: str | None, ledger: Ledger,
    clock: Clock, seen: Seen = lambda result, number, of: None,
) -> list[Result]:  # fmt: skip
    """Send what was not sent yet. `ledger` is open and held by this process alone; results are in the order of `letters`."""
    results: dict[str, Result] = {}
    going = _Round(read, settings, password, ledger, clock)
    try:
        for result in going.through(letters):
            results[result.letter.key] = result
            seen(result, len(results), len(letters))
    finally:
        going.close()
    return [results[letter.key] for letter in letters]


class _Round:
    """One run: the open door, how often each letter was tried, how often in a row we were asked to wait."""

    def __init__(
        self, read: Callable[[Enclosure], bytes], settings: Settings, password: str | None, ledger: Ledger, clock: Clock
    ) -> None:
        self._read, self._settings, self._password, self._ledger, self._clock = read, settings, password, ledger, clock
        self._door: Door | None = None
        self._tries: Counter[str] = Counter()
        self._put_off: frozenset[str] = frozenset()
        self._patience = self._doubts = 0
        self._begun = False

    def through(self, letters: Sequence[Letter]) -> Iterator[Result]:
        queue = deque(letters)
        while queue:
            letter = queue.popleft()
            if known := _known(letter, self._ledger):
                yield known
                continue
            if self._ledger.sent_on(self._clock.now().date().isoformat()) >= self._settings.daily_limit:
                why = f"今天已经寄了 {self._settings.daily_limit} 封，到了每日上限，明天再运行一次同样的命令"
                yield from (Result(one, "waiting", why) for one in (letter, *queue))
                return
            self._wait_for(letter)
            answer = self._deliver(letter)
            if answer.verdict in ("sent", "failed", "unknown"):
                yield Result(letter, cast(State, answer.verdict), answer.said, answer.refused)
            elif answer.verdict == "later" and self._tries[letter.key] > len(self._settings.pauses):
                yield Result(letter, "waiting", f"对方服务器暂时不收：{answer.said}")
            else:
                self._put_off = self._put_off | {letter.key} if answer.verdict == "later" else self._put_off - {letter.key}
                queue.append(letter)
            if why := self._give_up(answer):
                yield from (Result(one, "waiting", why) for one in queue)
                return
            if answer.verdict == "pause":
                self.close()
                self._clock.sleep(self._settings.pauses[self._patience])
                self._patience += 1

    def close(self) -> None:
        if self._door:
            self._door.close()
            self._door = None

    def _deliver(self, letter: Letter) -> Answer:
        """One try. Opening the door comes first: a letter is written only when somebody takes it."""
        self._tries[letter.key] += 1
        if self._begun:
            self._clock.sleep(self._settings.between)
        self._begun = True
        try:
            door = self._open()
        except Shut as shut:
            return shut.answer
        try:
            files = [self._read(one) for one in letter.enclosures]
        except FolderFault as fault:
            return Answer("failed", str(fault))
        date = self._clock.now()

        def note(event: Event, said: str) -> None:
            self._ledger.note(event, letter, self._clock.now(), said)

        return door.hand(letter, message(letter, files, self._settings.who, date), note)

    def _open(self) -> Door:
        if self._door and self._door.is_open and self._door.handed < self._settings.per_connection:
            return self._door
        self.close()
        self._door = Door(self._settings, self._password)
        return self._door

    def _give_up(self, answer: Answer) -> str:
        """Why the run ends here; "" while it goes on."""
        self._doubts = self._doubts + 1 if answer.verdict == "unknown" else 0
        if answer.verdict == "sent":
            self._patience = 0
        if answer.verdict == "stop":
            return answer.said
        if answer.verdict == "pause" and self._patience >= len(self._settings.pauses):
            return f"等了 {self._patience} 次，服务器还是不收：{answer.said}。过些时候再运行一次同样的命令"
        if self._doubts >= _DOUBTS:
            return f"连着 {_DOUBTS} 封不知道有没有寄到，先停下：{answer.said}"
        return ""

    def _wait_for(self, letter: Letter) -> None:
        """A recipient whose server asked to be tried later (greylisting) is given its time."""
        pauses = self._settings.pauses
        if letter.key in self._put_off and pauses:
            self.close()
            self._clock.sleep(pauses[min(self._tries[letter.key], len(pauses)) - 1])


def _known(letter: Letter, ledger: Ledger) -> Result | None:
    """What an earlier run says of this very letter: sent and unknown stay so."""
    told = ledger.state(letter)
    if told is None or told.event in ("failed", "unsent"):
        return None
    return Result(letter, "unknown" if told.is_unknown else "sent", told.said)
