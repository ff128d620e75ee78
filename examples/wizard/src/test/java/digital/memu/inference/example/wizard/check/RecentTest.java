package digital.memu.inference.example.wizard.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

    @Test
    void theOldestGoWhenThereAreTooMany() {
        List<Integer> forgotten = new ArrayList<>();
        Recent<Integer> recent = new Recent<>(forgotten::add);

        for (int i = 0; i < 52; i++) {
            recent.put("n" + i, i);
        }

        assertThat(forgotten).containsExactly(0, 1);
        assertThat(recent.find("n1")).isEmpty();
        assertThat(recent.find("n2")).contains(2);
        recent.clear();
        assertThat(forgotten).hasSize(52);
    }
}
