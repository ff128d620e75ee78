package digital.memu.inference.example.photosearch;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.support.JavaProgram;
import java.nio.file.Path;

/** The program in a process of its own. */
final class SearchProcess extends JavaProgram<SearchProcess> {

    /** Works in that folder. */
    SearchProcess(Path folder) {
        super(folder, Main.class, "photo-search.jar");
    }

    @Override
    protected SearchProcess self() {
        return this;
    }

    /** With only this server. */
    SearchProcess server(String url) {
        return with("MACHINE_LEARNING_LOCAL_URL", url);
    }

    /** With these servers: one on another machine, as far as the settings know, and one here. */
    SearchProcess servers(ImmichMlSimulator pc, ImmichMlSimulator hub) {
        return with("MACHINE_LEARNING_URL", pc.url()).server(hub.url());
    }
}
