package digital.memu.inference.example.cli;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.chat.Loading;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Terminal;
import digital.memu.inference.failure.InferenceException;
import org.jspecify.annotations.Nullable;

/** An answer for people: the text as data, whatever happens on its way as notes. */
final class TextAnswer implements AnswerWriter {

    private final Io io;
    private final boolean whole;
    private boolean midLine;
    private boolean thinking;
    private @Nullable Boolean onTerminal;
    private @Nullable LiveLine waiting;

    TextAnswer(Io io, boolean whole) {
        this.io = io;
        this.whole = whole;
    }

    @Override
    public void event(ChatEvent event) {
        event.loading().ifPresent(this::loading);
        if (event.loading().isEmpty()) {
            waited();
        }
        event.joint().ifPresent(this::joint);
        if (!event.thinking().isEmpty() && !thinking) {
            thinking = true;
            io.note("[thinking]");
        }
        if (!whole) {
            write(event.text());
        }
    }

    private void loading(Loading loading) {
        if (loading.waited().toSeconds() == 0) {
            return;
        }
        String words = "[" + Plain.of(loading.toString()) + "]";
        if (waiting == null) {
            waiting = new LiveLine(io.err(), Terminal.noteWidth());
            if (!waiting.isLive()) {
                io.note(words);
            }
        }
        if (waiting.isLive()) {
            waiting.show(room -> words);
        }
    }

    private void waited() {
        if (waiting != null) {
            waiting.close();
        }
    }

    private void joint(Joint joint) {
        if (!joint.continued()) {
            endLine();
        }
        io.note("[" + joint.from() + " is gone; " + joint.to()
                + (joint.continued() ? " goes on]" : " answers from the beginning]"));
    }

    private void write(String text) {
        if (!text.isEmpty()) {
            String plain = Plain.lines(text);
            io.print(plain.equals(text) || !isOnTerminal() ? text : plain);
            midLine = !text.endsWith("\n");
        }
    }

    /** Asked only when it matters: it costs a process. */
    private boolean isOnTerminal() {
        if (onTerminal == null) {
            onTerminal = Terminal.isOutput();
        }
        return onTerminal;
    }

    private void endLine() {
        if (midLine) {
            io.println("");
            midLine = false;
        }
    }

    @Override
    public void end(ChatReply reply) {
        if (whole) {
            write(reply.text());
        }
        endLine();
        if (reply.completion().promptTruncated()) {
            io.note("[the question was too long for the model: its beginning was dropped]");
        }
        io.note("route: " + Plain.of(reply.route().explain()));
    }

    @Override
    public void failed(InferenceException failure) {
        waited();
        endLine();
    }
}
