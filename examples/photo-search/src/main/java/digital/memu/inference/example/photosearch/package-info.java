/** Finds photos in a folder. */
@NullMarked
package digital.memu.inference.example.photosearch;

import org.jspecify.annotations.NullMarked;
