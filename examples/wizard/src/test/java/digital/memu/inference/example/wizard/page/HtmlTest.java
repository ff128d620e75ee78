package digital.memu.inference.example.wizard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textIsEscapedInContentAndAttributes() {
        assertThat(Html.of("p", "<b> & \"'").with("title", "\"><i>").toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;i&gt;\">&lt;b&gt; &amp; &quot;&#39;</p>");
    }

    @Test
    void contentMayBeListsAndOptionals() {
        Html list = Html.of("ul", List.of(Html.of("li", "a"), Html.of("li", Optional.of("b"))), Optional.empty());

        assertThat(list.toString()).isEqualTo("<ul><li>a</li><li>b</li></ul>");
    }

    @Test
    void someElementsHaveNoEnd() {
        assertThat(Html.of("input")
                        .flag("checked", true)
                        .flag("disabled", false)
                        .toString())
                .isEqualTo("<input checked>");
    }

    @Test
    void nothingElseCanBeContent() {
        assertThatThrownBy(() -> Html.of("p", 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
