/** The library from a shell. */
@NullMarked
package digital.memu.inference.example.cli;

import org.jspecify.annotations.NullMarked;
