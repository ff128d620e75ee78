package digital.memu.inference.internal.http;

/**
 * Knows from the bytes alone when an answer is whole.
 *
 * <p>The client learns of the end of a chunked body only after the connection has gone back to its pool; whoever knows
 * the end earlier can drop the connection in time. Asked on the client's own thread: must not block.
 */
public interface BodyEnd {}
