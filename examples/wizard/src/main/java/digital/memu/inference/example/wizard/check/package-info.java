/** Connection tests on their way, step by step. */
@NullMarked
package digital.memu.inference.example.wizard.check;

import org.jspecify.annotations.NullMarked;
