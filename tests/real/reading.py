#!/usr/bin/env python3
"""Holds three readers of a report's tables against each other: read.R, read.py (also as pandas' frames), and openpyxl on
the workbook, cell by cell and with its type; where the report has Parquet files, pyarrow on those too.

    tests/real/reading.py DIR      DIR is a report; needs R, pandas and openpyxl, for Parquet pyarrow
"""

import importlib.util
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import openpyxl
import pandas

# What a sheet does not keep of a moment.
MOMENT = timedelta(milliseconds=1)
LONGEST = 32_767


def read(data):
    """The report's own read.py as a module."""
    spec = importlib.util.spec_from_file_location("report_read", data / "read.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def overviews(data):
    """What both scripts print."""
    printed = []
    for command in (["Rscript", "--vanilla", data / "read.R"], [sys.executable, "-B", data / "read.py"]):
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise SystemExit(f"{command[-1]}: {done.stderr}")
        printed.append(done.stdout)
    return printed


def frames_wrong(frames, tables):
    """Where pandas has something else."""
    for name, rows in tables.items():
        frame = frames[name]
        if len(frame) != len(rows):
            yield f"{name}: a frame of {len(frame)} rows, {len(rows)} in the table"
            continue
        for column in rows[0] if rows else ():
            for number, (seen, row) in enumerate(zip(frame[column].tolist(), rows, strict=True)):
                held = row[column]
                is_empty = pandas.isna(seen)
                if is_empty != (held is None) or not is_empty and seen != held:
                    yield f"{name}, row {number}, {column}: pandas has {seen!r}, the table {held!r}"


def same(shown, held):
    if held is None or shown is None:
        return shown is None and held is None
    if isinstance(held, str):
        return isinstance(shown, str) and shown == held[:LONGEST]
    if isinstance(held, bool):
        return shown is held
    if isinstance(held, (int, float)):
        return isinstance(shown, (int, float)) and not isinstance(shown, bool) and shown == held
    return not isinstance(shown, (str, bool)) and abs(shown - held.replace(tzinfo=None)) < MOMENT


def workbook_wrong(report, tables):
    """Where the workbook has something else, or lacks what makes it readable."""
    book = openpyxl.load_workbook(report / "report.xlsx")
    expected = ["summary", "charts", *tables, "codebook"]
    if book.sheetnames != expected:
        yield f"the sheets are {book.sheetnames}, not {expected}"
        return
    pictures = len(book["charts"]._images)
    files = len(list((report / "charts").glob("*.png")))
    if pictures != files:
        yield f"{pictures} pictures, {files} charts"
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (f"{sheet.title}!{cell.coordinate} is a formula" for cell in row if cell.data_type == "f")
    for name, rows in tables.items():
        sheet = book[name]
        if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
            yield f"{name}: the head is not frozen, or there is no filter"
        values = sheet.iter_rows(values_only=True)
        columns = next(values)
        if rows and list(columns) != list(rows[0]):
            yield f"{name}: the columns are {columns}"
            continue
        if sheet.max_row - 1 != len(rows):
            yield f"{name}: {sheet.max_row - 1} rows, {len(rows)} in the table"
        for number, (cells, row) in enumerate(zip(values, rows, strict=False), 2):
            for column, shown in zip(columns, cells, strict=True):
                if not same(shown, row[column]):
                    yield f"{name}, row {number}, {column}: {shown!r}, the table has {row[column]!r}"
    told = {(row[0], row[1]) for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    missing = {(name, column) for name, rows in tables.items() if rows for column in rows[0]} - told
    if missing:
        yield f"the codebook sheet says nothing of {sorted(missing)}"


def parquet_wrong(folder, tables):
    """Where the Parquet files have something else."""
    import pyarrow.parquet

    files = {file.stem for file in folder.iterdir()}
    if files != set(tables):
        yield f"the Parquet files are {sorted(files)}, the tables {sorted(tables)}"
    for name in sorted(files & set(tables)):
        seen, held = pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist(), tables[name]
        if len(seen) != len(held):
            yield f"{name}: {len(seen)} rows in Parquet, {len(held)} in the table"
        for number, (read, row) in enumerate(zip(seen, held, strict=False)):
            if read != row or any(type(read[column]) is not type(row[column]) for column in row):
                yield f"{name}, row {number}: Parquet has {read}, the table {row}"


def main():
    report = Path(sys.argv[1])
    data = report / "data"
    by_r, by_python = overviews(data)
    wrong = [] if by_r == by_python else [f"read.R prints\n{by_r}\nread.py prints\n{by_python}"]
    module = read(data)
    tables = module.tables()
    wrong += frames_wrong(module.frames(), tables)
    wrong += workbook_wrong(report, tables)
    readers = ["R", "Python", "pandas", "openpyxl"]
    if (data / "parquet").is_dir():
        wrong += parquet_wrong(data / "parquet", tables)
        readers.append("pyarrow")
    for line in wrong[:25]:
        print(line)
    cells = sum(len(rows) * len(rows[0]) for rows in tables.values() if rows)
    print(f"{len(tables)} tables, {cells:,} cells by {', '.join(readers)}: {len(wrong)} differ")
    return 1 if wrong or not cells else 0


if __name__ == "__main__":
    sys.exit(main())
