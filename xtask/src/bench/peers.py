"""Runs the rules of `rules.txt` over the columns of `data.i64` with another engine.

peers.py ENGINE FOLDER: says `ready VERSION`, then answers each line of its input with milliseconds, violations and
memory in MB. Figures are floats that hold whole numbers (units of the last printed digit), missing ones NaN or NULL,
so that every engine computes exactly and none has to convert anything while it is measured.
"""

import sys
import time

import numpy as np

UNITS = 3321
# Percentages are printed in hundredths.
PERCENT = 100


def load(folder):
    raw = np.fromfile(f"{folder}/data.i64", dtype="<i8").reshape(-1, UNITS)
    data = raw.astype(np.float64)
    data[raw == np.iinfo(np.int64).min] = np.nan
    slack = [float(line) for line in open(f"{folder}/slack.txt")]
    rules = []
    for line in open(f"{folder}/rules.txt"):
        kind, columns, border = line.split()
        rules.append((kind, [int(c) for c in columns.split(",")], int(border)))
    return data, slack, rules


def violated(rule, column, slack, size):
    """The expression that is true where a rule fails, over any column type with the usual operators."""
    kind, columns, border = rule
    a, rest = column(columns[0]), [column(c) for c in columns[1:]]
    h = [slack[c] for c in columns]
    if kind == "sum":
        total = rest[0]
        for part in rest[1:]:
            total = total + part
        return size(a - total) > sum(h)
    if kind == "share":
        part, whole = rest
        scale = 100 * PERCENT
        if h[1] == 0 and h[2] == 0:
            return size(scale * part / whole - a) > h[0]
        low, high = scale * (part - h[1]) / (whole + h[2]), scale * (part + h[1]) / (whole - h[2])
        return (low > a + h[0]) | (high < a - h[0])
    b = rest[0]
    if kind == "bound":
        return a - b > sum(h)
    if kind == "at-most":
        return 100 * (a - h[0]) / (b + h[1]) > border
    if kind == "growth-at-most":
        return 100 * (a - b - sum(h)) / (b + h[1]) > border
    return 100 * (a - b + sum(h)) / (b + h[1]) < border


def numpy_engine(data, slack, rules):
    columns = list(data)

    def run():
        with np.errstate(invalid="ignore", divide="ignore"):
            return sum(int(np.count_nonzero(violated(r, columns.__getitem__, slack, np.abs))) for r in rules)

    return np.__version__, run


def polars_engine(data, slack, rules):
    import polars as pl

    # Where NaN is, a comparison would be true: Polars has nulls for what is missing.
    frame = pl.DataFrame({f"c{i}": pl.Series(column).fill_nan(None) for i, column in enumerate(data)})

    def column(i):
        return pl.col(f"c{i}")

    asked = [
        violated(r, column, slack, lambda e: e.abs()).sum().alias(f"r{i}") for i, r in enumerate(rules)
    ]
    return pl.__version__, lambda: int(frame.select(asked).sum_horizontal().item())


def duckdb_engine(data, slack, rules):
    import duckdb

    connection = duckdb.connect()
    connection.register("frame", {f"c{i}": column for i, column in enumerate(data)})
    connection.execute("CREATE TABLE cells AS SELECT nullif(COLUMNS(*), 'NaN'::DOUBLE) FROM frame")

    class Sql:
        """Writes an expression instead of computing it."""

        def __init__(self, text):
            self.text = text

        def two(sign, turned=False):
            def write(one, other):
                left, right = (other, one) if turned else (one, other)
                return Sql(f"({getattr(left, 'text', left)} {sign} {getattr(right, 'text', right)})")

            return write

        __add__, __radd__ = two("+"), two("+", True)
        __sub__, __mul__, __rmul__ = two("-"), two("*"), two("*", True)
        __truediv__, __gt__, __lt__, __or__ = two("/"), two(">"), two("<"), two("OR")

    def asked(rule):
        expression = violated(rule, lambda i: Sql(f"c{i}"), slack, lambda e: Sql(f"abs{e.text}"))
        return f"count(*) FILTER ({expression.text})"

    # Some tens in one query go faster than one, hundreds or all.
    queries = [
        "SELECT " + " + ".join(asked(rule) for rule in rules[at : at + 60]) + " FROM cells"
        for at in range(0, len(rules), 60)
    ]
    return duckdb.__version__, lambda: sum(connection.execute(q).fetchone()[0] for q in queries)


def memory():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    engine, folder = sys.argv[1:]
    version, run = globals()[f"{engine}_engine"](*load(folder))
    print("ready", version, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        found = run()
        print(f"{(time.perf_counter() - begin) * 1e3:.3f} {found} {memory():.1f}", flush=True)


main()
