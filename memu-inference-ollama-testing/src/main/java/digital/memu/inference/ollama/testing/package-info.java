/**
 * An Ollama server for tests, with no model in it: a real socket that answers like the recorded servers, and fails
 * where and how a test says.
 *
 * <p>Start with {@link digital.memu.inference.ollama.testing.OllamaSimulator}.
 */
@NullMarked
package digital.memu.inference.ollama.testing;

import org.jspecify.annotations.NullMarked;
