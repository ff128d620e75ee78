/** The one tree of exceptions: unchecked, each with the evidence it gives about a backend. */
@NullMarked
package digital.memu.inference.failure;

import org.jspecify.annotations.NullMarked;
