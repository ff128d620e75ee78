package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.check.Obstacles;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.FormReader;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.page.Notice;
import digital.memu.inference.example.wizard.page.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with answers, in words. */
final class Judge {

    private Judge() {}

    /** What can be seen without a test. */
    static Optional<Notice> before(Words words, Answers answers) {
        List<String> sentences = new ArrayList<>();
        List<Service> concerned = new ArrayList<>();
        if (answers.elsewhere()
                && answers.ollama().isBlank()
                && answers.photos().isBlank()) {
            sentences.add(words.get("cannot.missing"));
            concerned.add(Service.OLLAMA);
        }
        if (!FormReader.isModel(answers.model())) {
            sentences.add(words.get("cannot.model"));
        }
        return notice(words, sentences, concerned);
    }

    /** What a test has shown that cannot work. */
    static Optional<Notice> after(Words words, Check check, boolean internetAllowed) {
        List<String> sentences = new ArrayList<>();
        List<Service> concerned = Obstacles.in(check);
        concerned.forEach(
                service -> sentences.add(words.get("cannot.address", words.get("service." + service.field()))));
        if (!internetAllowed && Obstacles.cloudModel(check)) {
            sentences.add(words.get("cannot.cloud"));
        }
        if (check.cancelled()) {
            sentences.add(words.get("cannot.unfinished"));
        }
        return notice(words, sentences, concerned);
    }

    private static Optional<Notice> notice(Words words, List<String> sentences, List<Service> concerned) {
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(words.get("cannot.title"), sentences, concerned));
    }
}
