/** What goes over the wire; the only room that knows Jackson. */
@NullMarked
package digital.memu.inference.immich.internal.wire;

import org.jspecify.annotations.NullMarked;
