package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds photos by what they show. */
@Command(
        name = "search",
        description = {
            "Find photos by what they show, best first.",
            "",
            "Before each photo stands how well it fits: what matters is the order, not the number."
        })
final class SearchCommand implements Callable<Integer> {

    private final Io io;
    private final Homes homes;

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What it shows, such as: a dog on the beach")
    private List<String> words = List.of();

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "The language of the words, for models of several.")
    private @Nullable String language;

    @Mixin
    private final Place place = new Place();

    @Mixin
    private final Limit limit = new Limit();

    @Mixin
    private final Output output = new Output();

    SearchCommand(Io io, Homes homes) {
        this.io = io;
        this.homes = homes;
    }

    @Override
    public Integer call() throws IOException {
        String text = String.join(" ", words).strip();
        if (text.isEmpty()) {
            throw new Failures.WrongUse("There are no words to search for.");
        }
        try (PhotoIndex index = place.open()) {
            if (index.facts().photos() == 0) {
                output.show(io, place, text, List.of());
                return ExitCode.FINE;
            }
            TextEmbedding query = embed(index.facts(), text);
            List<Match> matches = index.nearest(query.vector(), limit.most);
            output.show(io, place, text, matches);
            warn(index.facts(), query, matches);
            return ExitCode.FINE;
        }
    }

    private TextEmbedding embed(IndexFacts facts, String text) {
        if (facts.models().isSimulated() != homes.areSimulated()) {
            throw new Failures.WrongUse(
                    facts.models().isSimulated()
                            ? "The simulator made this index, and now a server is set: run 'index --rebuild' to let the"
                                    + " server look at the photos."
                            : "Servers made this index, and now none is set: say by MACHINE_LEARNING_URL where one is.");
        }
        PhotoTextRequest request = PhotoTextRequest.of(facts.models().embedding(), text);
        try (Home home = homes.open()) {
            AutoCloseable stop = Interrupts.watch(home);
            TextEmbedding query = home.embedText(language == null ? request : request.language(language));
            Interrupts.forget(stop);
            if (!query.space().equals(facts.space())) {
                throw new Failures.NotDone(
                        "The index has vectors of " + facts.space() + ", and a server now made one of " + query.space()
                                + ", which cannot be compared: it has another model of the same name.",
                        null);
            }
            return query;
        }
    }

    private void warn(IndexFacts facts, TextEmbedding query, List<Match> matches) {
        List<Trust> vectors = new ArrayList<>(matches.stream().map(Match::trust).toList());
        String server = query.route().backend();
        vectors.add(new Trust(
                server, query.embedding().calibrated() || facts.agreeing().contains(server)));
        String warning = Trust.warning(vectors);
        if (!warning.isEmpty()) {
            io.note(warning);
        }
    }
}
