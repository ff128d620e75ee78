package digital.memu.inference.photo;

import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found out about a photo. Immutable and thread-safe. */
public final class PhotoAnalysis {

    private final int width;
    private final int height;
    private final @Nullable EmbeddingVector embedding;
    private final List<Face> faces;
    private final List<TextLine> lines;
    private final List<String> notes;
    private final Route route;

    private PhotoAnalysis(Builder builder) {
        this.width = builder.width;
        this.height = builder.height;
        this.embedding = builder.embedding;
        this.faces = List.copyOf(builder.faces);
        this.lines = List.copyOf(builder.lines);
        this.notes = List.copyOf(builder.notes);
        this.route = builder.route;
    }

    /** A builder for a photo of that size, in pixels. */
    public static Builder builder(int width, int height) {
        return new Builder(width, height);
    }

    /** Pixels from left to right, as the photo is stored. */
    public int width() {
        return width;
    }

    /** Pixels from top to bottom, as the photo is stored. */
    public int height() {
        return height;
    }

    /** The photo's vector; empty where none was asked for. */
    public Optional<EmbeddingVector> embedding() {
        return Optional.ofNullable(embedding);
    }

    /** The faces; empty also where none were asked for. */
    public List<Face> faces() {
        return faces;
    }

    /** The lines of text in the order in which people read them; empty also where none were asked for. */
    public List<TextLine> lines() {
        return lines;
    }

    /** All of the text, a line for each; empty where there is none. */
    public String text() {
        return lines.stream().map(TextLine::text).collect(Collectors.joining("\n"));
    }

    /** What the caller might want to know about the photo, as sentences; usually none. */
    public List<String> notes() {
        return notes;
    }

    /** Which backend answered, and why. */
    public Route route() {
        return route;
    }

    /** The same findings with the whole route. */
    public PhotoAnalysis withRoute(Route whole) {
        return toBuilder().route(whole).build();
    }

    /** The same findings with the vectors of photo and faces marked as {@link EmbeddingVector#calibrated(boolean)} does. */
    public PhotoAnalysis calibrated(boolean ofPhoto, boolean ofFaces) {
        Builder builder = toBuilder();
        builder.embedding = embedding == null ? null : embedding.calibrated(ofPhoto);
        builder.faces.replaceAll(
                face -> Face.of(face.region(), face.score(), face.embedding().calibrated(ofFaces)));
        return builder.build();
    }

    /** The same findings in the coordinates of the photo from which this one was made. */
    PhotoAnalysis mapped(int otherWidth, int otherHeight, UnaryOperator<Region.Point> map) {
        Builder builder = new Builder(otherWidth, otherHeight);
        builder.embedding = embedding;
        builder.notes.addAll(notes);
        builder.route = route;
        for (Face face : faces) {
            builder.face(Face.of(face.region().mapped(otherWidth, otherHeight, map), face.score(), face.embedding()));
        }
        for (TextLine line : lines) {
            Region region = line.region().mapped(otherWidth, otherHeight, map);
            builder.line(TextLine.of(line.text(), region, line.regionScore(), line.textScore()));
        }
        return builder.build();
    }

    private Builder toBuilder() {
        Builder builder = new Builder(width, height);
        builder.embedding = embedding;
        builder.faces.addAll(faces);
        builder.lines.addAll(lines);
        builder.notes.addAll(notes);
        builder.route = route;
        return builder;
    }

    @Override
    public String toString() {
        return "PhotoAnalysis[" + width + " x " + height + ", " + embedding + ", " + faces.size() + " faces, "
                + lines.size() + " lines, " + route + "]";
    }

    /** Collects findings; not thread-safe. */
    public static final class Builder {
        private final int width;
        private final int height;
        private @Nullable EmbeddingVector embedding;
        private final List<Face> faces = new ArrayList<>();
        private final List<TextLine> lines = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private Route route = Route.of(List.of());

        private Builder(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** The photo's vector. */
        public Builder embedding(EmbeddingVector vector) {
            this.embedding = vector;
            return this;
        }

        /** Adds a face. */
        public Builder face(Face face) {
            faces.add(face);
            return this;
        }

        /** Adds a line of text, after those that are read before it. */
        public Builder line(TextLine line) {
            lines.add(line);
            return this;
        }

        /** Adds what the caller might want to know about the photo, as a sentence. */
        public Builder note(String sentence) {
            notes.add(sentence);
            return this;
        }

        /** Which backend answered, and why; default a route without attempts. */
        public Builder route(Route route) {
            this.route = route;
            return this;
        }

        /** The findings. */
        public PhotoAnalysis build() {
            return new PhotoAnalysis(this);
        }
    }
}
