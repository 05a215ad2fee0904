"""Converts a partitioned corpus with Apache Spark: one task a partition, one `warraq` a task.

    spark-submit convert.py corpus/ --to csv --output converted/ --errors errors/

Every file of the corpus is a partition. A task pipes it through `warraq convert - --from jsonl`, so
nothing is held in memory and no story crosses the network. Records that cannot be converted do not
fail the task: they become rows of a table. What does fail it (a fault of the machine, a full disk)
is tried again by Spark; an output has its name only when it is whole, so a task that was tried
twice leaves what one leaves. The outputs strung together are what one machine makes of the corpus.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import tempfile

from pyspark import TaskContext
from pyspark.sql import SparkSession

ERROR_COLUMNS = (
    "partition int, file string, line long, column long, byteOffset long, id string, "
    "message string"
)


def command(options, number, errors):
    """The command that converts one partition from standard input to standard output."""
    words = [options.warraq, "convert", "-", "--from", "jsonl", "--to", options.to, "--quiet"]
    # Spark runs as many tasks as there are cores; each needs one.
    words += ["--jobs", "1", "--errors", errors]
    # The row of names stands once, at the start of the whole.
    if options.to in ("csv", "tsv") and number > 0:
        words.append("--no-header")
    return words + options.arguments


def convert(options, number, path):
    """Converts one partition; returns its failures as rows."""
    with tempfile.TemporaryDirectory(dir=options.output) as work:
        result, errors = os.path.join(work, "part"), os.path.join(work, "errors")
        with open(path, "rb") as source, open(result, "wb") as target:
            process = subprocess.Popen(
                command(options, number, errors), stdin=source, stdout=target,
                stderr=subprocess.PIPE)
            if number == options.kill_once and TaskContext.get().attemptNumber() == 0:
                process.send_signal(signal.SIGKILL)
            _, said = process.communicate()
        # 0: all was converted. 1: some records failed, and are in the table. But an input that could
        # not be read, or an output that could not be written, is for Spark to try again.
        is_done = process.returncode in (0, 1)
        rows = list(read_errors(errors, number, path)) if is_done else []
        if not is_done or any(row[5].startswith("output.") for row in rows):
            raise RuntimeError(
                f"{path}: status {process.returncode}: {said.decode('utf-8', 'replace')[-2000:]}")
        os.replace(result, os.path.join(options.output, f"part-{number:05}.{options.to}"))
        return rows


def read_errors(errors, number, path):
    with open(errors, encoding="utf-8") as lines:
        for line in lines:
            error = json.loads(line)
            yield (
                number, path, error.get("line"), error.get("column"), error.get("byteOffset"),
                error["id"], error["message"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", help="a folder of JSON Lines files, each a partition")
    parser.add_argument("--to", default="jsonl", help="a format whose outputs can be joined")
    parser.add_argument("--output", required=True, help="a folder that all machines see")
    parser.add_argument("--errors", required=True, help="where the table of failures goes")
    parser.add_argument("--warraq", default=shutil.which("warraq"), help="the command")
    parser.add_argument("--master", help="where to run; else as spark-submit says")
    parser.add_argument("--kill-once", type=int, help="kill this partition's first try")
    options, options.arguments = parser.parse_known_args()

    paths = sorted(
        os.path.join(options.corpus, name) for name in os.listdir(options.corpus)
        if name.endswith(".jsonl"))
    os.makedirs(options.output, exist_ok=True)
    builder = SparkSession.builder.appName("warraq")
    if options.master:
        builder = builder.master(options.master)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    failures = spark.sparkContext.parallelize(list(enumerate(paths)), len(paths)).flatMap(
        lambda partition: convert(options, *partition))
    table = spark.createDataFrame(failures, ERROR_COLUMNS)
    # Writing the table is the one action: it runs every task once.
    table.coalesce(1).write.mode("overwrite").json(options.errors)
    spark.read.schema(ERROR_COLUMNS).json(options.errors).groupBy("id").count().show(truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
