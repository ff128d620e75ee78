/** Embeddings: one small interface, {@link digital.memu.inference.embedding.EmbeddingModel}, with request and reply. */
@NullMarked
package digital.memu.inference.embedding;

import org.jspecify.annotations.NullMarked;
