package digital.memu.inference.example.bot.console;

import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Reply;
import digital.memu.inference.example.console.Plain;
import java.io.PrintStream;

/** Prints an answer as it grows. */
final class ConsoleReply implements Reply {

    private final PrintStream out;
    private String printed = "";

    ConsoleReply(PrintStream out) {
        this.out = out;
    }

    @Override
    public void waiting(int before) {
        // One line is answered before the next is read.
    }

    @Override
    public void begin() {
        // The cursor waits, as its reader does.
    }

    @Override
    public void show(String soFar) {
        String plain = Plain.lines(soFar);
        if (!plain.startsWith(printed)) {
            out.println();
            printed = "";
        }
        out.print(plain.substring(printed.length()));
        out.flush();
        printed = plain;
    }

    @Override
    public void finish(Answer answer) {
        show(answer.text());
        out.println();
        if (!answer.note().isEmpty()) {
            out.println("(" + Plain.lines(answer.note()) + ")");
        }
        out.flush();
    }

    @Override
    public void drop() {
        out.println();
    }
}
