package digital.memu.inference.photo;

import java.util.Objects;

/** A line of text in a photo. Immutable and thread-safe. */
public final class TextLine {

    private final String text;
    private final Region region;
    private final double regionScore;
    private final double textScore;

    private TextLine(String text, Region region, double regionScore, double textScore) {
        this.text = Objects.requireNonNull(text);
        this.region = Objects.requireNonNull(region);
        this.regionScore = regionScore;
        this.textScore = textScore;
    }

    /** A line, with how sure it is that there is one, and that it was read rightly; both from 0 to 1. */
    public static TextLine of(String text, Region region, double regionScore, double textScore) {
        return new TextLine(text, region, regionScore, textScore);
    }

    /** What is written. */
    public String text() {
        return text;
    }

    /** Where it is. */
    public Region region() {
        return region;
    }

    /** How sure it is that there is text, from 0 to 1. */
    public double regionScore() {
        return regionScore;
    }

    /** How sure it is that the text was read rightly, from 0 to 1. */
    public double textScore() {
        return textScore;
    }

    /** Without the text, which may be private. */
    @Override
    public String toString() {
        return "TextLine[" + text.length() + " characters, " + region.bounds() + "]";
    }
}
