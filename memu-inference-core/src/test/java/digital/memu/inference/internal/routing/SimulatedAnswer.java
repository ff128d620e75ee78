package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Route;
import java.util.List;

/** One answer of a simulated server: always the same words, or the rest of them after those that it is given. */
final class SimulatedAnswer extends AbstractChatStream {

    static final List<String> WORDS = List.of(
            "The ", "three ", "primary ", "colours ", "are ", "red,", " ", " green", "\n", "\n", "and ", "blue", ".");

    private final SimulatedServer server;
    private final CallContext context;
    private final String text;
    private int at;
    private boolean begun;

    SimulatedAnswer(SimulatedServer server, ChatRequest request, CallContext context) {
        this.server = server;
        this.context = context;
        String whole = whole();
        ChatMessage last = request.messages().get(request.messages().size() - 1);
        boolean goesOn = last.role().equals(Role.ASSISTANT) && whole.startsWith(last.text());
        this.text = goesOn ? whole.substring(last.text().length()) : whole;
    }

    static String whole() {
        return String.join("", WORDS);
    }

    @Override
    protected ChatEvent read() {
        if (!begun) {
            server.reach(context, SimulatedServer.FIRST_TOKEN);
            server.answer(context);
            begun = true;
        } else {
            server.pause(SimulatedServer.TOKEN, context, () -> server.fault().breaksOff());
            inMidAnswer();
        }
        if (at == text.length()) {
            return ChatEvent.end(Completion.of(SimulatedServer.MODEL, FinishReason.STOP, Usage.none()));
        }
        int end = text.indexOf(' ', at + 1);
        String piece = text.substring(at, end < 0 ? text.length() : end + 1);
        at += piece.length();
        return ChatEvent.text(piece);
    }

    private void inMidAnswer() {
        if (server.fault() == SimulatedFault.SLOW) {
            server.pause(SimulatedFault.SLOWNESS, context, () -> server.fault() != SimulatedFault.SLOW);
        }
        if (server.fault().stopsTalking()) {
            server.pause(
                    context.timeouts().stall(), context, () -> !server.fault().stopsTalking());
            if (server.fault().stopsTalking()) {
                throw new InferenceTimeoutException(
                        Clock.STALL, server.name(), context.timeouts().stall());
            }
        }
        if (server.fault().breaksOff()) {
            throw new StreamInterruptedException(
                    server.name(), "it broke off", SimulatedServer.evidence(), partialText(), null);
        }
    }

    @Override
    protected void release() {
        context.cancel();
    }

    @Override
    protected Route route() {
        return Route.of(List.of());
    }
}
