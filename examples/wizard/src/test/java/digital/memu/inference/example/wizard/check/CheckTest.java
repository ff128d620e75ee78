package digital.memu.inference.example.wizard.check;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {

    private final Probe probe = new Probe(Service.OLLAMA);
    private final Check check = new Check("id", new Answers(true, "a b", "", ""), List.of(probe), 1, () -> {});

    @Test
    void aMomentOfItDoesNotChange() {
        Check before = check.now();

        probe.cameTo(diagnosis());
        check.oneEnded();

        assertThat(before.finished()).isFalse();
        assertThat(before.diagnosis(Service.OLLAMA)).isEmpty();
        assertThat(check.now().finished()).isTrue();
        assertThat(check.now().diagnosis(Service.OLLAMA)).isPresent();
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        check.oneEnded();
        check.cancel();

        assertThat(check.cancelled()).isFalse();
    }

    private static Diagnosis diagnosis() {
        try (ConnectionTest test = ConnectionTest.of("a b").build()) {
            return test.run();
        }
    }
}
