/** Models on their way to another computer. */
@NullMarked
package digital.memu.inference.example.wizard.pull;

import org.jspecify.annotations.NullMarked;
