package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.immich.testing.Fault;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.support.JavaProgram.Ended;
import digital.memu.support.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go, and come back, while photos are looked at. */
class OutagesTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Gate gate = new Gate();
    private final ImmichMlSimulator pc = ImmichMlSimulator.builder()
            .runTime(Duration.ofMillis(5))
            .faces(gate::faces)
            .build();
    private final ImmichMlSimulator hub =
            ImmichMlSimulator.builder().runTime(Duration.ofMillis(5)).build();

    @TempDir
    Path folder;

    private Path photos;
    private SearchProcess search;

    @BeforeEach
    void knowThem() {
        photos = folder.resolve("photos");
        search = new SearchProcess(folder).servers(pc, hub);
    }

    @AfterEach
    void close() {
        gate.open();
        pc.close();
        hub.close();
    }

    @Test
    void anotherServerDoesTheRest() {
        Pictures.several(photos, 40);
        gate.closeAfter(12);
        RunningProgram running = search.start("index", "photos");
        assertThat(pc.awaitRuns(50, SOON)).isTrue();

        pc.offline();

        Ended result = running.result();
        assertThat(result.out()).isEqualTo("40 photos in the index: 40 new.\n");
        assertThat(result.err()).contains("127.0.0.1:" + pc.port() + " gives way to local-photos.");
        assertThat(result.code()).isZero();
    }

    @Test
    void whenNobodyIsLeftItWaitsForOne() {
        Pictures.several(photos, 40);
        gate.closeAfter(12);
        RunningProgram running = search.start("index", "photos");
        assertThat(pc.awaitRuns(50, SOON)).isTrue();
        hub.offline();
        pc.offline();
        running.awaitNote("No server answers (127.0.0.1:" + pc.port());

        hub.online();

        running.awaitNote("A server answers again: going on.");
        assertThat(running.result().out()).isEqualTo("40 photos in the index: 40 new.\n");
    }

    @Test
    void ctrlCEndsTheWaiting() {
        Pictures.several(photos, 3);
        pc.offline();
        hub.offline();
        RunningProgram running = search.start("index", "photos");
        running.awaitNote("No server answers");

        running.interrupt();

        Ended result = running.result();
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.err()).endsWith("Interrupted. 0 photos in the index; the same command goes on there.\n");
    }

    @Test
    void theWaitingEndsAtItsLimit() {
        Pictures.several(photos, 3);
        pc.offline();
        hub.offline();

        Ended result = search.run("index", "photos", "--give-up-after", "0");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("No server came back within 0 s.", "127.0.0.1:" + pc.port() + ": ", "local-photos: ")
                .doesNotContain("\tat ");
    }

    /** It takes whatever is sent, so that nobody says that it is not there. */
    @Test
    void theWaitingForAFrozenServerEndsToo() {
        Pictures.several(photos, 3);
        hub.freeze();

        Ended result = new SearchProcess(folder)
                .server(hub.url())
                .with("AI_TIMEOUT", "1")
                .run("index", "photos", "--give-up-after", "1s");

        assertThat(result.err()).contains("No server answered within 1 s.", "local-photos: ");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void aServerThatFailsOnAllCondemnsNoPhoto() {
        Pictures.several(photos, 20);
        SearchProcess alone = new SearchProcess(folder).server(hub.url());
        hub.always(Fault.outOfMemory());

        Ended sick = alone.run("index", "photos", "--give-up-after", "1s");
        hub.heal();
        Ended well = alone.run("index", "photos");

        assertThat(sick.code()).isEqualTo(1);
        assertThat(well.out()).isEqualTo("20 photos in the index: 20 new.\n");
    }
}
