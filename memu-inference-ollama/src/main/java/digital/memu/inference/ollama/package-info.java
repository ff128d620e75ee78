/** Ollama: its typed client and its backend. */
@NullMarked
package digital.memu.inference.ollama;

import org.jspecify.annotations.NullMarked;
