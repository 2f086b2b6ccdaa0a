"""Archives row by row: what is a row, and where one has got to."""

import csv
import io
import tracemalloc
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from consumers.command.archive import Lines, Row, csv_rows, json_rows, table

LONGEST = 2_000


def table_of(text: bytes, *, after: int = 0) -> tuple[Lines, list[Row]]:
    lines = Lines(io.BytesIO(text), longest=LONGEST)
    of = table(lines)
    lines.skip(after)
    return lines, list(csv_rows(lines, of))


def test_each_row_has_its_line_and_a_cell_may_have_several() -> None:
    _, rows = table_of(b'id;body\n1;"one\n\ntwo"\n\n2;three; "four"\n3;five\n')
    assert [(row.line, dict(row.values)) for row in rows if row.fault is None] == [
        (2, {"id": "1", "body": "one\n\ntwo"}),
        (7, {"id": "3", "body": "five"}),
    ]
    (bad,) = [row for row in rows if row.fault]
    assert (bad.line, str(bad.fault)) == (6, "is no row of the table: has 3 cells, and there are 2 columns")


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    rows = [f"{n},story {n}" for n in range(200)]
    rows[57] = '57,"story 57'
    lines, found = table_of("\n".join(["id,body", *rows]).encode())
    assert [row.line for row in found if row.fault] == [59]
    assert [row.values["id"] for row in found if not row.fault] == [str(n) for n in range(200) if n != 57]
    assert lines.done == 201


def test_a_line_that_is_too_long_or_no_text_is_a_fault_and_the_next_is_read() -> None:
    content = b'{"a": 1}\n"' + b"x" * 5_000_000 + b'"\n\n{"a": 2}\n[1]\n{"b\n\x81\x00\n{"a": "\xe9"}'
    lines = Lines(io.BytesIO(content), longest=LONGEST)
    tracemalloc.start()
    rows = list(json_rows(lines))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [row.line for row in rows] == [1, 2, 4, 5, 6, 7, 8]
    assert [row.values for row in rows if not row.fault] == [{"a": 1}, {"a": 2}, {"a": "é"}]
    assert str(rows[1].fault) == "is longer than 2,000 bytes (MUSTER_ARTICLE_BYTES)"
    assert lines.guessed == 1
    assert peak < 4_000_000


def test_a_table_in_which_every_row_is_broken_is_read_a_few_times_over_at_most() -> None:
    class Counting(Lines):
        takes = 0

        def take(self) -> str | None:
            self.takes += 1
            return super().take()

    lines = Counting(io.BytesIO(b"id,body\n" + b'","\na' * 5_000), longest=LONGEST)
    rows = list(csv_rows(lines, table(lines)))
    assert lines.takes < 50_000
    assert lines.done == 5_002
    assert any("lines after it are left out" in str(row.fault) for row in rows)


@given(
    cells=st.lists(st.text("ab,;\"'\n\t é", max_size=12), max_size=12),
    stop=st.integers(0, 12),
)
def test_where_one_has_got_to_is_where_one_goes_on(cells: list[str], stop: int) -> None:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["id", "body"])
    writer.writerows(enumerate(cells))
    archive = written.getvalue().encode()
    _, every = table_of(archive)
    assert [row.values["body"] for row in every if not row.fault] == cells

    first = Lines(io.BytesIO(archive), longest=LONGEST)
    before = list(islice(csv_rows(first, table(first)), stop))
    first.finish()
    second, after = table_of(archive, after=first.done)
    assert before + after == every
    again = Lines(io.BytesIO(archive), longest=LONGEST)
    table(again)
    again.skip(first.done)
    assert again.digest == first.digest
    assert second.digest == table_of(archive)[0].digest
