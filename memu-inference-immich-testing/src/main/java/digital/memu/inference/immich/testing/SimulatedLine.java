package digital.memu.inference.immich.testing;

import java.util.Objects;

/**
 * A line of text in a {@link SimulatedPhoto}: by default of score 0.95 for its box and for its text, and legible at any
 * resolution.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedLine {

    private final String text;
    private final float[] corners;
    private final float boxScore;
    private final float textScore;
    private final int legibleFrom;

    private SimulatedLine(String text, float[] corners, float boxScore, float textScore, int legibleFrom) {
        this.text = Objects.requireNonNull(text);
        this.corners = corners;
        this.boxScore = boxScore;
        this.textScore = textScore;
        this.legibleFrom = legibleFrom;
    }

    /** A line in an upright box; all numbers are parts of the width or the height, from 0 to 1. */
    public static SimulatedLine of(String text, double left, double top, double right, double bottom) {
        float x1 = (float) left;
        float y1 = (float) top;
        float x2 = (float) right;
        float y2 = (float) bottom;
        return new SimulatedLine(text, new float[] {x1, y1, x2, y1, x2, y2, x1, y2}, 0.95f, 0.95f, 0);
    }

    /**
     * The same in a box that need not be upright.
     *
     * @param corners x and y of four corners, clockwise from the top left, from 0 to 1
     * @throws IllegalArgumentException if these are not eight numbers
     */
    public SimulatedLine withCorners(float... corners) {
        if (corners.length != 8) {
            throw new IllegalArgumentException("eight numbers make four corners, not " + corners.length);
        }
        return new SimulatedLine(text, corners.clone(), boxScore, textScore, legibleFrom);
    }

    /** The same with other scores; a line below one of the thresholds of a request is not found. */
    public SimulatedLine withScores(double box, double text) {
        return new SimulatedLine(this.text, corners, (float) box, (float) text, legibleFrom);
    }

    /** The same in print so small that it is found only where a request allows at least this resolution. */
    public SimulatedLine withLegibleFrom(int maxResolution) {
        return new SimulatedLine(text, corners, boxScore, textScore, maxResolution);
    }

    String text() {
        return text;
    }

    float[] corners() {
        return corners;
    }

    float boxScore() {
        return boxScore;
    }

    float textScore() {
        return textScore;
    }

    int legibleFrom() {
        return legibleFrom;
    }
}
