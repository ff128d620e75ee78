package digital.memu.inference.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import digital.memu.inference.route.HostAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What exporters tell of graphics cards, and what they cannot do to us. */
class MetricsTest {

    @Test
    void nvidiaGpuExporter() {
        String text = """
                # HELP nvidia_smi_gpu_info A metric with a constant '1' value labeled by gpu attributes.
                # TYPE nvidia_smi_gpu_info gauge
                nvidia_smi_gpu_info{driver_model_current="WDDM",driver_version="560.94",name="NVIDIA GeForce RTX 4080",uuid="df6e7a7c-7314-46f8-abc4-b88b36dcf3aa",vbios_version="95.03"} 1
                nvidia_smi_memory_total_bytes{uuid="df6e7a7c-7314-46f8-abc4-b88b36dcf3aa"} 1.7171480576e+10
                """;

        assertThat(new Metrics().read(text).cards()).containsExactly("NVIDIA GeForce RTX 4080");
    }

    @Test
    void windowsExporterWithoutTheCardInTheProcessor() {
        String text = """
                windows_gpu_info{bus_number="0",device_id="PCI\\\\VEN_8086&DEV_4680",luid="0x00000000_0x0000C4CF",name="Intel(R) UHD Graphics 770",phys="0"} 1
                windows_gpu_info{bus_number="1",device_id="PCI\\\\VEN_1002&DEV_744C",luid="0x00000000_0x0000D1A5",name="AMD Radeon RX 7900 XTX",phys="0"} 1
                windows_gpu_info{luid="0x00000000_0x0000E000",name="Microsoft Basic Render Driver"} 1
                windows_gpu_dedicated_video_memory_size_bytes{luid="0x00000000_0x0000C4CF"} 1.34217728e+08
                windows_gpu_dedicated_video_memory_size_bytes{luid="0x00000000_0x0000D1A5"} 2.5753026560e+10
                """;

        assertThat(new Metrics().read(text).cards()).containsExactly("AMD Radeon RX 7900 XTX");
        assertThat(new Metrics()
                        .read(text.lines().filter(line -> !line.contains("AMD")).reduce("", (a, b) -> a + b + "\n"))
                        .cards())
                .containsExactly("Intel(R) UHD Graphics 770");
    }

    @Test
    void dcgmExporterTellsTheSameCardInManySeries() {
        String text = """
                DCGM_FI_DEV_SM_CLOCK{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A2",Hostname="pc"} 210
                DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A2",Hostname="pc"} 39
                DCGM_FI_DEV_GPU_TEMP{gpu="1",UUID="GPU-2",device="nvidia1",modelName="NVIDIA A2",Hostname="pc"} 39
                """;

        assertThat(new Metrics().read(text).cards()).containsExactly("NVIDIA A2", "NVIDIA A2");
    }

    @Test
    void whatIsNoSuchLineIsPassedOver() {
        String text = """
                nvidia_smi_gpu_info 1
                nvidia_smi_gpu_info{} 1
                nvidia_smi_gpu_info{name="unfinished} 1
                nvidia_smi_gpu_info{name="",uuid="1"} 1
                nvidia_smi_gpu_info{name="no value"}
                # nvidia_smi_gpu_info{name="a comment"} 1
                other_gpu_info{name="another series"} 1
                nvidia_smi_gpu_info{name="with \\"quotes\\" and \\\\",uuid="2"} 1 1700000000000
                """ + "nvidia_smi_gpu_info{name=\"" + "x".repeat(10_000) + "\"} 1\n";

        assertThat(new Metrics().read(text).cards()).containsExactly("with \"quotes\" and \\");
    }

    @Test
    void aFloodOfCardsIsCutShort() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("nvidia_smi_gpu_info{name=\"card\",uuid=\"").append(i).append("\"} 1\n");
        }

        assertThat(new Metrics().read(text.toString()).cards()).hasSize(32);
    }

    @Test
    void noTextBringsItDown() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        String[] parts = {
            "nvidia_smi_gpu_info",
            "{",
            "}",
            "name",
            "=",
            "\"",
            "\\",
            ",",
            " 1",
            "\n",
            "windows_gpu_info",
            "luid",
            "DCGM_FI_DEV_X",
            "modelName",
            "é",
            "\u0000",
            "windows_gpu_dedicated_video_memory_size_bytes",
            " NaN",
            " 1e999",
            "\r"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThatCode(() -> new Metrics().read(text.toString()).cards())
                    .as("seed %s, text %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    /** Two thousand backslashes before a quote that never comes: no pattern may try them one by one again and again. */
    @Test
    void aLineMadeToBeSlowIsNot() {
        String line = "nvidia_smi_gpu_info{name=\"" + "\\a".repeat(4_000) + "} 1\n";

        assertThat(new Metrics().read(line.repeat(200)).cards()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NVIDIA GeForce RTX 4080,RTX 4080",
        "NVIDIA A2,A2",
        "AMD Radeon RX 7900 XTX,Radeon RX 7900 XTX",
        "AMD Radeon(TM) Graphics,Radeon Graphics",
        "Intel(R) Arc(TM) B580 Graphics,Arc B580 Graphics",
        "NVIDIA,NVIDIA",
        "Quadro T1000,Quadro T1000"
    })
    void theMakerIsLeftOutForDisplay(String card, String shown) {
        assertThat(Report.withoutMaker(card)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.168.1.50:9835/metrics,http://192.168.1.50:9835",
        "http://192.168.1.50:9182/,http://192.168.1.50:9182",
        "192.168.1.50,http://192.168.1.50:9835",
        "http://proxy:80/pc/metrics,http://proxy:80/pc"
    })
    void thePathIsOurs(String typed, String exporter) {
        assertThat(Exporter.at(typed)).isEqualTo(HostAddress.parse(exporter));
    }
}
