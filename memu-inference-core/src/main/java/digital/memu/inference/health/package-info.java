/** What a look at a server found: values only, no behaviour that touches a network or a clock. */
@NullMarked
package digital.memu.inference.health;

import org.jspecify.annotations.NullMarked;
