package digital.memu.inference.example.cli;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One question, and its answer while it is written. */
@Command(
        name = "ask",
        description = {
            "Ask a question and print the answer while it is written. Where it came from is told on standard error.",
            "",
            "Waits for a server that loads its model: a load that is left behind by a command that has ended is given up."
                    + " Where a server dies in mid-answer and another one has to begin anew, the answer begins in a new line"
                    + " and standard error says so; --whole prints one answer, when it is complete."
        })
final class AskCommand implements Callable<Integer> {

    /** What Java puts in place of an argument's letters that the locale does not have. */
    private static final char LOST = '\ufffd';

    private static final int LONGEST = 4 * 1024 * 1024;

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Option(
            names = "--on",
            paramLabel = "SERVER",
            description = "Only ask this server, by the name that 'memu explain' shows.")
    private String on = "";

    @Option(names = "--model", paramLabel = "MODEL", description = "Ask this model instead of the one in the settings.")
    private String model = "";

    @Option(names = "--whole", description = "Print the answer when it is complete.")
    private boolean whole;

    @Parameters(
            paramLabel = "PROMPT",
            arity = "1..*",
            description = "The question; '-' reads it from standard input, as UTF-8.")
    private List<String> words = List.of();

    AskCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        ChatRequest request = request();
        AnswerWriter writer = format.json ? new JsonAnswer(io) : new TextAnswer(io, whole);
        try (Session session = Session.open(io);
                ChatStream stream = session.router().with(options(session)).chat().stream(request)) {
            for (ChatEvent event : stream) {
                writer.event(event);
            }
            writer.end(stream.reply());
            return ExitCode.FINE;
        } catch (InferenceException e) {
            writer.failed(e);
            throw e;
        }
    }

    private ChatRequest request() {
        String prompt = words.equals(List.of("-")) ? fromInput() : String.join(" ", words);
        if (prompt.isBlank()) {
            throw new Failures.WrongUse("The question is empty.");
        }
        if (prompt.indexOf(LOST) >= 0) {
            throw new Failures.WrongUse(
                    "Letters of the question were lost on its way here: set LC_ALL=C.UTF-8, or give the"
                            + " question as UTF-8 on standard input, to 'memu ask -'.");
        }
        ChatRequest.Builder request = ChatRequest.builder().user(prompt);
        return (model.isBlank() ? request : request.model(model)).build();
    }

    private RequestOptions options(Session session) {
        RequestOptions.Builder options = RequestOptions.builder().coldStart(ColdStart.WAIT);
        return (on.isEmpty() ? options : options.onlyOn(session.known(on, Half.QUESTIONS))).build();
    }

    private static String fromInput() {
        try {
            byte[] bytes = System.in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new Failures.WrongUse("The question is longer than 4 MB.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
