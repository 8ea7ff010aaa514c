#!/usr/bin/env python3
"""Makes the Unicode tables of src/CheckTcp/Patterns/Unicode from the Unicode Character Database.

    apt-get install unicode-data
    eng/unicode-tables/generate.py            # or: generate.py DIRECTORY, with the .txt files elsewhere

The files of Unicode 15.0.0 are what Go 1.21 to 1.26 use, so that both find the same.
"""
import pathlib
import re
import sys

CODE_POINTS = 0x110000
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src/CheckTcp/Patterns/Unicode"

# The order is that of the enum GeneralCategory.
CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split()


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode")
    version = re.search(r"-([\d.]+)\.txt", (source / "Scripts.txt").read_text()).group(1)
    scripts = read_scripts(source)
    names = sorted({name for name in scripts if name})
    identifiers = {name: number for number, name in enumerate(names, 1)}

    write("CategoryTable", version, "UnicodeData.txt", CATEGORY_DOC,
          byte_span("Runs", runs(read_categories(source))))
    write("ScriptTable", version, "Scripts.txt", SCRIPT_DOC,
          name_span(names), byte_span("Runs", runs([identifiers.get(name, 0) for name in scripts])))
    write("CaseFoldingTable", version, "CaseFolding.txt", FOLDING_DOC,
          int_span("Runs", folding_runs(read_orbits(source))))


def read_categories(source):
    """The number of every code point's general category."""
    categories = [CATEGORIES.index("Cn")] * CODE_POINTS
    first = None
    for line in (source / "UnicodeData.txt").read_text().splitlines():
        code, name, category = line.split(";")[:3]
        code = int(code, 16)
        if name.endswith(", First>"):
            first = code
            continue
        for point in range(code if first is None else first, code + 1):
            categories[point] = CATEGORIES.index(category)
        first = None
    return categories


def read_scripts(source):
    """The name of every code point's script, or None."""
    scripts = [None] * CODE_POINTS
    for fields in rows(source / "Scripts.txt"):
        first, _, last = fields[0].partition("..")
        for point in range(int(first, 16), int(last or first, 16) + 1):
            scripts[point] = fields[1]
    return scripts


def read_orbits(source):
    """For every code point that differs from others only in case, the next larger of them, or else the smallest."""
    orbits = {}
    for code, status, mapping in (row[:3] for row in rows(source / "CaseFolding.txt")):
        if status in "CS":
            target = int(mapping, 16)
            orbits.setdefault(target, {target}).add(int(code, 16))
    following = {}
    for orbit in map(sorted, orbits.values()):
        following.update(zip(orbit, orbit[1:] + orbit[:1]))
    return following


def rows(path):
    for line in path.read_text().splitlines():
        line = line.partition("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def runs(values):
    """Lengths, seven bits to a byte with the low bits first, each with the value of the run."""
    data = []
    start = 0
    for point in range(1, CODE_POINTS + 1):
        if point == CODE_POINTS or values[point] != values[start]:
            data += varint(point - start) + [values[start]]
            start = point
    return data


def varint(number):
    data = []
    while number >= 0x80:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    return data + [number]


def folding_runs(following):
    """First, last and distance of runs of equal distances, with 0 for pairs of neighbours that lead to each other."""
    data = []
    points = sorted(following)
    while points:
        first = points[0]
        pairs = distances = 0
        while all(following.get(first + 2 * pairs + i) == first + 2 * pairs + 1 - i for i in (0, 1)):
            pairs += 1
        distance = following[first] - first
        while following.get(first + distances, -1) - first - distances == distance:
            distances += 1
        length = max(2 * pairs, distances)
        data += [first, first + length - 1, 0 if 2 * pairs >= distances else distance]
        points = points[length:]
    return data


def byte_span(name, data):
    return f"    public static ReadOnlySpan<byte> {name} =>\n    [\n{wrapped(map(str, data))}\n    ];\n"


def int_span(name, data):
    return f"    public static ReadOnlySpan<int> {name} =>\n    [\n{wrapped(map(str, data))}\n    ];\n"


def name_span(names):
    lines = [name.replace("_", "").lower() for name in names]
    return ('    /// <summary>The names in small letters, with a space between; the first is number 1.</summary>\n'
            '    public static ReadOnlySpan<byte> Names =>\n' + quoted(lines) + ';\n')


def quoted(words):
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 110:
            lines.append(line)
            line = ""
        line += word + " "
    return " +\n".join(f'        "{line}"u8' for line in lines + [line.rstrip()])


def wrapped(items):
    lines, line = [], "       "
    for item in items:
        if len(line) + len(item) + 2 > 138:
            lines.append(line)
            line = "       "
        line += f" {item},"
    return "\n".join(lines + [line])


def write(name, version, file, doc, *members):
    (TARGET / f"{name}.g.cs").write_text(
        f"// <auto-generated>By eng/unicode-tables/generate.py from {file} of Unicode {version}.</auto-generated>\n"
        "namespace CheckTcp.Patterns.Unicode;\n\n"
        f"/// <summary>{doc}</summary>\ninternal static class {name}\n{{\n" + "\n".join(members) + "}\n")


CATEGORY_DOC = "The general category of every code point, as runs: a length, then the number of the category."
SCRIPT_DOC = "The script of every code point, as runs: a length, then the number of the script, 0 for none."
FOLDING_DOC = ("Simple case folding as runs of first, last and the distance to the next code point that differs only in case; "
               "the distance is 0 where pairs of neighbours lead to each other.")

if __name__ == "__main__":
    main()
