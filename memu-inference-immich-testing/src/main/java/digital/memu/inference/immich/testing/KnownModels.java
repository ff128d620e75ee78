package digital.memu.inference.immich.testing;

import java.util.List;

/** The models that every simulator knows, with the dimensions of the real ones. */
final class KnownModels {

    private KnownModels() {}

    static List<SimulatedMlModel> of(Generation generation) {
        List<SimulatedMlModel> newer = List.of(text("PP-OCRv6_small"), text("PP-OCRv6_medium"));
        List<SimulatedMlModel> all = List.of(
                clip("ViT-B-32__openai", 512),
                clip("ViT-B-32__laion2b-s34b-b79k", 512),
                clip("ViT-L-14__openai", 768),
                clip("ViT-SO400M-16-SigLIP2-384__webli", 1152),
                clip("XLM-Roberta-Large-Vit-B-32", 512),
                clip("nllb-clip-base-siglip__v1", 768),
                faces("buffalo_s"),
                faces("buffalo_l"),
                faces("antelopev2"),
                text("PP-OCRv5_mobile"),
                text("PP-OCRv5_server"));
        return generation == Generation.LENIENT
                ? all
                : List.of(all, newer).stream().flatMap(List::stream).toList();
    }

    private static SimulatedMlModel clip(String name, int dimension) {
        return SimulatedMlModel.clip(name, dimension).build();
    }

    private static SimulatedMlModel faces(String name) {
        return SimulatedMlModel.faces(name).build();
    }

    private static SimulatedMlModel text(String name) {
        return SimulatedMlModel.text(name).build();
    }
}
