/** The engine: who may serve, one attempt after another, what a failure means, and who is asked again. */
@NullMarked
package digital.memu.inference.internal.routing;

import org.jspecify.annotations.NullMarked;
