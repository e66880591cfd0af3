#!/usr/bin/env python3
"""Reads the tables of this data package with the types that its codebook, datapackage.json, gives them.

    python3 read.py                           an overview
    from read import tables                   tables()["estimates"] is a list of rows, each a dict
    from read import frames                   frames()["estimates"] is a data frame of pandas, where that is installed

What is empty is None (in pandas NA); moments are in UTC. Python 3.11's standard library is enough.
"""

import csv
import json
import sys
from datetime import datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TYPES = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
}
PANDAS = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean", "datetime": "string"}


def codebook(folder=FOLDER):
    """The tables by name, each with its title, file and columns."""
    package = json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def rows(resource, folder=FOLDER):
    """The rows of a table, one after the other."""
    types = {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}
    with (Path(folder) / resource["path"]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: types[name](cell) if cell else None for name, cell in row.items()}


def tables(folder=FOLDER):
    """All tables by name, as lists of rows."""
    return {name: list(rows(resource, folder)) for name, resource in codebook(folder).items()}


def frames(folder=FOLDER):
    """All tables by name, as data frames."""
    import pandas

    found = {}
    for name, resource in codebook(folder).items():
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        frame = pandas.read_csv(
            Path(folder) / resource["path"],
            dtype={column: PANDAS[kind] for column, kind in types.items()},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
        )
        for column, kind in types.items():
            if kind == "datetime":
                frame[column] = pandas.to_datetime(frame[column], format="ISO8601", utc=True)
        found[name] = frame
    return found


def overview(found):
    """How large each table is, and what share of the enquiries to all companies was answered."""
    for name, table in found.items():
        columns = len(codebook()[name]["schema"]["fields"])
        empty = sum(cell is None for row in table for cell in row.values())
        print(f"{name}: {len(table)} rows, {columns} columns, {empty} empty cells")
    for row in found["estimates"]:
        kind = (row["metric"], row["subject_kind"], row["denominator"])
        if kind == ("answered", "all", "all_companies") and row["low"] is not None:
            low, value, high = (100 * row[column] for column in ("low", "value", "high"))
            channel = row["channel"] or "all channels"
            print(f"answered by {channel}: {value:.0f} % ({low:.0f} to {high:.0f}), n = {row['n']}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    overview(tables())
