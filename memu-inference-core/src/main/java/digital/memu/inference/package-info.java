/** The door of the library. */
@NullMarked
package digital.memu.inference;

import org.jspecify.annotations.NullMarked;
