/** The door: {@link digital.memu.inference.InferenceRouter} decides which server answers a request. */
@NullMarked
package digital.memu.inference;

import org.jspecify.annotations.NullMarked;
