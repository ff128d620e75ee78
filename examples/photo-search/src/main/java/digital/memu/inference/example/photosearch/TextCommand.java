package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds photos by what is written in them. */
@Command(
        name = "text",
        description = {
            "Find photos in which all of these words are written; needs no server.",
            "",
            "A word of five letters or more is also found where one letter of it was misread."
        })
final class TextCommand implements Callable<Integer> {

    private final Io io;

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What is written, such as: invoice")
    private List<String> words = List.of();

    @Mixin
    private final Place place = new Place();

    @Mixin
    private final Limit limit = new Limit();

    @Mixin
    private final Output output = new Output();

    TextCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        String text = String.join(" ", words);
        WrittenWords written = WrittenWords.of(text);
        try (PhotoIndex index = place.open()) {
            output.show(io, place, text, index.written(written, limit.most));
        }
        return ExitCode.FINE;
    }
}
