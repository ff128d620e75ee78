/** The page on which a household says where AI runs: a small web server, on this device only unless asked otherwise. */
@NullMarked
package digital.memu.inference.example.wizard;

import org.jspecify.annotations.NullMarked;
