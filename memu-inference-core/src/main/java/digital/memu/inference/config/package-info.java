/** Settings: the environment read into values. */
@NullMarked
package digital.memu.inference.config;

import org.jspecify.annotations.NullMarked;
