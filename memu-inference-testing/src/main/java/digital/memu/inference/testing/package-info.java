/** For users' unit tests: a backend without a server, and a clock moved by hand. */
@NullMarked
package digital.memu.inference.testing;

import org.jspecify.annotations.NullMarked;
