/** The one room that knows Jackson: what models write, and what they read. */
@NullMarked
package digital.memu.inference.tools.internal.json;

import org.jspecify.annotations.NullMarked;
