package digital.memu.inference.immich;

import java.util.Objects;

/**
 * How sure a server must be of what it finds, and how closely it looks.
 *
 * <p>Defaults, which are those of Immich itself:
 *
 * <ul>
 *   <li>{@code faceScore} 0.7
 *   <li>{@code textDetectionScore} 0.5, that there is text; {@code textRecognitionScore} 0.8, that it was read rightly
 *   <li>{@code textResolution} 736 pixels of the photo's short side, to which the service makes it smaller before it looks
 *       for text
 * </ul>
 *
 * <p>They belong to a server and not to a request: up to Immich 2.7 the last values sent hold for everybody's requests that
 * run at that moment. Give all clients of a server the same, Immich itself included. Immutable and thread-safe.
 */
public final class Thresholds {

    private static final int SMALLEST_RESOLUTION = 32;
    private static final int LARGEST_RESOLUTION = 16_384;

    private static final Thresholds DEFAULTS = new Builder().build();

    private final double faceScore;
    private final double textDetectionScore;
    private final double textRecognitionScore;
    private final int textResolution;

    private Thresholds(Builder builder) {
        this.faceScore = builder.faceScore;
        this.textDetectionScore = builder.textDetectionScore;
        this.textRecognitionScore = builder.textRecognitionScore;
        this.textResolution = builder.textResolution;
    }

    /** Immich's own. */
    public static Thresholds defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.faceScore = faceScore;
        builder.textDetectionScore = textDetectionScore;
        builder.textRecognitionScore = textRecognitionScore;
        builder.textResolution = textResolution;
        return builder;
    }

    /** How sure it must be that there is a face. */
    public double faceScore() {
        return faceScore;
    }

    /** How sure it must be that there is text. */
    public double textDetectionScore() {
        return textDetectionScore;
    }

    /** How sure it must be that a text was read rightly. */
    public double textRecognitionScore() {
        return textRecognitionScore;
    }

    /** Pixels of the photo's short side in which it looks for text. */
    public int textResolution() {
        return textResolution;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thresholds that
                && faceScore == that.faceScore
                && textDetectionScore == that.textDetectionScore
                && textRecognitionScore == that.textRecognitionScore
                && textResolution == that.textResolution;
    }

    @Override
    public int hashCode() {
        return Objects.hash(faceScore, textDetectionScore, textRecognitionScore, textResolution);
    }

    @Override
    public String toString() {
        return "Thresholds[faces " + faceScore + ", text " + textDetectionScore + " and " + textRecognitionScore
                + " in " + textResolution + " pixels]";
    }

    /** Collects thresholds; not thread-safe. */
    public static final class Builder {
        private double faceScore = 0.7;
        private double textDetectionScore = 0.5;
        private double textRecognitionScore = 0.8;
        private int textResolution = 736;

        private Builder() {}

        /**
         * How sure it must be that there is a face: above 0, up to 1.
         *
         * @throws IllegalArgumentException if it is not; at 0 everything is a face, thousands in one photo, and the service
         *     is busy with them for minutes
         */
        public Builder faceScore(double score) {
            if (score == 0) {
                throw new IllegalArgumentException(
                        "At a face score of 0 everything is a face, thousands in one photo; use at least 0.1");
            }
            this.faceScore = score("faceScore", score);
            return this;
        }

        /**
         * How sure it must be that there is text: from 0 to 1.
         *
         * @throws IllegalArgumentException if it is not
         */
        public Builder textDetectionScore(double score) {
            this.textDetectionScore = score("textDetectionScore", score);
            return this;
        }

        /**
         * How sure it must be that a text was read rightly: from 0 to 1.
         *
         * @throws IllegalArgumentException if it is not
         */
        public Builder textRecognitionScore(double score) {
            this.textRecognitionScore = score("textRecognitionScore", score);
            return this;
        }

        /**
         * Pixels of the photo's short side in which it looks for text: from 32 to 16,384.
         *
         * @throws IllegalArgumentException if it is not
         */
        public Builder textResolution(int pixels) {
            if (pixels < SMALLEST_RESOLUTION || pixels > LARGEST_RESOLUTION) {
                throw new IllegalArgumentException("textResolution is from " + SMALLEST_RESOLUTION + " to "
                        + LARGEST_RESOLUTION + " pixels, not " + pixels);
            }
            this.textResolution = pixels;
            return this;
        }

        private static double score(String name, double score) {
            // Written so that it also refuses what is no number.
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(name + " is from 0 to 1, not " + score);
            }
            return score;
        }

        /** The thresholds. */
        public Thresholds build() {
            return new Thresholds(this);
        }
    }
}
