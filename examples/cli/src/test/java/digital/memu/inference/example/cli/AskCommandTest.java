package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.JavaProgram.Ended;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AskCommandTest extends TwoServers {

    @Test
    void theAnswerIsDataAndTheRouteIsNot() {
        Ended result = memu.run("ask", "--on", pcName(), "Who", "are you?");

        assertThat(result.out()).isEqualTo("from the pc\n");
        assertThat(result.err())
                .startsWith("route: " + pcName() + ": answered, ")
                .hasLineCount(1);
        assertThat(result.code()).isZero();
        assertThat(pc.requests("/api/chat").get(0).prompt()).contains("Who are you?");
    }

    @Test
    void thePromptFromStandardInputIsUtf8WhateverTheLocale() {
        Ended result = memu.with("LC_ALL", "C").runWithInput("Wie heißt du? 🙂\nUnd wo?", "ask", "--on", pcName(), "-");

        assertThat(result.code()).isZero();
        assertThat(pc.requests("/api/chat").get(0).prompt()).contains("Wie heißt du? 🙂\nUnd wo?");
    }

    @Test
    void aQuestionThatTheLocaleHasSpoiltIsNotSent() {
        Ended result = memu.with("LC_ALL", "C").shell("\"$@\" \"$(printf 'Gr\\303\\274n?')\"", "ask");

        assertThat(result.err()).contains("LC_ALL=C.UTF-8").hasLineCount(1);
        assertThat(result.code()).isEqualTo(2);
        assertThat(pc.requests("/api/chat")).isEmpty();
    }

    @Test
    void asJson() {
        pc.goOffline();

        Ended result = memu.run("ask", "--json", "Who are you?");

        List<JsonNode> lines = jsonLines(result.out());
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(lines.stream()
                        .filter(line -> line.path("event").asText().equals("text"))
                        .map(line -> line.path("text").asText())
                        .collect(Collectors.joining()))
                .isEqualTo("from the hub")
                .isEqualTo(last.path("answer").asText());
        assertThat(last.path("event").asText()).isEqualTo("done");
        assertThat(last.path("backend").asText()).isEqualTo("local");
        assertThat(last.path("route").findValuesAsText("outcome")).last().isEqualTo("SERVED");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void onOneServerOnly() {
        Ended known = memu.run("ask", "--on", "local", "Hello?");

        assertThat(known.out()).as(known.err()).isEqualTo("from the hub\n");
        assertThat(pc.requests("/api/chat")).isEmpty();

        Ended unknown = memu.run("ask", "--on", "mac", "Hello?");

        assertThat(unknown.err()).isEqualTo("There is no server named 'mac'. There are: " + pcName() + ", local.\n");
        assertThat(unknown.code()).isEqualTo(2);
    }

    @Test
    void anUnknownModelIsToldOfEachServer() {
        Ended result = memu.run("ask", "--model", "gpt-9", "Hello?");

        assertThat(result.err())
                .startsWith("No server could do it:\n  ")
                .contains("\n  " + pcName() + ": ", "\n  local: ", "gpt-9")
                .doesNotContain("\tat ", "Exception");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void aFailureIsTheLastLineOfTheJson() {
        pc.goOffline();
        hub.goOffline();

        Ended result = memu.run("ask", "--json", "Hello?");

        JsonNode line = json(result.out());
        assertThat(line.path("event").asText()).isEqualTo("failed");
        assertThat(line.path("route").findValuesAsText("outcome")).containsExactly("FAILED", "FAILED");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void anAnswerThatBeginsAnewDoesSoInANewLineOrIsPrintedAsAWhole() {
        for (var server : List.of(pc, hub)) {
            server.install(
                    SimulatedModel.named("llama3.2").loaded().closedTemplate().build());
        }
        pc.answers(request -> digital.memu.inference.ollama.testing.SimulatedAnswer.text("half of it and the rest"));
        pc.always(Fault.resetAfterEvents(2));

        Ended streamed = askBoth("ask", "Hello?");
        Ended whole = askBoth("ask", "--whole", "Hello?");

        assertThat(streamed.out())
                .startsWith("half")
                .endsWith("\nfrom the hub\n")
                .hasLineCount(2);
        assertThat(streamed.err()).contains("[" + pcName() + " is gone; local answers from the beginning]");
        assertThat(whole.out()).isEqualTo("from the hub\n");
    }

    /** Where little time is left for it, a process may connect to the hub before it has connected to the preferred PC. */
    private Ended askBoth(String... arguments) {
        int asked = pc.generationsStarted();
        Ended result = memu.run(arguments);
        for (int again = 0; again < 20 && pc.generationsStarted() == asked; again++) {
            result = memu.run(arguments);
        }
        return result;
    }

    @Test
    void whatMovesTheCursorIsKeptFromATerminalOnly() {
        hub.answerNext("red \u001b[31m");
        hub.answerNext("red \u001b[31m");

        assertThat(memu.run("ask", "--on", "local", "Hello?").out()).isEqualTo("red \u001b[31m\n");
        assertThat(memu.terminal(80, "ask", "--on", "local", "Hello?").out()).startsWith("red ?[31m\n");
    }

    @Test
    void nothingToAskIsWrongUse() {
        assertThat(memu.runWithInput("  \n", "ask", "-").code()).isEqualTo(2);
        assertThat(memu.run("ask").code()).isEqualTo(2);
        assertThat(pc.requests()).isEmpty();
    }
}
