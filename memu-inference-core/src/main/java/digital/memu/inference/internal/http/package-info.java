/** The JDK's HttpClient made safe: one exchange on a fresh connection, with its clocks, limits and cancel. */
@NullMarked
package digital.memu.inference.internal.http;

import org.jspecify.annotations.NullMarked;
