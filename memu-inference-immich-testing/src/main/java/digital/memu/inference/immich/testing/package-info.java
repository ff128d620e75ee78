/**
 * An Immich machine-learning service for tests, with no model in it: a real socket that answers like the recorded
 * services, and fails where and how a test says.
 *
 * <p>Start with {@link digital.memu.inference.immich.testing.ImmichMlSimulator}.
 */
@NullMarked
package digital.memu.inference.immich.testing;

import org.jspecify.annotations.NullMarked;
