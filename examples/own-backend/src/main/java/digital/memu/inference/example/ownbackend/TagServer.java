package digital.memu.inference.example.ownbackend;

import java.util.List;

/** Somebody's own client for somebody's own server. */
public interface TagServer {

    /** What the server says is in the picture. */
    List<String> ask(byte[] photo, long millisLeft) throws java.io.IOException;

    /** Whether it lives. */
    boolean ping();
}
