/** What the failure semantics cost and gain, in figures. */
@NullMarked
package digital.memu.inference.example.benchmarks;

import org.jspecify.annotations.NullMarked;
