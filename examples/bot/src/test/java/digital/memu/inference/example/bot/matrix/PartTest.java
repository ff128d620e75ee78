package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.talk.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {

    private static final int LARGEST_EVENT = 65_536;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "word ",
                "\"",
                "<",
                "&",
                "\\",
                "ü",
                "😀",
                "\n",
                "**a** ",
                "`",
                "1. x\n",
                "- x\n\n",
                "> x\n\n",
                "@a",
                "|",
                ">>>> x\n\n",
                "- - - x\n",
                "> - > - x\n\n",
                ">>>>>>>>>>>>>>>>>>> x\n\n",
                "**x**",
                "  \n"
            })
    void anEditOfEveryPartFitsIntoAnEvent(String sign) {
        for (Part part : Part.of(Answer.ofModel(sign.repeat(40_000 / sign.length())))) {
            assertThat(Content.edit(part, "$1").toString().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(LARGEST_EVENT - 1000);
        }
    }

    @Test
    void whatIsTooMuchHtmlIsPlain() {
        Part part = Part.of(Answer.ofModel(">>>> x\n\n".repeat(600))).get(0);

        assertThat(part.html()).startsWith("&gt;&gt;&gt;&gt; x<br>");
        assertThat(Part.of(Answer.ofModel(">>>> x\n")).get(0).html()).startsWith("<blockquote>");
    }

    @Test
    void aNoteCallsNobody() {
        Part part = Part.of(Answer.ofModel("Yes.").withNote("broken off here: @room is full"))
                .get(0);

        assertThat(part.body()).contains("broken off here").doesNotContain("@room");
        assertThat(part.html()).contains("broken off here").doesNotContain("@room");
    }

    @Test
    void nothingIsLostBetweenParts() {
        String text = "some words, äöü and 😀; ".repeat(900);
        List<Part> parts = Part.of(Answer.ofModel(text));

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.stream().map(Part::body).collect(Collectors.joining())).isEqualTo(text);
    }

    @Test
    void allButTheLastPartStayWhileATextGrows() {
        String text = "some words and\nlines ".repeat(1500);
        List<Part> whole = Part.of(Answer.ofModel(text));
        for (int length = 1; length < text.length(); length += 997) {
            List<Part> soFar = Part.of(Answer.ofModel(text.substring(0, length)));
            assertThat(soFar.subList(0, soFar.size() - 1)).isEqualTo(whole.subList(0, soFar.size() - 1));
        }
    }

    @Test
    void aNoteIsQuietAndAtTheEnd() {
        Part part = Part.of(Answer.ofModel("Yes.").withNote("finished <here>")).get(0);

        assertThat(part.body()).isEqualTo("Yes.\n\n(finished <here>)");
        assertThat(part.html()).isEqualTo("<p>Yes.</p><p><em>finished &lt;here&gt;</em></p>");
    }
}
