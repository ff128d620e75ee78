/** Ollama's JSON, read and written by hand: the one room that knows Jackson, and no type of it leaves. */
@NullMarked
package digital.memu.inference.ollama.internal.wire;

import org.jspecify.annotations.NullMarked;
