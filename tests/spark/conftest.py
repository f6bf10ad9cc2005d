"""Without PySpark these tests are not there; `make test-spark` installs it."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("pyspark") else ["*.py"]
