/**
 * Is it set up right? A look at a server, what was found in one plain sentence, and what to try first.
 *
 * <p>Start with {@link digital.memu.inference.setup.ConnectionTest}.
 */
@NullMarked
package digital.memu.inference.setup;

import org.jspecify.annotations.NullMarked;
