package digital.memu.inference.example.ownbackend;

import digital.memu.inference.backend.Capability;
import java.util.List;

/** Names what is in a picture: an ability that the library knows nothing of. */
// snippet: capability
public interface ImageTagger {

    /** The key: a name, the interface, and how one call is sent through the engine. */
    Capability<ImageTagger> KEY = Capability.of(
            "image-tagger", ImageTagger.class, dispatcher -> photo -> dispatcher.call(tagger -> tagger.tag(photo)));

    /** What is in the picture. */
    List<String> tag(byte[] photo);
}
// end of snippet
