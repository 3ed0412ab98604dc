"""Write the letters of a run: one to each unit about its forms, one to each department with its summary.

In: records, roster, enclosures, words, what was told before. Out: `Post`: letters, and what nobody is told and why.
Not here: reading files, bytes (wire), sending. Pure: the same input gives the same letters.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pbexcel.frozen import frozen
from pbexcel.mail.enclosures import told_apart
from pbexcel.mail.letter import Enclosure, Letter, Matter, Post, Unmailed
from pbexcel.mail.matching import Nobody, contact_of, department_contact
from pbexcel.mail.missing import missing_rows
from pbexcel.mail.paper import Block, Head, Items, Para, as_html, as_text
from pbexcel.mail.roster import Contact, Roster
from pbexcel.mail.telling import conflict_blocks, one_line, project_of, returned_blocks, scored_blocks
from pbexcel.mail.wire import wire_size
from pbexcel.mail.words import Words
from pbexcel.report import FileRecord
from pbexcel.spelling import plain_name

_ORDER: tuple[Matter, ...] = ("returned", "conflict", "scored", "missing", "summary")  # what asks for work comes first


@frozen
class Terms:
    """How letters are made: `domains` a form's own contact may be in, bytes a mail may have, whose name stands below.

    `again` (a date) asks for the reminders of that day although the same was asked before.
    """

    domains: tuple[str, ...] = ()
    limit: int = 18 * 1024 * 1024
    signature: str = ""
    again: str = ""


@frozen
class _Topic:
    """One thing a letter tells: `mark` is what is never told twice to one recipient."""

    matter: Matter
    mark: str
    blocks: tuple[Block, ...]
    enclosure: Enclosure | None = None
    record: FileRecord | None = None


def compose(
    records: Sequence[FileRecord], roster: Roster, enclosures: Mapping[str, Enclosure], summaries: Mapping[str, Enclosure | None],
    words: Words, terms: Terms, told: Collection[tuple[str, str]] = (),
) -> Post:  # fmt: skip
    """All letters, sorted by recipient. `enclosures` are the outputs by path, `summaries` the workbooks by department.

    `told` holds (address in small letters, mark) of what arrived or may have arrived: it is left out.
    """
    words = words.to(发件人=terms.signature)
    topics: dict[tuple[str, str], tuple[Contact, list[_Topic]]] = {}
    unmailed: list[Unmailed] = []
    before = 0
    found = (
        *_about_forms(records, roster, enclosures, words, terms, unmailed),
        *_about_missing(records, roster, words, terms, unmailed),
        *_about_summaries(records, roster, summaries, words, unmailed),
    )
    for contact, topic in found:
        if (contact.mail.casefold(), topic.mark) in told:
            before += 1
            continue
        _, kept = topics.setdefault((contact.mail.casefold(), plain_name(contact.unit or contact.department)), (contact, []))
        if topic.mark not in (one.mark for one in kept):
            kept.append(topic)
    letters = [letter for _, (contact, about) in sorted(topics.items()) for letter in _letters(contact, about, words, terms, unmailed)]
    return Post(tuple(letters), tuple(unmailed), before)


def redirected(letter: Letter, address: str) -> Letter:
    """The same letter for one's own mailbox. It counts as told to nobody but that mailbox, and anew when its text changes."""
    seen = hashlib.sha256(f"{letter.to}\n{letter.subject}\n{letter.text}".encode()).hexdigest()[:16]
    marks = tuple(f"trial:{seen}:{mark}" for mark in letter.marks)
    return replace(letter, to=address, name="", cc=(), subject=f"[试发，原收件人 {letter.to}] {letter.subject}", marks=marks)


def _about_forms(
    records: Sequence[FileRecord], roster: Roster, enclosures: Mapping[str, Enclosure], words: Words, terms: Terms,
    unmailed: list[Unmailed],
) -> Iterator[tuple[Contact, _Topic]]:  # fmt: skip
    conflicts: dict[tuple[str, str], list[tuple[Contact, FileRecord]]] = defaultdict(list)
    mixed = _of_several_units(records)
    for record in records:
        if record.status == "skipped":
            continue
        about = f"{project_of(record)} {one_line(record.unit or '')}".strip()
        who = Nobody("文件读不出来，不知道是谁交的") if record.status == "failed" else contact_of(record, roster, terms.domains)
        if isinstance(who, Nobody):
            unmailed.append(Unmailed(about, who.why, record.file))
        elif record.output in mixed:
            unmailed.append(Unmailed(about, "文件里有几个单位的自评表，寄给谁都会看到别人的。请按单位拆成几个文件再评", record.file))
        elif record.status == "conflict":
            conflicts[(who.mail, plain_name(record.project or ""))].append((who, record))
        elif (enclosure := enclosures.get(record.output or "")) is None:
            unmailed.append(Unmailed(about, "输出文件不在了，或者评分以后被改过。请重新运行 pbexcel score", record.file))
        elif record.status == "scored":
            yield who, _Topic("scored", _mark(record, enclosure), tuple(scored_blocks(record, words)), enclosure, record)
        else:
            yield who, _Topic("returned", _mark(record, enclosure), tuple(returned_blocks(record, words)), enclosure, record)
    for twins in conflicts.values():
        inputs = "\n".join(sorted(record.sha256 or record.file for _, record in twins))
        mark = f"conflict:{hashlib.sha256(inputs.encode()).hexdigest()}"
        yield twins[0][0], _Topic("conflict", mark, tuple(conflict_blocks([record for _, record in twins], words)))


