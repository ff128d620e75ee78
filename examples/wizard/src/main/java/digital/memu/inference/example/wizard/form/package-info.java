/** What somebody chose and typed, and what of it cannot work. */
@NullMarked
package digital.memu.inference.example.wizard.form;

import org.jspecify.annotations.NullMarked;
