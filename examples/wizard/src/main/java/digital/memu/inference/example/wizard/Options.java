package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.page.Restart;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * How the page is set up.
 *
 * @param file of settings
 * @param bind the address to listen at
 * @param port to listen at; 0 for any that is free
 * @param published where it is reached, as {@code host:port}, if that is another place than it listens at; empty if not
 * @param names by which the page may be called besides its address
 * @param restart what makes the reader of the file read it
 * @param environment of the process
 * @param testsPerMinute at most
 * @param thisDeviceToo whether "another computer" may be this one, for tests
 */
record Options(
        Path file,
        String bind,
        int port,
        String published,
        Set<String> names,
        Restart restart,
        Map<String, String> environment,
        int testsPerMinute,
        boolean thisDeviceToo) {

    static final int TESTS_PER_MINUTE = 20;
}
