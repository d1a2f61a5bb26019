"""Every column says whose words it holds, and a withdrawal reaches every one that may hold somebody's."""

from __future__ import annotations

import json
import string
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Date, DateTime, Integer, LargeBinary, Table, insert, select
from sqlalchemy import String as AnyString

from consultwork.store import Store, schema, vault, whose_words, withdrawal
from consultwork.store.schema import DROPPED, EMPTIED, HOLDS, PLACE, Holds
from consultwork.store.tables import metadata
from consultwork.store.traces import Traces

NOON = datetime(2022, 2, 1, 12)  # noqa: DTZ001 - the database keeps no time zone
LEAVER, OTHER = "P-0001", "P-0002"
SAID = "The nightingale ward never once answered the bell in all that winter. Made up."
QUOTED = "never once answered the bell in all that winter"
REASON = f"Made up: she told us that they “{QUOTED}”, and so we kept it."
# A ref that is free; a batch of which something is left.
FREE = {"submission": {"ref": "S-0009"}, "batch": {"ref": ""}}

TABLES = metadata.sorted_tables
EVERY = [column for table in (*TABLES, *vault.metadata.sorted_tables) for column in table.columns]
SEARCHED = [column for table in TABLES for column in whose_words.quoting(table)]
OWN = [c for t in TABLES for c in t.columns if c.info.get(HOLDS) is Holds.OWN and c.info.get(EMPTIED) is None]


