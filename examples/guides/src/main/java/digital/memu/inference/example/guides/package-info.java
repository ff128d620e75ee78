/** The code that the guide for users of the library shows. */
@NullMarked
package digital.memu.inference.example.guides;

import org.jspecify.annotations.NullMarked;
