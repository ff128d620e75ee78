package digital.memu.inference.example.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.talk.Answer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private final Commands commands = new Commands(
            Stream.of("/remind", "/ask", "/ai-status", "/ai pause", "/ai test", "/remind list", "/summarize")
                    .map(CommandsTest::named)
                    .toList());

    private static Command named(String name) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String usage() {
                return "";
            }

            @Override
            public boolean isQuick() {
                return true;
            }

            @Override
            public Answer run(Call call) {
                return Answer.own(name);
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ai-status|/ai-status|''",
                "  /ai-status  |/ai-status|''",
                "/AI-Status now|/ai-status|now",
                "/ai pause 2h|/ai pause|2h",
                "/ai   pause   2h  please|/ai pause|2h  please",
                "/ai test|/ai test|''",
                "/remind list|/remind list|''",
                "/remind list everything|/remind list|everything",
                "/remind lists of eggs|/remind|lists of eggs",
                "/remind|/remind|''",
                "/summarize 20|/summarize|20",
            })
    void firstWordsDecideTheLongestNameFirst(String text, String name, String arguments) {
        Optional<Commands.Found> found = commands.find(text);

        assertThat(found).map(command -> command.command().name()).contains(name);
        assertThat(found).map(Commands.Found::arguments).contains(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/ai",
                "/ai pausex",
                "/aix",
                "/ai-statusx",
                "/reminders",
                "/summarizeall",
                "ask /ask",
                "//ask",
                "/ask/",
                "> /ask why",
                "* /ask why",
                "ai-status"
            })
    void everythingElseIsLeftAlone(String text) {
        assertThat(commands.find(text)).isEmpty();
    }

    @Test
    void aLineBreakEndsAName() {
        assertThat(commands.find("/ask\nwhy is\nthe sky blue?"))
                .map(Commands.Found::arguments)
                .contains("why is\nthe sky blue?");
        assertThat(new Commands(List.of()).find("/ask")).isEmpty();
    }

    @Test
    void whatIsPrintedOfACommandIsNotPrivate() {
        assertThat(commands.find("/ask my secret").orElseThrow().toString()).isEqualTo("/ask");
    }
}
