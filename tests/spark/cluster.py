"""A standalone Spark cluster on this machine, a master and two workers, for as long as a test run lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyspark
from pyspark.sql import SparkSession

HOST, WORKERS, PATIENCE = "127.0.0.1", 2, 60
HOME = Path(pyspark.__file__).parent
MASTER, WORKER = "master.Master", "worker.Worker"
KINDS = {"i": "bigint", "u": "bigint", "f": "double", "b": "boolean", "M": "timestamp_ntz"}


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a master that two workers have joined."""
    port = free_port()
    started = [start(folder, MASTER, "--port", str(port))]
    try:
        wait_for(port)
        address = f"spark://{HOST}:{port}"
        for _ in range(WORKERS):
            started.append(start(folder, WORKER, "--cores", "1", "--memory", "1g", address))
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(PATIENCE)


@contextmanager
def session(address: str, folder: Path, **settings: str) -> Iterator[SparkSession]:
    """A session on the cluster, in a zone whose days have 23 and 25 hours, which must not matter."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    said = {
        "spark.driver.bindAddress": HOST,
        "spark.driver.host": HOST,
        "spark.executor.memory": "900m",
        "spark.sql.session.timeZone": "Europe/Warsaw",
        "spark.sql.adaptive.enabled": "false",  # these four: plans of small tables cost more than the rows
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        **settings,
    }
    builder = SparkSession.builder.master(address).appName("cycle_kit")
    for name, value in said.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def start(folder: Path, role: str, *arguments: str) -> subprocess.Popen:
    command = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}"]
    command += ["--host", HOST, "--webui-port", "0", *arguments]
    if role == WORKER:
        command += ["--work-dir", str(folder)]
    log = (folder / f"{role}.log").open("ab")
    surroundings = {**os.environ, "SPARK_HOME": str(HOME), "SPARK_NO_DAEMONIZE": "1"}
    return subprocess.Popen(command, stdout=log, stderr=log, env=surroundings)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"The master did not answer within {PATIENCE} s.")


def as_spark(spark: SparkSession, frame: pd.DataFrame):
    """A pandas table as one of Spark, moments as they stand."""
    kinds = {name: KINDS.get(kind.kind, "string") for name, kind in frame.dtypes.items()}
    rows = [tuple(map(plain, row)) for row in frame.itertuples(index=False)]
    return spark.createDataFrame(rows, ", ".join(f"`{name}` {kinds[name]}" for name in kinds))


def plain(value):
    if pd.isna(value):
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
