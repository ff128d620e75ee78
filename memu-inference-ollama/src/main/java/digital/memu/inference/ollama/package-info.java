/**
 * Ollama: its typed client ({@link digital.memu.inference.ollama.OllamaClient}) and its backend ({@link
 * digital.memu.inference.ollama.OllamaBackend}).
 */
@NullMarked
package digital.memu.inference.ollama;

import org.jspecify.annotations.NullMarked;
