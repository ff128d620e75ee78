/** The vocabulary of routing: values only, no behaviour that touches a network or a clock. */
@NullMarked
package digital.memu.inference.route;

import org.jspecify.annotations.NullMarked;
