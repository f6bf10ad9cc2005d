"""Published figures with their passports, and a pipeline's own figure beside them."""

from cycle_kit.benchmarks.compared import benchmark as benchmark
from cycle_kit.benchmarks.published import benchmarks as benchmarks