def named(column: Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


def holds_text(column: Column[Any]) -> bool:
    kind = getattr(column.type, "impl_instance", column.type)
    return isinstance(kind, (AnyString, LargeBinary))


def as_held(column: Column[Any], words: str) -> str:
    """Words as this column would hold them: within JSON where it holds JSON."""
    empty = column.info.get(EMPTIED) or (column.default.arg if column.default is not None else "")  # type: ignore[union-attr]
    if named(column) == "draft.manifest" or str(empty).startswith("{"):
        return json.dumps({"wording": {"1": f"“{words}”\nindeed"}}, ensure_ascii=False)
    if named(column) == "published.passages" or str(empty).startswith("["):
        return json.dumps([["words", f"“{words}”\nindeed"]], ensure_ascii=False)
    return words


def plain(column: Column[Any]) -> Any:
    """A made-up value that holds nobody's words."""
    if column.default is not None and getattr(column.default, "is_scalar", False):
        return column.default.arg  # type: ignore[union-attr]
    kind = getattr(column.type, "impl_instance", column.type)
    if isinstance(kind, LargeBinary):
        return b"made up"
    if isinstance(kind, AnyString):
        return "{}" if named(column) == "draft.manifest" else "[]" if named(column) == "published.passages" else "x"
    return {Integer: 1, DateTime: NOON, Date: date(2022, 2, 1)}.get(type(kind), False)


def row(connection: Connection, table: Table, whose: str, **values: Any) -> dict[str, Any]:
    """Put a row into a table, with the rows that it hangs on, down to a person."""
    for column in table.columns:
        if column.name in values:
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            values[column.name] = parent(connection, key.column, whose)
        elif not (column.name == "id" and isinstance(column.type, Integer)):
            values[column.name] = plain(column)
    connection.execute(insert(table).values(**values))
    return values


def parent(connection: Connection, key: Column[Any], person: str) -> Any:
    """The key of a row of this person's, which is made where it is not there."""
    ref = {LEAVER: "1", OTHER: "2"}[person]
    value = {"person": person, "submission": f"S-000{ref}"}.get(key.table.name, f"X-000{ref}")
    if not connection.execute(select(key).where(key == value)).first():
        row(connection, key.table, person, **{key.name: value})
    return value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two people; the first has said something and will leave."""
    made = Store(tmp_path / "a.db", lambda: NOON)
    with made.write("Kim", "begin") as writer:
        for person in (LEAVER, OTHER):
            row(writer.connection, schema.person, person, ref=person, token=f"token of {person}")
        row(writer.connection, schema.submission, LEAVER, ref="S-0001", words=SAID, token="one")
        row(writer.connection, schema.submission, OTHER, ref="S-0002", words="Else. Made up.", token="two")
    return made


def leave(store: Store) -> withdrawal.WithdrawalReport:
    with store.write("Kim", "withdraw a person", LEAVER) as writer:
        gone = withdrawal.take_out(writer, LEAVER, lambda *_: True)
    store.compact()
    return gone


def test_every_column_of_text_says_whose_words_it_holds() -> None:
    """No column of text or bytes of the workspace or the vault is undeclared, and no other is declared."""
    assert [named(c) for c in EVERY if holds_text(c) and not isinstance(c.info.get(HOLDS), Holds)] == []
    assert [named(c) for c in EVERY if not holds_text(c) and HOLDS in c.info] == []
    undeclared = Table("undeclared", schema.MetaData(), Column("words", schema.Text))
    assert [named(c) for c in undeclared.columns if holds_text(c) and HOLDS not in c.info] == ["undeclared.words"]


def test_long_text_that_is_nobodys_is_listed_here() -> None:
    """A column long enough for a sentence that claims to hold nothing of people's is one that we write ourselves,
    or the name of who acted."""

    def long(column: Column[Any]) -> bool:
        kind = getattr(column.type, "impl_instance", column.type)
        return isinstance(kind, AnyString) and (kind.length is None or kind.length > 120)

    acted = {"by", "approved_by", "decided_by", "written_by", "lead", "coder"}
    claimed = {named(c) for c in EVERY if long(c) and c.info[HOLDS] is Holds.NOTHING and c.name not in acted}
    assert claimed == {
        "code.questions",  # ids of questions
        "copy.path", "draft.path", "errand.path", "errand.staged", "handed_out.path",  # files by the names that we gave, or must find
        "event.act", "record.act",  # a few words of ours for what was done
        "proposal.batch",  # that many were accepted at once, and after which sample
        "round.codes", "round.coders",  # ids, and who codes
        "twin.why",  # "the same contact"
        "wording.text",  # what we put to people
    }  # fmt: skip


@pytest.mark.parametrize("column", OWN, ids=named)
def test_somebodys_own_words_hang_on_them(column: Column[Any]) -> None:
    """From each column of own words a chain of keys that must be there leads to its person, and deletes with it."""

    def hangs(table: Table) -> bool:
        if table.name == "person":
            return True
        return any(
            key.ondelete == "CASCADE" and not key.parent.nullable and hangs(key.column.table)
            for key in table.foreign_keys
        )

    assert hangs(column.table)


@pytest.mark.parametrize("column", OWN, ids=named)
def test_somebodys_own_words_go_with_them(column: Column[Any], store: Store) -> None:
    """No byte of the database holds them after a withdrawal, whichever column they stood in."""
    with store.write("Kim", "say") as writer:
        if column.table.name == "person":
            writer.run(column.table.update().where(column.table.c.ref == LEAVER).values({column.name: REASON}))
        elif column.table.name == "submission":
            row(writer.connection, column.table, LEAVER, ref="S-0009", **{column.name: REASON})
        else:
            row(writer.connection, column.table, LEAVER, **{column.name: as_held(column, REASON)})
    assert QUOTED.encode() in store.path.read_bytes()
    assert leave(store).typed == ()
    assert QUOTED.encode() not in store.path.read_bytes()


@pytest.mark.parametrize("column", SEARCHED, ids=named)
def test_where_others_quote_them_it_is_emptied_or_told(column: Column[Any], store: Store) -> None:
    """Words of theirs that stand about somebody else, or on another consultation's document, are emptied where
    no screen could do so, and else the place is told, by a name that names nobody. Nothing else is told."""
    table = column.table
    with store.write("Kim", "type") as writer:
        kept = row(
            writer.connection, table, OTHER, **FREE.get(table.name, {}), **{column.name: as_held(column, REASON)}
        )
    gone = leave(store)
    told = column.info[EMPTIED] is None and not table.info.get(DROPPED)
    assert (QUOTED.encode() in store.path.read_bytes()) is told
    with store.read() as connection:
        now = connection.execute(select(column)).scalars().all()
    if told:
        assert gone.typed == (table.info[PLACE].format_map({"id": 1, **kept}),)
        assert as_held(column, REASON) in now
    else:
        assert gone.typed == ()
        assert table.info.get(DROPPED) or column.info[EMPTIED] in now


@pytest.mark.parametrize("column", SEARCHED, ids=named)
def test_words_of_nobody_who_leaves_stay(column: Column[Any], store: Store) -> None:
    """What quotes nobody is neither emptied nor told."""
    words = as_held(column, "Made up: we kept this, since four people said so in words of their own.")
    with store.write("Kim", "type") as writer:
        row(writer.connection, column.table, OTHER, **FREE.get(column.table.name, {}), **{column.name: words})
    assert leave(store).typed == ()
    with store.read() as connection:
        assert words in connection.execute(select(column)).scalars().all()


def test_a_place_that_is_told_names_nobody() -> None:
    """Each table with a column that a person has to edit has a place, made of what holds nothing of people's."""
    for table in {c.table for c in SEARCHED if c.info[EMPTIED] is None and not c.table.info.get(DROPPED)}:
        fields = [name for _, name, _, _ in string.Formatter().parse(table.info[PLACE]) if name]
        for name in fields:
            held = table.c[name].info.get(HOLDS, Holds.NOTHING)
            assert held is Holds.NOTHING and not {k.column.table.name for k in table.c[name].foreign_keys} & {"person"}


def test_a_line_that_is_emptied_can_still_be_read(store: Store) -> None:
    """A change of the codebook and a frozen text are emptied as one line, as their readers need them."""
    from consultwork.store import theming_tables

    with store.write("Kim", "type") as writer:
        row(writer.connection, theming_tables.code_change, OTHER, reason=REASON, before='[{"id": "x"}]')
    leave(store)
    with store.read() as connection:
        (line,) = connection.execute(select(theming_tables.code_change)).mappings()
    assert (line["before"], line["after"], line["reason"]) == ("[]", "[]", schema.WORDS_GONE)


# Made up, each the same: they told me to wait, then to wait again, and nobody wrote to me in all that time.
SCRIPTS = {
    "Polish": "Kazali mi czekać, potem znów czekać, i nikt przez cały ten czas do mnie nie napisał.",
    "Turkish": "Bana beklememi söylediler, sonra yine beklememi, ve onca zaman kimse bana yazmadı.",
    "Greek": "Μου είπαν να περιμένω, μετά πάλι να περιμένω, και κανείς δεν μου έγραψε όλον αυτόν τον καιρό.",
    "Ukrainian": "Мені сказали чекати, потім знову чекати, і ніхто не написав мені за весь цей час.",
    "Arabic": "قالوا لي أن أنتظر، ثم أن أنتظر مرة أخرى، ولم يكتب لي أحد طوال ذلك الوقت.",
    "Urdu": "انہوں نے مجھے انتظار کرنے کو کہا، پھر دوبارہ انتظار کرنے کو، اور کسی نے مجھے نہیں لکھا۔",
    "Hebrew": "אמרו לי לחכות, ואז שוב לחכות, ואף אחד לא כתב לי כל הזמן הזה.",
    "Hindi": "उन्होंने मुझे इंतज़ार करने को कहा, फिर दोबारा इंतज़ार करने को, और किसी ने मुझे नहीं लिखा।",
    "Bengali": "তারা আমাকে অপেক্ষা করতে বলল, তারপর আবার অপেক্ষা করতে, আর কেউ আমাকে লেখেনি।",
    "Punjabi": "ਉਨ੍ਹਾਂ ਨੇ ਮੈਨੂੰ ਉਡੀਕ ਕਰਨ ਲਈ ਕਿਹਾ, ਫਿਰ ਦੁਬਾਰਾ ਉਡੀਕ ਕਰਨ ਲਈ, ਅਤੇ ਕਿਸੇ ਨੇ ਮੈਨੂੰ ਨਹੀਂ ਲਿਖਿਆ।",
    "Chinese": "他们叫我等，然后又叫我等，那段时间里没有人给我写过信。",
    "Japanese": "待つように言われ、また待つように言われ、その間だれも手紙をくれませんでした。",
    "Korean": "기다리라고 했고, 또 기다리라고 했고, 그동안 아무도 나에게 편지를 쓰지 않았습니다.",
    "Thai": "เขาบอกให้ฉันรอ แล้วก็ให้รออีก และไม่มีใครเขียนถึงฉันเลยตลอดเวลานั้น",
    "Amharic": "እንድጠብቅ ነገሩኝ፣ ከዚያም እንደገና እንድጠብቅ፣ በዚያ ሁሉ ጊዜ ማንም አልጻፈልኝም።",
    "Tamil": "காத்திருக்கச் சொன்னார்கள், பிறகு மீண்டும் காத்திருக்க, அந்த நேரம் முழுவதும் யாரும் எனக்கு எழுதவில்லை.",
}


@pytest.mark.parametrize("said", SCRIPTS.values(), ids=SCRIPTS)
def test_words_are_found_in_every_script(said: str) -> None:
    """A run of somebody's words is found inside another text, whatever stands around it; other words are not."""
    traces = Traces(frozenset(), frozenset()).and_of([said])
    inside = said[: len(said) * 4 // 5].upper() if said.isascii() else said[: len(said) * 4 // 5]
    assert traces.stand_in(f"Made up: “{inside}…” (as she wrote)")
    others = [x for x in SCRIPTS.values() if x != said]
    assert not any(traces.stand_in(x) for x in others)


def test_the_same_words_in_other_dress_are_found() -> None:
    """Capitals, accents, curly quotes, half-width forms and composed letters make no difference."""
    traces = Traces(frozenset(), frozenset()).and_of(
        ["L’été dernier ma mère n’a jamais été écoutée à l’hôpital.", "カタカナでかいたとてもながいさくぶんです"]
    )
    assert traces.stand_in("l'ete dernier MA MERE n'a jamais ete ecoutee")
    assert traces.stand_in("l'e\u0301te\u0301 dernier ma me\u0300re n'a jamais e\u0301te\u0301")
    assert traces.stand_in("ｶﾀｶﾅでかいたとてもながいさくぶん")


@pytest.mark.parametrize(
    "name", ["Zebedee Quillfeather", "Żaneta Wójcik-Łąska", "Ольга Петренко", "王小明", "김철수 선생님", "Ada Example"]
)
def test_a_name_is_found_as_a_whole(name: str) -> None:
    """What somebody is called is found in every script, and not inside other words."""
    traces = Traces(frozenset(), frozenset()).and_of([], [name])
    assert traces.stand_in(f"Dear {name}, thank you.") and traces.stand_in(f"({name.upper()})")
    assert not traces.stand_in("Dear Ms Example, thank you.")


def test_what_everybody_says_is_nobodys() -> None:
    """Two words, a few characters, and the consultation's own words are not looked for."""
    traces = Traces(frozenset(), frozenset()).and_of(
        ["not sure", "不知道", "What would help you to feel heard by doctors?"]
    )
    traces = traces.without(["4. What would help you to feel heard by doctors?"])
    assert not traces.stand_in("We are not sure. 我也不知道。 What would help you to feel heard by doctors?")
