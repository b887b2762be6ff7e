"""Asks DuckDB the six questions of a country whose values the example `cube` wrote.

country.py FOLDER indicator|commune: loads `actual.i32` and `plan.i32` into a file of its own, sorted so, says
`ready VERSION`, then answers each line of its input (`Q1 7`: question, turn) with milliseconds, a sum over the answer
in cents, and memory in MB. Answers are fetched as Arrow tables.
"""

import os
import sys
import time

import duckdb
import numpy as np
import pyarrow as pa

PROVINCES, COMMUNES, INDICATORS, YEARS = 34, 3321, 200, 10
MONTHS = YEARS * 12
MISSING = np.iinfo(np.int32).min
ORDER = {"indicator": "indicator, unit, month", "commune": "unit, indicator, month"}


def load(folder, order):
    path = f"{folder}/{order}.duckdb"
    if os.path.exists(path):
        os.remove(path)
    con = duckdb.connect(path)
    con.execute("SET threads = 2")
    con.execute(
        "CREATE TABLE raw (province SMALLINT, unit SMALLINT, indicator SMALLINT, month SMALLINT,"
        " actual DECIMAL(15,2), plan DECIMAL(15,2))"
    )
    cells = COMMUNES * MONTHS
    provinces = np.loadtxt(f"{folder}/provinces.txt", dtype=np.int16)
    unit = np.repeat(np.arange(COMMUNES, dtype=np.int16), MONTHS)
    month = np.tile(np.arange(MONTHS, dtype=np.int16), COMMUNES)
    for indicator in range(INDICATORS):
        read = lambda name: np.fromfile(f"{folder}/{name}.i32", dtype="<i4", count=cells, offset=4 * cells * indicator)
        actual, plan = read("actual"), read("plan")
        there = (actual != MISSING) | (plan != MISSING)
        known = lambda values: pa.array(values[there], mask=values[there] == MISSING)
        rows = pa.table(
            {
                "province": provinces[unit[there]],
                "unit": unit[there],
                "month": month[there],
                "actual": known(actual),
                "plan": known(plan),
            }
        )
        con.register("fresh", rows)
        con.execute(
            f"INSERT INTO raw SELECT province, unit, {indicator}, month,"
            " (actual / 100.0)::DECIMAL(15,2), (plan / 100.0)::DECIMAL(15,2) FROM fresh"
        )
        con.unregister("fresh")
    if order == "indicator":
        # So it came.
        con.execute("ALTER TABLE raw RENAME TO o")
    else:
        con.execute(f"CREATE TABLE o AS SELECT * FROM raw ORDER BY {ORDER[order]}")
        con.execute("DROP TABLE raw")
    con.execute("CHECKPOINT")
    return con


def listed(numbers):
    return ", ".join(str(n) for n in numbers)


def question(name, turn):
    """The query, and what of its answer is added up."""
    province = turn * 7 % PROVINCES
    some = lambda many: listed((turn * 13 + i * 3) % INDICATORS for i in range(many))
    quarter, year = turn * 5 % (MONTHS // 3), turn % YEARS
    of_year = f"month BETWEEN {year * 12} AND {year * 12 + 11}"
    if name == "Q1":
        return (
            "SELECT indicator, sum(actual) a, sum(plan) p, 100 * sum(actual) / sum(plan) pct FROM o"
            f" WHERE indicator IN ({some(50)}) AND province = {province}"
            f" AND month BETWEEN {quarter * 3} AND {quarter * 3 + 2} GROUP BY indicator",
            lambda t: cents(t["a"]) + cents(t["p"]),
        )
    if name == "Q2":
        return (
            f"SELECT indicator, province, sum(actual) a, count(actual) n FROM o WHERE indicator IN ({some(20)}) AND {of_year}"
            " GROUP BY indicator, province",
            lambda t: cents(t["a"]),
        )
    if name == "Q3":
        unit, year = turn * 97 % COMMUNES, 1 + turn % (YEARS - 1)
        return (
            f"SELECT indicator, month, actual FROM o WHERE unit = {unit} AND month BETWEEN {(year - 1) * 12} AND {year * 12 + 11}",
            lambda t: cents(t["actual"]),
        )
    if name == "Q4":
        return (
            f"SELECT indicator, province, month // 3 q, sum(actual) a, count(actual) n FROM o WHERE indicator IN ({some(100)})"
            " GROUP BY ALL",
            lambda t: cents(t["a"]),
        )
    if name == "Q5":
        part, whole = turn * 11 % INDICATORS, (turn * 11 + 1) % INDICATORS
        return (
            f"WITH s AS (SELECT unit, sum(actual) FILTER (indicator = {part}) a, sum(actual) FILTER (indicator = {whole}) b"
            f" FROM o WHERE indicator IN ({part}, {whole}) AND {of_year} GROUP BY unit)"
            " SELECT unit, a::DOUBLE / b::DOUBLE r FROM s WHERE a IS NOT NULL AND b <> 0 ORDER BY r DESC, unit",
            lambda t: sum(place * unit for place, unit in enumerate(t["unit"].to_pylist(), 1)),
        )
    month = MONTHS - 1 - turn % 12
    return (
        f"WITH h AS (SELECT indicator, unit, avg(actual::DOUBLE) m, stddev_samp(actual::DOUBLE) s, count(actual) n FROM o"
        f" WHERE province = {province} AND month BETWEEN {month - 24} AND {month - 1} GROUP BY indicator, unit)"
        f" SELECT o.indicator, o.unit, o.actual FROM o JOIN h USING (indicator, unit) WHERE o.month = {month}"
        f" AND o.province = {province} AND h.n >= 12 AND abs(o.actual::DOUBLE - h.m) > 3 * h.s",
        lambda t: cents(t["actual"]),
    )


def cents(column):
    return sum(int(value * 100) for value in column.to_pylist() if value is not None)


def memory():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0


def main():
    folder, order = sys.argv[1:3]
    con = load(folder, order)
    size = os.path.getsize(f"{folder}/{order}.duckdb") / 1e6
    print(f"duckdb by {order}: {size:.0f} MB on disk", file=sys.stderr)
    print(f"ready {duckdb.__version__}", flush=True)
    for line in sys.stdin:
        name, turn = line.split()
        query, told = question(name, int(turn))
        begun = time.perf_counter()
        table = con.sql(query).to_arrow_table()
        took = (time.perf_counter() - begun) * 1e3
        print(f"{took} {told(table) % (1 << 60)} {memory()}", flush=True)


main()
