/**
 * Immich's machine learning: {@link digital.memu.inference.immich.ImmichMlClient}, the complete client of one server, and
 * {@link digital.memu.inference.immich.ImageIoPhotoPreparer}, which makes photos ready for it.
 */
@NullMarked
package digital.memu.inference.immich;

import org.jspecify.annotations.NullMarked;
