package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.databind.JsonNode;

/** What a model lets through: scores and, for the detection of text, the resolution it works at. */
record Thresholds(double minScore, double maxResolution) {

    private static final double RESOLUTION = 736;

    static Thresholds usual(Slot slot) {
        double minScore = switch (slot) {
            case FACE_DETECTION -> 0.7;
            case OCR_DETECTION -> 0.5;
            case OCR_RECOGNITION -> 0.9;
            default -> 0;
        };
        return new Thresholds(minScore, RESOLUTION);
    }

    /** With what the options say in place of what they name. */
    Thresholds with(JsonNode options) {
        return new Thresholds(number(options, "minScore", minScore), number(options, "maxResolution", maxResolution));
    }

    private static double number(JsonNode options, String name, double otherwise) {
        JsonNode option = options.path(name);
        return option.isTextual() ? Double.parseDouble(option.textValue().strip()) : option.asDouble(otherwise);
    }

    /** Scores are compared as the numbers of 32 bits that they are. */
    boolean lets(float score) {
        return score >= (float) minScore;
    }
}
