/** The face for callers that do not wait: futures and a publisher over the blocking capabilities. */
@NullMarked
package digital.memu.inference.internal.async;

import org.jspecify.annotations.NullMarked;
