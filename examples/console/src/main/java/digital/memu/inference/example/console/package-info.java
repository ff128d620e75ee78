/** What programs on a terminal have in common: where they print, how they tell of failures, and how they end. */
@NullMarked
package digital.memu.inference.example.console;

import org.jspecify.annotations.NullMarked;
