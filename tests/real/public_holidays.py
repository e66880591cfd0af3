"""Holds the public holidays that the program computes (stdin: country,date,name,substitute) against those of
PyPI's holidays: the same days, from 2010 to 2040, in every country. Prints what differs; says so by its exit
code."""

import csv
import datetime
import sys

import holidays

YEARS = range(2010, 2041)
# Only what is a holiday in the whole country; for the United Kingdom in England and Wales.
PART = {"GB": {"subdiv": "ENG"}}

# Ireland's day of mourning was on 14 September 2001, under the Organisation of Working Time Act; PyPI has it ten
# years too late.
MISTAKEN = {("IE", datetime.date(2011, 9, 14))}


def ours():
    found = {}
    for row in csv.DictReader(sys.stdin):
        day = datetime.date.fromisoformat(row["date"])
        found.setdefault(row["country"], {}).setdefault(day, row["name"])
    return found


def main():
    years = YEARS if len(sys.argv) < 3 else range(int(sys.argv[1]), int(sys.argv[2]) + 1)
    differ, days = 0, 0
    computed = ours()
    for country, mine in sorted(computed.items()):
        theirs = holidays.country_holidays(country, years=years, language="en_US", **PART.get(country, {}))
        theirs = {day: name for day, name in theirs.items() if day.year in years and (country, day) not in MISTAKEN}
        for day in sorted(set(mine) ^ set(theirs)):
            who = "only the program" if day in mine else "only PyPI"
            print(f"{country} {day} {day:%a}: {who}: {mine.get(day) or theirs.get(day)}")
            differ += 1
        days += len(set(mine) & set(theirs))
    print(f"{len(computed)} countries, {days} days are the same, {differ} differ (holidays {holidays.__version__})")
    # Fewer would mean that nothing was read.
    return 1 if differ or len(computed) != 10 or days < 100 * len(list(years)) else 0


sys.exit(main())
