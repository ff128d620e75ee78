/** The file of settings: what is in it, and what saving changes. */
@NullMarked
package digital.memu.inference.example.wizard.save;

import org.jspecify.annotations.NullMarked;
