package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every fault in every phase of every kind of work, on every fleet, whatever was known before; in simulated time.
 *
 * <p>One cell alone: {@code -Dchaos.cell=ChaosCell[fault=OFF, …]}, as a failure prints it.
 */
class ChaosTest {

    @Test
    void everyCellEndsAsItMust() {
        String only = System.getProperty("chaos.cell", "");
        int cells = 0;
        List<String> failures = new ArrayList<>();
        for (SimulatedFault fault : SimulatedFault.values()) {
            for (ChaosCell.Phase phase : ChaosCell.Phase.values()) {
                for (ChaosCell.Work work : ChaosCell.Work.values()) {
                    for (ChaosCell.Fleet fleet : ChaosCell.Fleet.values()) {
                        for (ChaosCell.Before before : ChaosCell.Before.values()) {
                            ChaosCell cell = new ChaosCell(fault, phase, work, fleet, before);
                            if (cell.isPossible()
                                    && (only.isEmpty() || cell.toString().equals(only))) {
                                cells++;
                                run(cell, failures);
                            }
                        }
                    }
                }
            }
        }
        assertThat(failures).as("of %d cells", cells).isEmpty();
        assertThat(cells).isGreaterThanOrEqualTo(only.isEmpty() ? 1_000 : 1);
    }

    private static void run(ChaosCell cell, List<String> failures) {
        try {
            cell.run();
        } catch (RuntimeException | AssertionError e) {
            failures.add(cell + ": " + e);
        }
    }
}
