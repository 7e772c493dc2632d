"""Tells what an audit found, from pip-audit's JSON; refuses to call packages safe that could not be looked up."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FINDINGS, INCOMPLETE = 1, 2


def main(report: Path) -> int:
    packages = json.loads(report.read_text())["dependencies"]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    vulnerable = [package for package in packages if package.get("vulns")]
    lines = [told(package, finding) for package in vulnerable for finding in package["vulns"]]
    if unknown:
        lines.append(f"NOT CHECKED, because the registry doesn't list them in this version: {', '.join(unknown)}.")
    known = len(packages) - len(unknown)
    lines.append(f"{known} of {len(packages)} packages were looked up, {len(vulnerable)} are vulnerable.")
    if unknown and not vulnerable:
        lines.append("This is no pass. Where the network allows it: AUDIT_SERVICE=osv make audit")
    sys.stdout.write("\n".join(lines) + "\n")
    return FINDINGS if vulnerable else INCOMPLETE if unknown else 0


def told(package: dict[str, Any], finding: dict[str, Any]) -> str:
    mended = ", ".join(finding["fix_versions"]) or "no version yet"
    return f"VULNERABLE {package['name']} {package['version']}: {finding['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
