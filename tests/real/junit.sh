#!/bin/sh
# Reads a report's junit.xml with PyPI's junitparser, a foreign reader, which is installed into an environment of its
# own: the tests it counts, the failures it finds, and that nothing is lost when it writes the file again.
#
#   tests/real/junit.sh FILE
#
# JUNIT_VENV names the environment, so that a second run need not install it again.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 FILE" >&2; exit 2; }

venv=${JUNIT_VENV:-${TMPDIR:-/tmp}/shopper-junit}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import junitparser' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'junitparser==4.*'
fi

"$venv/bin/python" -B - "$1" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

from junitparser import Error, Failure, JUnitXml, Skipped

read = JUnitXml.fromfile(sys.argv[1])
root = tree.parse(sys.argv[1]).getroot()
suites = list(read)
assert suites, "no test suite"
cases = [case for suite in suites for case in suite]
bad = [case for case in cases if any(isinstance(result, (Failure, Error)) for result in case.result)]
assert cases, "no test case"
for case in cases:
    assert case.name and case.classname, case
    for result in case.result:
        if isinstance(result, (Failure, Error)):
            assert result.message, case.name
counted = sum(suite.tests for suite in suites)
assert counted == len(cases), f"{counted} counted, {len(cases)} there"
failed = sum(suite.failures + suite.errors for suite in suites)
assert failed == len(bad), f"{failed} said to fail, {len(bad)} do"
assert int(root.get("tests")) == len(cases), "the root counts otherwise"
again = JUnitXml.fromstring(read.tostring())
assert sum(len(list(suite)) for suite in again) == len(cases), "lost in writing"
print(f"{len(cases)} assertions, {len(bad)} not held, in {len(suites)} suite")
PYTHON