def _of_several_units(records: Sequence[FileRecord]) -> set[str]:
    """Outputs that hold forms of more than one unit."""
    units: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.output and record.sheet:
            units[record.output].add(plain_name(record.unit or record.department or ""))
    return {output for output, own in units.items() if len(own) > 1}


def _mark(record: FileRecord, enclosure: Enclosure) -> str:
    """What is never told twice: this form in this very workbook."""
    return ":".join(filter(None, (record.status, enclosure.sha256, record.sheet)))


def _about_missing(
    records: Sequence[FileRecord], roster: Roster, words: Words, terms: Terms, unmailed: list[Unmailed]
) -> Iterator[tuple[Contact, _Topic]]:
    for row in missing_rows(records, roster):
        what = f"「{one_line(row.project)}」" if row.project else words.to(单位=row.unit)("missing.any_form")
        if not row.mail:
            unmailed.append(Unmailed(f"{what} {row.unit}", f"没有交表；名单第 {row.row} 行没有填邮箱，没法提醒"))
            continue
        mark = hashlib.sha256("\n".join((row.department, row.unit, row.project, terms.again)).encode()).hexdigest()
        yield row, _Topic("missing", f"missing:{mark}", (Items((what,)),))


def _about_summaries(
    records: Sequence[FileRecord], roster: Roster, summaries: Mapping[str, Enclosure | None], words: Words, unmailed: list[Unmailed]
) -> Iterator[tuple[Contact, _Topic]]:
    for department, enclosure in summaries.items():
        who = department_contact(department, roster)
        if isinstance(who, Nobody):
            unmailed.append(Unmailed(f"部门汇总（{department}）", who.why, unlisted=department if who.unlisted else ""))
            continue
        if enclosure is None:
            unmailed.append(Unmailed(f"部门汇总（{department}）", "汇总文件不在了。请重新运行 pbexcel summary"))
            continue
        own = [record for record in records if plain_name(record.department or "") == plain_name(department)]
        states = [record.status for record in own if record.status != "skipped"]
        scored, returned = states.count("scored"), states.count("returned")
        counts = {"份数": len(states), "已评分": scored, "退回": returned, "其他": len(states) - scored - returned}
        said = words("summary.opening", 部门=department, **{name: str(count) for name, count in counts.items()})
        yield who, _Topic("summary", f"summary:{enclosure.sha256}", (Para(said),), enclosure)


def _letters(contact: Contact, topics: list[_Topic], words: Words, terms: Terms, unmailed: list[Unmailed]) -> list[Letter]:
    words = words.to(单位=contact.unit or contact.department, 联系人=contact.contact)
    batches: list[list[_Topic]] = [[]]
    for topic in sorted(topics, key=lambda topic: _ORDER.index(topic.matter)):
        if _size([topic]) > terms.limit:
            why = f"附件太大（{_size([topic]) / 1048576:.1f} MB），一封信装不下，请另外交给 {contact.mail}"
            unmailed.append(Unmailed(topic.enclosure.path if topic.enclosure else contact.unit, why))
            continue
        if _size([*batches[-1], topic]) > terms.limit:
            batches.append([])
        batches[-1].append(topic)
    batches = [batch for batch in batches if batch]
    return [_letter(contact, batch, number, len(batches), words) for number, batch in enumerate(batches, start=1)]


def _size(topics: Sequence[_Topic]) -> int:
    return wire_size([one.size for one in {topic.enclosure for topic in topics} if one])


def _letter(contact: Contact, topics: list[_Topic], part: int, parts: int, words: Words) -> Letter:
    blocks = [Para(words("greeting", 称呼=one_line(contact.contact) or words("no_name"))), *_body(topics, words)]
    if parts > 1:
        blocks.append(Para(words("part_note", 件=str(part), 共=str(parts))))
    blocks.append(Para("\n".join(line for line in (words("closing"), words("signature")) if line)))
    return Letter(
        to=contact.mail,
        name=contact.contact,
        cc=contact.cc,
        about=contact.unit or contact.department,
        subject=_subject(topics, words),
        text=as_text(blocks),
        html=as_html(blocks),
        matters=tuple(dict.fromkeys(topic.matter for topic in topics)),
        enclosures=tuple(told_apart(topic.enclosure for topic in topics if topic.enclosure)),
        marks=tuple(topic.mark for topic in topics),
        part=part,
        parts=parts,
    )


def _body(topics: list[_Topic], words: Words) -> list[Block]:
    """What is told, each matter ended by what to do about it."""
    blocks: list[Block] = []
    for matter in _ORDER:
        told = [topic for topic in topics if topic.matter == matter]
        if not told:
            continue
        if matter == "missing":
            blocks.append(Head(words("missing.heading")))
        blocks += [block for topic in told for block in topic.blocks]
        if matter != "summary":
            blocks.append(Para(words(f"{matter}.after")))
    return blocks


def _subject(topics: list[_Topic], words: Words) -> str:
    matters = {topic.matter for topic in topics}
    if "scored" in matters or "returned" in matters:
        forms = [topic.record for topic in topics if topic.record]
        kind = "mixed" if {"scored", "returned"} <= matters else "scored" if "scored" in matters else "returned"
        if len(forms) > 1 or len(topics) > 1:
            return words(f"subject.{kind}", 份数=str(len(forms)))
        only = forms[0]
        names = {"项目": one_line(only.project or only.file), "总分": f"{only.total:f}" if only.total is not None else "", "等级": only.grade or ""}
        return words(f"subject.{kind}_one", **names)
    first = min(topics, key=lambda topic: _ORDER.index(topic.matter)).matter
    count = str(sum(topic.matter == first for topic in topics))
    return words(f"subject.{first}", 份数=count, 部门=dict(words.everywhere)["单位"])
