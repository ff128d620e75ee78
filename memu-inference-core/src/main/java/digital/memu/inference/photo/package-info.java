/** Photos: one small interface, {@link digital.memu.inference.photo.PhotoModel}, with request and results. */
@NullMarked
package digital.memu.inference.photo;

import org.jspecify.annotations.NullMarked;
