package digital.memu.inference.example.wizard.page;

import digital.memu.inference.example.wizard.form.Service;
import java.util.List;

/**
 * Something to say before everything else.
 *
 * @param title in a few words
 * @param sentences what to do about it
 * @param concerned the services whose addresses are meant
 */
public record Notice(String title, List<String> sentences, List<Service> concerned) {

    /** About nothing on the page. */
    public static Notice of(String title, String... sentences) {
        return new Notice(title, List.of(sentences), List.of());
    }

    boolean concerns(Service service) {
        return concerned.contains(service);
    }

    Html html() {
        return Layout.alert(
                Signs.FAILURE,
                title,
                sentences.stream().map(each -> Html.of("p", each)).toList());
    }
}
