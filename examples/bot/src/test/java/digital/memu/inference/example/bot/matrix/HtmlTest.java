package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.example.bot.talk.Answer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    @Test
    void ofTheBotsOwnWordsOnlyStarsMeanSomething() {
        assertThat(Html.ofOwn("**A** <b>&\"\n  x * y ** z"))
                .isEqualTo("<strong>A</strong> &lt;b&gt;&amp;&quot;<br>&nbsp;&nbsp;x * y ** z");
    }

    @Test
    void markdownIsShownAsItIsMeant() {
        assertThat(Html.ofMarkdown("# Title\n- **one**\n- `two`\n\nline\nline"))
                .isEqualTo("<h1>Title</h1>\n<ul>\n<li><strong>one</strong></li>\n<li><code>two</code></li>\n</ul>\n"
                        + "<p>line<br>\nline</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "text <b onclick=x>bold</b> text",
                "[click](javascript:alert(1))",
                "![picture](https://evil.example/track.png)",
                "[Your bank](https://evil.example)",
                "<https://evil.example>",
                "[x]: javascript:alert(1)\n\n[x]",
                "```html\n<script>x</script>\n```",
                "> <iframe src=x>",
                "<!-- comment --><mx-reply>x</mx-reply>",
                "\"><a href='x'>",
            })
    void nothingInAModelsWordsIsHtmlOrALink(String text) {
        assertThat(Html.ofMarkdown(text))
                .doesNotContainPattern("<(?!/?(?:p|br|pre|code|blockquote|strong|em|ul|ol|li|h[1-6]|hr)\\b)")
                .doesNotContainPattern("<[^>]*(?:href|src|on\\w+)=");
    }

    @Test
    void aLinkShowsWhereItLeads() {
        assertThat(Html.ofMarkdown("[Your *bank*](https://evil.example)"))
                .isEqualTo("<p>Your <em>bank</em> (https://evil.example)</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@room",
                "Hey @room!",
                "&#64;room",
                "@&#114;oom",
                "\\@room",
                "@mum:x",
                "<@mum:x>",
                "\uff20room",
                "@room@room"
            })
    void nobodyIsMentioned(String text) {
        String shown = Part.of(Answer.ofModel(text)).stream()
                .map(part -> part.body().replace("&#", "") + part.html())
                .collect(Collectors.joining());

        assertThat(shown).doesNotContainPattern("[@\uff20](?:room|mum)");
    }

    @Test
    void linksToPeopleLeadNowhere() {
        assertThat(Harmless.of("https://matrix.to/#/@mum:x matrix:u/mum:x"))
                .doesNotContain("matrix.to/")
                .doesNotContain("matrix:u/");
    }

    @Test
    void signsThatNobodySeesAreLeftOut() {
        assertThat(Harmless.of("a\u202eb\u0000c\u001b[2J\td\n")).isEqualTo("abc[2J\td\n");
    }

    @Test
    void anAddressStaysAsItIs() {
        String text = "Ollama: External (matrix:11434)";

        assertThat(Harmless.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "*a ", "**a ", "[", "![", "`", "<", "> - 1. "})
    void thousandsOfSignsWithinOneAnotherAreShownToo(String sign) {
        assertThat(Html.ofMarkdown(sign.repeat(4000))).isNotEmpty();
    }
}
